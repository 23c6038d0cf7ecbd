"""Views of expert reviews."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from domain.enumerations import ExpertFinding, Interest, OpinionUse, ReviewForm
from domain.expertise.events import ShownExpert


class ExpertView(msgspec.Struct, frozen=True, kw_only=True):
    """One who was asked, as the public reads of him. `shown`: his name, where he agreed; words are None where closed since."""

    number: int
    field: str | None = None
    interest: Interest | None = None
    shown: ShownExpert | None = None
    finding: ExpertFinding | None = None
    signed_on: date | None = None
    summary: str | None = None
    use: OpinionUse | None = None
    reason: str | None = None


class ExpertReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """An expert review of a decision; `number`: the n-th that was planned."""

    expertise_id: UUID
    number: int
    form: ReviewForm
    subject: str | None
    experts: tuple[ExpertView, ...]

    @property
    def excluded(self) -> int:
        """How many had a direct interest."""
        return sum(expert.interest == Interest.DIRECT for expert in self.experts)

    @property
    def opinions(self) -> tuple[ExpertView, ...]:
        return tuple(expert for expert in self.experts if expert.finding is not None)
