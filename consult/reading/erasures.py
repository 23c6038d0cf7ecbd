"""The register of erasure requests: what is asked for, by whom it was recorded, who carried it out."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.reading.access import READERS
from consult.runtime import Runtime
from domain.access import Actor, Role, RoleMissing
from domain.comment.events import CommentErased, ErasureRequested
from domain.enumerations import ErasureScope
from domain.sealing import value_or_none
from projections.worklists.desk_queries import ListedErasure
from projections.worklists.desk_queries import erasures as erasures_query


class RegisteredErasure(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `requested_by`: id in the log; `note`: how it was asked for, None once that is erased too.

    `done_at` and `eraser` are None while it waits.
    """

    listed: ListedErasure
    scope: ErasureScope
    requested_by: str
    requester: str
    requested_at: datetime
    note: str | None
    eraser: str | None
    done_at: datetime | None


async def erasure_register(
    runtime: Runtime, actor: Actor, *, done: bool, before: int | None = None, limit: int = 50
) -> tuple[RegisteredErasure, ...]:
    """Requests of the actor's division that wait, or that are done; latest comment first. Raises RoleMissing."""
    if not actor.roles & READERS:
        raise RoleMissing(role=Role.SCREENER.value)
    listed = await erasures_query(runtime.reads, actor.division_id, done=done, before=before, limit=limit)
    ids = [each.comment.comment_id for each in listed]
    entries = await runtime.log.streams(ids, [ErasureRequested.topic, CommentErased.topic])
    requests: dict[object, ErasureRequested] = {}
    erased: dict[object, CommentErased] = {}
    for event in await runtime.archive.unsealed(entries):
        if isinstance(event, ErasureRequested):
            requests[event.originator_id] = event
        elif isinstance(event, CommentErased):
            erased[event.originator_id] = event
    names = await runtime.staff.names()
    return tuple(
        _registered(each, requests[each.comment.comment_id], erased.get(each.comment.comment_id) if done else None, names)
        for each in listed
        if each.comment.comment_id in requests
    )


def _registered(
    listed: ListedErasure, request: ErasureRequested, erased: CommentErased | None, names: dict[str, str]
) -> RegisteredErasure:
    return RegisteredErasure(
        listed=listed,
        scope=request.scope,
        requested_by=request.actor,
        requester=names.get(request.actor, ""),
        requested_at=request.timestamp,
        note=value_or_none(request.note),
        eraser=names.get(erased.actor, "") if erased else None,
        done_at=erased.timestamp if erased else None,
    )
