"""The report of an import, row by row, in the person's language: what is wrong, how a row was understood, what else to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.comment.submission import RegisterComment
from consult.intake.sheets.comments import ImportedRow, ImportReport, RowStatus
from web.shared.error_pages import refusal_text
from web.shared.wording.dates import date_words
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value

STATUSES: tuple[RowStatus, ...] = ("ready", "registered", "already_entered", "error")
SHOWN = 200  # rows of a report that are listed; those in trouble first, then those with something to look at
BEGINNING = 40  # code points of a comment's text


class RowView(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the report. `serial`: its 序号; `number`: of the comment, where it is entered; `understood`: as it would be."""

    line: int
    serial: str
    status: str
    number: int | None
    comment_id: str | None
    problems: tuple[str, ...]
    understood: str
    notes: tuple[str, ...]


class ReportView(msgspec.Struct, frozen=True):
    """The report as it is shown. `tried`: nothing was written; `left_out`: rows not listed."""

    rows: list[RowView]
    counts: dict[RowStatus, int]
    tried: bool
    left_out: int


def report_view(
    report: ImportReport, numbers: Mapping[UUID, int], labels: Mapping[str, str], locale: Locale, *, tried: bool
) -> ReportView:
    """`numbers`: of the comments that are entered; `labels`: of the draft's articles."""
    rows = sorted(report.rows, key=lambda row: (row.status != "error", row.notes.articles is None, row.line))[:SHOWN]
    shown = [_row(row, numbers.get(row.comment_id) if row.comment_id else None, labels, locale) for row in rows]
    return ReportView(shown, {status: report.count(status) for status in STATUSES}, tried, len(report.rows) - len(shown))


def _row(row: ImportedRow, number: int | None, labels: Mapping[str, str], locale: Locale) -> RowView:
    problems = [(f"{each.column}：" if each.column else "") + refusal_text(each.refusal, locale) for each in row.problems]
    return RowView(
        line=row.line,
        serial=row.serial,
        status=row.status,
        number=number,
        comment_id=str(row.comment_id) if row.comment_id else None,
        problems=tuple(problems),
        understood=_understood(row.command, labels, locale) if row.command and row.status == "ready" else "",
        notes=tuple(_notes(row, labels, locale)) if row.status != "error" else (),
    )


def _understood(command: RegisterComment, labels: Mapping[str, str], locale: Locale) -> str:
    """Channel, date, whose, about what, and how it begins."""
    channel = locale.translate(word_or_value("channel", command.channel))
    whose = [part for part in (command.respondent.organisation, command.respondent.name) if part]
    begins = command.text.strip()[:BEGINNING]
    received = date_words(command.received_on, locale.english)
    return " · ".join([channel, received, *whose, _about(command, labels, locale), begins])


def _about(command: RegisterComment, labels: Mapping[str, str], locale: Locale) -> str:
    return "、".join(labels.get(article, article) for article in command.articles) or locale.translate("全文")


def _notes(row: ImportedRow, labels: Mapping[str, str], locale: Locale) -> Iterator[str]:
    def said(source: str, /, **values: Any) -> str:
        return locale.translate(source).format(**values)

    if row.notes.articles is not None and row.command is not None:
        source = "条款一格写的是“{words}”，其中有征求意见稿里没有的：这条意见按“{articles}”登记，原话附在意见旁边，审看时可见。"
        yield said(source, words=row.notes.articles, articles=_about(row.command, labels, locale))
    for line, columns in row.notes.merged:
        yield said("{columns}：取自第{line}行的合并单元格。", columns="、".join(columns), line=line)
    if row.same_as:
        yield said("与第{n}行内容相同，同样登记", n=row.same_as)
