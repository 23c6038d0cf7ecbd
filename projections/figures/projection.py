"""Projection of the counts by year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from projections.batch import Batch
from projections.rows.year import COLUMNS, YearRow


async def load(connection: Any, batch: Batch) -> None:
    """All years: there are few."""
    batch.years = {row["year"]: YearRow(**row) for row in await connection.fetch("SELECT * FROM years")}


async def write(connection: Any, years: Iterable[YearRow]) -> None:
    """Every row as it stands now."""
    rows = [msgspec.structs.astuple(row) for row in years]
    if not rows:
        return
    await connection.execute("DELETE FROM years WHERE year = ANY($1)", [row[0] for row in rows])
    await connection.copy_records_to_table("years", records=rows, columns=COLUMNS)
