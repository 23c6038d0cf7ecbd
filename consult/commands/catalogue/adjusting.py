"""Adjusting a published catalogue: changes are prepared, and published by another person."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.commands.catalogue.loading import Catalogues, Number, Year, execute_on_catalogue
from consult.commands.recording import Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.catalogue import adjusting as decisions
from domain.catalogue.events import AdjustmentPrepared
from domain.catalogue.values import CatalogueMatter
from domain.enumerations import AdjustmentKind
from domain.event import Event


class PrepareChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`number`: of the matter that is changed, taken out or carried over; `matter`: as it is added or changed.

    `seen`: version of the catalogue that the writer saw; `reason` is published with the adjustment.
    """

    year: Year
    kind: AdjustmentKind
    number: Number | None = None
    matter: CatalogueMatter | None = None
    reason: str
    seen: Version | None = None


class DropChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The change prepared of the matter of this number is given up."""

    year: Year
    number: Number
    seen: Version | None = None


class AdjustCatalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`seen`: version of the catalogue whose changes were looked at."""

    year: Year
    seen: Version | None = None


async def prepare_change(runtime: Runtime, actor: Actor, command: PrepareChange, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.prepare_change(
            found.year,
            command.kind,
            command.number,
            command.matter,
            command.reason,
            leads=found.leads,
            before=found.before,
            actor=actor,
            at=at,
        )

    over, seen = AdjustmentPrepared, command.seen if command.number is not None else None
    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year, over=over, seen=seen)


async def drop_change(runtime: Runtime, actor: Actor, command: DropChange, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.drop_change(found.year, command.number, actor=actor, at=at)

    over, seen = AdjustmentPrepared, command.seen
    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year, over=over, seen=seen)


async def adjust_catalogue(runtime: Runtime, actor: Actor, command: AdjustCatalogue, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.adjust_catalogue(found.year, found.following, leads=found.leads, actor=actor, at=at)

    over, seen = AdjustmentPrepared, command.seen
    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year, over=over, seen=seen)
