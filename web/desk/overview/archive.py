"""The archive package 归档包 at the desk: for whoever may read what is internal of a decision, once it is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Stream

from consult.background.pack_queue import PackNotReady
from consult.reading.access import require_internal
from domain.consultation.events import RecordsArchived
from domain.enumerations import Retention
from domain.sealing import value_or_none
from projections.consultations.queries import consultation
from web.desk.access.decision import ROOT, AtDesk, at_desk
from web.desk.access.session import DeskRequest
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.error_pages import refusal_text
from web.shared.export_files import attachment
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATIENCE = 15.0  # seconds that a download waits for a package to be made


class Archived(msgspec.Struct, frozen=True):
    """A delivery of records to the archive."""

    at: datetime
    number: str
    retention: Retention


def form(locale: Locale) -> DeskForm:
    return DeskForm(
        title="归档",
        lead="档案部门接收材料以后登记。档号和保管期限随即公开；此后又有材料的，补充归档，登记新的档号。",
        button="登记归档",
        fields=(
            Field(name="number", label="档号", most=100),
            Field(name="retention", label="保管期限", kind="radios", options=options(locale, "retention", list(Retention))),
        ),
    )


async def archived(request: DeskRequest, desk: AtDesk) -> dict[str, object]:
    """What the page knows besides its form."""
    runtime = runtime_of(request)
    events = await runtime.archive.unsealed(await runtime.log.streams([desk.state.id], [RecordsArchived.topic]))
    found = [
        Archived(each.timestamp, value_or_none(each.number) or "", each.retention)
        for each in events
        if isinstance(each, RecordsArchived)
    ]
    return {"archived": found, "package": desk.state.published_at is not None}


@get([f"{ROOT}/archive/zip", f"/en{ROOT}/archive/zip"], name="desk_archive_package")
async def download(request: DeskRequest) -> Response[Any]:
    """The package, made beside the server. Raises RoleMissing, OtherDivision, NotFoundException."""
    desk, runtime = await at_desk(request), runtime_of(request)
    require_internal(desk.signed.actor, desk.state)
    view = await consultation(runtime.reads, desk.state.id)
    if view is None or (desk.state.adopted_at is None and desk.state.ended_at is None):
        raise NotFoundException
    try:
        pack = await runtime.packs.get(view.id, view.number, PATIENCE, internal=True)
    except PackNotReady as refusal:
        waiting = refusal_text(refusal, locale_of(request.url.path))
        context = {"signed": desk.signed, "section": "decisions", "waiting": waiting, "root": desk.root, "title": desk.title}
        answer = page(request, "desk/archive_waiting.html", context, status=refusal.status)
        answer.headers["retry-after"] = "30"
        return answer
    headers = {"cache-control": "no-store", "content-disposition": attachment(view, "archive.zip")}
    headers["content-length"] = str(pack.size)
    return Stream(pack.content(), headers=headers, media_type="application/zip")


handlers: list[Any] = [download]
