"""Projection of ledgers: counted up and down with every event, never counted when read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from domain.anchor.anchors import WHOLE_LOG
from domain.catalogue.events import CATALOGUES
from projections.batch import Batch
from projections.rows.ledger import COLUMNS, LedgerRow

LOAD = """
SELECT consultation_id, position, received, published, withheld, withdrawn, awaiting, covered, distinct_texts, points, events,
    uncovered, left_over, pending, unpublished, appealed, second_looks, to_erase,
    referred, grievances, grievances_waiting, grievances_in_time, grievances_late, feedback_published, withheld_by_reason,
    dispositions
FROM ledgers WHERE consultation_id = ANY($1)
"""
_reasons = msgspec.json.Decoder(dict[str, int])
_encode = msgspec.json.Encoder(order="sorted").encode


async def load(connection: Any, batch: Batch) -> None:
    """The ledger of every decision the batch is about, new ones included, each at its last position in the batch."""
    last = {public.event.consultation_id: public.position for public in batch.events}
    for no_decision in (WHOLE_LOG, CATALOGUES):
        last.pop(no_decision, None)
    for record in await connection.fetch(LOAD, list(last)):
        row = LedgerRow(*record.values())
        row.withheld_by_reason = _reasons.decode(record["withheld_by_reason"])
        batch.ledgers[row.consultation_id] = row
    for consultation_id, position in last.items():
        batch.ledgers.setdefault(consultation_id, LedgerRow(consultation_id)).position = position


async def write(connection: Any, rows: Iterable[LedgerRow]) -> None:
    """Every loaded ledger as it stands now."""
    rows = list(rows)
    await connection.execute("DELETE FROM ledgers WHERE consultation_id = ANY($1)", [row.consultation_id for row in rows])
    await connection.copy_records_to_table("ledgers", records=[_stored(row) for row in rows], columns=COLUMNS)


def _stored(row: LedgerRow) -> tuple[Any, ...]:
    figures = msgspec.structs.astuple(row)
    return (*figures[:-2], _encode(row.withheld_by_reason).decode(), row.dispositions)
