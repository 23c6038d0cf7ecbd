"""Every rule of applications and the lot found again on the record, and each planted breach named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.activity.events import ActivityHeld, LotDrawn, ParticipantListPublished
from domain.activity.lot import seed_of
from domain.activity.values import Listed
from domain.application.drawing import Seed
from domain.application.events import ApplicationAdmitted, ApplicationErased, ApplicationInvited, ApplicationListed
from domain.enumerations import ErasureCause, RespondentKind, Selection, Side
from domain.event import Event, next_fields
from domain.recheck import Recheck
from tests.domain.application import told
from tests.domain.application.told import AFTER, DURING, UNTIL, announced, applied, close, draw
from tests.domain.consultation.told import DRAFTER

SUBMITTED = 5
BESIDE = {"StreamVersionGap", "ClockOutOfStep", "ConsultationNotOpenYet"}
"""Rules of the decision, which is not told here, and of the log's order."""


def life(seed: Seed = told.SEED) -> list[Event]:
    """An activity, five applications for three seats and two to observe, the close and the draw."""
    first = [told.planned_event(), _announced(), *(_submitted(number) for number in range(1, SUBMITTED + 1))]
    first += [_submitted(number, None) for number in (6, 7)]
    shut = close(announced(), [applied(6, None), applied(7, None)], count=SUBMITTED)
    people = [applied(number) for number in range(1, SUBMITTED + 1)] + [applied(6, None), applied(7, None)]
    return [*first, *shut, *draw(told.then(announced(), *shut), people, seed)]


def _announced() -> Event:
    event = announced().announced
    assert event is not None
    return event


def _submitted(number: int, side: Side | None = Side.RESIDENT, **changes: Any) -> Event:
    return replace(told.submission_of(number, side), **changes)


def broken(events: Sequence[Event]) -> set[str]:
    recheck = Recheck()
    found = {finding.rule for event in events for finding in recheck.check(event)}
    return found - BESIDE


def test_an_honest_life_breaks_no_rule_of_applications() -> None:
    assert broken(life()) == set()


def test_what_is_held_before_its_hour_and_its_lot_is_named() -> None:
    said: dict[str, Any] = {"began_at": AFTER, "attended": (), "observers": 0, "host": "刘", "recorder": "赵", "presenter": None}
    held = ActivityHeld(**said, **next_fields(announced(), DRAFTER, AFTER))
    assert {"HeldTooEarly", "ApplicationsStillOpen"} <= broken([*life()[:2], held])


def lot_of(events: list[Event]) -> tuple[int, LotDrawn]:
    return next((place, each) for place, each in enumerate(events) if isinstance(each, LotDrawn))


def drawn_twice(events: list[Event]) -> list[Event]:
    return [*events, replace(lot_of(events)[1], originator_version=5)]


def with_another_secret(events: list[Event]) -> list[Event]:
    return _changed_lot(events, secret="5f" * 32, seed=seed_of("5f" * 32, told.ROOT))


def with_another_seed(events: list[Event]) -> list[Event]:
    return _changed_lot(events, seed="00" * 32)


def _changed_lot(events: list[Event], **changes: Any) -> list[Event]:
    place, lot = lot_of(events)
    return [*events[:place], replace(lot, **changes), *events[place + 1 :]]


def before_the_close(events: list[Event]) -> list[Event]:
    return [event for event in events if event.topic != "applications-closed.v1"]


def not_ranked_so(events: list[Event]) -> list[Event]:
    place = next(place for place, each in enumerate(events) if isinstance(each, ApplicationAdmitted))
    return [*events[:place], replace(events[place], originator_id=UUID(int=5)), *events[place + 1 :]]


def with_another_rank(events: list[Event]) -> list[Event]:
    place = next(place for place, each in enumerate(events) if isinstance(each, ApplicationAdmitted))
    return [*events[:place], replace(events[place], rank=2), *events[place + 1 :]]


def drawn_for_a_friend(events: list[Event]) -> list[Event]:
    _, lot = lot_of(events)
    first = lot.draws[0]
    friend = replace(first.admitted[0], participant=UUID(int=5))
    return _changed_lot(events, draws=(replace(first, admitted=(friend, *first.admitted[1:])), *lot.draws[1:]))


def more_than_seats(events: list[Event]) -> list[Event]:
    _, lot = lot_of(events)
    first = lot.draws[0]
    more = (*first.admitted, replace(first.admitted[0], participant=UUID(int=5)))
    return _changed_lot(events, draws=(replace(first, admitted=more), *lot.draws[1:]))


