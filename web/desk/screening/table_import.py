"""Entering many at once from a CSV or XLSX file: upload, columns, a try that writes nothing, then the import."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from typing import Any

from litestar import Response, get, post

from consult.commands.uploads import stored_upload
from consult.intake.sheets.comments import ImportReport, import_comments, preview_import, store_table
from consult.intake.sheets.mapping import ColumnMapping, Field, suggested_mapping
from consult.intake.sheets.tables import Table, read_table
from domain.access import AccessRefused, Role
from domain.calendar import local_date
from domain.enumerations import Channel, RespondentKind
from domain.refusals import Refusal
from projections.worklists.desk_queries import comment_numbers
from web.desk.access.articles import article_labels
from web.desk.access.decision import AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.due import not_due
from web.desk.forms.form import submitted_form
from web.desk.forms.input import FieldRefused, FormInput, Missing, NotAChoice, form_values
from web.desk.overview.decision import ROOT
from web.desk.screening.import_report import ReportView, report_view
from web.desk.screening.registration_forms import OFFLINE
from web.shared.error_pages import refusal_text
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/import"
SAMPLES = 3


class FileExpired(FieldRefused):
    """A file waits an hour between the steps of an import."""

    message = "上传的文件已经过期，请重新上传。"


@get([HERE, f"/en{HERE}"], name="desk_import")
async def import_form(request: DeskRequest) -> Response[bytes]:
    return _page(request, await at_desk(request, Role.REGISTRAR), FormInput())


@post([HERE, f"/en{HERE}"], name="desk_import_sent", status_code=200)
async def import_step(request: DeskRequest) -> Response[bytes]:
    """The next step, by the button: `upload`, `sheet`, `try`, `import`. Sent again, nothing is entered twice."""
    desk = await at_desk(request, Role.REGISTRAR)
    _, given = await submitted_form(request)
    try:
        return await _step(request, desk, given)
    except AccessRefused:
        raise
    except Refusal as refusal:
        field = str(refusal.params.get("field", "file"))
        errors = {
            field if field in ("received_on", "channel", "year") else "file": refusal_text(refusal, locale_of(request.url.path))
        }
        table = await _kept_table(request, given.with_values(sheet=""))
        return _page(request, desk, given, table, errors=errors, status=refusal.status)


async def _step(request: DeskRequest, desk: AtDesk, given: FormInput) -> Response[bytes]:
    runtime = runtime_of(request)
    if given["step"] == "upload":
        return await _uploaded(request, desk, given)
    table = await _kept_table(request, given)
    if table is None:
        raise FileExpired(field="file")
    if given["step"] == "sheet":
        return _page(request, desk, _begin(given["file_token"], given["sheet"], table), table)
    mapping = _mapping(given, table)
    if given["step"] != "import":
        report = await preview_import(runtime, desk.signed.actor, desk.state.id, table, mapping)
        return await _report(request, desk, given, table, report, tried=True)
    report = await import_comments(runtime, desk.signed.actor, desk.state.id, table, mapping)
    await runtime.wait_until_projected(report.position, 5.0)
    return await _report(request, desk, given, table, report, tried=False)


async def _uploaded(request: DeskRequest, desk: AtDesk, given: FormInput) -> Response[bytes]:
    """Keep the file, and propose what its columns are. Raises Missing, and what reading it does."""
    if not given.files.get("file"):
        raise Missing(field="file")
    upload = given.files["file"][0]
    token = await store_table(runtime_of(request), upload)
    table = await asyncio.to_thread(read_table, upload)
    return _page(request, desk, _begin(token, table.sheet or "", table), table)


def _begin(token: str, sheet: str, table: Table) -> FormInput:
    """The mapping form as it is proposed."""
    found = {f"column_{place}": field.value for field, place in suggested_mapping(table.columns).columns.items()}
    return form_values(found.items(), file_token=token, sheet=sheet, kind=RespondentKind.INDIVIDUAL.value)


async def _kept_table(request: DeskRequest, given: FormInput) -> Table | None:
    """The table of the file that waits. Raises SheetUnknown."""
    upload = await stored_upload(runtime_of(request), given["file_token"]) if given["file_token"] else None
    if upload is None:
        return None
    return await asyncio.to_thread(read_table, upload, given["sheet"] or None)


def _mapping(given: FormInput, table: Table) -> ColumnMapping:
    """Raises NotAChoice, NotADate; one field for two columns is refused by its rule when it is tried."""
    columns: dict[Field, int] = {}
    for place in range(len(table.columns)):
        if given[f"column_{place}"]:
            field = given.choice(f"column_{place}", Field)
            if field in columns:
                raise FieldTwice(field="file")
            columns[field] = place
    received_on: date | None = given.optional_day("received_on")
    return ColumnMapping(
        columns=columns,
        channel=given.choice("channel", Channel) if given["channel"] else None,
        received_on=received_on,
        year=_year(given),
        kind=given.choice("kind", RespondentKind) if given["kind"] else RespondentKind.INDIVIDUAL,
    )


def _year(given: FormInput) -> int | None:
    """Raises NotAChoice."""
    if given["year"] and not re.fullmatch("20[0-9]{2}", given["year"]):
        raise NotAChoice(field="year")
    return int(given["year"]) if given["year"] else None


class FieldTwice(FieldRefused):
    """Each part of a comment comes from one column."""

    message = "两列不能同时作为同一项内容，请重新选择。"


async def _report(
    request: DeskRequest, desk: AtDesk, given: FormInput, table: Table, report: ImportReport, *, tried: bool
) -> Response[bytes]:
    locale = locale_of(request.url.path)
    ids = [row.comment_id for row in report.rows if row.comment_id is not None]
    numbers = await comment_numbers(runtime_of(request).reads, desk.state.id, ids)
    outcome = report_view(report, numbers, article_labels(desk.state), locale, tried=tried)
    return _page(request, desk, given, table, outcome=outcome)


def _page(
    request: DeskRequest,
    desk: AtDesk,
    values: FormInput,
    table: Table | None = None,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
    outcome: ReportView | None = None,
) -> Response[bytes]:
    late = not_due(request, {"state": desk.state})
    context = decision_context(
        desk,
        not_due=late,
        values=values,
        table=table,
        samples=table.rows[:SAMPLES] if table else (),
        fields=list(Field),
        offline=OFFLINE,
        kinds=list(RespondentKind),
        years=_years(request, desk),
        errors=errors or {},
        outcome=outcome,
    )
    return page(request, "desk/import.html", context, status=409 if late else status)


def _years(request: DeskRequest, desk: AtDesk) -> list[int]:
    """In which a comment can have been received: from the opening on until now."""
    now, opened = runtime_of(request).clock.now(), desk.state.opens_at
    last = local_date(now).year
    return list(range(local_date(opened or now).year, last + 1))


handlers: list[Any] = [import_form, import_step]
