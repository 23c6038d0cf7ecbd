"""What a person hands in without an account, recorded once, with what he takes away as proof."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import msgspec

from consult.commands.recording import Guard, recorded_before
from consult.event_log import Append, Idempotency, MovedOn, Recorded
from consult.event_log.record import EncryptedBlob
from consult.runtime import Runtime
from consult.sealed.keys import DataKey
from domain.event import Event
from domain.refusals import Refusal


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """Where it stands, sealed and durable. `entry` are the exact bytes of the leaf; `repeated`: it was there before."""

    position: int
    leaf_hash: str
    entry: bytes
    disclosures: tuple[str, ...]
    checkpoint: str
    repeated: bool


def no_files(data_key: DataKey) -> tuple[EncryptedBlob, ...]:
    return ()


async def submit_once(
    runtime: Runtime, once_only: Idempotency, stream_id: UUID, attempt: Callable[[bool], Awaitable[Submitted]]
) -> Submitted:
    """`attempt` until it stands; its argument: whether to decide on what the log says now, and not on what is remembered.

    The same key gives the same answer. Raises what it refuses.
    """
    fresh = False
    while True:
        try:
            return await attempt(fresh)
        except MovedOn:
            fresh = True
        except Refusal as refusal:
            # Decided on a cached state, which may be old: decide again on a fresh one before refusing.
            if not fresh and refusal.status == 409:
                fresh = True
                continue
            if recorded := await recorded_before(runtime, once_only):
                return await submitted_before(runtime, stream_id, recorded)
            raise


async def record_submission(
    runtime: Runtime,
    event: Event,
    guards: Sequence[Guard],
    once_only: Idempotency,
    files: Callable[[DataKey], tuple[EncryptedBlob, ...]] = no_files,
    beside: Sequence[Event] = (),
) -> Submitted:
    """The first event of a stream, sealed under a data key of its own; `files`: what is stored with it; `beside`: first events
    of further streams, recorded at once with it."""
    events = (event, *beside)
    keys = [runtime.sealed.new_data_key(each.originator_id) for each in events]
    sealed, *others = [runtime.sealed.seal(each, key) for each, (key, _) in zip(events, keys, strict=True)]
    append = Append(
        (sealed.event, *(each.event for each in others)),
        tuple(guards),
        once_only,
        (*sealed.parts, *(part for each in others for part in each.parts)),
        tuple(wrapped for _, wrapped in keys),
        files(keys[0][0]),
    )
    recorded = await runtime.log.append(append)
    if recorded.repeated:
        return await submitted_before(runtime, event.originator_id, recorded)
    return Submitted(
        position=recorded.first_position,
        leaf_hash=recorded.leaf_hashes[0].hex(),
        entry=sealed.event.state,
        disclosures=sealed.disclosures,
        checkpoint=recorded.checkpoint,
        repeated=False,
    )


async def submitted_before(runtime: Runtime, stream_id: UUID, recorded: Recorded) -> Submitted:
    """What was recorded with the same key."""
    (entry,) = await runtime.log.read(recorded.first_position, 1)
    found = await runtime.sealed.disclosures([(stream_id, 1)])
    return Submitted(
        position=entry.position,
        leaf_hash=entry.leaf_hash.hex(),
        entry=entry.state,
        disclosures=found.get((stream_id, 1), ()),
        checkpoint=recorded.checkpoint,
        repeated=True,
    )
