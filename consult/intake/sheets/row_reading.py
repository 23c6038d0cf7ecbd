"""Reads one row of a table: the command that would register it, every problem it has, and what else is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

import msgspec

from consult.commands.comment.submission import RegisterComment, Respondent
from consult.intake.sheets.cells import NamedArticles, articles_of, channel_of, kind_of, yes_or_no
from consult.intake.sheets.days import day_of
from consult.intake.sheets.mapping import ColumnMapping, Field
from consult.intake.sheets.rows import Row, Spanned
from consult.intake.sheets.table_refusals import CellMissing, RowTooWide, WordsMerged
from consult.intake.sheets.tables import Table
from domain.refusals import Refusal
from domain.values import ArticleDigest, Contact

T = TypeVar("T")
OWN = frozenset({Field.NUMBER, Field.TEXT, Field.PROPOSED_WORDING})
"""Of one comment alone: a merged cell of these is not that of the rows below its first one."""


class RowProblem(msgspec.Struct, frozen=True):
    """What is wrong with a row: the rule with its sentence, the field and the name of its column (None: the whole row)."""

    refusal: Refusal
    field: Field | None
    column: str | None


class RowNotes(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a row that can be entered.

    `articles`: its cell of articles as written, where the draft has not all of them. `merged`: names of the columns whose words
    come from a merged cell, by the line where it begins.
    """

    articles: str | None = None
    merged: tuple[tuple[int, tuple[str, ...]], ...] = ()


class Reading:
    """Parses one row; collects every problem, not only the first."""

    def __init__(self, row: Row, table: Table, mapping: ColumnMapping, articles: tuple[ArticleDigest, ...]) -> None:
        self.row, self.table, self.mapping, self.articles = row, table, mapping, articles
        self.problems: list[RowProblem] = []
        self.articles_written: str | None = None
        self.above = {each.place: each for each in row.spanned}

    def cell(self, field: Field) -> str:
        """The words in the field's column: the row's own, or those of a merged cell above that holds for it too."""
        place = self.mapping.columns.get(field)
        if place is None:
            return ""
        spanned = self.spanned(field)
        return spanned.words if spanned and field not in OWN else self.row.cells[place]

    def spanned(self, field: Field) -> Spanned | None:
        return self.above.get(self.mapping.columns.get(field, -1))

    def notes(self) -> RowNotes:
        lines: dict[int, list[str]] = {}
        for field, place in self.mapping.columns.items():
            if (spanned := self.spanned(field)) and field not in OWN:
                lines.setdefault(spanned.line, []).append(self.table.columns[place])
        merged = tuple((line, tuple(columns)) for line, columns in sorted(lines.items()))
        return RowNotes(articles=self.articles_written, merged=merged)

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
        for field in (Field.TEXT, Field.PROPOSED_WORDING):
            if spanned := self.spanned(field):
                self.add(WordsMerged(line=spanned.line), field)
        mapping = self.mapping
        channel = self.attempt(Field.CHANNEL, lambda: self._or(Field.CHANNEL, channel_of, mapping.channel))
        day = partial(day_of, year=mapping.year)
        received_on = self.attempt(Field.RECEIVED_ON, lambda: self._or(Field.RECEIVED_ON, day, mapping.received_on))
        kind = self.attempt(Field.KIND, lambda: self._or(Field.KIND, kind_of, mapping.kind))
        publish = self.attempt(Field.PUBLISH_NAME, lambda: yes_or_no(self.cell(Field.PUBLISH_NAME)))
        named = self._articles()
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
            articles=named.ids,
            proposed_wording=self.cell(Field.PROPOSED_WORDING) or None,
        )

    def _or(self, field: Field, read: Callable[[str], T], default: T | None) -> T:
        text = self.cell(field).strip()
        if text:
            return read(text)
        if default is None:
            raise CellMissing(field=field.value)
        return default

    def _articles(self) -> NamedArticles:
        """Those of the draft; where others are named too, the cell is kept as it was written, for whoever screens the comment."""
        written = self.cell(Field.ARTICLES)
        named = articles_of(written, self.articles)
        self.articles_written = written.strip() if named.unknown else None
        return named

    def _contact(self) -> Contact | None:
        email, phone = self.cell(Field.EMAIL).strip(), self.cell(Field.PHONE).strip()
        if "@" in phone and not email:  # a column 联系方式 holds either
            email, phone = phone, ""
        return Contact(email=email or None, phone=phone or None) if email or phone else None


def _field_of(refusal: Refusal) -> Field | None:
    """The field that a refusal of the domain names; a date before the opening is that of receipt."""
    named = str(refusal.params.get("field", "received_on" if "opens_at" in refusal.params else ""))
    return Field(named) if named in set(Field) else None
