"""Closing the applications 报名截止 and drawing the lot 抽签: once each, and with the one seed that secret and log give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from domain.access import Actor, Role
from domain.activity.events import ActivityAnnounced, ApplicationsClosed, LotDrawn
from domain.activity.lot import committed, ranked, seed_of
from domain.activity.planning import require_open
from domain.activity.state import Activity
from domain.activity.values import Admitted, QuotaDraw
from domain.application.events import ApplicationAdmitted
from domain.application.own import refuse_held
from domain.application.refusals import (
    ApplicationsClosedBefore,
    DeadlineNotReached,
    DrawnBefore,
    LotBeforeClose,
    NoApplicationsTaken,
    NoLotAnnounced,
    SecretNotCommitted,
)
from domain.application.state import Application
from domain.application.submission import refuse_unannounced
from domain.consultation.state import Consultation
from domain.enumerations import RespondentKind, Selection, Side
from domain.event import moment, next_fields


class Drawable(msgspec.Struct, frozen=True):
    """An application that stood when the applications were closed. `waiting`: it stands still; `version`: of its stream."""

    id: UUID
    side: Side | None
    category: RespondentKind
    version: int
    waiting: bool


class Seed(msgspec.Struct, frozen=True):
    """What the seed is made of. `root`, `stamp`: see `lot.seed_of`; `size`: of the log that ends with the closing entry."""

    secret: str
    size: int
    root: str
    stamp: str | None

    @property
    def value(self) -> str:
        return seed_of(self.secret, self.root, self.stamp or "")


def close_applications(
    activity: Activity,
    consultation: Consultation,
    *,
    applications: int,
    observers: Sequence[Application],
    actor: Actor,
    at: datetime,
) -> tuple[ApplicationsClosed | ApplicationAdmitted, ...]:
    """When the deadline has come. `applications`: how many stand to take part; `observers`: those to observe, as they came: they
    get the seats in this order where that was announced.

    Raises TookPlace, ActivityOff, ApplicationBeforeAnnouncement, NoApplicationsTaken, DeadlineNotReached,
    ApplicationsClosedBefore.
    """
    require_open(activity, consultation, actor, Role.DRAFTER)
    refuse_held(activity)
    announced = refuse_unannounced(activity)
    if announced.apply_until is None:
        raise NoApplicationsTaken()
    if at < announced.apply_until:
        raise DeadlineNotReached(until=announced.apply_until)
    if activity.applications_closed_at is not None:
        raise ApplicationsClosedBefore()
    counted = {"applications": applications, "observers": len(observers)}
    closed = ApplicationsClosed(closed_at=announced.apply_until, **counted, **next_fields(activity, actor, at))
    first = () if announced.observers_by_lot else observers[: announced.observer_seats]
    return closed, *(_seated(each, rank, actor, at) for rank, each in enumerate(first, 1))


def draw_lot(
    activity: Activity,
    consultation: Consultation,
    applications: Iterable[Drawable],
    *,
    seed: Seed,
    actor: Actor,
    at: datetime,
) -> tuple[LotDrawn | ApplicationAdmitted, ...]:
    """Every side that is drawn by lot, and the observers where they are. Who has withdrawn since the close is passed over.

    Raises TookPlace, ActivityOff, ApplicationBeforeAnnouncement, NoLotAnnounced, LotBeforeClose, DrawnBefore, SecretNotCommitted.
    """
    require_open(activity, consultation, actor, Role.DRAFTER)
    announced = _refuse_draw(activity)
    if committed(seed.secret) != announced.lot_commitment:
        raise SecretNotCommitted()
    by_side: dict[Side | None, dict[UUID, Drawable]] = {side: {} for side in drawn_seats(announced)}
    for each in applications:
        by_side.setdefault(each.side, {})[each.id] = each
    seated = {side: _drawn(seed.value, by_side[side], seats) for side, seats in drawn_seats(announced).items()}
    drawn = LotDrawn(
        log_size=seed.size,
        log_root=seed.root,
        token=seed.stamp,
        secret=seed.secret,
        seed=seed.value,
        draws=tuple(_side_drawn(side, seats, by_side[side], seated[side]) for side, seats in drawn_seats(announced).items()),
        **next_fields(activity, actor, at),
    )
    everybody = (each for side in seated.values() for each in side)
    return drawn, *(_admitted(each, rank, activity, actor, at) for rank, each in everybody)


def _side_drawn(
    side: Side | None, seats: int, applied: dict[UUID, Drawable], seated: Sequence[tuple[int, Drawable]]
) -> QuotaDraw:
    return QuotaDraw(side, seats, len(applied), tuple(Admitted(each.id, each.category) for _, each in seated))


def _admitted(each: Drawable, rank: int, activity: Activity, actor: Actor, at: datetime) -> ApplicationAdmitted:
    return ApplicationAdmitted(
        originator_id=each.id,
        originator_version=each.version + 1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=activity.consultation_id,
        rank=rank,
    )


def drawn_seats(announced: ActivityAnnounced) -> dict[Side | None, int]:
    """The seats that are drawn by lot, by side; None: those of observers."""
    seats: dict[Side | None, int] = {each.side: each.seats for each in announced.quotas if each.selection == Selection.LOT}
    if announced.observer_seats and announced.observers_by_lot:
        seats[None] = announced.observer_seats
    return seats


def _refuse_draw(activity: Activity) -> ActivityAnnounced:
    refuse_held(activity)
    announced = refuse_unannounced(activity)
    if announced.lot_commitment is None or not drawn_seats(announced):
        raise NoLotAnnounced()
    if activity.applications_closed_at is None:
        raise LotBeforeClose()
    if activity.drawn is not None:
        raise DrawnBefore()
    return announced


def _drawn(seed: str, applications: dict[UUID, Drawable], seats: int) -> list[tuple[int, Drawable]]:
    """Rank and application of those who get a seat."""
    in_order = ((rank, applications[each]) for rank, each in enumerate(ranked(seed, applications), 1))
    return [(rank, each) for rank, each in in_order if each.waiting][:seats]


def _seated(application: Application, rank: int, actor: Actor, at: datetime) -> ApplicationAdmitted:
    return ApplicationAdmitted(rank=rank, **next_fields(application, actor, at))
