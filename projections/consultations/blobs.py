"""Which files are public, and under whose data key each lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

COLUMNS = ("sha256", "owner_id", "consultation_id", "title", "media_type", "size")


async def replace_blobs(connection: Any, owners: Sequence[UUID], rows: Sequence[tuple[Any, ...]]) -> None:
    """From now on the files of these owners are exactly `rows`."""
    if owners:
        await connection.execute("DELETE FROM public_blobs WHERE owner_id = ANY($1)", owners)
    await add_blobs(connection, rows)


async def add_blobs(connection: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    """These files are public too."""
    distinct = {(row[0], row[1], row[3]): row for row in rows}
    if distinct:
        await connection.copy_records_to_table("public_blobs", records=list(distinct.values()), columns=COLUMNS)
