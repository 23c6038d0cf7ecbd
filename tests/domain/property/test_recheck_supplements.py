"""The re-check finds each rule of answers after the feedback broken on purpose."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.events import (
    AnswersOutstanding,
    CorrectionMade,
    FeedbackPublished,
    LedgerFigures,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.event import Event
from domain.history import History
from domain.point.events import CommentsGathered, CommentsReleased, DispositionDrafted
from domain.recheck import broken_rules
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, twice, with_facts, without

FIRST_LEDGER = LedgerFigures(received=9, published=7, withheld=1, withdrawn=1, awaiting=0, answered=5, unanswered=3)


def added(events: list[Event], before: type[Event] | None, make: Callable[[dict[str, Any]], Event], stream: UUID) -> list[Event]:
    """The events with one more on `stream`, made of the common fields: before the first of a kind, or at the end."""
    place = next(place for place, event in enumerate(events) if before and isinstance(event, before)) if before else len(events)
    version = sum(event.originator_id == stream for event in events[:place]) + 1
    at = events[place - 1].timestamp
    common = {"originator_id": stream, "originator_version": version, "timestamp": at, "consultation_id": life.DECISION}
    later = [
        replace(event, originator_version=event.originator_version + 1) if event.originator_id == stream else event
        for event in events[place:]
    ]
    return [*events[:place], make(common), *later]


def released_late(point: UUID, comment: UUID) -> Breakage:
    """A comment is taken out of a published point after the feedback."""
    return lambda events: added(
        events, None, lambda common: CommentsReleased(**common, actor=life.ANSWERER, comment_ids=(comment,)), point
    )


def corrected(point: UUID, before: type[Event]) -> Breakage:
    """The words of a point are corrected before they are public."""
    facts = {"corrected_stream": str(point), "corrected_version": 1, "field": "summary", "closes_original": False}

    def make(common: dict[str, Any]) -> Event:
        return CorrectionMade(**common, actor=life.RELEASER, **facts, value='"新的说法"', reason=life.LONG)

    return lambda events: added(events, before, make, life.DECISION)


def signed_again(events: list[Event]) -> list[Event]:
    """A second supplement that has nothing to publish."""
    for kind in (SupplementPrepared, SupplementSignedOff, SupplementPublished):
        events = twice(kind)(events)
    return events


BREAKAGES: list[tuple[str, Breakage]] = [
    ("CommentAnswered", released_late(life.point_id(1), life.comment_id(1))),
    ("SupplementNotPrepared", without(SupplementPrepared)),
    ("SupplementNotSignedOff", without(SupplementSignedOff)),
    ("SamePersonSignsOff", with_facts(SupplementSignedOff, actor=life.ANSWERER)),
    ("ReasonTooShort", with_facts(SupplementPrepared, text=life.SHORT)),
    ("FeedbackMissing", without(FeedbackPublished)),
    ("SupplementMiscounted", with_facts(SupplementPublished, number=2)),
    ("SupplementMiscounted", with_facts(SupplementPublished, points=2)),
    ("SupplementMiscounted", with_facts(SupplementPublished, comments=3)),
    ("NothingToSupplement", signed_again),
    ("AnswersIncomplete", without(CommentsGathered, 3)),
    ("AnswersIncomplete", without(DispositionDrafted, 2)),
    ("LedgerUnbalanced", with_facts(SupplementPublished, ledger=FIRST_LEDGER)),
    ("DispositionsMiscounted", with_facts(SupplementPublished, dispositions=())),
    ("ContradictionsUnseen", with_facts(SupplementPublished, contradictions=("a1",))),
    ("ContradictionsMiscounted", with_facts(SupplementPublished, contradictions=("a1",))),
    ("CommentsUnanswered", without(AnswersOutstanding)),
    ("CommentsUnanswered", with_facts(AnswersOutstanding, unanswered=0)),
    ("OutstandingMiscounted", with_facts(AnswersOutstanding, awaiting=2)),
    ("ReasonTooShort", with_facts(AnswersOutstanding, reason=life.SHORT)),
    ("CommentsUnanswered", without(SupplementPublished)),
    ("NotCorrectable", corrected(life.point_id(5), before=SupplementPublished)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_of_late_answers_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(life.whole_life()))}


def test_what_is_gathered_after_the_feedback_is_answered_when_a_supplement_is_published() -> None:
    history, answered = History(), []
    for event in life.whole_life():
        decision = history.apply(event)
        answered.append((type(event), decision.ledger().answered))
    after = [number for kind, number in answered[[kind for kind, _ in answered].index(FeedbackPublished) :]]
    kinds = [kind for kind, _ in answered[[kind for kind, _ in answered].index(FeedbackPublished) :]]
    published = kinds.index(SupplementPublished)
    assert set(after[:published]) == {5}
    assert set(after[published:]) == {7}
