"""Closing the applications and drawing the lot: exact by what the log says, and once."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import msgspec

from consult.commands.recording import Done, ReadModelBehind, actor_text, idempotency_of, once_per_key, record
from consult.event_log import ConsultationGuard, LogEntry, StreamGuard
from consult.publication.tree import root_at
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.activity.events import ApplicationsClosed
from domain.activity.state import Activity
from domain.anchor.events import AnchorRecorded
from domain.application import drawing
from domain.application.drawing import Seed
from domain.application.refusals import LotBeforeClose, StampMissing
from domain.sealing import CLOSED
from projections.anchors.queries import anchor_covering
from projections.applications.queries import application_counts, drawable_applications, observers_in_order


class CloseApplications(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID


class DrawLot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID


async def close_applications(runtime: Runtime, actor: Actor, command: CloseApplications, key: str) -> Done:
    """Counted by the read models, and exact by the guard "nothing about this decision since". Raises ReadModelBehind."""
    once_only = idempotency_of(runtime, key, "CloseApplications", actor_text(actor), command)

    async def attempt() -> Done:
        before = (await runtime.log.head()).size - 1
        activity = await runtime.archive.activity(command.activity_id)
        consultation = await runtime.consultation(activity.consultation_id)
        if not await runtime.wait_until_projected(before):
            raise ReadModelBehind
        counts = await application_counts(runtime.reads, activity.id)
        observers = await runtime.archive.applications(await observers_in_order(runtime.reads, activity.id))
        events = drawing.close_applications(
            activity, consultation, applications=counts.to_take_part, observers=observers, actor=actor, at=runtime.clock.now()
        )
        guards = [ConsultationGuard(activity.consultation_id, before)]
        return await record(runtime, events, owner_id=activity.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def draw_lot(runtime: Runtime, actor: Actor, command: DrawLot, key: str) -> Done:
    """Raises StampMissing while the time stamp is awaited, ReadModelBehind, and what the decision does."""
    once_only = idempotency_of(runtime, key, "DrawLot", actor_text(actor), command)

    async def attempt() -> Done:
        activity = await runtime.archive.activity(command.activity_id)
        consultation = await runtime.consultation(activity.consultation_id)
        require(actor, Role.DRAFTER, consultation.divisions)
        seed = await _seed(runtime, activity)
        if not await runtime.wait_until_projected((await runtime.log.head()).size - 1):
            raise ReadModelBehind
        people = await drawable_applications(runtime.reads, activity.id)
        events = drawing.draw_lot(activity, consultation, people, seed=seed, actor=actor, at=runtime.clock.now())
        # Who withdraws meanwhile and would be admitted moves his own stream on: then it is drawn again, with the same seed.
        guards = [StreamGuard(activity.id, activity.version)]
        return await record(runtime, events, owner_id=activity.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def _seed(runtime: Runtime, activity: Activity) -> Seed:
    """Raises LotBeforeClose, StampMissing."""
    closed = await _closing_entry(runtime, activity.id)
    size = closed.position + 1
    secret = activity.announced.lot_secret if activity.announced else None
    root = (await root_at(runtime.database.pool, size)).hex()
    return Seed(secret if secret is not None and secret is not CLOSED else "", size, root, await _stamp(runtime, size))


async def _closing_entry(runtime: Runtime, activity_id: UUID) -> LogEntry:
    found = await runtime.log.streams([activity_id], [ApplicationsClosed.topic])
    if not found:
        raise LotBeforeClose
    return found[0]


async def _stamp(runtime: Runtime, size: int) -> str | None:
    """SHA-256 of the token of the first anchor of a log that holds the closing entry; None where no authority is configured."""
    position = await anchor_covering(runtime.reads, size)
    if position is None:
        if runtime.settings.timestamp_url:
            raise StampMissing
        return None
    (entry,) = await runtime.log.read(position, 1)
    event = runtime.sealed.closed(entry)
    assert isinstance(event, AnchorRecorded)
    return sha256(event.token).hexdigest()
