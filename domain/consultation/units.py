"""What other units have to do with a decision, folded from its events: joint divisions, opinions asked, countersignatures."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.calendar import local_date
from domain.consultation import unit_events as u
from domain.enumerations import Coordination, UnitPosition
from domain.event import Event
from domain.sealing import Closed
from domain.values import Division


class JointDivision(msgspec.Struct, frozen=True):
    """One that undertakes the decision with the lead division, and what it answers."""

    division: Division
    articles: tuple[str, ...] = ()
    points: tuple[UUID, ...] = ()


class UnitOpinion(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that was asked, and what is known of its answer. `division`: id of one with accounts."""

    number: int
    division: str | None
    name: str | Closed
    asked_on: date
    due_on: date
    received_on: date | None = None
    late: bool = False
    position: UnitPosition | Closed | None = None
    coordinated: Coordination | Closed | None = None

    @property
    def awaited(self) -> bool:
        return self.received_on is None

    @property
    def disputed(self) -> bool:
        """Whether the unit disagrees, and nothing is recorded of what came of it."""
        return self.position == UnitPosition.DISAGREE and self.coordinated is None

    @property
    def unsettled(self) -> bool:
        """Whether an answer, or a word on its absence, or on a disagreement, is missing."""
        return self.disputed or (self.awaited and self.coordinated is None)


class Units(msgspec.Struct, frozen=True):
    """`joint`: by id. `former`: ids of divisions that handed the decision over. `officer`: a staff member's id.

    `signed`: ids of joint divisions that countersigned the draft as it stands, `excused`: of those whose silence is explained.
    """

    joint: dict[str, JointDivision] = {}
    former: frozenset[str] = frozenset()
    officer: str | None = None
    opinions: tuple[UnitOpinion, ...] = ()
    signed: frozenset[str] = frozenset()
    excused: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str]:
        """Divisions whose answer is awaited."""
        return frozenset(each.division for each in self.opinions if each.division is not None and each.awaited)

    @property
    def unsigned(self) -> tuple[Division, ...]:
        """Joint divisions that have not countersigned, and are not excused."""
        heard = self.signed | self.excused
        return tuple(each.division for each in self.joint.values() if each.division.id not in heard)


def evolve(state: Units, event: Event, lead: str | Closed) -> Units:
    """After an event of the decision's stream. `lead`: the lead division before it."""
    match event:
        case u.JointDivisionNamed(division=division):
            return replace(state, joint={**state.joint, division: JointDivision(u.division_of(event))})
        case u.JointDivisionEnded(division=division):
            return without_joint(state, division)
        case u.PartsAssigned(division=division, articles=articles, points=points) if division in state.joint:
            parts = replace(state.joint[division], articles=articles, points=points)
            return replace(state, joint={**state.joint, division: parts})
        case u.DraftCountersigned(division=division):
            return replace(state, signed=state.signed | {division})
        case u.CountersignatureExcused(division=division):
            return replace(state, excused=state.excused | {division})
        case u.DecisionHandedOver():
            return _handed_over(state, event, lead)
        case _:
            return _opinions(state, event)


def without_joint(state: Units, division: str) -> Units:
    joint = {each: parts for each, parts in state.joint.items() if each != division}
    return replace(state, joint=joint, signed=state.signed - {division}, excused=state.excused - {division})


def uncountersigned(state: Units) -> Units:
    """The draft has changed: nobody has countersigned it."""
    return replace(state, signed=frozenset(), excused=frozenset())


def _handed_over(state: Units, event: u.DecisionHandedOver, lead: str | Closed) -> Units:
    """The new lead division is no joint one any more; the old one reads on."""
    left = {lead} if isinstance(lead, str) else set()
    former = (state.former | left) - {event.division}
    return replace(without_joint(state, event.division), former=former, officer=event.officer)


def _opinions(state: Units, event: Event) -> Units:
    match event:
        case u.UnitAsked():
            return replace(state, opinions=(*state.opinions, _asked(event)))
        case u.UnitAnswered(unit=number, received_on=received_on, late=late, position=position):
            return _changed(state, number, received_on=received_on, late=late, position=position)
        case u.UnitOpinionCoordinated(unit=number, result=result):
            return _changed(state, number, coordinated=result)
        case _:
            return state


def _asked(event: u.UnitAsked) -> UnitOpinion:
    asked_on = local_date(event.timestamp)
    return UnitOpinion(number=event.unit, division=event.division, name=event.name, asked_on=asked_on, due_on=event.due_on)


def _changed(state: Units, number: int, **facts: object) -> Units:
    opinions = tuple(replace(each, **facts) if each.number == number else each for each in state.opinions)
    return replace(state, opinions=opinions)
