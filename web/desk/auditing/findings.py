"""For auditors: every decision with the findings of the log's re-check, and one decision's findings in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from consult.audit.findings import AuditFinding
from consult.audit.published_log.tiles import bundle_path
from consult.audit.words import Words, words
from consult.background.recheck_queue import RecheckStatus
from consult.public_log.tiles import WIDTH
from consult.self_audit.findings import audit_overview, decision_findings, request_recheck
from web.desk.access.decision import id_in
from web.desk.access.session import DeskRequest, signed_in
from web.desk.forms.form import submitted_form
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = "/desk/audit"
SIZE = 50


class FindingInWords(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in words. `entries`: positions with the address of the file that holds the entry; `place`: address or None."""

    text: str
    rule: str | None
    entries: tuple[tuple[int, str], ...]
    said: str | None
    calculated: str | None
    place: str | None


@get([HERE, f"/en{HERE}"], name="desk_audit")
async def audit(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    start = number_in(request, "start", 0)
    found = await audit_overview(runtime_of(request), signed.actor, start=start, limit=SIZE)
    whole = [_told(each, found.status, _words(request)) for each in found.whole]
    context = {"signed": signed, "section": "audit", "found": found, "start": start, "size": SIZE, "whole": whole}
    return page(request, "desk/audit.html", {**context, **_recheck_context(request, found.status)})


@get([f"{HERE}/{{consultation_id:str}}", f"/en{HERE}/{{consultation_id:str}}"], name="desk_audit_decision")
async def audit_decision(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    status, decision, findings = await decision_findings(runtime_of(request), signed.actor, id_in(request, "consultation_id"))
    context = {
        "signed": signed,
        "section": "audit",
        "decision": decision,
        "findings": [_told(each, status, _words(request)) for each in findings],
    }
    return page(request, "desk/audit_decision.html", {**context, **_recheck_context(request, status)})


@post([HERE, f"/en{HERE}"], name="desk_recheck")
async def recheck(request: DeskRequest) -> Redirect:
    """Have it checked again, and go back to see how far that is."""
    signed, _ = await submitted_form(request)
    await request_recheck(runtime_of(request), signed.actor)
    return Redirect(locale_of(request.url.path).prefix + HERE, status_code=303, headers={"cache-control": "no-store"})


def _words(request: DeskRequest) -> Words:
    return words("en" if locale_of(request.url.path).english else "zh")


def _recheck_context(request: DeskRequest, status: RecheckStatus) -> Mapping[str, object]:
    """What both pages say of the re-check itself; the report's own words for what it counts."""
    say = _words(request)
    unchecked = status.report.unchecked if status.report else {}
    return {"recheck_status": status, "say": say, "unchecked": [say.unchecked[name] for name in unchecked]}


def _told(found: AuditFinding, status: RecheckStatus, say: Words) -> FindingInWords:
    size = status.report.size if status.report else 0
    entries = () if found.code == "fork" else tuple((position, _bundle(position, size)) for position in found.positions)
    return FindingInWords(
        text=say.finding[found.code],
        rule=say.rule[found.rule] if found.rule else None,
        entries=entries,
        said=found.said,
        calculated=found.calculated,
        place=found.place,
    )


def _bundle(position: int, size: int) -> str:
    """The file of entries that holds this one."""
    index = position // WIDTH
    return "/" + bundle_path(index, max(1, min(WIDTH, size - index * WIDTH)))


handlers: list[Any] = [audit, audit_decision, recheck]
