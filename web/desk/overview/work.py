"""My work: what waits for me, with its clocks; and all decisions of my division."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get

from consult.commands.desk_step import DeskStep
from consult.reading.access import may_read
from consult.reading.returns import ReturnAtDesk, named_returns
from consult.runtime import Runtime
from domain.access import Actor, Role
from domain.calendar import is_overdue
from domain.consultation.coverage import AnswersMissing
from domain.consultation.stages import Stage, next_stage, stage_statuses
from domain.consultation.state import Consultation
from domain.sealing import value_or_none
from projections.worklists.queries import decisions_in_preparation, division_work, finished_work, waiting_work
from projections.worklists.views import DivisionWork
from web.desk.access.decision import is_late
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, signed_in
from web.desk.forms.due import SCREENING
from web.desk.overview.actions import LISTED, actions_of, waiting_roles
from web.desk.overview.late_answers import late_steps
from web.desk.overview.returning import mending_steps
from web.shared.query import PAGES, number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50  # finished decisions on a page


class WorkItem(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as it waits. `counts`: what waits in it, by the word for it. `mine`: what this person may do next.

    `returned`: what came back for changes, and why. `tell_by`: the first day by which one is to be told his channel.
    """

    state: Consultation
    title: str
    stage: Stage | None
    mine: tuple[DeskStep, ...]
    turn: tuple[Role, ...]
    counts: dict[str, int]
    returned: tuple[ReturnAtDesk, ...]
    late: bool
    due: date | datetime | None
    tell_by: date | None = None
    tell_late: bool = False


@get(["/desk", "/en/desk"], name="desk_home")
async def home(request: DeskRequest) -> Response[bytes]:
    signed, runtime = await signed_in(request), runtime_of(request)
    items = await work_of(runtime, signed.actor)
    waiting = [item for item in items if item.mine]
    others = [item for item in items if not item.mine and (item.stage is not None or item.turn)]
    context: dict[str, Any] = {"signed": signed, "section": "work", "waiting": waiting, "others": others}
    return page(request, "desk/work.html", context, done=outcome_notice(request))


@get(["/desk/decisions", "/en/desk/decisions"], name="desk_decisions")
async def decisions(request: DeskRequest) -> Response[bytes]:
    """Those that run, and a page of those that are over, the last published first."""
    signed, runtime = await signed_in(request), runtime_of(request)
    number = number_in(request, "page", 1, 1, PAGES)
    division, now = division_of(signed.actor), runtime.clock.now()
    over = await finished_work(runtime.reads, now, division, limit=SIZE + 1, offset=(number - 1) * SIZE)
    first = await work_of(runtime, signed.actor) if number == 1 else []
    shown = {item.state.id for item in first}
    items = [*first, *(item for item in await _items(runtime, signed.actor, over[:SIZE]) if item.state.id not in shown)]
    context = {"signed": signed, "section": "decisions", "items": items}
    return page(request, "desk/decisions.html", context, number=number, more=len(over) > SIZE)


def division_of(actor: Actor) -> str | None:
    """Whose decisions the person reads; None: every division's."""
    return None if Role.AUDITOR in actor.roles else actor.division_id


async def work_of(runtime: Runtime, actor: Actor) -> list[WorkItem]:
    """Running decisions that the person may read: overdue first, then by date; those in preparation by their start.

    And those that are over, on which something still waits.
    """
    now, division = runtime.clock.now(), division_of(actor)
    published = [
        *await division_work(runtime.reads, now, division),
        *await waiting_work(runtime.reads, now, division),
    ]
    preparing = [item.consultation_id for item in await decisions_in_preparation(runtime.reads)]
    items = await _items(runtime, actor, published, preparing)
    return sorted(items, key=lambda item: (item.stage is None, not (item.late or item.tell_late), str(item.due or "9")))