def moved_up_without_a_seat(events: list[Event]) -> list[Event]:
    seated = {"participant": UUID(int=4), "side": Side.RESIDENT, "category": RespondentKind.INDIVIDUAL}
    state = told.then(announced(), *close(announced()))
    return [*events, told.moved_up_event(state, **seated)]


def late(events: list[Event]) -> list[Event]:
    place = next(place for place, each in enumerate(events) if each.originator_id == UUID(int=3))
    return [*events[:place], replace(events[place], timestamp=UNTIL), *events[place + 1 :]]


def after_the_close(events: list[Event]) -> list[Event]:
    return [*events, _submitted(9, timestamp=DURING)]


def unannounced(events: list[Event]) -> list[Event]:
    return [told.planned_event(), _submitted(1)]


def for_an_invited_side(events: list[Event]) -> list[Event]:
    return [*events[:2], replace(_submitted(1), side=Side.EXPERT)]


def miscounted(events: list[Event]) -> list[Event]:
    return [replace(each, applications=4) if each.topic == "applications-closed.v1" else each for each in events]


def closed_early(events: list[Event]) -> list[Event]:
    early = UNTIL - timedelta(hours=1)
    return [replace(each, timestamp=early) if each.topic == "applications-closed.v1" else each for each in events]


def closed_twice(events: list[Event]) -> list[Event]:
    return [*events, next(each for each in events if each.topic == "applications-closed.v1")]


def _of(number: int, kind: type[Event], **facts: Any) -> Event:
    return kind(**facts, **next_fields(replace(applied(number), version=2), DRAFTER, AFTER))


def invited_alone(events: list[Event]) -> list[Event]:
    return [*events, _of(5, ApplicationInvited, reason="专长相符。")]


def name_without_consent(events: list[Event]) -> list[Event]:
    quiet = [replace(each, publish_name=False) if each.topic == "application-submitted.v1" else each for each in events]
    listed = (Listed(UUID(int=3), Side.RESIDENT, RespondentKind.INDIVIDUAL, Selection.LOT),)
    state = told.then(announced(), *close(announced()))
    return [*quiet, ParticipantListPublished(listed=listed, **next_fields(state, DRAFTER, AFTER)), _listed(3)]


def _listed(number: int) -> Event:
    return _of(number, ApplicationListed, name_shown=True)


def not_on_the_list(events: list[Event]) -> list[Event]:
    return [*events, _listed(3)]


def erased_too_early(events: list[Event]) -> list[Event]:
    return [*events, _of(5, ApplicationErased, cause=ErasureCause.ACTIVITY_OVER)]


BREACHES: dict[str, tuple[Callable[[list[Event]], list[Event]], str]] = {
    "drawn twice": (drawn_twice, "DrawnBefore"),
    "drawn with another secret": (with_another_secret, "SecretNotCommitted"),
    "drawn with another seed": (with_another_seed, "SeedNotDerived"),
    "drawn before the close": (before_the_close, "LotBeforeClose"),
    "another admitted than ranked": (not_ranked_so, "NotRankedSo"),
    "admitted with another rank": (with_another_rank, "NotRankedSo"),
    "drawn for a friend": (drawn_for_a_friend, "DrawnOtherwise"),
    "more drawn than seats": (more_than_seats, "SeatsTaken"),
    "moved up without a seat": (moved_up_without_a_seat, "SeatsTaken"),
    "an application after the deadline": (late, "ApplicationAfterDeadline"),
    "an application after the close": (after_the_close, "ApplicationAfterDeadline"),
    "an application before the announcement": (unannounced, "ApplicationBeforeAnnouncement"),
    "an application for a side that is invited": (for_an_invited_side, "SideByInvitation"),
    "a close that counts otherwise": (miscounted, "ApplicationsMiscounted"),
    "a close before the deadline": (closed_early, "DeadlineNotReached"),
    "a second close": (closed_twice, "ApplicationsClosedBefore"),
    "an invitation of which the activity knows nothing": (invited_alone, "InvitedAlone"),
    "a name shown without consent": (name_without_consent, "NameWithoutConsent"),
    "a name shown of nobody listed": (not_on_the_list, "NotListed"),
    "erased while it goes on": (erased_too_early, "ErasureTooEarly"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_named(breach: str) -> None:
    plant, rule = BREACHES[breach]
    assert rule in broken(plant(life()))
