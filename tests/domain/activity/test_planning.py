"""A hearing is announced with draft, time, place and seats, long enough before ([713] art. 16; HRG-2, 3, 7, 9)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.activity import refusals as r
from domain.activity.kinds import KINDS
from domain.activity.planning import announce_activity, call_off_activity
from domain.activity.rules import MATERIALS_DAYS, activity_rules_named, activity_rules_on
from domain.activity.state import Activity
from domain.activity.values import Quota
from domain.consultation.refusals import DecisionOver, ReasonTooShort
from domain.enumerations import ActivityKind, Selection, Side
from domain.expertise.rules import RuleState
from domain.text import TextRefused
from tests.domain.activity.told import (
    ANNOUNCES,
    DECISION,
    HELD_AT,
    QUOTAS,
    SAID,
    SECRET,
    SPEAKS,
    announced,
    closed,
    forum,
    held,
    planned,
    then,
)
from tests.domain.consultation import told
from tests.domain.consultation.told import DRAFTER, OUTSIDER, POWERLESS, RELEASER, WHY

BY_LOT = (Quota(Side.RESIDENT, 2, True, Selection.LOT), *QUOTAS[:1])
ENDS = datetime(2026, 3, 27, 16, tzinfo=UTC)


def call_off(state: Activity, reason: str = WHY) -> Activity:
    return then(state, call_off_activity(state, DECISION, reason, actor=RELEASER, at=SPEAKS))


def test_every_kind_has_its_steps_and_only_hearings_need_all_of_them() -> None:
    assert set(KINDS) == set(ActivityKind)
    whole = [kind for kind, steps in KINDS.items() if steps.notice and steps.materials and steps.confirmed and steps.interested]
    assert whole == [ActivityKind.HEARING]
    assert [kind for kind, steps in KINDS.items() if steps.channel is None] == [ActivityKind.OPINION_POLL]


def test_values_are_dated_and_say_how_far_their_source_is_known() -> None:
    before, since = activity_rules_on(date(2025, 9, 30)), activity_rules_on(date(2025, 10, 1))
    assert (before.interested_half, since.interested_half) == (False, True)
    assert (since.notice_days, since.list_days, MATERIALS_DAYS) == (30, 15, 7)
    assert before.state == RuleState.ASSUMED
    assert "假定" in since.source
    assert activity_rules_named(planned().rules_name) == since


def test_hrg_2_nothing_is_announced_before_the_draft_is_public() -> None:
    with pytest.raises(r.ConsultationNotOpenYet) as refused:
        announce_activity(planned(), told.released(), SAID, secret=SECRET, actor=RELEASER, at=ANNOUNCES)
    assert "第十六条" in refused.value.article


def test_hrg_9_a_hearing_is_announced_thirty_days_before_it_and_not_twenty_nine() -> None:
    announced(replace(SAID, held_at=ANNOUNCES + timedelta(days=30)))
    with pytest.raises(r.AnnouncedTooLate) as refused:
        announced(replace(SAID, held_at=ANNOUNCES + timedelta(days=29)))
    assert refused.value.params["earliest"] == date(2026, 4, 11)


def test_an_open_meeting_is_announced_at_any_time_before_it() -> None:
    said = replace(SAID, held_at=ANNOUNCES + timedelta(days=2))
    state = announced(said, planned(ActivityKind.OPEN_MEETING))
    assert state.announced is not None
    assert (state.announced.list_due_on, state.announced.materials_due_on) == (date(2026, 3, 13), None)
    with pytest.raises(r.AnnouncedTooLate):
        announced(replace(SAID, held_at=ANNOUNCES - timedelta(hours=1)), planned(ActivityKind.OPEN_MEETING))


def test_what_is_due_is_announced_with_it() -> None:
    state = announced()
    assert state.announced is not None
    assert (state.announced.list_due_on, state.announced.materials_due_on) == (date(2026, 3, 31), date(2026, 4, 8))


def test_hrg_3_seats_and_how_they_are_filled_are_announced() -> None:
    with pytest.raises(r.QuotasMissing):
        announced(replace(SAID, quotas=()))
    for quotas in ((*QUOTAS, QUOTAS[0]), (Quota(Side.RESIDENT, 0, True, Selection.INVITATION),)):
        with pytest.raises(r.QuotaTwice):
            announced(replace(SAID, quotas=quotas))


def test_hrg_7_half_of_the_seats_at_least_are_for_interested_parties() -> None:
    even = (QUOTAS[0], QUOTAS[2])
    announced(replace(SAID, quotas=even))
    with pytest.raises(r.InterestedTooFew) as refused:
        announced(replace(SAID, quotas=(*even, Quota(Side.DEPUTY, 1, False, Selection.INVITATION))))
    assert (refused.value.params["interested"], refused.value.params["all"]) == (1, 3)
    earlier = replace(planned(), rules_name=activity_rules_on(date(2025, 9, 30)).name)
    announced(replace(SAID, quotas=QUOTAS[2:]), earlier)


def test_whoever_draws_by_lot_binds_himself_before_and_says_until_when_people_apply() -> None:
    state = announced(replace(SAID, quotas=BY_LOT, apply_until=ENDS))
    assert state.announced is not None
    assert state.announced.lot_commitment == sha256(SECRET.encode()).hexdigest()
    assert state.awaiting_lot
    with pytest.raises(r.ApplicationsEndMissing):
        announced(replace(SAID, quotas=BY_LOT))
    with pytest.raises(r.ApplicationsEndMissing):
        announced(replace(SAID, observer_seats=5))
    for ends in (ANNOUNCES, HELD_AT - timedelta(days=15)):
        with pytest.raises(r.ApplicationsEndTooLate):
            announced(replace(SAID, quotas=BY_LOT, apply_until=ends))


def test_where_nothing_is_drawn_no_secret_is_kept() -> None:
    state = announced()
    assert state.announced is not None
    assert (state.announced.lot_commitment, state.announced.lot_secret, state.awaiting_lot) == (None, None, False)


def test_what_was_announced_stands_and_may_be_called_off_with_a_public_reason() -> None:
    with pytest.raises(r.AlreadyAnnounced):
        announced(state=announced())
    with pytest.raises(ReasonTooShort):
        call_off(announced(), "太短")
    over = call_off(announced())
    with pytest.raises(r.ActivityOver):
        call_off(over)


def test_what_was_held_is_neither_called_off_nor_announced() -> None:
    for state in (held(), closed()):
        with pytest.raises(r.AlreadyHeld):
            call_off(state)
    with pytest.raises(r.AlreadyHeld):
        announced(state=held(forum(), presenter=None))


def test_nothing_is_planned_for_a_decision_that_is_over_nor_by_others() -> None:
    with pytest.raises(DecisionOver):
        planned(decision=told.ended())
    for actor, rule in ((DRAFTER, RoleMissing), (POWERLESS, RoleMissing), (OUTSIDER, OtherDivision)):
        with pytest.raises(rule):
            announce_activity(planned(), DECISION, SAID, secret=SECRET, actor=actor, at=ANNOUNCES)


def test_an_announcement_says_something() -> None:
    with pytest.raises(TextRefused):
        announced(replace(SAID, content=" "))
