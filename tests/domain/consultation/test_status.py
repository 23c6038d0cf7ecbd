"""The public state of a decision, from facts and the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.consultation.status import consultation_state
from domain.enumerations import ConsultationState as State

OPENS = datetime(2026, 3, 10, tzinfo=UTC)
CLOSES = datetime(2026, 4, 10, tzinfo=UTC)
LATER = CLOSES + timedelta(days=20)
TICK = timedelta(microseconds=1)


def state(now: datetime, **facts: datetime) -> State:
    known = {"answered_at": None, "adopted_at": None, "ended_at": None} | facts
    return consultation_state(opens_at=OPENS, closes_at=CLOSES, now=now, **known)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - TICK, State.UPCOMING),
        (OPENS, State.OPEN),
        (CLOSES - TICK, State.OPEN),
        (CLOSES, State.CLOSED),
        (LATER, State.CLOSED),
    ],
)
def test_a_period_is_open_from_its_opening_to_just_before_its_close(now: datetime, expected: State) -> None:
    assert state(now) == expected


def test_a_published_answer_follows_the_close_and_an_adoption_follows_the_answer() -> None:
    assert state(LATER, answered_at=LATER) == State.ANSWERED
    assert state(LATER, answered_at=LATER, adopted_at=LATER) == State.ADOPTED


@pytest.mark.parametrize("now", [OPENS - TICK, OPENS, LATER])
def test_an_ended_decision_is_ended_whatever_the_time(now: datetime) -> None:
    assert state(now, ended_at=OPENS) == State.ENDED
    assert state(now, ended_at=OPENS, answered_at=OPENS) == State.ENDED
