"""Joint divisions are named, get their parts and end; a decision is handed over."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done
from consult.runtime import Runtime
from domain.access import Actor, Role
from domain.consultation.state import Consultation
from domain.consultation.steps import divisions
from domain.event import Event


class NameJointDivision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`division_id`: of a division that has accounts. `reason`: stays closed to the public."""

    consultation_id: UUID
    division_id: str
    reason: str


class EndJointDivision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: stays closed to the public."""

    consultation_id: UUID
    division_id: str
    reason: str


class AssignParts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that this joint division answers from now on: ids of articles, ids of points."""

    consultation_id: UUID
    division_id: str
    articles: tuple[str, ...] = ()
    points: tuple[UUID, ...] = ()


class HandOverDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`officer`: id of the member of staff who is responsible from now on; may be left open. `reason`: stays closed."""

    consultation_id: UUID
    division_id: str
    officer: UUID | None = None
    agreed_on: date
    reason: str


async def name_joint_division(runtime: Runtime, actor: Actor, command: NameJointDivision, key: str) -> Done:
    known = await runtime.staff.divisions()

    def decision(state: Consultation, at: datetime) -> Event:
        return divisions.name_joint_division(state, command.division_id, command.reason, known=known, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def end_joint_division(runtime: Runtime, actor: Actor, command: EndJointDivision, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return divisions.end_joint_division(state, command.division_id, command.reason, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def assign_parts(runtime: Runtime, actor: Actor, command: AssignParts, key: str) -> Done:
    points = await runtime.archive.points(command.consultation_id)
    known = {point.id for point in points if point.is_active}

    def decision(state: Consultation, at: datetime) -> Event:
        facts = (command.division_id, command.articles, command.points)
        return divisions.assign_parts(state, *facts, known_points=known, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def hand_over_decision(runtime: Runtime, actor: Actor, command: HandOverDecision, key: str) -> Done:
    known = await runtime.staff.divisions()
    people = await runtime.staff.people()
    drafters = {str(each.id): each.division.id for each in people if Role.DRAFTER in each.roles and not each.disabled}
    officer = str(command.officer) if command.officer else None

    def decision(state: Consultation, at: datetime) -> Event:
        return divisions.hand_over_decision(
            state,
            command.division_id,
            officer,
            command.reason,
            agreed_on=command.agreed_on,
            known=known,
            drafters=drafters,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
