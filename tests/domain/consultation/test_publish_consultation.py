"""征求意见公告: the call for opinions is published, with its period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from domain.calendar import end_of_day
from domain.consultation.events import ConsultationPublished
from domain.consultation.refusals import (
    AlreadyPublished,
    ContentClosed,
    DraftNotReleased,
    MomentUnclear,
    PeriodBackwards,
    PeriodTooShort,
    ShorteningUnexplained,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.period import publish_consultation
from domain.enumerations import Channel, Regime
from domain.sealing import CLOSED
from tests.domain.consultation.told import (
    CALL,
    CLOSES,
    DAY,
    OPENS,
    PUBLISHES,
    RELEASER,
    SECOND_RELEASER,
    WHY,
    complete,
    drafted,
    forced,
    published,
    released,
    reviewed,
    started,
    submitted,
)
from tests.domain.examples import text

SHANGHAI = timezone(timedelta(hours=8))


def publish(state: Consultation | None = None, **changes: Any) -> ConsultationPublished:
    return publish_consultation(state or released(), **CALL | changes, actor=RELEASER, at=PUBLISHES)


def test_the_call_is_published_with_its_period() -> None:
    event = publish()
    assert (event.draft_version, event.opens_at, event.closes_at) == (1, OPENS, CLOSES)
    assert (event.channels, event.shortened, event.shortening_reason) == (CALL["channels"], False, None)
    state = published()
    assert (state.published_at, state.opens_at, state.closes_at) == (PUBLISHES, OPENS, CLOSES)


def test_a_period_may_open_with_the_publication() -> None:
    assert publish(opens_at=PUBLISHES).opens_at == PUBLISHES


def test_the_thirtieth_day_after_the_first_is_long_enough() -> None:
    """The first day is not counted (民法典 art. 201); the period ends with its last day."""
    assert not publish(closes_at=end_of_day(date(2026, 4, 9))).shortened
    with pytest.raises(PeriodTooShort):
        publish(closes_at=end_of_day(date(2026, 4, 8)))


def test_days_are_counted_in_shanghai() -> None:
    """16:30 UTC is already the next day there."""
    evening = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
    assert not publish(opens_at=evening, closes_at=end_of_day(date(2026, 4, 8))).shortened
    with pytest.raises(PeriodTooShort):
        publish(opens_at=evening + timedelta(hours=1), closes_at=end_of_day(date(2026, 4, 8)))


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_shorter_period_is_refused_without_its_reason(reason: str | None) -> None:
    with pytest.raises(PeriodTooShort) as refused:
        publish(closes_at=CLOSES - DAY, shortening_reason=reason)
    assert refused.value.params == {"days": 30}
    assert "第十五条" in refused.value.article


def test_the_reason_of_a_shorter_period_is_a_sentence() -> None:
    with pytest.raises(ShorteningUnexplained) as refused:
        publish(closes_at=CLOSES - DAY, shortening_reason="时间紧")
    assert refused.value.params == {"days": 30, "length": 10}


def test_a_shorter_period_is_published_with_its_reason() -> None:
    event = publish(closes_at=CLOSES - 20 * DAY, shortening_reason=WHY)
    assert (event.shortened, event.shortening_reason) == (True, WHY)


def test_a_reason_without_a_shortening_is_not_published() -> None:
    assert publish(shortening_reason=WHY).shortening_reason is None


def test_an_ordinary_consultation_sets_its_own_period() -> None:
    state = released(reviewed(submitted(complete(started(regime=Regime.ORDINARY_CONSULTATION)))))
    assert not publish(state, closes_at=OPENS + DAY).shortened


@pytest.mark.parametrize(
    "period",
    [
        {"opens_at": PUBLISHES - timedelta(seconds=1)},
        {"closes_at": OPENS},
        {"closes_at": OPENS - DAY},
    ],
)
def test_a_period_opens_now_or_later_and_closes_after_that(period: dict[str, Any]) -> None:
    with pytest.raises(PeriodBackwards) as refused:
        publish(**period, shortening_reason=WHY)
    assert refused.value.status == 422


UNCLEAR = [
    datetime(2026, 5, 1, 9),
    datetime(1, 1, 1, tzinfo=SHANGHAI),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=9))),
]


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize("moment", UNCLEAR)
def test_a_moment_names_its_zone_and_lies_within_reach(field: str, moment: datetime) -> None:
    changes: dict[str, Any] = {field: moment}
    with pytest.raises(MomentUnclear) as refused:
        publish(**changes)
    assert refused.value.params == {"field": field}


def test_a_moment_of_another_zone_is_kept_in_utc_and_milliseconds() -> None:
    event = publish(opens_at=datetime(2026, 3, 10, 8, 0, 0, 123_999, tzinfo=SHANGHAI))
    assert event.opens_at == datetime(2026, 3, 10, 0, 0, 0, 123_000, tzinfo=UTC)


def test_opinions_come_in_by_web_where_no_channel_is_named_and_by_each_once() -> None:
    assert publish(channels=()).channels == (Channel.WEB,)
    assert publish(channels=(Channel.LETTER, Channel.WEB, Channel.LETTER)).channels == (Channel.LETTER, Channel.WEB)


def test_only_what_was_released_is_published() -> None:
    for state in (started(), complete(), reviewed(), drafted(released(), text("b"))):
        with pytest.raises(DraftNotReleased):
            publish(state)


def test_a_forced_release_is_published_before_its_sign_off() -> None:
    assert publish(forced()).draft_version == 1


def test_papers_that_cannot_be_seen_are_not_published() -> None:
    state = released()
    assert state.materials is not None
    with pytest.raises(ContentClosed):
        publish(replace(state, materials=replace(state.materials, interpretation=CLOSED)))


def test_a_call_is_published_once() -> None:
    """Repeated, or someone was first."""
    for actor in (RELEASER, SECOND_RELEASER):
        with pytest.raises(AlreadyPublished):
            publish_consultation(published(), **CALL, actor=actor, at=PUBLISHES)
