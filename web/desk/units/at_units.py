"""What the pages on other units know: the divisions, officers and points that can be chosen, and what was written to units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.access import ASKED, Role, require
from domain.consultation.events import CountersignatureExcused, DecisionHandedOver, DraftCountersigned, UnitAnswered, UnitAsked
from domain.consultation.events import UnitOpinionCoordinated as Coordinated
from domain.consultation.state import Consultation
from domain.event import Event
from domain.point.state import Point
from domain.sealing import value_or_none
from web.desk.access.decision import AtDesk, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.request_state import runtime_of

TOLD = (UnitAsked, UnitAnswered, Coordinated, DraftCountersigned, CountersignatureExcused, DecisionHandedOver)


class Choices(msgspec.Struct, frozen=True):
    """`divisions`: names by id. `drafters`: id, name, division of those who may be responsible. `points`: that stand."""

    divisions: Mapping[str, str]
    drafters: Sequence[tuple[str, str, str]]
    points: Sequence[Point]


async def choices_of(runtime: Runtime, state: Consultation) -> Choices:
    people = [each for each in await runtime.staff.people() if Role.DRAFTER in each.roles and not each.disabled]
    drafters = [(str(each.id), each.name, each.division.name) for each in people]
    points = [point for point in await runtime.archive.points(state.id) if point.is_active] if state.published_at else []
    return Choices(await runtime.staff.divisions(), drafters, points)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Of one unit that was asked: what it was told, what it said, what came of it; None where nothing, or erased."""

    letter: str | None
    text: str | None = None
    note: str | None = None
    dispute: Any = None
    digest: str | None = None


async def events_on_units(runtime: Runtime, consultation_id: UUID) -> list[Event]:
    """With their closed words; in order."""
    return [event for event in await runtime.archive.events(consultation_id) if isinstance(event, TOLD)]


def told_by_number(events: Sequence[Event]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for event in events:
        match event:
            case UnitAsked(unit=unit, letter=letter):
                found[unit] = Told(letter=value_or_none(letter))
            case UnitAnswered(unit=unit, text=text, file=file):
                blob = value_or_none(file)
                said: dict[str, Any] = {"text": value_or_none(text), "digest": blob.sha256 if blob else None}
                found[unit] = msgspec.structs.replace(found[unit], **said)
            case Coordinated(unit=unit, note=note, dispute=dispute):
                said = {"note": value_or_none(note), "dispute": value_or_none(dispute)}
                found[unit] = msgspec.structs.replace(found[unit], **said)
            case _:
                pass
    return found


async def at_question(request: DeskRequest) -> AtDesk:
    """The decision that the person's division is asked about: he need not read anything else of it.

    Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision.
    """
    signed = await signed_in(request)
    state = await runtime_of(request).archive.consultation(id_in(request, "consultation_id"))
    require(signed.actor, Role.REVIEWER, state.divisions, ASKED)
    return AtDesk(signed, state)
