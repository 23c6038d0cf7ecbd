"""Views of how decisions are handled."""

from __future__ import annotations

import enum
from uuid import UUID

import msgspec


class MeasureKind(enum.StrEnum):
    """What happened to the decision that is counted."""

    ANSWERED = "answered"
    ADOPTED = "adopted"


class Figure(enum.StrEnum):
    """A figure of the page, by the decisions that it counts."""

    ANSWERED = "answered"
    ON_TIME = "on_time"
    LATE = "late"
    BLANKET = "blanket"
    ADOPTED = "adopted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of a division (None: of all) in a year (None: in all).

    `days`: from close to feedback, calendar days, of all those answered. `blanket`: answers of which whoever signed was warned.
    `changed`: adopted with another text than was put up for comment.
    """

    year: int | None
    division_id: str | None
    division_name: str | None
    answered: int = 0
    on_time: int = 0
    days: int = 0
    answers: int = 0
    blanket: int = 0
    adopted: int = 0
    changed: int = 0

    @property
    def late(self) -> int:
        return self.answered - self.on_time

    @property
    def unchanged(self) -> int:
        return self.adopted - self.changed

    @property
    def days_each(self) -> float | None:
        """On average; None where nothing was answered."""
        return self.days / self.answered if self.answered else None


class MeasuredDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that a figure counts."""

    consultation_id: UUID
    number: str
    title: str | None
    division_name: str | None
    position: int
    on_time: bool
    days: int
    answers: int
    blanket: int
    changed: bool
