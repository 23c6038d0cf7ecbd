"""延长: an open or upcoming period is extended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.consultation.events import PeriodExtended
from domain.consultation.refusals import (
    MomentUnclear,
    NotPublished,
    PeriodAlreadyClosed,
    PeriodShortened,
    ReasonTooShort,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.period import extend_period
from tests.domain.consultation.told import CLOSES, DAY, OPENS, PUBLISHES, RELEASER, WHY, closed, published, released, then


def extend(
    state: Consultation | None = None, closes_at: datetime = CLOSES + DAY, at: datetime = OPENS, reason: str = WHY
) -> PeriodExtended:
    return extend_period(state or published(), closes_at, reason, actor=RELEASER, at=at)


@pytest.mark.parametrize("at", [PUBLISHES, OPENS, CLOSES - timedelta(milliseconds=1)])
def test_an_upcoming_or_open_period_is_extended(at: datetime) -> None:
    event = extend(at=at)
    assert (event.closes_at, event.reason) == (CLOSES + DAY, WHY)
    assert then(published(), event).closes_at == CLOSES + DAY


@pytest.mark.parametrize("closes_at", [CLOSES - DAY, CLOSES, CLOSES + timedelta(microseconds=999)])
def test_a_period_is_never_shortened(closes_at: datetime) -> None:
    with pytest.raises(PeriodShortened):
        extend(closes_at=closes_at)


def test_a_period_that_has_run_out_is_not_extended() -> None:
    """Also in the seconds before it is sealed."""
    for state, at in ((published(), CLOSES), (closed(), CLOSES + DAY), (closed(), OPENS)):
        with pytest.raises(PeriodAlreadyClosed):
            extend(state, closes_at=CLOSES + 9 * DAY, at=at)


def test_a_period_not_published_is_not_extended() -> None:
    with pytest.raises(NotPublished):
        extend(released())


def test_an_extension_says_why() -> None:
    with pytest.raises(ReasonTooShort):
        extend(reason="延长一周")


def test_the_new_close_names_its_zone() -> None:
    with pytest.raises(MomentUnclear):
        extend(closes_at=datetime(2026, 5, 1, 9))


def test_the_same_extension_again_is_no_extension() -> None:
    with pytest.raises(PeriodShortened):
        extend(then(published(), extend()))
