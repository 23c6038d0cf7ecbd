"""Decisions that are approved for issue 签发 and not published: the next dates of a division, which are not set yet."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.reading.access import may_read
from consult.runtime import Runtime
from domain.access import Actor
from domain.sealing import value_or_none
from projections.worklists.queries import decisions_in_preparation


class AwaitingPublication(msgspec.Struct, frozen=True):
    """Its title is not public yet."""

    id: UUID
    title: str


async def awaiting_publication(runtime: Runtime, actor: Actor) -> list[AwaitingPublication]:
    """Of those that this person may read, by their start."""
    ids = [item.consultation_id for item in await decisions_in_preparation(runtime.reads) if item.released]
    states = {state.id: state for state in await runtime.archive.consultations(ids)} if ids else {}
    mine = [states[each] for each in ids if each in states and may_read(actor, states[each])]
    return [AwaitingPublication(state.id, value_or_none(state.title) or "") for state in mine]
