"""Lists of tasks by limit: those that one's division executes, those it decided on, those of all for whoever inspects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get

from consult.reading.access import READERS
from domain.access import Role, RoleMissing
from domain.calendar import local_date
from projections.undertakings.queries import LAST, NEVER, UndertakingView, done_undertakings, open_undertakings
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.shared.by_limit import after_in, place_of
from web.shared.query import choice_in, number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50
HERE = "/desk/undertakings"
TABS = {"own": "本单位执行", "decided": "本处室决策", "all": "全部", "overdue": "全部逾期", "done": "已经完成"}
EVERYBODYS = frozenset({Role.REVIEWER, Role.AUDITOR})


@get([HERE, f"/en{HERE}"], name="desk_undertakings")
async def undertakings(request: DeskRequest) -> Response[bytes]:
    """The first limit first; completed ones the last set first. Raises RoleMissing."""
    signed, runtime = await signed_in(request), runtime_of(request)
    if not signed.actor.roles & {*READERS, Role.AUDITOR}:
        raise RoleMissing(role=Role.DRAFTER.value)
    tabs = {name: label for name, label in TABS.items() if name in _offered(signed)}
    show = choice_in(request, "show", tuple(tabs)) or "own"
    rows = await _rows(request, signed, show, runtime.clock.now())
    context: dict[str, Any] = {
        "signed": signed,
        "section": "undertakings",
        "state": None,
        "title": "",
        "here": HERE,
        "tabs": tuple(tabs.items()),
        "show": show,
        "rows": rows[:SIZE],
        "next_query": _next(rows[SIZE - 1], show) if len(rows) > SIZE else "",
        "may_set": False,
        "done": outcome_notice(request),
    }
    return page(request, "desk/undertakings/list.html", context)


def _offered(signed: SignedIn) -> tuple[str, ...]:
    """Those of all are shown to whoever inspects or audits."""
    return tuple(TABS) if signed.actor.roles & EVERYBODYS else ("own", "decided", "done")


async def _rows(request: DeskRequest, signed: SignedIn, show: str, now: datetime) -> tuple[UndertakingView, ...]:
    db, own = runtime_of(request).reads, signed.actor.division_id
    if show == "done":
        before = number_in(request, "before", 0) or LAST
        return await done_undertakings(db, unit=own, before=before, limit=SIZE + 1)
    whose = {"own": {"unit": own}, "decided": {"division": own}}.get(show, {})
    until = local_date(now) if show == "overdue" else NEVER
    return await open_undertakings(db, **whose, before=until, after=after_in(request), limit=SIZE + 1)


def _next(last: UndertakingView, show: str) -> str:
    if show == "done":
        return f"show=done&before={last.position}"
    return f"show={show}&after={place_of(last)}"


handlers: list[Any] = [undertakings]
