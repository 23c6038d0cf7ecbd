"""Projection of how decisions are handled: a row with each feedback and each adoption, added to the sums of its year."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.calendar import local_date
from domain.consultation.events import DecisionAdopted, FeedbackPublished
from projections.batch import Batch
from projections.performance.views import MeasureKind
from projections.rows.handled import Handled

CHANGED = """
SELECT consultation_id,
    (SELECT array_agg(sha256 ORDER BY ordinal) FROM articles a WHERE a.consultation_id = c.consultation_id AND kind = 'consulted')
        IS DISTINCT FROM
    (SELECT array_agg(sha256 ORDER BY ordinal) FROM articles a WHERE a.consultation_id = c.consultation_id AND kind = 'adopted')
        AS changed
FROM consultations c WHERE consultation_id = ANY($1)
"""
ADD = """
INSERT INTO performance (year, division_id, division_name, answered, on_time, days, answers, blanket, adopted, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (year, division_id) DO UPDATE SET division_name = excluded.division_name,
    answered = performance.answered + excluded.answered, on_time = performance.on_time + excluded.on_time,
    days = performance.days + excluded.days, answers = performance.answers + excluded.answers,
    blanket = performance.blanket + excluded.blanket, adopted = performance.adopted + excluded.adopted,
    changed = performance.changed + excluded.changed
"""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `measures`, in the order of its columns."""

    consultation_id: UUID
    kind: MeasureKind
    year: int
    division_id: str
    position: int
    on_time: bool = False
    days: int = 0
    answers: int = 0
    blanket: int = 0
    changed: bool = False


COLUMNS = Measure.__struct_fields__


async def apply(connection: Any, batch: Batch) -> None:
    """Each decision is answered once and adopted once, so sums only grow. After `consultations`, which keeps how it stood."""
    counted = [
        (each.event, each.position) for each in batch.events if isinstance(each.event, FeedbackPublished | DecisionAdopted)
    ]
    if not counted:
        return
    ids = list({event.consultation_id for event, _ in counted})
    changed = {row["consultation_id"]: row["changed"] for row in await connection.fetch(CHANGED, ids)}
    measures = [_measure(event, at, batch.handled[at], changed[event.consultation_id]) for event, at in counted]
    records = [msgspec.structs.astuple(each) for each in measures]
    await connection.copy_records_to_table("measures", records=records, columns=COLUMNS)
    await connection.executemany(ADD, [_sums(each, batch.handled[each.position].division_name) for each in measures])


def _measure(event: FeedbackPublished | DecisionAdopted, position: int, decision: Handled, changed: bool) -> Measure:
    year = local_date(event.timestamp).year
    known: dict[str, Any] = {"consultation_id": event.consultation_id, "position": position, "division_id": decision.division_id}
    if isinstance(event, DecisionAdopted):
        return Measure(kind=MeasureKind.ADOPTED, year=year, changed=changed, **known)
    return Measure(
        kind=MeasureKind.ANSWERED,
        year=year,
        on_time=decision.answer_due_on is None or local_date(event.timestamp) <= decision.answer_due_on,
        days=_days(decision.period_closed_at, event.timestamp),
        answers=sum(each.points for each in event.dispositions),
        blanket=decision.warned,
        **known,
    )


def _days(closed_at: datetime | None, answered_at: datetime) -> int:
    return (local_date(answered_at) - local_date(closed_at)).days if closed_at else 0


def _sums(each: Measure, division_name: str) -> tuple[Any, ...]:
    answered = each.kind == MeasureKind.ANSWERED
    return (
        *(each.year, each.division_id, division_name),
        *(int(answered), int(each.on_time), each.days, each.answers, each.blanket, int(not answered), int(each.changed)),
    )
