"""The dry run of an import: for each row the command that would register it, or its errors. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Literal, TypeVar
from uuid import UUID

import msgspec

from consult.commands.comment.submission import RegisterComment, Respondent, comment_draft_of
from consult.intake.cells import articles_of, channel_of, day_of, kind_of, yes_or_no
from consult.intake.mapping import ColumnMapping, Field, checked_mapping
from consult.intake.rows import Row
from consult.intake.table_refusals import CellMissing, NumberRepeatedInFile, RowTooWide
from consult.intake.tables import Table
from domain.access import Actor
from domain.comment.submission import register_comment
from domain.consultation.state import Consultation
from domain.refusals import Refusal
from domain.sealing import CLOSED
from domain.values import ArticleDigest, Contact

T = TypeVar("T")
_encode = msgspec.json.Encoder(order="sorted").encode
NO_ID = UUID(int=0)


class RowProblem(msgspec.Struct, frozen=True):
    """What is wrong with a row: the rule with its sentence, the field and the name of its column (None: the whole row)."""

    refusal: Refusal
    field: Field | None
    column: str | None


class RowReport(msgspec.Struct, frozen=True, kw_only=True):
    """A row: `ready` with the command that would enter it and its idempotency key, or `error` with every problem.

    `same_as`: line of an earlier row of the file with the same content. That is allowed: both are entered.
    """

    line: int
    status: Literal["ready", "error"]
    command: RegisterComment | None = None
    key: str | None = None
    problems: tuple[RowProblem, ...] = ()
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


class Reading:
    """Parses one row; collects every problem, not only the first."""

    def __init__(self, row: Row, table: Table, mapping: ColumnMapping, articles: tuple[ArticleDigest, ...]) -> None:
        self.row, self.table, self.mapping, self.articles = row, table, mapping, articles
        self.problems: list[RowProblem] = []

    def cell(self, field: Field) -> str:
        place = self.mapping.columns.get(field)
        return "" if place is None else self.row.cells[place]

    def attempt(self, field: Field | None, read: Callable[[], T]) -> T | None:
        """What `read` gives; a refusal becomes a problem of the field, or of the one the refusal names."""
        try:
            return read()
        except Refusal as refusal:
            self.add(refusal, field or _field_of(refusal))
            return None

    def add(self, refusal: Refusal, field: Field | None) -> None:
        place = None if field is None else self.mapping.columns.get(field)
        self.problems.append(RowProblem(refusal, field, None if place is None else self.table.columns[place]))

    def command(self, consultation_id: UUID) -> RegisterComment | None:
        """The command, unless a cell is not understood."""
        if len(self.row.cells) > len(self.table.columns):
            self.add(RowTooWide(), None)
        mapping = self.mapping
        channel = self.attempt(Field.CHANNEL, lambda: self._or(Field.CHANNEL, channel_of, mapping.channel))
        received_on = self.attempt(Field.RECEIVED_ON, lambda: self._or(Field.RECEIVED_ON, day_of, mapping.received_on))
        kind = self.attempt(Field.KIND, lambda: self._or(Field.KIND, kind_of, mapping.kind))
        publish = self.attempt(Field.PUBLISH_NAME, lambda: yes_or_no(self.cell(Field.PUBLISH_NAME)))
        named = self.attempt(Field.ARTICLES, lambda: articles_of(self.cell(Field.ARTICLES), self.articles))
        if self.problems or channel is None or received_on is None or kind is None:
            return None
        respondent = Respondent(
            kind=kind,
            name=self.cell(Field.NAME).strip() or None,
            organisation=self.cell(Field.ORGANISATION).strip() or None,
            contact=self._contact(),
            publish_name=bool(publish),
        )
        return RegisterComment(
            consultation_id=consultation_id,
            channel=channel,
            received_on=received_on,
            respondent=respondent,
            text=self.cell(Field.TEXT),
            articles=named or (),
            proposed_wording=self.cell(Field.PROPOSED_WORDING) or None,
        )

    def _or(self, field: Field, read: Callable[[str], T], default: T | None) -> T:
        text = self.cell(field).strip()
        if text:
            return read(text)
        if default is None:
            raise CellMissing(field=field.value)
        return default

    def _contact(self) -> Contact | None:
        email, phone = self.cell(Field.EMAIL).strip(), self.cell(Field.PHONE).strip()
        return Contact(email=email or None, phone=phone or None) if email or phone else None


def _field_of(refusal: Refusal) -> Field | None:
    """The field that a refusal of the domain names; a date before the opening is that of receipt."""
    named = str(refusal.params.get("field", "received_on" if "opens_at" in refusal.params else ""))
    return Field(named) if named in set(Field) else None


class RowsSeen:
    """Rows seen so far in a file: lines by content, lines by the row's own number."""

    def __init__(self) -> None:
        self.contents: dict[bytes, list[int]] = {}
        self.numbers: dict[str, int] = {}


def _report(reading: Reading, command: RegisterComment | None, seen: RowsSeen, consultation_id: UUID) -> RowReport:
    number, line = reading.cell(Field.NUMBER).strip(), reading.row.line
    if number and (earlier := seen.numbers.setdefault(number, line)) != line:
        reading.add(NumberRepeatedInFile(line=earlier), Field.NUMBER)
    if reading.problems or command is None:
        return RowReport(line=line, status="error", problems=tuple(reading.problems))
    content = _content(reading)
    same = seen.contents.setdefault(content, [])
    same.append(line)
    what = f"number {number}" if number else f"content {content.hex()} {len(same)}"
    earliest = same[0] if len(same) > 1 else None
    return RowReport(line=line, status="ready", command=command, key=row_key(consultation_id, what), same_as=earliest)


def _content(reading: Reading) -> bytes:
    """The row's own words in the columns that are read, without its number; what was given for the whole file is not in it."""
    cells = {field.value: reading.cell(field) for field in reading.mapping.columns if field is not Field.NUMBER}
    return sha256(_encode(cells)).digest()


def row_key(consultation_id: UUID, what: str) -> str:
    """The idempotency key of a row: of its own number, or of its content with how often that has stood in the file.

    It is never stored: the log keeps a keyed hash of it.
    """
    return f"import:{sha256(f'{consultation_id} {what}'.encode()).hexdigest()}"
