"""The dry run of an import: for each row the command that would register it, or its errors. Writes nothing."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Literal
from uuid import UUID

import msgspec

from consult.commands.comment.submission import RegisterComment, comment_draft_of
from consult.intake.sheets.mapping import ColumnMapping, Field, checked_mapping
from consult.intake.sheets.row_reading import Reading, RowNotes, RowProblem
from consult.intake.sheets.table_refusals import NumberRepeatedInFile
from consult.intake.sheets.tables import Table
from domain.access import Actor
from domain.comment.submission import register_comment
from domain.consultation.state import Consultation
from domain.sealing import CLOSED
from domain.values import ArticleDigest

_encode = msgspec.json.Encoder(order="sorted").encode
NO_ID = UUID(int=0)


class RowReport(msgspec.Struct, frozen=True, kw_only=True):
    """A row: `ready` with the command that would enter it and its idempotency key, or `error` with every problem.

    `same_as`: line of an earlier row of the file with the same content. That is allowed: both are entered. `serial`: its 序号.
    """

    line: int
    status: Literal["ready", "error"]
    serial: str = ""
    command: RegisterComment | None = None
    key: str | None = None
    problems: tuple[RowProblem, ...] = ()
    notes: RowNotes = RowNotes()
    same_as: int | None = None


class DryRun(msgspec.Struct, frozen=True):
    rows: tuple[RowReport, ...]

    @property
    def ready(self) -> int:
        return sum(row.status == "ready" for row in self.rows)

    @property
    def errors(self) -> int:
        return len(self.rows) - self.ready


def dry_run(table: Table, mapping: ColumnMapping, consultation: Consultation, *, actor: Actor, at: datetime) -> DryRun:
    """What would become of each row, by the very rules of registering. Raises what `checked_mapping` does."""
    checked_mapping(mapping, table.columns)
    rows, seen = [], RowsSeen()
    for row in table.rows:
        reading = Reading(row, table, mapping, _articles(consultation))
        command = reading.command(consultation.id)
        if command is not None:
            reading.attempt(None, partial(_decided, consultation, command, actor, at))
        rows.append(_report(reading, command, seen, consultation.id))
    return DryRun(tuple(rows))


def _decided(consultation: Consultation, command: RegisterComment, actor: Actor, at: datetime) -> None:
    draft = comment_draft_of(command, ())
    register_comment(
        consultation, draft, comment_id=NO_ID, channel=command.channel, received_on=command.received_on, actor=actor, at=at
    )


def _articles(consultation: Consultation) -> tuple[ArticleDigest, ...]:
    draft = consultation.draft
    return () if draft is None or draft is CLOSED else draft.articles


class RowsSeen:
    """Rows seen so far in a file: lines by content, lines by the row's own number."""

    def __init__(self) -> None:
        self.contents: dict[bytes, list[int]] = {}
        self.numbers: dict[str, int] = {}


def _report(reading: Reading, command: RegisterComment | None, seen: RowsSeen, consultation_id: UUID) -> RowReport:
    number, line, serial = reading.cell(Field.NUMBER).strip(), reading.row.line, reading.cell(Field.SERIAL).strip()
    if number and (earlier := seen.numbers.setdefault(number, line)) != line:
        reading.add(NumberRepeatedInFile(line=earlier), Field.NUMBER)
    if reading.problems or command is None:
        return RowReport(line=line, status="error", serial=serial, problems=tuple(reading.problems))
    content = _content(reading)
    same = seen.contents.setdefault(content, [])
    same.append(line)
    what = f"number {number}" if number else f"content {content.hex()} {len(same)}"
    earliest = same[0] if len(same) > 1 else None
    return RowReport(
        line=line,
        status="ready",
        serial=serial,
        command=command,
        key=row_key(consultation_id, what),
        notes=reading.notes(),
        same_as=earliest,
    )


def _content(reading: Reading) -> bytes:
    """The row's words in the columns that are read, without its numbers; what was given for the whole file is not in it."""
    numbers = (Field.NUMBER, Field.SERIAL)
    cells = {field.value: reading.cell(field) for field in reading.mapping.columns if field not in numbers}
    return sha256(_encode(cells)).digest()


def row_key(consultation_id: UUID, what: str) -> str:
    """The idempotency key of a row: of its own number, or of its content with how often that has stood in the file.

    It is never stored: the log keeps a keyed hash of it.
    """
    return f"import:{sha256(f'{consultation_id} {what}'.encode()).hexdigest()}"
