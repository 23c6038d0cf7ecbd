"""Applying, withdrawing, declining, moving up, being invited, listed and erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, Role, RoleMissing
from domain.activity.events import ActivityHeld, ParticipantDeclined, ParticipantInvited, ParticipantMovedUp
from domain.activity.refusals import DrawnByLot, SeatsNotAnnounced, SeatsTaken
from domain.activity.state import Activity
from domain.application import erasure, own, seating, submission
from domain.application.draft import ApplicationDraft, checked_applicant
from domain.application.refusals import (
    ActivityOff,
    ApplicationAfterDeadline,
    ApplicationBeforeAnnouncement,
    ApplicationErasedBefore,
    ApplicationsClosedBefore,
    AppliedBefore,
    ContactMissing,
    DeadlineNotReached,
    ErasureTooEarly,
    NoApplicationsTaken,
    NoSeatHeld,
    NotWaiting,
    ObserverSeatsTaken,
    SideByInvitation,
    TookPlace,
)
from domain.application.state import Application
from domain.comment.refusals import ContactImplausible
from domain.consultation.refusals import DecisionOver
from domain.enumerations import ApplicationStatus, ErasureCause, Side
from domain.event import Event, next_fields
from domain.text import TextMissing
from domain.values import Contact
from tests.domain.application.told import (
    AFTER,
    DECISION,
    DRAFT,
    DURING,
    HELD,
    UNTIL,
    after,
    announced,
    applied,
    called_off,
    close,
    closed,
    draw,
    planned,
    then,
)
from tests.domain.consultation.told import DRAFTER, OUTSIDER, RELEASER, ended, person

SCREENER = person(30, Role.SCREENER)
ENDED = ended()


def submit(activity: Activity, draft: ApplicationDraft = DRAFT, **known: Any) -> Event:
    facts: dict[str, Any] = {"decision": DECISION, "applied_before": False, "observers": 0, "at": DURING, **known}
    return submission.submit_application(activity, facts.pop("decision"), draft, application_id=UUID(int=1), **facts)


def test_an_application_says_in_clear_for_which_side_and_category_and_nothing_more() -> None:
    state = applied(1)
    assert (state.side, state.status, state.waiting) == (Side.RESIDENT, ApplicationStatus.WAITING, True)


def test_applications_are_taken_from_the_announcement_to_the_deadline() -> None:
    with pytest.raises(ApplicationBeforeAnnouncement):
        submit(planned())
    assert submit(announced(), at=UNTIL - timedelta(milliseconds=1))
    with pytest.raises(ApplicationAfterDeadline) as refused:
        submit(announced(), at=UNTIL)
    assert refused.value.params == {"until": UNTIL}
    with pytest.raises(ApplicationAfterDeadline):
        submit(closed())
    with pytest.raises(ActivityOff):
        submit(called_off(announced()))
    with pytest.raises(NoApplicationsTaken):
        submit(announced(apply_until=None))
    with pytest.raises(DecisionOver):
        submit(announced(), decision=ENDED)


def test_one_applies_for_a_side_that_is_drawn_or_to_observe() -> None:
    with pytest.raises(SeatsNotAnnounced):
        submit(announced(), replace(DRAFT, side=Side.MEDIA))
    with pytest.raises(SideByInvitation):
        submit(announced(), replace(DRAFT, side=Side.EXPERT))
    with pytest.raises(SeatsNotAnnounced):
        submit(announced(observer_seats=0), replace(DRAFT, side=None))


def test_observers_are_taken_in_order_until_the_seats_are_gone_or_drawn() -> None:
    observer = replace(DRAFT, side=None)
    assert submit(announced(), observer, observers=2)
    assert submit(announced(observers_by_lot=False), observer, observers=1)
    with pytest.raises(ObserverSeatsTaken):
        submit(announced(observers_by_lot=False), observer, observers=2)


def test_one_person_applies_once_and_can_be_reached() -> None:
    with pytest.raises(AppliedBefore):
        submit(announced(), applied_before=True)
    with pytest.raises(ContactMissing):
        submit(announced(), replace(DRAFT, contact=Contact(" ", None)))
    with pytest.raises(ContactImplausible):
        submit(announced(), replace(DRAFT, contact=Contact("wang", None)))
    with pytest.raises(TextMissing):
        submit(announced(), replace(DRAFT, name=" "))


def test_applications_are_closed_once_when_the_deadline_has_come() -> None:
    with pytest.raises(DeadlineNotReached):
        close(announced(), at=UNTIL - timedelta(seconds=1))
    with pytest.raises(ApplicationsClosedBefore):
        close(closed())
    event, *admitted = close(announced(), [applied(7, None)], count=4)
    assert (event.applications, event.observers, admitted) == (4, 1, [])


def test_observers_in_the_order_they_came_have_their_seats_at_the_close() -> None:
    state = announced(observers_by_lot=False)
    _, *admitted = close(state, [applied(number, None, state) for number in (9, 7, 8)])
    assert [(each.originator_id.int, each.rank) for each in admitted] == [(9, 1), (7, 2)]


def drawn() -> tuple[Activity, dict[int, Application]]:
    people = [applied(number) for number in range(1, 6)]
    state = closed()
    events = draw(state, people)
    return then(state, *events), {each.id.int: after(each, events) for each in people}


def test_who_is_drawn_takes_part_and_who_declines_makes_room_for_the_next() -> None:
    state, people = drawn()
    assert [each.id.int for each in state.participants] == [3, 1, 2]
    with pytest.raises(SeatsTaken):
        seating.move_up(people[4], state, rank=4, actor=DRAFTER, at=AFTER)
    events = own.decline_seat(people[1], state, DECISION, at=AFTER)
    assert isinstance(events[0], ParticipantDeclined)
    state, people[1] = then(state, *events), after(people[1], events)
    moved = seating.move_up(people[4], state, rank=4, actor=DRAFTER, at=AFTER)
    assert isinstance(moved[0], ParticipantMovedUp)
    state, people[4] = then(state, *moved), after(people[4], moved)
    assert [each.id.int for each in state.participants] == [3, 2, 4]
    assert (people[1].status, people[4].status, people[4].rank) == (ApplicationStatus.DECLINED, ApplicationStatus.ADMITTED, 4)
    with pytest.raises(NoSeatHeld):
        own.decline_seat(people[1], state, DECISION, at=AFTER)
    with pytest.raises(NotWaiting):
        seating.move_up(people[1], state, rank=2, actor=DRAFTER, at=AFTER)


def test_who_waits_withdraws_and_who_has_a_seat_declines_until_it_is_held() -> None:
    state, people = drawn()
    gone = after(people[5], [own.withdraw_application(people[5], state, at=AFTER)])
    assert gone.status == ApplicationStatus.WITHDRAWN
    with pytest.raises(NotWaiting):
        own.withdraw_application(gone, state, at=AFTER)
    with pytest.raises(NotWaiting):
        own.withdraw_application(people[3], state, at=AFTER)
    held = then(state, _held(state))
    with pytest.raises(TookPlace):
        own.decline_seat(people[3], held, DECISION, at=HELD)
    with pytest.raises(TookPlace):
        own.withdraw_application(people[4], held, at=HELD)


def _held(state: Activity) -> Event:
    said: dict[str, Any] = {"began_at": HELD, "attended": (), "observers": 0, "host": "刘", "recorder": "赵", "presenter": None}
    return ActivityHeld(**said, **next_fields(state, DRAFTER, HELD))


def test_nobody_declines_what_is_called_off_or_of_a_decision_that_is_over() -> None:
    state, people = drawn()
    with pytest.raises(ActivityOff):
        own.decline_seat(people[3], called_off(state), DECISION, at=AFTER)
    with pytest.raises(DecisionOver):
        own.decline_seat(people[3], state, ENDED, at=AFTER)


def test_nothing_is_closed_or_drawn_once_it_was_held() -> None:
    with pytest.raises(TookPlace):
        close(then(announced(), _held(announced())))
    with pytest.raises(TookPlace):
        draw(then(closed(), _held(closed())), [applied(7, None)])


def test_an_observer_who_declines_is_no_participant() -> None:
    state = closed()
    events = draw(state, [applied(7, None)])
    observer = after(applied(7, None), events)
    assert len(own.decline_seat(observer, then(state, *events), DECISION, at=AFTER)) == 1


def invite(application: Application, activity: Activity, side: Side = Side.EXPERT, **changes: Any) -> tuple[Event, ...]:
    facts: dict[str, Any] = {"side": side, "reason": "专长相符。", "actor": DRAFTER, "at": AFTER, **changes}
    return seating.invite_applicant(application, checked_applicant(DRAFT), activity, DECISION, **facts)


def test_an_applicant_is_invited_to_a_side_announced_so_with_a_reason_in_public() -> None:
    state, people = drawn()
    with pytest.raises(DrawnByLot):
        invite(people[5], state, Side.RESIDENT)
    with pytest.raises(SeatsNotAnnounced):
        invite(people[5], state, Side.MEDIA)
    with pytest.raises(NotWaiting):
        invite(people[3], state)
    with pytest.raises(TextMissing):
        invite(people[5], state, reason=" ")
    with pytest.raises(RoleMissing):
        invite(people[5], state, actor=RELEASER)
    events = invite(people[5], state)
    assert isinstance(events[0], ParticipantInvited)
    assert after(people[5], events).status == ApplicationStatus.INVITED
    with pytest.raises(SeatsTaken):
        invite(people[4], then(state, *events))


def test_the_list_names_who_agreed_and_lists_nobody_twice() -> None:
    _, people = drawn()
    shy = replace(people[1], publish_name=False)
    listed = seating.list_applications([people[3], shy, people[5]], actor=RELEASER, at=AFTER)
    assert [(each.originator_id.int, each.name_shown) for each in listed] == [(3, True), (1, False)]
    assert seating.list_applications([after(people[3], listed)], actor=RELEASER, at=AFTER) == ()


def test_personal_data_is_erased_at_request_or_once_the_activity_is_over() -> None:
    state, people = drawn()
    by: dict[str, Any] = {"actor": SCREENER, "at": AFTER}
    with pytest.raises(ErasureTooEarly):
        erasure.erase_application(people[5], state, DECISION, cause=ErasureCause.ACTIVITY_OVER, **by)
    with pytest.raises(OtherDivision):
        erasure.erase_application(people[5], state, DECISION, cause=ErasureCause.REQUESTED, actor=OUTSIDER, at=AFTER)
    gone = after(people[5], [erasure.erase_application(people[5], state, DECISION, cause=ErasureCause.REQUESTED, **by)])
    assert (gone.erased, gone.waiting) == (ErasureCause.REQUESTED, False)
    with pytest.raises(ApplicationErasedBefore):
        erasure.erase_application(gone, state, DECISION, cause=ErasureCause.REQUESTED, **by)
    off = called_off(state)
    assert erasure.erase_application(people[4], off, DECISION, cause=ErasureCause.ACTIVITY_OVER, **by)
    assert erasure.erase_application(people[4], state, ENDED, cause=ErasureCause.ACTIVITY_OVER, **by)
