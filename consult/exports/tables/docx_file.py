"""The summary table 意见采纳情况汇总表 as a Word document: ledger, points with their answers; every comment in an annex."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from consult.exports.tables.columns import (
    BETWEEN,
    NOT_ANSWERED,
    Say,
    answer_of,
    content_words,
    dispositions_of,
    forced_release_words,
    labels_of,
    ledger_rows,
    moment_words,
    number_ranges,
    respondent_words,
)
from consult.exports.tables.packing import reproducible
from consult.exports.tables.register import UNANSWERED, ExportedComment, ExportedPoint, Register
from consult.exports.tables.word_document import put_table, set_fonts, write_page_number
from consult.exports.tables.word_table import Widths, table_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POINTS = ("number_short", "summary", "comments_of_point", "disposition", "answer")
POINT_WIDTHS: Widths = (1.4, 8.2, 5.0, 2.6, 8.5)  # centimetres
COMMENTS = ("number_short", "respondent", "content", "points", "disposition")
COMMENT_WIDTHS: Widths = (1.4, 3.2, 15.9, 2.6, 2.6)
LEDGER_WIDTHS: Widths = (7.0, 1.8, 7.0, 1.8)


def summary_docx(register: Register, say: Say) -> bytes:
    """The table as a DOCX file, ready to be circulated. The same register gives the same bytes."""
    document: WordDocument = Document()
    set_landscape(document)
    set_fonts(document)
    _write_head(document, register, say)
    put_table(document, _ledger_table(register, say))
    document.add_paragraph()
    points = (_point_row(point, register, say) for point in register.points.values())
    put_table(document, table_of(_head(POINTS, say), points, POINT_WIDTHS))
    _write_ungathered(document, register, say)
    _write_annex(document, register, say)
    write_page_number(document)
    _set_properties(document, register)
    file = io.BytesIO()
    document.save(file)
    return reproducible(file.getvalue(), register.consultation.published_at)


def _head(columns: tuple[str, ...], say: Say) -> list[str]:
    return [say("export", column) for column in columns]


def _point_row(point: ExportedPoint, register: Register, say: Say) -> list[str]:
    articles = labels_of(point.articles, register)
    summary = point.summary or ""
    return [
        str(point.number),
        f"（{articles}）{summary}" if articles else summary,
        f"{number_ranges(point.comment_numbers, say)}\n{say('export', 'in_all').format(n=len(point.comment_numbers))}",
        say("disposition", point.disposition.kind if point.disposition else UNANSWERED),
        answer_of(point),
    ]


def _write_ungathered(document: WordDocument, register: Register, say: Say) -> None:
    """Comments that no point gathers, so that the table leaves none out without a word."""
    numbers = [one.view.number for one in register.comments if not one.points and one.view.status not in NOT_ANSWERED]
    if numbers:
        document.add_paragraph(f"{say('export', 'ungathered')}：{number_ranges(numbers, say)}")


def _write_annex(document: WordDocument, register: Register, say: Say) -> None:
    """Every comment in its own words, with the points that answer it."""
    heading = document.add_paragraph(say("export", "annex_comments"), style="Heading 1")
    heading.paragraph_format.page_break_before = True
    rows = (_comment_row(comment, register, say) for comment in register.comments)
    put_table(document, table_of(_head(COMMENTS, say), rows, COMMENT_WIDTHS))


def _comment_row(comment: ExportedComment, register: Register, say: Say) -> list[str]:
    articles = labels_of(comment.view.articles, register)
    content = content_words(comment, say)
    return [
        str(comment.view.number),
        respondent_words(comment, say),
        f"（{articles}）{content}" if articles else content,
        BETWEEN.join(map(str, comment.points)),
        dispositions_of(comment, register, say),
    ]


def set_landscape(document: WordDocument) -> None:
    """A4 on its side."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(2.0)


def _write_head(document: WordDocument, register: Register, say: Say) -> None:
    view = register.consultation
    title = document.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(f"{view.title or ''}\n{say('export', 'summary_table')}")
    if register.audience == "staff":
        notice = document.add_paragraph()
        notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
        notice.add_run(say("export", "staff_notice")).bold = True
    facts = (
        ("decision_number", view.number),
        ("division", view.division.name if view.division else ""),
        ("opens_at", moment_words(view.opens_at)),
        ("closes_at", moment_words(view.closes_at)),
        ("position", str(view.position)),
        ("forced_release", forced_release_words(register, say)),
    )
    document.add_paragraph("　".join(f"{say('export', name)}：{value}" for name, value in facts if value))


def _ledger_table(register: Register, say: Say) -> Any:
    """Two figures to a row."""
    figures = [(name, str(count)) for name, count in ledger_rows(register, say)]
    half = (len(figures) + 1) // 2
    right = [*figures[half:], ("", "")][:half]
    rows = ([*left, *other] for left, other in zip(figures[:half], right, strict=True))
    figure = say("export", "figure")
    head = [say("export", "ledger"), figure, say("export", "ledger"), figure]
    return table_of(head, rows, LEDGER_WIDTHS)


def _set_properties(document: WordDocument, register: Register) -> None:
    properties, view = document.core_properties, register.consultation
    properties.title, properties.subject = view.title or "", view.number
    properties.author = properties.last_modified_by = view.division.name if view.division else ""
    properties.comments, properties.language = "", "zh-CN"
