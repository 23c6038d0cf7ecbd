"""The re-check finds each rule of returning for changes broken on purpose, and nothing where it was kept."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import (
    AdoptionPrepared,
    AnswersOutstanding,
    ConsultationPublished,
    DraftReleased,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    ReturnedForChanges,
    ReviewRequested,
    SupplementPrepared,
    SupplementSignedOff,
)
from domain.enumerations import Returnable
from domain.event import Event
from domain.recheck import broken_rules
from domain.values import FeedbackText
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import closed
from tests.domain.property.test_recheck_supplements import added

SUBMITTED: dict[Returnable, type[Event]] = {
    Returnable.DRAFT: ReviewRequested,
    Returnable.FEEDBACK: FeedbackPrepared,
    Returnable.SUPPLEMENT: SupplementPrepared,
    Returnable.ADOPTION: AdoptionPrepared,
}


def returned(what: Returnable, before: type[Event], events: list[Event] | None = None, **facts: Any) -> list[Event]:
    """A whole life in which it was returned, before the first event of a kind."""
    events = life.whole_life() if events is None else events
    version = next(event.originator_version for event in events if isinstance(event, SUBMITTED[what]))
    known: dict[str, Any] = {"actor": life.RELEASER, "returned_version": version, "reason": life.LONG} | facts
    return added(events, before, lambda common: ReturnedForChanges(**common, what=what, **known), life.DECISION)


def again(kind: type[Event], before: type[Event], events: list[Event], **facts: Any) -> list[Event]:
    """The first event of a kind once more, with other facts."""
    first = next(event for event in events if isinstance(event, kind))
    return added(events, before, lambda common: replace(first, **common, **facts), life.DECISION)


def mended(events: list[Event]) -> list[Event]:
    changed = FeedbackText("问", "说", "做了修改")
    return again(FeedbackPrepared, FeedbackSignedOff, events, text=changed)


def test_what_is_returned_changed_and_signed_breaks_no_rule() -> None:
    events = mended(returned(Returnable.FEEDBACK, FeedbackSignedOff))
    assert broken_rules(events) == ()
    assert broken_rules(closed(event) for event in events) == ()


IN_TIME = returned(Returnable.FEEDBACK, FeedbackSignedOff)
LIVES: list[tuple[str, list[Event]]] = [
    ("ReturnNotMended", IN_TIME),
    ("ReturnNotMended", returned(Returnable.DRAFT, DraftReleased)),
    ("ReturnNotMended", returned(Returnable.SUPPLEMENT, SupplementSignedOff)),
    ("ReturnNotMended", returned(Returnable.ADOPTION, AnswersOutstanding)),
    ("ReturnedUnchanged", again(FeedbackPrepared, FeedbackSignedOff, IN_TIME)),
    ("ReturnedUnchanged", again(ReviewRequested, DraftReleased, returned(Returnable.DRAFT, DraftReleased))),
    ("AlreadyReturned", mended(returned(Returnable.FEEDBACK, FeedbackSignedOff, IN_TIME))),
    ("NothingToReturn", mended(returned(Returnable.FEEDBACK, FeedbackSignedOff, returned_version=3))),
    ("NothingToReturn", returned(Returnable.SUPPLEMENT, FeedbackSignedOff)),
    ("SamePersonReturns", mended(returned(Returnable.FEEDBACK, FeedbackSignedOff, actor=life.ANSWERER))),
    ("SamePersonReturns", returned(Returnable.DRAFT, DraftReleased, actor=life.DRAFTER)),
    ("SignedAlready", returned(Returnable.FEEDBACK, FeedbackPublished)),
    ("SignedAlready", returned(Returnable.DRAFT, ConsultationPublished)),
    ("ReasonTooShort", mended(returned(Returnable.FEEDBACK, FeedbackSignedOff, reason=life.SHORT))),
]


@pytest.mark.parametrize(("rule", "events"), LIVES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(LIVES)])
def test_a_rule_of_returning_broken_on_purpose_is_found(rule: str, events: list[Event]) -> None:
    assert rule in {finding.rule for finding in broken_rules(events)}
