"""Projection of the counts by year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from projections.batch import Batch
from projections.dates import beijing_date
from projections.figures.row import YearRow


async def load(connection: Any, batch: Batch) -> None:
    """All years: there are few."""
    batch.years = {row["year"]: YearRow(**row) for row in await connection.fetch("SELECT year, published, received FROM years")}


def year_of(batch: Batch, at: datetime) -> YearRow:
    """The row of the year (Beijing) in which `at` lies."""
    year = beijing_date(at).year
    return batch.years.setdefault(year, YearRow(year))


async def write(connection: Any, years: Iterable[YearRow]) -> None:
    """Every row as it stands now."""
    rows = [(row.year, row.published, row.received) for row in years]
    if not rows:
        return
    await connection.execute(
        "INSERT INTO years (year, published, received) SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[])"
        " ON CONFLICT (year) DO UPDATE SET published = excluded.published, received = excluded.received",
        *zip(*rows, strict=True),
    )
