"""Importing comments from a table: a dry run first, then each row registered, never twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal
from uuid import UUID

import msgspec

from consult.commands.comment.reference import comment_id_of, reference_of
from consult.commands.comment.submission import RegisterComment, comment_draft_of, register_comment
from consult.commands.recording import SomeoneWasFirst
from consult.commands.uploads import Upload, store_unchecked_upload
from consult.event_log.record import IdempotencyKeyReused
from consult.intake.sheets.dry_run import RowReport, dry_run
from consult.intake.sheets.mapping import ColumnMapping, Field
from consult.intake.sheets.row_reading import RowNotes, RowProblem
from consult.intake.sheets.table_refusals import NumberUsedOtherwise
from consult.intake.sheets.tables import Table, read_table
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.comment.draft import checked_draft
from domain.comment.events import CommentSubmitted
from domain.refusals import Refusal
from domain.sealing import CLOSED

RowStatus = Literal["ready", "registered", "already_entered", "error"]
Progress = Callable[[int, int], None]
"""Called with how many rows are done, and how many there are."""


class ImportedRow(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a row, or in a dry run what it would be. `key`: for its confirmation, see `registration_receipt`.

    `command`: what is or would be entered, as the row was understood.
    """

    line: int
    status: RowStatus
    serial: str = ""
    command: RegisterComment | None = None
    notes: RowNotes = RowNotes()
    comment_id: UUID | None = None
    key: str | None = None
    problems: tuple[RowProblem, ...] = ()
    same_as: int | None = None


class ImportReport(msgspec.Struct, frozen=True):
    """Row by row, in the order of the file. `position`: of the last event recorded (-1: none), to wait for it."""

    rows: tuple[ImportedRow, ...]
    position: int = -1

    def count(self, status: RowStatus) -> int:
        return sum(row.status == status for row in self.rows)


async def store_table(runtime: Runtime, upload: Upload) -> str:
    """Keep a table, sealed, for an hour between choosing columns and importing; `uploads.waiting` gives it back.

    Raises what `read_table` does.
    """
    await asyncio.to_thread(read_table, upload)
    return await store_unchecked_upload(runtime, upload)


async def preview_import(
    runtime: Runtime, actor: Actor, consultation_id: UUID, table: Table, mapping: ColumnMapping
) -> ImportReport:
    """The dry run, with the rows that were entered before marked as such. Writes nothing.

    Raises RoleMissing, OtherDivision, and what `checked_mapping` does.
    """
    tried = await _tried(runtime, actor, consultation_id, table, mapping)
    return ImportReport(await _shown(runtime, consultation_id, table, mapping, tried))


async def import_comments(
    runtime: Runtime,
    actor: Actor,
    consultation_id: UUID,
    table: Table,
    mapping: ColumnMapping,
    *,
    progress: Progress | None = None,
) -> ImportReport:
    """Register every row that is ready, in order; the others are reported and harm none. A repeat registers nothing twice.

    Some 240 rows a second. Interrupted, it is simply repeated. Raises what `preview_import` does.
    """
    tried = await _tried(runtime, actor, consultation_id, table, mapping)
    rows, last = list(await _shown(runtime, consultation_id, table, mapping, tried)), -1
    for place, report in enumerate(tried):
        if rows[place].status == "ready" and report.command is not None:
            rows[place], position = await _registered(runtime, actor, report.command, rows[place])
            last = max(last, position)
        if progress is not None:
            progress(place + 1, len(rows))
    return ImportReport(tuple(rows), last)


async def _tried(
    runtime: Runtime, actor: Actor, consultation_id: UUID, table: Table, mapping: ColumnMapping
) -> tuple[RowReport, ...]:
    consultation = await runtime.consultation(consultation_id, fresh=True)
    require(actor, Role.REGISTRAR, consultation.divisions)
    at = runtime.clock.now()
    return (await asyncio.to_thread(dry_run, table, mapping, consultation, actor=actor, at=at)).rows


