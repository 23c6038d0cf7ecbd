"""The state of a year's catalogue, folded from its events; works without the sealed contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from domain.catalogue import events as e
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.consultation.refusals import ContentClosed
from domain.enumerations import AdjustmentKind
from domain.event import Event
from domain.sealing import CLOSED, Closed

GONE = (AdjustmentKind.REMOVED, AdjustmentKind.CARRIED_OVER)


def catalogue_stream(year: int) -> UUID:
    """The stream of a year's catalogue."""
    return uuid5(e.CATALOGUES, str(year))


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The catalogue of a year; version 0: nothing is prepared. People are actors' ids as they stand in events.

    `matters`: by number, from 1; those in `gone` were taken out or carried over. `changes`: of an adjustment in preparation.
    `links`: the matter that a decision (its id) is about.
    """

    year: int
    version: int = 0
    matters: tuple[CatalogueMatter, ...] | Closed = ()
    prepared_by: frozenset[str] = frozenset()
    submitted_by: str | None = None
    published_at: datetime | None = None
    adjustments: int = 0
    changes: tuple[MatterChange, ...] | Closed = ()
    changed_by: frozenset[str] = frozenset()
    gone: dict[int, AdjustmentKind] = {}
    links: dict[str, int] = {}

    @property
    def id(self) -> UUID:
        return catalogue_stream(self.year)

    @property
    def consultation_id(self) -> UUID:
        return e.CATALOGUES

    @property
    def all_matters(self) -> tuple[CatalogueMatter, ...]:
        """Raises ContentClosed where the reader may not see them."""
        if self.matters is CLOSED:
            raise ContentClosed
        return self.matters

    @property
    def pending(self) -> tuple[MatterChange, ...]:
        """The changes in preparation. Raises ContentClosed."""
        if self.changes is CLOSED:
            raise ContentClosed
        return self.changes

    def standing(self) -> dict[int, CatalogueMatter]:
        """The matters that stand, by number."""
        return {number: matter for number, matter in enumerate(self.all_matters, 1) if number not in self.gone}

    def carried_over(self) -> list[int]:
        """Numbers of what was carried over to the next year."""
        return sorted(number for number, kind in self.gone.items() if kind == AdjustmentKind.CARRIED_OVER)

    def leads_to(self, number: int) -> list[str]:
        """Ids of the decisions about this matter."""
        return [decision for decision, matter in self.links.items() if matter == number]


def adjusted(matters: tuple[CatalogueMatter, ...], changes: Iterable[MatterChange]) -> tuple[CatalogueMatter, ...]:
    """The matters after these changes; one that is gone keeps its number."""
    after = list(matters)
    for change in changes:
        if change.matter is None:
            continue
        if change.kind == AdjustmentKind.ADDED:
            after.append(change.matter)
        else:
            after[change.number - 1] = change.matter
    return tuple(after)


def evolve(state: Catalogue | None, event: Event) -> Catalogue:
    """The catalogue after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if state is None:
        if not isinstance(event, e.CataloguePrepared):
            raise TypeError(f"a catalogue begins with catalogue-prepared, not {event.topic}")
        state = Catalogue(year=event.year)
    return _linked(_preparing(replace(state, version=event.originator_version), event), event)


def _preparing(state: Catalogue, event: Event) -> Catalogue:
    match event:
        case e.CataloguePrepared(matters=matters, actor=actor):
            return replace(state, matters=matters, prepared_by=state.prepared_by | {actor}, submitted_by=None)
        case e.CatalogueSubmitted(actor=actor):
            return replace(state, submitted_by=actor)
        case e.CataloguePublished(timestamp=at):
            return replace(state, published_at=at)
        case e.AdjustmentPrepared(changes=changes, actor=actor):
            return replace(state, changes=changes, changed_by=state.changed_by | {actor})
        case e.CatalogueAdjusted(number=number):
            return _adjusted(replace(state, adjustments=number, changes=(), changed_by=frozenset()), state.changes)
        case _:
            return state


def _adjusted(state: Catalogue, changes: tuple[MatterChange, ...] | Closed) -> Catalogue:
    if changes is CLOSED or state.matters is CLOSED:
        return replace(state, matters=CLOSED)
    gone = {change.number: change.kind for change in changes if change.kind in GONE}
    return replace(state, matters=adjusted(state.matters, changes), gone={**state.gone, **gone})


def _linked(state: Catalogue, event: Event) -> Catalogue:
    if not isinstance(event, e.MatterLinked) or event.decision is CLOSED or event.matter is CLOSED:
        return state
    others = {decision: matter for decision, matter in state.links.items() if decision != event.decision}
    return replace(state, links=others if event.matter is None else {**others, event.decision: event.matter})
