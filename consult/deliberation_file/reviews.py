"""Reviews as they stand in the file: with their opinions, which stay closed to the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from consult.deliberation_file.blocks import Block, Facts, words
from consult.exports.tables.columns import Say, moment_words
from domain.consultation.events import FairCompetitionReviewed, LegalityReviewed, StepWaived
from domain.consultation.state import Consultation
from domain.enumerations import WaivableStep
from domain.event import Event
from domain.sealing import Sealed, value_or_none
from domain.text import display_text

Kind = TypeVar("Kind", bound=Event)


def waived_steps(events: Sequence[Event], step: WaivableStep, say: Say) -> list[Block]:
    """Why the step is not required; nothing where it was not waived."""
    waived = [event for event in events if isinstance(event, StepWaived) and event.step == step]
    return [words(_opened(event.reason, say), say("deliberation_file", "not_required")) for event in waived[-1:]]


def fair_competition(state: Consultation, events: Sequence[Event], say: Say) -> list[Block]:
    """公平竞争审查: its result; else why there is none."""
    heading = say("deliberation_item", "fair_competition")
    review = _last(events, FairCompetitionReviewed)
    if review is not None:
        result = say("deliberation_file", "passed" if review.passed else "not_passed")
        return [words(f"{result}\n{_opened(review.opinion, say)}", heading)]
    if not state.touches_operators:
        return [words(say("deliberation_file", "not_touched"), heading)]
    return waived_steps(events, WaivableStep.FAIR_COMPETITION_REVIEW, say)


def legality(events: Sequence[Event], say: Say) -> list[Block]:
    """合法性审查: result, by whom, when, and the opinion."""
    review = _last(events, LegalityReviewed)
    if review is None:
        return []
    facts = (
        (say("deliberation_file", "result"), say("legality", review.result)),
        (say("deliberation_file", "reviewer"), _opened(review.reviewer, say)),
        (say("deliberation_file", "file_received_on"), review.file_received_on.isoformat()),
        (say("deliberation_file", "reviewed_at"), moment_words(review.timestamp)),
    )
    return [Facts(facts), words(_opened(review.opinion, say), say("deliberation_file", "opinion"))]


def _last(events: Sequence[Event], kind: type[Kind]) -> Kind | None:
    return next((event for event in reversed(events) if isinstance(event, kind)), None)


def _opened(value: Sealed[str], say: Say) -> str:
    """As staff may read it; where it was erased, that."""
    return display_text(value_or_none(value) or say("deliberation_file", "withheld"))
