"""Projection of the counts by year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projections.batch import Batch
from projections.columns import columns
from projections.rows.year import YearRow


async def load(connection: Any, batch: Batch) -> None:
    """All years: there are few."""
    batch.years = {row["year"]: YearRow(**row) for row in await connection.fetch("SELECT year, published, received FROM years")}


async def write(connection: Any, years: Iterable[YearRow]) -> None:
    """Every row as it stands now."""
    rows = [(row.year, row.published, row.received) for row in years]
    if not rows:
        return
    await connection.execute(
        "INSERT INTO years (year, published, received) SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[])"
        " ON CONFLICT (year) DO UPDATE SET published = excluded.published, received = excluded.received",
        *columns(rows),
    )
