"""时间锚定: when an anchor is due, what is recorded, and what the record is held to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.anchor.anchors import (
    LATEST_AFTER_CLOSE,
    WHOLE_LOG,
    Anchors,
    Period,
    VerifiedTimeStamp,
    anchor_stream,
    daily_due,
    occasion_due,
    record_anchor,
)
from domain.anchor.events import AnchorRecorded
from domain.anchor.refusals import AnchorNotDue, TimeStampOutOfStep
from domain.enumerations import Occasion
from domain.event import Event
from domain.recheck import broken_rules
from tests.domain.examples import AUTHORITY, CLOSES, DECISION, EXTENDED, OPENS, decision

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
PERIOD = Period(OPENS, CLOSES)
NONE = Anchors(DECISION)


def anchored(*occasions: Occasion) -> Anchors:
    return Anchors(DECISION, len(occasions), dict.fromkeys(occasions, OPENS))


@pytest.mark.parametrize(
    ("at", "sealed", "due"),
    [
        (OPENS - SECOND, False, None),
        (OPENS, False, Occasion.OPENING),
        (CLOSES - SECOND, False, Occasion.OPENING),
        (CLOSES, False, Occasion.CLOSING),
        (CLOSES + 3 * DAY, False, Occasion.CLOSING),
        (CLOSES, True, Occasion.CLOSED),
        (CLOSES + LATEST_AFTER_CLOSE - SECOND, True, Occasion.CLOSED),
        (CLOSES + LATEST_AFTER_CLOSE, True, None),
    ],
)
def test_a_period_is_anchored_open_closed_and_sealed(at: datetime, sealed: bool, due: Occasion | None) -> None:
    assert occasion_due(NONE, Period(OPENS, CLOSES, sealed), at) == due


@pytest.mark.parametrize("at", [OPENS, CLOSES])
def test_each_occasion_is_anchored_once(at: datetime) -> None:
    due = occasion_due(NONE, PERIOD, at)
    assert due is not None
    assert occasion_due(anchored(due), PERIOD, at) is None


def test_an_extended_period_is_anchored_when_it_closes() -> None:
    assert occasion_due(anchored(Occasion.OPENING), Period(OPENS, EXTENDED), CLOSES) is None
    assert occasion_due(anchored(Occasion.OPENING), Period(OPENS, EXTENDED), EXTENDED) == Occasion.CLOSING


def test_an_ended_decision_is_not_anchored() -> None:
    assert occasion_due(NONE, Period(OPENS, CLOSES, ended=True), OPENS) is None


def test_the_log_is_anchored_once_a_day_in_beijing_if_it_has_grown() -> None:
    midnight = datetime(2026, 3, 9, 16, tzinfo=UTC)
    last = Anchors(WHOLE_LOG, 1, {Occasion.DAILY: midnight - SECOND})
    assert daily_due(Anchors(WHOLE_LOG), midnight, grown=True)
    assert not daily_due(Anchors(WHOLE_LOG), midnight, grown=False)
    assert daily_due(last, midnight, grown=True)
    assert not daily_due(last, midnight, grown=False)
    assert not daily_due(last, midnight - SECOND / 2, grown=True)


def stamped(at: datetime, accuracy: timedelta = SECOND) -> VerifiedTimeStamp:
    return VerifiedTimeStamp(41, b"\7" * 32, "tsa.example", at, accuracy, b"token")


def test_what_was_stamped_is_recorded() -> None:
    event = record_anchor(anchored(Occasion.OPENING), Occasion.CLOSING, stamped(CLOSES), at=CLOSES + SECOND)
    assert (event.originator_id, event.originator_version, event.consultation_id) == (anchor_stream(DECISION), 2, DECISION)
    assert (event.actor, event.timestamp, event.stamped_at) == ("clock", CLOSES + SECOND, CLOSES)
    assert (event.occasion, event.size, event.root, event.token) == (Occasion.CLOSING, 41, b"\7" * 32, b"token")


def test_what_is_not_due_is_not_recorded() -> None:
    """Someone was first, or the period has moved on."""
    with pytest.raises(AnchorNotDue):
        record_anchor(NONE, None, stamped(CLOSES), at=CLOSES)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_stamp_out_of_step_is_not_recorded(sign: int) -> None:
    record_anchor(NONE, Occasion.OPENING, stamped(OPENS + sign * 11 * SECOND), at=OPENS)
    with pytest.raises(TimeStampOutOfStep):
        record_anchor(NONE, Occasion.OPENING, stamped(OPENS + sign * 12 * SECOND), at=OPENS)


def test_the_streams_of_anchors_are_their_own() -> None:
    assert len({anchor_stream(DECISION), anchor_stream(WHOLE_LOG), DECISION, WHOLE_LOG}) == 4


def anchor(occasion: Occasion, at: datetime, version: int = 1, about: UUID = DECISION, **facts: Any) -> AnchorRecorded:
    own = {"originator_id": anchor_stream(about), "originator_version": version, "consultation_id": about, "actor": "clock"}
    stamp = {"size": 1, "root": b"\7" * 32, "stamped_at": at}
    return AnchorRecorded(**{**own, **stamp, **AUTHORITY, "occasion": occasion, "timestamp": at, **facts})


def rules(*anchors: Event, until: str) -> list[str]:
    """Rules about anchors broken by these after the decision's event of that topic, the first of them in order of time."""
    events = decision()
    place = next(number for number, event in enumerate(events, 1) if event.topic == until)
    return [found.rule for found in broken_rules([*events[:place], *anchors]) if found.position >= place]


