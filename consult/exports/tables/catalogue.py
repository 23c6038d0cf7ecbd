"""A catalogue of decision matters as CSV and as a Word document, its adjustments below; same catalogue, same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from consult.exports.tables.columns import Cell, Say, moment_words
from consult.exports.tables.csv_file import written
from consult.exports.tables.docx_file import set_landscape
from consult.exports.tables.packing import reproducible
from consult.exports.tables.word_document import put_table, set_fonts, write_page_number
from consult.exports.tables.word_table import Widths, table_of
from domain.catalogue.values import CatalogueMatter
from projections.catalogues.views import NOT_BEGUN, AdjustmentView, CatalogueView, ChangeView, MatterView

Planned = Callable[[int, int], str]
"""Months from and to in the reader's language."""
COLUMNS = ("number", "title", "undertaker", "planned", "matter_kind", "basis", "foreseen", "state", "decision", "reason")
WIDTHS: Widths = (1.2, 6.2, 3.0, 2.2, 2.6, 5.0, 2.0, 2.2, 2.0)  # centimetres; without the reasons, which stand below
CHANGES = ("number", "kind", "title", "reason")
CHANGE_WIDTHS: Widths = (1.4, 2.8, 9.0, 12.5)
FORESEEN = ("hearing", "experts", "risk")


def catalogue_csv(view: CatalogueView, say: Say, planned: Planned) -> bytes:
    """A row for each matter, also for those that are gone, with the reason of its last adjustment."""
    head: list[Cell] = [say("catalogue_column", column) for column in COLUMNS]
    return written([head], (matter_cells(each, view, say, planned) for each in view.matters))


def matter_cells(each: MatterView, view: CatalogueView, say: Say, planned: Planned) -> list[Cell]:
    """A row of COLUMNS."""
    matter = each.matter
    return [
        each.number,
        matter.title,
        matter.undertaker,
        planned(matter.first_month, matter.last_month),
        say("matter", matter.matter_kind),
        matter.basis,
        foreseen_words(matter, say),
        state_words(each, say),
        each.decisions[0].number if each.decisions else None,
        _last_reason(each.number, view),
    ]


def foreseen_words(matter: CatalogueMatter, say: Say) -> str:
    """Which steps are foreseen."""
    return "、".join(say("foreseen", name) for name in FORESEEN if getattr(matter, name))


def state_words(each: MatterView, say: Say) -> str:
    own = each.gone is not None or each.state == NOT_BEGUN
    return say("matter_state" if own else "state", each.state)


def _last_reason(number: int, view: CatalogueView) -> str | None:
    changes = (change for adjustment in view.adjustments for change in adjustment.changes)
    return next((change.reason for change in changes if change.number == number), None)


def catalogue_docx(view: CatalogueView, say: Say, planned: Planned) -> bytes:
    """The table ready to be circulated."""
    document: WordDocument = Document()
    set_landscape(document)
    set_fonts(document)
    title = say("catalogue_column", "of_year").format(year=view.year)
    head = document.add_paragraph(style="Title")
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(title)
    document.add_paragraph(f"{say('catalogue_column', 'published')}：{moment_words(view.published_at)}")
    rows = (_words(matter_cells(each, view, say, planned)[:-1]) for each in view.matters)
    put_table(document, table_of([say("catalogue_column", name) for name in COLUMNS[:-1]], rows, WIDTHS))
    for adjustment in reversed(view.adjustments):
        _write_adjustment(document, adjustment, say)
    write_page_number(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "zh-CN"
    file = io.BytesIO()
    document.save(file)
    return reproducible(file.getvalue(), view.published_at)


def _words(cells: list[Cell]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]


def _write_adjustment(document: WordDocument, adjustment: AdjustmentView, say: Say) -> None:
    heading = say("catalogue_column", "adjustment").format(n=adjustment.adjustment)
    document.add_paragraph(f"{heading}　{moment_words(adjustment.at)}", style="Heading 1")
    rows = (_change_words(change, say) for change in adjustment.changes)
    put_table(document, table_of([say("catalogue_column", name) for name in CHANGES], rows, CHANGE_WIDTHS))


def _change_words(change: ChangeView, say: Say) -> list[str]:
    matter = change.after or change.before
    return [str(change.number), say("adjustment", change.kind), matter.title if matter else "", change.reason]
