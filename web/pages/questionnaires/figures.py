"""The figures of a questionnaire to take away, as CSV: one line for each value of each question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from domain.enumerations import RespondentKind
from projections.questionnaires.queries import QuestionnaireView, questionnaire_counts
from projections.questionnaires.views import Counts
from web.pages.questionnaires.questionnaire import ROOT, questionnaire_at
from web.pages.questionnaires.tables import tables_of
from web.shared.request import PageRequest, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.words import word_or_value

FILE = f"{ROOT}/figures.csv"
NO_POLL = "自愿填写的问卷，不是抽样调查，不代表全体公众的看法。"
"""Stands with every figure."""
RISKY = ("=", "+", "-", "@", "\t", "\r")


@get([FILE, f"/en{FILE}"], name="questionnaire_figures")
async def figures(request: PageRequest) -> Response[bytes]:
    """Raises NotFoundException before they are published."""
    view, runtime, locale = await consultation_of(request), runtime_of(request), locale_of(request.url.path)
    asked = await questionnaire_at(request, view)
    if asked.figures_at is None:
        raise NotFoundException
    counts = await questionnaire_counts(runtime.reads, asked.questionnaire_id)
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows_of(asked, counts, locale))
    name = f"questionnaire-{view.number}-{asked.number}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=0"}
    return Response(text.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def rows_of(asked: QuestionnaireView, counts: Counts, locale: Locale) -> Iterator[list[str]]:
    """What it is first, with how it was spread; then a line for each value."""
    yield [locale.translate(NO_POLL), asked.spread or ""]
    kinds = [locale.translate(word_or_value("respondent", kind)) for kind in counts.kinds]
    yield [locale.translate(name) for name in ("题号", "题目", "选项", "合计")] + kinds
    yield ["", locale.translate("收到的答卷"), "", *_numbers(counts, 0, 0, counts.kinds)]
    for table in tables_of(asked, counts):
        text = table.question.text
        yield [str(table.number), text, locale.translate("回答的人"), *_numbers(counts, table.number, 0, counts.kinds)]
        for line in table.lines:
            yield [str(table.number), text, line.label, str(line.count), *map(str, line.by_kind)]


def _numbers(counts: Counts, question: int, place: int, kinds: tuple[RespondentKind, ...]) -> list[str]:
    return [str(counts.of(question, place)), *(str(counts.of(question, place, kind)) for kind in kinds)]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


handlers: list[Any] = [figures]
