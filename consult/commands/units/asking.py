"""征求有关单位意见: units are asked and answer, and what came of their opinions is recorded."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.uploads import Upload, checked_uploads
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.consultation.steps import unit_opinions
from domain.consultation.unit_events import Dispute
from domain.enumerations import Coordination, UnitPosition
from domain.event import Event


class AskUnit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Either a division that has accounts, by its id, or an outside unit by its `name`. `letter`: what it is told; closed."""

    consultation_id: UUID
    division_id: str | None = None
    name: str | None = None
    due_on: date
    letter: str


class AnswerAsUnit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of the actor's division to what it was asked under this number; stays closed."""

    consultation_id: UUID
    unit: int
    position: UnitPosition
    text: str | None = None


class EnterUnitAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of an outside unit. `files`: its letter, signed or sealed, one file; all of it stays closed."""

    consultation_id: UUID
    unit: int
    position: UnitPosition
    received_on: date
    text: str | None = None
    files: tuple[Upload, ...] = ()


class CoordinateOpinion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came of talking it over; the last five are needed where it is not agreed ([713] art. 13). Stays closed."""

    consultation_id: UUID
    unit: int
    result: Coordination
    note: str
    question: str = ""
    unit_view: str = ""
    own_view: str = ""
    reasons: str = ""
    basis: str = ""

    @property
    def dispute(self) -> Dispute:
        return Dispute(**{name: getattr(self, name) for name in Dispute.__struct_fields__})


async def ask_unit(runtime: Runtime, actor: Actor, command: AskUnit, key: str) -> Done:
    known = await runtime.staff.divisions()

    def decision(state: Consultation, at: datetime) -> Event:
        return unit_opinions.ask_unit(
            state,
            division=command.division_id,
            name=command.name,
            due_on=command.due_on,
            letter=command.letter,
            known=known,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def answer_as_unit(runtime: Runtime, actor: Actor, command: AnswerAsUnit, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return unit_opinions.answer_as_unit(state, command.unit, command.position, command.text, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def enter_unit_answer(runtime: Runtime, actor: Actor, command: EnterUnitAnswer, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    files = checked_uploads(command.files)
    file = files[0] if len(files) == 1 else None
    once_only = idempotency_of(runtime, key, "EnterUnitAnswer", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        event = unit_opinions.enter_unit_answer(
            state,
            command.unit,
            command.position,
            command.text,
            received_on=command.received_on,
            file=file.blob if file else None,
            actor=actor,
            at=runtime.clock.now(),
        )
        kept = [(file.content, file.blob.media_type)] if file else []
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=kept)

    return await once_per_key(runtime, once_only, attempt)


async def coordinate_opinion(runtime: Runtime, actor: Actor, command: CoordinateOpinion, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        facts = (command.unit, command.result, command.note, command.dispute)
        return unit_opinions.coordinate_opinion(state, *facts, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
