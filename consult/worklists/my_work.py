"""My work 我的工作: the decisions that a person may read, what he may do in each next, and its clocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.desk_step import DeskStep
from consult.reading.access import is_asked, may_read
from consult.reading.returns import ReturnAtDesk, named_returns
from consult.runtime import Runtime
from consult.worklists.actions import ANSWER, COORDINATE, LISTED, SCREENING, WITH_UNITS, actions_of, waiting_roles
from consult.worklists.late_answers import late_steps
from consult.worklists.mending import mending_steps
from domain.access import Actor, Role
from domain.calendar import is_overdue
from domain.consultation.coverage import AnswersMissing
from domain.consultation.stages import Stage, next_stage, stage_statuses
from domain.consultation.state import Consultation
from domain.sealing import value_or_none
from projections.worklists.queries import decisions_in_preparation, division_work, waiting_work
from projections.worklists.views import DivisionWork


class WorkItem(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as it waits. `counts`: what waits in it, by the word for it. `mine`: what this person may do next.

    `number`: None until it is published. `returned`: what came back for changes, and why. `tell_by`: the first
    day by which somebody is to be told which channel is his, `tell_late` where it is over. `units_due`: the first day by which
    a unit that was asked is to answer, `units_late` where it is over. `readable`: whether he reads more than what he is asked.
    """

    state: Consultation
    number: str | None
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
    units_due: date | None = None
    units_late: bool = False
    readable: bool = True


class Decisions(msgspec.Struct, frozen=True):
    """Decisions as they stand, what waits on each by its id, and the names of staff. Read once for everybody of a division."""

    states: tuple[Consultation, ...]
    work: Mapping[UUID, DivisionWork]
    names: Mapping[str, str]


def division_of(actor: Actor) -> str | None:
    """Whose decisions the person reads; None: every division's."""
    return None if Role.AUDITOR in actor.roles else actor.division_id


async def work_of(runtime: Runtime, actor: Actor) -> list[WorkItem]:
    """Running decisions that the person may read: overdue first, then by date; those in preparation by their start.

    And those that are over, on which something still waits.
    """
    items = items_of(await waiting_decisions(runtime, division_of(actor)), actor, runtime.clock.now())
    return sorted(items, key=lambda item: (item.stage is None, not (item.late or item.tell_late), str(item.due or "9")))


async def waiting_decisions(runtime: Runtime, division: str | None) -> Decisions:
    """All that somebody may have work with, of one division or (None) of all; those in preparation are every division's."""
    now = runtime.clock.now()
    published = [
        *await division_work(runtime.reads, now, division),
        *await waiting_work(runtime.reads, now, division),
    ]
    preparing = [item.consultation_id for item in await decisions_in_preparation(runtime.reads)]
    return await decisions_of(runtime, published, preparing)


async def decisions_of(runtime: Runtime, published: Sequence[DivisionWork], preparing: Sequence[UUID] = ()) -> Decisions:
    """These decisions, in this order, with what is closed of them: show nobody those that he may not read."""
    work = {item.consultation_id: item for item in published}
    found = {state.id: state for state in await runtime.archive.consultations([*work, *preparing])}
    states = tuple(found[each] for each in (*work, *preparing) if each in found)
    names = await runtime.staff.names() if any(state.returns.pending for state in states) else {}
    return Decisions(states, work, names)


def items_of(decisions: Decisions, actor: Actor, now: datetime) -> list[WorkItem]:
    """Those that the person may read, in their order."""
    return [
        _item(state, decisions.work.get(state.id), actor, now, decisions.names)
        for state in decisions.states
        if may_read(actor, state)
    ] + [_question(state, actor, now) for state in decisions.states if is_asked(actor, state) and not may_read(actor, state)]


def is_late(state: Consultation, now: datetime) -> bool:
    """Whether the answer is overdue."""
    return is_overdue(state.answer_due_on, state.answered_at or state.ended_at, now)


def _item(state: Consultation, work: DivisionWork | None, actor: Actor, now: datetime, names: Mapping[str, str]) -> WorkItem:
    counts, missing = _counts(work, answered=state.answered_at is not None), work.missing if work and state.answered_at else None
    stage = _stage(state, missing, now)
    late = late_steps(state, missing) if missing and stage == Stage.ANSWERS else None
    mine = _mine(state, stage, late, counts, actor, now)
    return WorkItem(
        state=state,
        number=work.number if work else None,
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
        units_due=units_due(state),
        units_late=is_overdue(units_due(state), None, now),
    )


def _question(state: Consultation, actor: Actor, now: datetime) -> WorkItem:
    """What a division is asked about another's decision: the question, and nothing else of it."""
    due = units_due(state, actor.division_id)
    return WorkItem(
        state=state,
        number=None,
        title=value_or_none(state.title) or "",
        stage=None,
        mine=(ANSWER,) if ANSWER.may(actor, state.divisions, state, now) else (),
        turn=(),
        counts={},
        returned=(),
        late=False,
        due=None,
        units_due=due,
        units_late=is_overdue(due, None, now),
        readable=False,
    )


def units_due(state: Consultation, division: str | None = None) -> date | None:
    """The first day by which a unit, or this division, is to answer; None where nothing is awaited."""
    if state.adopted_at is not None or state.ended_at is not None:
        return None
    awaited = (each for each in state.units.opinions if each.awaited and division in (None, each.division))
    return min((each.due_on for each in awaited), default=None)


def _stage(state: Consultation, missing: AnswersMissing | None, now: datetime) -> Stage | None:
    """The next stage. `missing`: after the feedback. Of a decision that is over only the answers, while a comment waits."""
    stage = next_stage(stage_statuses(state, missing, now))
    over = state.adopted_at is not None or state.ended_at is not None
    waits = missing is not None and stage == Stage.ANSWERS
    return None if over and not waits else stage


def _turn(
    state: Consultation, stage: Stage | None, late: Sequence[DeskStep] | None, counts: dict[str, int], now: datetime
) -> list[Role]:
    screening = [row.role for row in SCREENING] if screening_waits(counts) or counts.get("grievances") else []
    if late is not None:
        return list(dict.fromkeys([*(step.role for step in late), *screening]))
    return waiting_roles(state, stage, now) if stage else screening


def screening_waits(counts: dict[str, int]) -> bool:
    """Whether a screener has anything to do."""
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
    found += [step for step in possible[Stage.ANSWERS] if step in SCREENING and screening_waits(counts)]
    found += [step for step in WITH_UNITS if step.may(actor, state.divisions, state, now) and _waits(step, state)]
    return found + ([LISTED] if counts.get("grievances") and LISTED.may(actor, state.divisions, state, now) else [])


def _waits(step: DeskStep, state: Consultation) -> bool:
    """What was talked over may be recorded anew, but waits for nobody."""
    return step is not COORDINATE or any(each.unsettled for each in state.units.opinions)


def _due(state: Consultation, now: datetime) -> date | datetime | None:
    """The next date that counts: opening, closing, answer."""
    if state.adopted_at or state.ended_at or state.answered_at or state.opens_at is None or state.closes_at is None:
        return None
    if now < state.opens_at:
        return state.opens_at
    return state.closes_at if now < state.closes_at else state.answer_due_on
