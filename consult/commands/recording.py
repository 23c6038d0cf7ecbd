"""The last step of every command: seal the decided events and append them, once per idempotency key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

from consult.event_log import (
    Append,
    ConsultationGuard,
    Idempotency,
    IdempotencyKeyReused,
    MovedOn,
    Recorded,
    StreamGuard,
)
from consult.event_log.record import EncryptedBlob, WrappedKey
from consult.runtime import Runtime
from consult.sealed.keys import DataKey
from domain.access import Actor
from domain.event import Event
from domain.refusals import Refusal

__all__ = [
    "ChangedSinceSeen",
    "Done",
    "Guard",
    "IdempotencyKeyReused",
    "ReadModelBehind",
    "Run",
    "SomeoneWasFirst",
    "Version",
    "actor_text",
    "data_key_of",
    "decided_on_cached",
    "encrypt_files",
    "idempotency_of",
    "once_per_key",
    "record",
    "recorded_before",
    "refuse_overtaken",
    "retry_on_conflict",
]

ATTEMPTS = 8
_encode = msgspec.json.Encoder(order="sorted").encode
T = TypeVar("T")
Version = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
"""A version of a stream; 0 before its first event."""
Guard = StreamGuard | ConsultationGuard


class SomeoneWasFirst(Refusal):
    """What the decision was based on kept changing; the person may simply try again."""

    message = "有人同时修改了这一内容，请刷新后再试。"
    status = 409


class ChangedSinceSeen(Refusal):
    """Whoever writes over a text has seen the text he writes over."""

    message = "您打开这一页之后，这里的内容已经被修改。您填写的内容没有丢失：请对照现在保存的内容，修改后再提交一次。"
    status = 409


class ReadModelBehind(Refusal):
    """A rule over a whole set is decided on the read models, which have not caught up with the log."""

    message = "系统正在处理刚收到的内容，请稍后再试。"
    status = 503


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A command was carried out (or had been, with this key): the event's position, its stream and version."""

    id: UUID
    version: int
    position: int
    leaf_hash: str
    repeated: bool = False


def idempotency_of(runtime: Runtime, key: str, verb: str, who: str, request: object) -> Idempotency:
    """A keyed hash of the key, with a keyed digest of the request: a plain one of a person's words would be personal data."""
    digest = runtime.sealed.key.mac("request", verb.encode(), who.encode(), _encode(request))
    scope = runtime.sealed.key.mac("idempotency", who.encode(), key.encode("utf-8", "replace"))
    return Idempotency(scope, digest)


async def retry_on_conflict(attempt: Callable[[], Awaitable[T]]) -> T:
    """Decide again on fresh state where a concurrent change was recorded first. Raises SomeoneWasFirst after several attempts."""
    for _ in range(ATTEMPTS):
        try:
            return await attempt()
        except MovedOn:
            continue
    raise SomeoneWasFirst


async def once_per_key(runtime: Runtime, key: Idempotency | None, attempt: Callable[[], Awaitable[Done]]) -> Done:
    """As `retry_on_conflict`; a key that was used before is answered with the first result, before anything is decided.

    Asked once more after a refusal: the first may have been carried out meanwhile. Raises IdempotencyKeyReused.
    """

    async def unless_recorded() -> Done:
        return await _done_before(runtime, key) or await attempt()

    try:
        return await retry_on_conflict(unless_recorded)
    except Refusal:
        if done := await _done_before(runtime, key):
            return done
        raise


async def decided_on_cached(attempt: Callable[[bool], Awaitable[T]], again: Callable[[], Awaitable[T | None]]) -> T:
    """Decide on cached states, and on fresh ones where these have moved on or may be old: for what many send at once.

    `attempt`: told whether to decide on fresh states. `again`: what was recorded with the same key, asked before a refusal
    stands.
    """
    fresh = False
    while True:
        try:
            return await attempt(fresh)
        except MovedOn:
            fresh = True
        except Refusal as refusal:
            if not fresh and refusal.status == 409:
                fresh = True
                continue
            if (recorded := await again()) is not None:
                return recorded
            raise


async def _done_before(runtime: Runtime, key: Idempotency | None) -> Done | None:
    recorded = await recorded_before(runtime, key)
    return await _done(runtime, recorded) if recorded else None


async def refuse_overtaken(runtime: Runtime, stream_id: UUID, kind: type[Event], seen: int | None) -> None:
    """Refuse where an event of this kind was recorded after version `seen`; None skips the check. Raises ChangedSinceSeen."""
    if seen is None:
        return
    if any(entry.is_of(kind) for entry in await runtime.log.stream(stream_id, seen)):
        raise ChangedSinceSeen


async def recorded_before(runtime: Runtime, key: Idempotency | None) -> Recorded | None:
    """The record made with this key and request, if there is one. Raises IdempotencyKeyReused for another request."""
    if key is None:
        return None
    return await runtime.log.recorded_with(key)


async def record(
    runtime: Runtime,
    events: Sequence[Event],
    *,
    owner_id: UUID,
    key: Idempotency | None = None,
    guards: Sequence[Guard] = (),
    files: Sequence[tuple[bytes, str]] = (),
) -> Done:
    """Append the events, sealed under the owner's data key, with `files` (content, media type) beside them."""
    data_key, wrapped = await data_key_of(runtime, owner_id)
    sealed = [runtime.sealed.seal(event, data_key) for event in events]
    append = Append(
        tuple(item.event for item in sealed),
        tuple(guards),
        key,
        tuple(part for item in sealed for part in item.parts),
        wrapped,
        encrypt_files(runtime, files, data_key),
    )
    return await _done(runtime, await runtime.log.append(append))


async def data_key_of(runtime: Runtime, owner_id: UUID) -> tuple[DataKey, tuple[WrappedKey, ...]]:
    """The owner's data key; a fresh one, to be recorded with the append, where he has none yet."""
    found = await runtime.sealed.data_keys([owner_id])
    if owner_id in found:
        return found[owner_id], ()
    data_key, wrapped = runtime.sealed.new_data_key(owner_id)
    return data_key, (wrapped,)


def encrypt_files(runtime: Runtime, files: Sequence[tuple[bytes, str]], data_key: DataKey) -> tuple[EncryptedBlob, ...]:
    return tuple(runtime.sealed.encrypt_blob(content, media_type, data_key) for content, media_type in files)


async def _done(runtime: Runtime, recorded: Recorded) -> Done:
    last = recorded.first_position + len(recorded.leaf_hashes) - 1
    (entry,) = await runtime.log.read(last, 1)
    return Done(
        id=entry.originator_id,
        version=entry.originator_version,
        position=last,
        leaf_hash=entry.leaf_hash.hex(),
        repeated=recorded.repeated,
    )


def actor_text(actor: Actor) -> str:
    return str(actor.id)


Run = Callable[[Runtime, Actor, Any, str], Awaitable[Done]]
"""A staff command: runtime, actor, command, idempotency key."""
