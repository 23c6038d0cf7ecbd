"""Tasks of execution as staff read them: who may, and what is closed of them."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.reading.access import READERS, may_read
from consult.runtime import Runtime
from domain.access import Actor, OtherDivision, Role, RoleMissing
from domain.consultation.state import Consultation
from domain.undertaking.state import Undertaking
from projections.undertakings.queries import UndertakingView, undertaking


class UndertakingFile(msgspec.Struct, frozen=True):
    """A task with its decision, and as the public sees it."""

    state: Undertaking
    decision: Consultation
    view: UndertakingView


async def undertaking_file(runtime: Runtime, actor: Actor, undertaking_id: UUID) -> UndertakingFile:
    """For the division that decided, the one that executes, whoever inspects, and auditors.

    Raises NotFound, RoleMissing, OtherDivision.
    """
    state = await runtime.archive.undertaking(undertaking_id)
    decision = await runtime.consultation(state.consultation_id)
    executes = bool(actor.roles & READERS) and actor.division_id == state.unit_id
    if not (may_read(actor, decision) or executes or Role.REVIEWER in actor.roles):
        raise OtherDivision if actor.roles & READERS else RoleMissing(role=Role.DRAFTER.value)
    view = await undertaking(runtime.reads, undertaking_id)
    if view is None:
        raise NotFound
    return UndertakingFile(state, decision, view)
