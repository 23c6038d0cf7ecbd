"""Corrections: a published value is replaced, in public; the old value is closed again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import POINT_TOPICS, NotFound
from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done, Version
from consult.runtime import Runtime
from consult.sealed.mapper import value_of
from domain.access import Actor
from domain.consultation.outcome_refusals import NotCorrectable
from domain.consultation.state import Consultation
from domain.consultation.steps import correction
from domain.event import Event
from domain.point.events import PointDissolved


class MakeCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The value of `field` in version `corrected_version` of stream `corrected_stream` is replaced by `value` (any JSON)."""

    consultation_id: UUID
    corrected_stream: UUID
    corrected_version: Version
    field: str
    value: object
    closes_original: bool = False
    reason: str


async def make_correction(runtime: Runtime, actor: Actor, command: MakeCorrection, key: str) -> Done:
    """The corrected event must be about the same decision, and the new value of the field's type. Raises NotFound."""
    entries = await runtime.log.stream(command.corrected_stream, command.corrected_version - 1)
    if not entries or entries[0].consultation_id != command.consultation_id:
        raise NotFound
    if any(entry.is_of(PointDissolved) for entry in entries):
        raise NotCorrectable  # its words were never published
    topic = entries[0].topic
    value = value_of(topic, command.field, command.value)
    of_point = topic in POINT_TOPICS and (await runtime.archive.point(command.corrected_stream)).is_published

    def decision(state: Consultation, at: datetime) -> Event:
        return correction.make_correction(
            state,
            corrected_stream=str(command.corrected_stream),
            corrected_version=command.corrected_version,
            corrected_topic=topic,
            field=command.field,
            value=value,
            closes_original=command.closes_original,
            reason=command.reason,
            actor=actor,
            at=at,
            point_published=of_point,
        )

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
