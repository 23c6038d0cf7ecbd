"""Views of questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from domain.enumerations import RespondentKind
from domain.questionnaire.form import QuestionnaireForm


class QuestionnaireView(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire as the public sees it. `form` and `number`: from its opening on; `spread`: with its figures."""

    questionnaire_id: UUID
    consultation_id: UUID
    position: int
    number: int | None
    form: QuestionnaireForm | None
    opens_at: datetime | None
    closes_at: datetime | None
    withdrawn_at: datetime | None
    reason: str | None
    closed: bool
    responses: int
    counted: int
    remaining: int | None
    figures_at: datetime | None
    spread: str | None

    def taking(self, now: datetime) -> bool:
        """Whether it can be answered now."""
        if self.opens_at is None or self.closes_at is None or self.withdrawn_at or self.closed:
            return False
        return self.opens_at <= now < self.closes_at


class Progress(msgspec.Struct, frozen=True):
    """How far the count of a questionnaire has come."""

    closed: bool
    responses: int
    counted: int


class Counts(msgspec.Struct, frozen=True):
    """How many gave an answer: by kind of respondent, number of the question and place of the value (see the table)."""

    cells: Mapping[tuple[RespondentKind, int, int], int]

    def of(self, question: int, place: int, kind: RespondentKind | None = None) -> int:
        """Of one kind, or of all of them. `question` 0: the responses themselves; `place` 0: those who answered it at all."""
        kinds = tuple(RespondentKind) if kind is None else (kind,)
        return sum(self.cells.get((each, question, place), 0) for each in kinds)

    @property
    def kinds(self) -> tuple[RespondentKind, ...]:
        """Those of whom somebody answered."""
        return tuple(kind for kind in RespondentKind if self.of(0, 0, kind))