def test_the_record_holds_anchors_that_were_due() -> None:
    assert rules(anchor(Occasion.OPENING, OPENS), until="consultation-published.v1") == []
    assert rules(anchor(Occasion.CLOSING, CLOSES), until="consultation-published.v1") == []
    assert rules(anchor(Occasion.CLOSED, EXTENDED), until="period-closed.v1") == []
    daily = [anchor(Occasion.DAILY, OPENS + day * DAY, day + 1, WHOLE_LOG) for day in range(3)]
    assert rules(*daily, until="consultation-published.v1") == []


@pytest.mark.parametrize(
    ("anchors", "until"),
    [
        ([anchor(Occasion.OPENING, OPENS)], "draft-released.v1"),
        ([anchor(Occasion.OPENING, OPENS - SECOND)], "consultation-published.v1"),
        ([anchor(Occasion.OPENING, CLOSES)], "consultation-published.v1"),
        ([anchor(Occasion.OPENING, OPENS), anchor(Occasion.OPENING, OPENS, 2)], "consultation-published.v1"),
        ([anchor(Occasion.CLOSING, CLOSES - SECOND)], "consultation-published.v1"),
        ([anchor(Occasion.CLOSING, CLOSES)], "period-extended.v1"),
        ([anchor(Occasion.CLOSING, EXTENDED)], "period-closed.v1"),
        ([anchor(Occasion.CLOSED, EXTENDED)], "period-extended.v1"),
        ([anchor(Occasion.DAILY, OPENS)], "consultation-published.v1"),
        ([anchor(Occasion.OPENING, OPENS, about=WHOLE_LOG)], "consultation-published.v1"),
        ([anchor(Occasion.OPENING, OPENS, originator_id=UUID(int=9))], "consultation-published.v1"),
        ([anchor(Occasion.DAILY, OPENS, n, WHOLE_LOG) for n in (1, 2)], "consultation-published.v1"),
    ],
)
def test_the_record_is_held_to_anchors_that_were_due(anchors: list[Event], until: str) -> None:
    assert rules(*anchors, until=until) == ["AnchorNotDue"]


def test_a_gap_in_a_stream_of_anchors_is_found() -> None:
    assert rules(anchor(Occasion.OPENING, OPENS, 2), until="consultation-published.v1") == ["StreamVersionGap"]
