"""Projection of questionnaires: rows touched are loaded and folded, responses marked as they are counted, counts added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.event import Event
from domain.questionnaire.events import QuestionnaireDrafted, ResponsesCounted
from domain.questionnaire_response.events import ResponseErased, ResponseErasureRequested, ResponseSubmitted
from projections.batch import Batch
from projections.questionnaires.fold import FOLDED, fold
from projections.questionnaires.row import COLUMNS, QuestionnaireRow, loaded_row

LOAD = "SELECT * FROM questionnaires WHERE questionnaire_id = ANY($1)"
OPENED = """
SELECT consultation_id, count(number) AS opened FROM questionnaires WHERE consultation_id = ANY($1) GROUP BY consultation_id
"""
RESPONSES = ("response_id", "questionnaire_id", "position", "counted", "erasure")
COUNTED = "UPDATE questionnaire_responses SET counted = true WHERE response_id = ANY($1)"
ERASURES = """
UPDATE questionnaire_responses r SET erasure = u.erasure FROM unnest($1::uuid[], $2::text[]) AS u (id, erasure)
WHERE r.response_id = u.id
"""
ADD = """
INSERT INTO questionnaire_counts AS known
SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::int[])
ON CONFLICT (questionnaire_id, kind, question, place) DO UPDATE SET count = known.count + excluded.count
"""
Cell = tuple[UUID, str, int, int]
"""Questionnaire, kind of respondent, number of the question (0: none), place of the value in it (0: answered at all)."""


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `questionnaires`, `questionnaire_responses` and `questionnaire_counts`."""
    submitted = [
        (event.originator_id, event.questionnaire_id, public.position, False, None)
        for public in batch.events
        if isinstance(event := public.event, ResponseSubmitted)
    ]
    if submitted:
        await connection.copy_records_to_table("questionnaire_responses", records=submitted, columns=RESPONSES)
    await _apply_rows(connection, batch)
    await _count(connection, [public.event for public in batch.events if isinstance(public.event, ResponsesCounted)])
    await _erase(connection, [public.event for public in batch.events])


async def _apply_rows(connection: Any, batch: Batch) -> None:
    touching = [public for public in batch.events if isinstance(public.event, (*FOLDED, ResponseSubmitted))]
    if not touching:
        return
    ids = {_questionnaire(public.event) for public in touching}
    rows = {record["questionnaire_id"]: loaded_row(record) for record in await connection.fetch(LOAD, list(ids))}
    earlier = list(rows)
    decisions = list({public.event.consultation_id for public in touching})
    opened = {record["consultation_id"]: record["opened"] for record in await connection.fetch(OPENED, decisions)}
    for public in touching:
        event, key = public.event, _questionnaire(public.event)
        if key not in rows and isinstance(event, QuestionnaireDrafted):
            rows[key] = QuestionnaireRow(key, event.consultation_id, public.position)
        if row := rows.get(key):
            before = row.number
            fold(row, public, opened.get(row.consultation_id, 0))
            row.responses += isinstance(event, ResponseSubmitted)
            opened[row.consultation_id] = opened.get(row.consultation_id, 0) + (before is None and row.number is not None)
    await _write(connection, earlier, rows.values())


def _questionnaire(event: Event) -> UUID:
    return event.questionnaire_id if isinstance(event, ResponseSubmitted) else event.originator_id


async def _write(connection: Any, earlier: Sequence[UUID], rows: Iterable[QuestionnaireRow]) -> None:
    if earlier:
        await connection.execute("DELETE FROM questionnaires WHERE questionnaire_id = ANY($1)", earlier)
    records = [msgspec.structs.astuple(row) for row in rows]
    await connection.copy_records_to_table("questionnaires", records=records, columns=COLUMNS)


async def _count(connection: Any, counts: Sequence[ResponsesCounted]) -> None:
    if not counts:
        return
    await connection.execute(COUNTED, [response for count in counts for response in count.responses])
    cells: Counter[Cell] = Counter()
    for count in counts:
        for each in count.counts:
            cells[count.originator_id, each.kind, 0, 0] += each.responses
            for question, values in enumerate(each.questions, 1):
                cells.update({(count.originator_id, each.kind, question, place): n for place, n in enumerate(values)})
    if cells:
        columns = [list(column) for column in zip(*((*cell, count) for cell, count in cells.items()), strict=True)]
        await connection.execute(ADD, *columns)


async def _erase(connection: Any, events: Sequence[Event]) -> None:
    """How far the erasure of what was written has come."""
    states = {ResponseErasureRequested: "requested", ResponseErased: "done"}
    found = {event.originator_id: states[type(event)] for event in events if type(event) in states}
    if found:
        await connection.execute(ERASURES, list(found), list(found.values()))
