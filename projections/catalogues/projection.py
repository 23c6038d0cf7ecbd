"""Projection of catalogues: filled where one is published, changed where it is adjusted, linked where a call names a matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from domain.catalogue.events import AdjustmentPrepared, CatalogueAdjusted, CataloguePrepared, CataloguePublished
from domain.catalogue.state import GONE, catalogue_stream
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.consultation.events import ConsultationPublished, MatterNamed
from domain.sealing import CLOSED
from projections.batch import Batch
from projections.source import PublicEvent

MATTER = CatalogueMatter.__struct_fields__
SET = ", ".join(f"{name} = ${place}" for place, name in enumerate(MATTER, 3))
CHANGE_MATTER = f"UPDATE catalogue_matters SET {SET} WHERE year = $1 AND number = $2"  # noqa: S608 (names of fields)
ADD_CHANGE = "INSERT INTO catalogue_changes VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
LEAD = "INSERT INTO matter_decisions VALUES ($1, $2, $3, $4)"
_encode = msgspec.json.Encoder(order="deterministic").encode
BEFORE = f"SELECT {', '.join(MATTER)} FROM catalogue_matters WHERE year = $1 AND number = $2"  # noqa: S608 (names of fields)


async def apply(connection: Any, batch: Batch) -> None:
    """Add what the batch makes public of catalogues."""
    for public in batch.events:
        match public.event:
            case CataloguePublished(year=year, timestamp=at):
                await _publish(connection, year, at, public)
            case CatalogueAdjusted():
                await _adjust(connection, public.event, public)
            case ConsultationPublished():
                await _lead(connection, public)
            case _:
                pass


async def _publish(connection: Any, year: int, at: datetime, public: PublicEvent) -> None:
    matters = [matter for event in public.opened if isinstance(event, CataloguePrepared) for matter in _open(event.matters)]
    await connection.execute("INSERT INTO catalogues VALUES ($1, $2, $3)", year, at, public.position)
    rows = [_row(year, number, matter) for number, matter in enumerate(matters, 1)]
    await connection.copy_records_to_table("catalogue_matters", records=rows, columns=("year", "number", *MATTER))


def _open(value: Any) -> tuple[Any, ...]:
    return () if value is CLOSED else value


def _row(year: int, number: int, matter: CatalogueMatter) -> tuple[Any, ...]:
    return (year, number, *msgspec.structs.astuple(matter))


async def _adjust(connection: Any, event: CatalogueAdjusted, public: PublicEvent) -> None:
    years = [row["year"] for row in await connection.fetch("SELECT year FROM catalogues")]
    year = next(year for year in years if catalogue_stream(year) == event.originator_id)
    await connection.execute("UPDATE catalogues SET position = $2 WHERE year = $1", year, public.position)
    for change in _changes(public):
        before = await connection.fetchrow(BEFORE, year, change.number)
        told = (change.kind, _text(before and CatalogueMatter(**before)), _text(change.matter), change.reason)
        place = (year, event.number, change.number, public.position, event.timestamp)
        await connection.execute(ADD_CHANGE, *place, *told)
        await _change(connection, year, change, there=before is not None)


def _changes(public: PublicEvent) -> Iterator[MatterChange]:
    for event in public.opened:
        if isinstance(event, AdjustmentPrepared):
            yield from _open(event.changes)


def _text(matter: CatalogueMatter | None) -> str:
    return _encode(matter).decode()


async def _change(connection: Any, year: int, change: MatterChange, *, there: bool) -> None:
    if change.kind in GONE:
        query = "UPDATE catalogue_matters SET gone = $3 WHERE year = $1 AND number = $2"
        await connection.execute(query, year, change.number, change.kind)
    elif change.matter is not None and there:
        await connection.execute(CHANGE_MATTER, *_row(year, change.number, change.matter))
    elif change.matter is not None:
        rows = [_row(year, change.number, change.matter)]
        await connection.copy_records_to_table("catalogue_matters", records=rows, columns=("year", "number", *MATTER))


async def _lead(connection: Any, public: PublicEvent) -> None:
    for event in public.opened:
        if isinstance(event, MatterNamed) and event.place is not CLOSED and event.place.matter is not None:
            place = event.place
            await connection.execute(LEAD, event.consultation_id, place.year, place.matter, public.position)