async def _items(
    runtime: Runtime, actor: Actor, published: Sequence[DivisionWork], preparing: Sequence[UUID] = ()
) -> list[WorkItem]:
    now, work = runtime.clock.now(), {item.consultation_id: item for item in published}
    states = {state.id: state for state in await runtime.archive.consultations([*work, *preparing])}
    known = [states[each] for each in (*work, *preparing) if each in states and may_read(actor, states[each])]
    names = await runtime.staff.names() if any(state.returns.pending for state in known) else {}
    return [_item(state, work.get(state.id), actor, now, names) for state in known]


def _item(state: Consultation, work: DivisionWork | None, actor: Actor, now: datetime, names: Mapping[str, str]) -> WorkItem:
    counts, missing = _counts(work, answered=state.answered_at is not None), work.missing if work and state.answered_at else None
    stage = _stage(state, missing, now)
    late = late_steps(state, missing) if missing and stage == Stage.ANSWERS else None
    mine = _mine(state, stage, late, counts, actor, now)
    return WorkItem(
        state=state,
        title=value_or_none(state.title) or "",
        stage=stage,
        mine=tuple(dict.fromkeys([*mending_steps(state, actor, now), *mine])),
        turn=tuple(_turn(state, stage, late, counts, now)),
        counts=counts,
        returned=tuple(named_returns(state, names)),
        late=is_late(state, now),
        due=_due(state, now),
        tell_by=work.tell_by if work else None,
        tell_late=is_overdue(work.tell_by, None, now) if work else False,
    )


def _stage(state: Consultation, missing: AnswersMissing | None, now: datetime) -> Stage | None:
    """The next stage. `missing`: after the feedback. Of a decision that is over only the answers, while a comment waits."""
    stage = next_stage(stage_statuses(state, missing, now))
    over = state.adopted_at is not None or state.ended_at is not None
    waits = missing is not None and stage == Stage.ANSWERS
    return None if over and not waits else stage


def _turn(
    state: Consultation, stage: Stage | None, late: Sequence[DeskStep] | None, counts: dict[str, int], now: datetime
) -> list[Role]:
    screening = [row.role for row in SCREENING] if _to_screen(counts) or counts.get("grievances") else []
    if late is not None:
        return list(dict.fromkeys([*(step.role for step in late), *screening]))
    return waiting_roles(state, stage, now) if stage else screening


def _to_screen(counts: dict[str, int]) -> bool:
    return any(counts.get(name) for name in ("awaiting", "appeals", "second_looks", "erasures"))


def _counts(work: DivisionWork | None, *, answered: bool) -> dict[str, int]:
    """What waits; before the feedback no comment has its answer yet, and none of them is counted here."""
    if work is None:
        return {}
    found = {
        "awaiting": work.awaiting_screening,
        "appeals": work.appeals_open,
        "second_looks": work.second_looks,
        "erasures": work.erasures_requested,
        "grievances": work.grievances_waiting,
        "unanswered_points": work.points_without_disposition,
        "unpublished": work.unpublished,
        "uncovered": work.uncovered if answered else 0,
    }
    return {name: count for name, count in found.items() if count}


def _mine(
    state: Consultation,
    stage: Stage | None,
    late: Sequence[DeskStep] | None,
    counts: dict[str, int],
    actor: Actor,
    now: datetime,
) -> list[DeskStep]:
    """The next stage's steps, of the answers only what is `late`; and the screening that waits, whatever the stage."""
    possible = actions_of(state, actor, now)
    steps = [step for step in possible[stage] if late is None or step in late] if stage else []
    found = [step for step in steps if step.page not in ("/extensions", "/screening", "/answer-delays")]
    found += [step for step in possible[Stage.ANSWERS] if step in SCREENING and _to_screen(counts)]
    return found + ([LISTED] if counts.get("grievances") and LISTED.may(actor, state.division_id, state, now) else [])


def _due(state: Consultation, now: datetime) -> date | datetime | None:
    """The next date that counts: opening, closing, answer."""
    if state.adopted_at or state.ended_at or state.answered_at or state.opens_at is None or state.closes_at is None:
        return None
    if now < state.opens_at:
        return state.opens_at
    return state.closes_at if now < state.closes_at else state.answer_due_on


handlers = [home, decisions]
