"""Who is before an expert review, and what its pages know."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.reading.access import readable_decision
from domain.expertise.state import Expertise
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.request_state import runtime_of

PATH = "/desk/expert-reviews/{expertise_id:str}"


class AtReview(msgspec.Struct, frozen=True):
    """A person before one expert review of a decision."""

    desk: AtDesk
    review: Expertise

    @property
    def root(self) -> str:
        """Address of the review's pages, below the language's prefix."""
        return f"/desk/expert-reviews/{self.review.id}"


async def at_review(request: DeskRequest) -> AtReview:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    review = await runtime.archive.expertise(id_in(request, "expertise_id"))
    decision = await readable_decision(runtime, signed.actor, review.consultation_id)
    return AtReview(AtDesk(signed, decision), review)


def review_context(at: AtReview, **more: Any) -> dict[str, Any]:
    return decision_context(at.desk, review=at.review, review_root=at.root, **more)
