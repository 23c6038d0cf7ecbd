"""Entering, changing and striking out the matters of a catalogue, handing it over, publishing it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.commands.catalogue.loading import Catalogues, Number, Year, execute_on_catalogue
from consult.commands.recording import Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.catalogue import preparing as decisions
from domain.catalogue.events import CataloguePrepared
from domain.catalogue.values import CatalogueMatter
from domain.event import Event


class EnterMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`number`: the matter that is written over; left out: a new one. `seen`: version of the catalogue that the writer saw."""

    year: Year
    number: Number | None = None
    matter: CatalogueMatter
    seen: Version | None = None


class StrikeMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Before publication; the matters after it move up. `seen`: version of the catalogue that the numbers were read in."""

    year: Year
    number: Number
    seen: Version | None = None


class SubmitCatalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    year: Year


class PublishCatalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    year: Year


async def enter_matter(runtime: Runtime, actor: Actor, command: EnterMatter, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.enter_matter(found.year, command.matter, command.number, found.before, actor=actor, at=at)

    over, seen = CataloguePrepared, command.seen if command.number is not None else None
    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year, over=over, seen=seen)


async def strike_matter(runtime: Runtime, actor: Actor, command: StrikeMatter, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.strike_matter(found.year, command.number, actor=actor, at=at)

    over, seen = CataloguePrepared, command.seen
    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year, over=over, seen=seen)


async def submit_catalogue(runtime: Runtime, actor: Actor, command: SubmitCatalogue, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.submit_catalogue(found.year, actor=actor, at=at)

    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year)


async def publish_catalogue(runtime: Runtime, actor: Actor, command: PublishCatalogue, key: str) -> Done:
    def decision(found: Catalogues, at: datetime) -> Event:
        return decisions.publish_catalogue(found.year, found.before, actor=actor, at=at)

    return await execute_on_catalogue(runtime, actor, command, key, decision, command.year)
