"""What the rules allow only with a reason that is public: found in the record, so that nobody has to look for it."""

from __future__ import annotations

import msgspec

from consult.audit.record import CompactRecord
from domain.consultation.events import (
    AnswerDelayed,
    AnswersOutstanding,
    ConsultationPublished,
    DraftReleased,
    ReleaseSignedOff,
    ReviewTimeShortened,
    StepWaived,
)
from domain.event import Event


class ProcedureException(msgspec.Struct, frozen=True):
    """例外办理. `kind`: as the report's texts name it; `position`: of the event that says so."""

    kind: str
    position: int


def exceptions_of(record: CompactRecord) -> tuple[ProcedureException, ...]:
    """The exceptions of one decision, in the order of the log; a release that was signed off later says both."""
    return tuple(ProcedureException(kind, position) for position, event in record.placed if (kind := _kind(event)))


def _kind(event: Event) -> str:
    match event:
        case DraftReleased(forced=True):
            return "forced_release"
        case ReleaseSignedOff():
            return "release_signed_off"
        case ConsultationPublished(shortened=True):
            return "shortened_period"
        case AnswerDelayed():
            return "answer_delayed"
        case ReviewTimeShortened():
            return "review_shortened"
        case StepWaived():
            return "step_waived"
        case AnswersOutstanding():
            return "answers_outstanding"
    return ""