async def _shown(
    runtime: Runtime, consultation_id: UUID, table: Table, mapping: ColumnMapping, tried: tuple[RowReport, ...]
) -> tuple[ImportedRow, ...]:
    """The rows with those marked that were entered before, and those whose number was used for something else."""
    ids = {row.key: _id(runtime, consultation_id, row.key) for row in tried if row.key is not None}
    entered = await _entered_among(runtime, list(ids.values()))
    found = {key: comment_id for key, comment_id in ids.items() if comment_id in entered}
    differing = await _differing(runtime, table, mapping, tried, found)
    return tuple(_previewed(row, found, differing) for row in tried)


async def _registered(runtime: Runtime, actor: Actor, command: RegisterComment, row: ImportedRow) -> tuple[ImportedRow, int]:
    """The row after its registration, and the event's position; a refusal is the row's own."""
    assert row.key is not None
    try:
        done = await register_comment(runtime, actor, command, row.key, row.notes.articles)
    except (SomeoneWasFirst, IdempotencyKeyReused) as refusal:
        comment_id = _id(runtime, command.consultation_id, row.key)
        known = comment_id in await _entered_among(runtime, [comment_id])
        return (_entered(row, comment_id) if known else _failed(row, refusal)), -1
    except Refusal as refusal:
        return _failed(row, refusal), -1
    status: RowStatus = "already_entered" if done.repeated else "registered"
    return msgspec.structs.replace(row, status=status, comment_id=done.id), done.position


def _failed(row: ImportedRow, refusal: Refusal) -> ImportedRow:
    return msgspec.structs.replace(row, status="error", problems=(RowProblem(refusal, None, None),))


def _entered(row: ImportedRow, comment_id: UUID) -> ImportedRow:
    return msgspec.structs.replace(row, status="already_entered", comment_id=comment_id)


def _id(runtime: Runtime, consultation_id: UUID, key: str) -> UUID:
    """The id that a comment entered with this key has (decision record 3)."""
    return comment_id_of(runtime, reference_of(runtime, consultation_id, key))


async def _entered_among(runtime: Runtime, comment_ids: list[UUID]) -> set[UUID]:
    return {entry.originator_id for entry in await runtime.log.streams(comment_ids, [CommentSubmitted.topic])}


def _previewed(row: RowReport, found: dict[str, UUID], differing: dict[int, RowProblem]) -> ImportedRow:
    shown = ImportedRow(**{name: getattr(row, name) for name in row.__struct_fields__})
    if row.line in differing:
        return msgspec.structs.replace(shown, status="error", problems=(differing[row.line],))
    comment_id = found.get(row.key or "")
    return shown if comment_id is None else _entered(shown, comment_id)


async def _differing(
    runtime: Runtime, table: Table, mapping: ColumnMapping, rows: tuple[RowReport, ...], found: dict[str, UUID]
) -> dict[int, RowProblem]:
    """By line, the rows whose own number was entered before with other words."""
    place = mapping.columns.get(Field.NUMBER)
    if place is None or not found:
        return {}
    entries = await runtime.log.streams(list(found.values()), [CommentSubmitted.topic])
    events = {event.originator_id: event for event in await runtime.archive.unsealed(entries)}
    problem = RowProblem(NumberUsedOtherwise(), Field.NUMBER, table.columns[place])
    return {
        row.line: problem
        for row in rows
        if row.command is not None and row.key in found and _differs(row.command, events.get(found[row.key]))
    }


def _differs(command: RegisterComment, event: object) -> bool:
    """Whether the words entered before are others; what was erased since differs from nothing."""
    if not isinstance(event, CommentSubmitted):
        return False
    draft = checked_draft(comment_draft_of(command, ()))
    pairs = ((event.text, draft.text), (event.proposed_wording, draft.proposed_wording), (event.name, draft.name))
    return any(before is not CLOSED and before != now for before, now in pairs)
