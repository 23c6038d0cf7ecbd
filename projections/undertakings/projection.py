"""Projection of tasks of execution: rows touched are loaded, folded in order, and written set by set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.consultation.events import DecisionHandedOver
from domain.undertaking.events import UndertakingSet
from projections.batch import Batch
from projections.source import PublicEvent
from projections.undertakings.correcting import correct
from projections.undertakings.fold import KINDS, Key, fold, set_row, step_of
from projections.undertakings.row import (
    COLUMNS,
    STEP_COLUMNS,
    StepRow,
    UndertakingRow,
    loaded_row,
    loaded_step,
    stored,
    stored_step,
)

LOAD = "SELECT * FROM undertakings WHERE undertaking_id = ANY($1)"
LOAD_STEPS = """
SELECT s.* FROM undertaking_steps s JOIN unnest($1::uuid[], $2::integer[]) AS k (id, version)
ON s.undertaking_id = k.id AND s.version = k.version
"""
REPLACED_STEPS = """
DELETE FROM undertaking_steps s USING unnest($1::uuid[], $2::integer[]) AS k (id, version)
WHERE s.undertaking_id = k.id AND s.version = k.version
"""
NUMBERS = "SELECT consultation_id, max(number) AS last FROM undertakings WHERE consultation_id = ANY($1) GROUP BY consultation_id"
DIVISIONS = "SELECT consultation_id, division_id FROM consultations WHERE consultation_id = ANY($1)"
MOVED = (
    "UPDATE undertakings u SET division_id = c.division_id FROM consultations c"
    " WHERE c.consultation_id = u.consultation_id AND u.consultation_id = ANY($1)"
)


class Rows:
    """Every task and step that the batch touches. `numbers`: of the last task of each decision."""

    def __init__(self) -> None:
        self.tasks: dict[UUID, UndertakingRow] = {}
        self.steps: dict[Key, StepRow] = {}
        self.numbers: dict[UUID, int] = {}
        self.divisions: dict[UUID, str | None] = {}


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `undertakings` and `undertaking_steps`, and move the tasks with a decision that is handed over."""
    await _fold(connection, batch)
    moved = list({public.event.consultation_id for public in batch.events if isinstance(public.event, DecisionHandedOver)})
    if moved:
        await connection.execute(MOVED, moved)


async def _fold(connection: Any, batch: Batch) -> None:
    """Corrections of their words included."""
    told = [public for public in batch.events if type(public.event) in KINDS]
    corrected = [(row.stream, row.version) for row in batch.corrections.values()]
    if not told and not corrected:
        return
    rows = await _load(connection, told, corrected)
    earlier, earlier_steps = list(rows.tasks), list(rows.steps)
    for public in batch.events:
        if type(public.event) in KINDS:
            _tell(rows, public)
        elif correction := batch.corrections.get(public.position):
            step = rows.steps.get((correction.stream, correction.version))
            if step is not None:
                correct(rows.tasks.get(correction.stream), step, correction)
    await _write(connection, rows, earlier, earlier_steps)


def _tell(rows: Rows, public: PublicEvent) -> None:
    event = public.event
    rows.steps[event.originator_id, event.originator_version] = step_of(event, public.position)
    if isinstance(event, UndertakingSet):
        number = rows.numbers[event.consultation_id] = rows.numbers.get(event.consultation_id, 0) + 1
        division = rows.divisions.get(event.consultation_id)
        rows.tasks[event.originator_id] = set_row(event, public.position, number, division)
    elif row := rows.tasks.get(event.originator_id):
        fold(row, event)


async def _load(connection: Any, told: Sequence[PublicEvent], corrected: Sequence[Key]) -> Rows:
    rows = Rows()
    ids = {public.event.originator_id for public in told} | {stream for stream, _ in corrected}
    for record in await connection.fetch(LOAD, list(ids)):
        rows.tasks[record["undertaking_id"]] = loaded_row(record)
    if corrected:
        for record in await connection.fetch(LOAD_STEPS, [key[0] for key in corrected], [key[1] for key in corrected]):
            step = loaded_step(record)
            rows.steps[step.undertaking_id, step.version] = step
    new = list({public.event.consultation_id for public in told if isinstance(public.event, UndertakingSet)})
    if new:
        rows.numbers = {row["consultation_id"]: row["last"] for row in await connection.fetch(NUMBERS, new)}
        rows.divisions = {row["consultation_id"]: row["division_id"] for row in await connection.fetch(DIVISIONS, new)}
    return rows


async def _write(connection: Any, rows: Rows, earlier: list[UUID], earlier_steps: list[Key]) -> None:
    if earlier:
        await connection.execute("DELETE FROM undertakings WHERE undertaking_id = ANY($1)", earlier)
    if earlier_steps:
        await connection.execute(REPLACED_STEPS, [key[0] for key in earlier_steps], [key[1] for key in earlier_steps])
    records = [stored(row) for row in rows.tasks.values()]
    await connection.copy_records_to_table("undertakings", records=records, columns=COLUMNS)
    steps = [stored_step(step) for step in rows.steps.values()]
    await connection.copy_records_to_table("undertaking_steps", records=steps, columns=STEP_COLUMNS)
