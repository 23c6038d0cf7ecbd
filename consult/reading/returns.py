"""What was returned for changes and not submitted again, with the reason and the name of whoever returned it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from consult.runtime import Runtime
from domain.consultation.state import Consultation
from domain.enumerations import Returnable, ReviewKind
from domain.sealing import value_or_none

__all__ = ["ReturnAtDesk", "named_returns", "pending_returns"]


class ReturnAtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """One return. `review`: the review that returned it; None: whoever would have signed. `draft_version`: of a draft."""

    what: Returnable
    reason: str
    by: str
    at: datetime
    review: ReviewKind | None
    draft_version: int


async def pending_returns(runtime: Runtime, state: Consultation, *what: Returnable) -> list[ReturnAtDesk]:
    """Of these, or of all. Ask `readable` first: the reasons are for the division and the auditor."""
    names = await runtime.staff.names() if state.returns.pending else {}
    return [each for each in named_returns(state, names) if not what or each.what in what]


def named_returns(state: Consultation, names: Mapping[str, str]) -> list[ReturnAtDesk]:
    """`names`: of staff, by actor's id."""
    return [
        ReturnAtDesk(
            what=what,
            reason=value_or_none(each.reason or "") or "",
            by=names.get(each.by, ""),
            at=each.at,
            review=each.review,
            draft_version=each.draft_version,
        )
        for what, each in state.returns.pending.items()
    ]
