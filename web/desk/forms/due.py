"""Whether it is the time for the step whose form is opened; where it is not, why, and the way on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from consult.commands.desk_step import COMMENT, CONSULTATION, GRIEVANCE, UNDERTAKING, DeskStep
from consult.commands.table import TABLE
from consult.commands.timing import running
from consult.worklists.actions import AFTER_ADOPTION, rows_in_time
from domain.comment.refusals import SamePersonCorrects, SamePersonRevises
from domain.consultation.execution_refusals import DecisionNotAdopted
from domain.consultation.refusals import DecisionOver
from domain.consultation.stages import next_stage, stage_statuses
from domain.consultation.state import Consultation
from domain.grievance.refusals import SamePersonTakesBack
from web.desk.access.session import DeskRequest
from web.shared.error_pages import refusal_text
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PLACE = re.compile(r"(?:/en)?/desk/(consultations|comments|grievances|undertakings)/[^/]+(/.+)")
ROOTS = {"comments": COMMENT, "grievances": GRIEVANCE, "undertakings": UNDERTAKING}
BY_ANOTHER = {
    "/appeal-decision": "复核由原审看人以外的审看人员决定。",
    "/revision": SamePersonRevises.message,
    "/confirmation": "复看由最后审看人以外的审看人员办理。",
    "/registration-correction": SamePersonCorrects.message,
    "/erasure": "删除由登记申请的人员以外的审看人员办理。",
    "/taking-back": SamePersonTakesBack.message,
}
"""Steps about a comment or a grievance that another person takes than who took the one before."""


class NotDue(msgspec.Struct, frozen=True):
    """Why the step cannot be taken now, in the person's language, and the address below the language's part where he goes on.

    `status`: 409, or 403 where another person may take it."""

    reasons: tuple[str, ...]
    address: str
    status: int = 409


def not_due(request: DeskRequest, context: Mapping[str, object]) -> NotDue | None:
    """Of a form that is opened, by its address; None where it is due, or no step of the table. `context`: of its page."""
    found = PLACE.fullmatch(request.url.path)
    if request.method != "GET" or found is None:
        return None
    kind, page = found.groups()
    if kind in ROOTS:
        return _of_one(ROOTS[kind], page, context, locale_of(request.url.path))
    state, now = context.get("state"), runtime_of(request).clock.now()
    rows = [row for row in TABLE if row.path.startswith(CONSULTATION) and row.page == page and row.when]
    if not isinstance(state, Consultation) or not rows or any(_is_due(row, state, now) for row in rows):
        return None
    return NotDue(tuple(_reasons(rows[0], state, now, locale_of(request.url.path))), f"/desk/consultations/{state.id}")


def _of_one(root: str, page: str, context: Mapping[str, object], locale: Locale) -> NotDue | None:
    """By what its page offers this person."""
    offered, address = context.get("offered"), str(context.get("address"))
    in_table = any(row.page == page and row.path.startswith(f"{root}/") for row in TABLE)
    if not in_table or not isinstance(offered, dict) or page in offered:
        return None
    others = context.get("by_another")
    other = isinstance(others, frozenset) and page in others
    return NotDue((locale.translate(BY_ANOTHER[page]),), address, 403) if other else NotDue((), address)


def _is_due(row: DeskStep, state: Consultation, now: datetime) -> bool:
    return row.when is not None and row.when(state, now) and (row.stage is None or row in rows_in_time(state, now))


def _reasons(row: DeskStep, state: Consultation, now: datetime, locale: Locale) -> Iterator[str]:
    """What is over; or what is missing for its stage, and for the stage where the decision stands."""
    if row in AFTER_ADOPTION:
        if state.adopted_at is None:
            yield refusal_text(DecisionNotAdopted(), locale)
        return
    if not running(state, now):
        yield refusal_text(DecisionOver(), locale)
        return
    stages = stage_statuses(state, None, now)
    if any(each.done for each in stages if each.stage == row.stage):
        yield locale.translate("这一环节已经完成。")
    asked = (row.stage, next_stage(stages))
    missing = (refusal_text(refusal, locale) for each in stages if each.stage in asked for refusal in each.missing)
    yield from dict.fromkeys(missing)
