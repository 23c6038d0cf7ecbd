"""Participants are invited within the seats announced, listed in public, and handed the materials in time (HRG-3 to 5, 7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.activity import participants
from domain.activity import refusals as r
from domain.activity.events import ParticipantInvited
from domain.activity.state import Activity
from domain.activity.values import Quota
from domain.consultation.refusals import DateAhead
from domain.enumerations import ActivityKind, Delivery, RespondentKind, Selection, Side
from tests.domain.activity.told import (
    ACTIVITY,
    ANNOUNCES,
    DECISION,
    DELIVERS,
    EXPERT,
    HELD_AT,
    LISTS,
    OPERATOR,
    QUOTAS,
    RESIDENT,
    SAID,
    announced,
    delivered,
    forum,
    held,
    invited,
    listed,
    planned,
    then,
)
from tests.domain.consultation.told import DRAFTER


def invite(state: Activity, side: Side = Side.OPERATOR, *, shown: bool = True) -> ParticipantInvited:
    words = {"name": "李示例", "organisation": "示例蔬菜合作社", "name_shown": shown}
    return participants.invite_participant(
        state, DECISION, side, RespondentKind.ENTERPRISE, **words, participant_id=ACTIVITY, actor=DRAFTER, at=ANNOUNCES
    )


def decline(state: Activity, who: object) -> Activity:
    return then(state, participants.decline_participant(state, DECISION, who, actor=DRAFTER, at=LISTS))  # type: ignore[arg-type]


def test_a_name_stands_in_the_list_with_its_owners_consent_only() -> None:
    assert invite(announced()).shown == "示例蔬菜合作社 李示例"
    assert invite(announced(), shown=False).shown is None


def test_hrg_3_nobody_is_invited_to_a_hearing_before_it_is_said_how_participants_are_chosen() -> None:
    with pytest.raises(r.NotAnnounced):
        invite(planned())
    invite(planned(ActivityKind.SYMPOSIUM))


def test_seats_are_filled_as_they_were_announced() -> None:
    with pytest.raises(r.SeatsNotAnnounced):
        invite(announced(), Side.MEDIA)
    with pytest.raises(r.SeatsTaken):
        invite(invited(OPERATOR))
    by_lot = announced(
        replace(SAID, quotas=(Quota(Side.OPERATOR, 1, True, Selection.LOT),), apply_until=LISTS - timedelta(days=3))
    )
    with pytest.raises(r.DrawnByLot) as refused:
        invite(by_lot)
    assert "第十六条" in refused.value.article


def test_whoever_declines_leaves_his_seat_to_another() -> None:
    state = decline(invited(), OPERATOR)
    assert [each.id for each in state.participants] == [RESIDENT, EXPERT]
    invite(state)
    with pytest.raises(r.ParticipantUnknown):
        decline(state, OPERATOR)


def test_hrg_4_the_list_is_published_fifteen_days_before_and_not_fourteen() -> None:
    state = listed(at=LISTS)
    assert state.published == tuple(each.listed for each in state.participants)
    with pytest.raises(r.ListTooLate) as refused:
        listed(at=LISTS + timedelta(days=1))
    assert refused.value.params["latest"] == date(2026, 3, 31)


def test_a_list_that_was_in_time_is_mended_later() -> None:
    state = listed(decline(listed(), EXPERT), at=HELD_AT - timedelta(hours=1))
    assert state.published is not None
    assert len(state.published) == 2


def test_a_list_has_somebody_on_it_and_comes_after_the_lot() -> None:
    with pytest.raises(r.NobodyListed):
        listed(announced())
    with pytest.raises(r.NotAnnounced):
        listed(planned(ActivityKind.OPEN_MEETING))
    with pytest.raises(r.StepNotOfKind):
        listed(forum())
    waiting = invited(OPERATOR, state=announced(replace(SAID, observer_seats=3, apply_until=LISTS - timedelta(days=3))))
    with pytest.raises(r.ApplicationsStillOpen):
        listed(waiting)


def test_hrg_7_half_of_those_listed_at_least_are_interested_parties() -> None:
    uneven = announced(replace(SAID, quotas=(*QUOTAS, Quota(Side.DEPUTY, 1, False, Selection.INVITATION))))
    state = invited(OPERATOR, EXPERT, state=uneven)
    listed(state)
    with pytest.raises(r.InterestedTooFew):
        listed(then(state, invite(state, Side.DEPUTY)))


def test_hrg_5_materials_are_delivered_seven_days_before_and_not_six() -> None:
    state = delivered(OPERATOR)
    assert state.participants[0].delivered_on == date(2026, 4, 8)
    with pytest.raises(r.MaterialsTooLate) as refused:
        delivered(OPERATOR, on=date(2026, 4, 9), at=DELIVERS + timedelta(days=1))
    assert refused.value.params["latest"] == date(2026, 4, 8)


def test_materials_reach_a_participant_once_and_not_in_future() -> None:
    with pytest.raises(r.AlreadyDelivered):
        delivered(OPERATOR, state=delivered(OPERATOR))
    with pytest.raises(DateAhead):
        delivered(OPERATOR, at=DELIVERS - timedelta(days=1))
    with pytest.raises(r.ParticipantUnknown):
        delivered(ACTIVITY)
    facts = {"delivered_on": date(2026, 3, 12), "how": Delivery.POST}
    with pytest.raises(r.NotAnnounced):
        participants.deliver_materials(forum(), DECISION, OPERATOR, **facts, actor=DRAFTER, at=DELIVERS)  # type: ignore[arg-type]


def test_an_open_meeting_has_no_materials_to_deliver() -> None:
    meeting = invited(state=announced(SAID, planned(ActivityKind.OPEN_MEETING)))
    with pytest.raises(r.StepNotOfKind):
        delivered(OPERATOR, state=meeting)


def test_nothing_is_prepared_once_it_is_held() -> None:
    for step in (lambda: decline(held(), EXPERT), lambda: listed(held()), lambda: delivered(OPERATOR, state=held())):
        with pytest.raises(r.AlreadyHeld):
            step()
