"""Other units of a decision as everybody may see them: who undertakes it, who was asked and when, to whom it was handed over."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from domain.calendar import local_date
from domain.consultation import events as e
from domain.consultation.unit_events import division_of
from domain.event import Event
from domain.values import Division


class JointView(msgspec.Struct, frozen=True):
    """A joint division 共同承办单位, and the ids of the articles that it answers."""

    division: Division
    articles: tuple[str, ...] = ()


class HandOverView(msgspec.Struct, frozen=True):
    """移交 to a division. `at`: recorded, UTC."""

    division: Division
    agreed_on: date
    at: datetime


class AskedView(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that was asked for its opinion. `name`: None until the call, or a later publication, opens it."""

    number: int
    division_id: str | None
    name: str | None = None
    asked_on: date
    due_on: date
    received_on: date | None = None
    late: bool = False


class UnitsView(msgspec.Struct, frozen=True):
    """`handed_over`: the first one first."""

    joint: tuple[JointView, ...] = ()
    handed_over: tuple[HandOverView, ...] = ()
    asked: tuple[AskedView, ...] = ()

    @property
    def shown(self) -> tuple[AskedView, ...]:
        """Units that were asked, of those whose names are public."""
        return tuple(each for each in self.asked if each.name is not None)

    @property
    def awaited(self) -> list[str]:
        """Ids of the divisions whose answer is awaited."""
        return sorted({each.division_id for each in self.asked if each.division_id is not None and each.received_on is None})


def with_event(units: UnitsView, event: Event) -> UnitsView:
    """After an event of the decision's stream."""
    match event:
        case e.JointDivisionNamed(division=division):
            return replace(units, joint=(*_others(units, division), JointView(division_of(event))))
        case e.JointDivisionEnded(division=division):
            return replace(units, joint=_others(units, division))
        case e.PartsAssigned(division=division, articles=articles):
            assigned = (replace(each, articles=articles) if each.division.id == division else each for each in units.joint)
            return replace(units, joint=tuple(assigned))
        case e.DecisionHandedOver(division=division):
            handed = HandOverView(division_of(event), event.agreed_on, event.timestamp)
            return replace(units, joint=_others(units, division), handed_over=(*units.handed_over, handed))
        case e.UnitAsked(unit=number):
            asked_on = local_date(event.timestamp)
            asked = AskedView(number=number, division_id=event.division, asked_on=asked_on, due_on=event.due_on)
            return replace(units, asked=(*units.asked, asked))
        case e.UnitAnswered(unit=number):
            return _changed(units, number, received_on=event.received_on, late=event.late)
        case _:
            return units


def with_name(units: UnitsView, number: int, name: str | None) -> UnitsView:
    """A name is public from now on."""
    return _changed(units, number, name=name)


def _others(units: UnitsView, division: str) -> tuple[JointView, ...]:
    return tuple(each for each in units.joint if each.division.id != division)


def _changed(units: UnitsView, number: int, **facts: object) -> UnitsView:
    return replace(units, asked=tuple(replace(each, **facts) if each.number == number else each for each in units.asked))
