"""The course of a decision on one line of time: its moments in order, each with its place between the first and the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from domain.calendar import last_day, local_date
from projections.consultations.views import ConsultationView
from projections.undertakings.views import UndertakingView

MOST_TASKS = 30
LEVELS, APART = 3, 4.0
LEFT, WIDTH = 3.0, 94.0
"""Percent of the drawing; numbers closer than `APART` stand on different levels, beyond `LEVELS` they are left to the list."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, or is due. `look`: done, ahead, late. `task`: its number."""

    day: date
    kind: str
    look: str
    task: int | None = None


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A moment on the line. `x`: percent; `level`: of its number above the line, None where there is no room."""

    number: int
    moment: Moment
    x: float
    level: int | None


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """`today`: percent, while something lies ahead. `left_out`: tasks that are not on it."""

    drawn: tuple[Drawn, ...]
    today: float | None
    left_out: int


def course_of(
    view: ConsultationView,
    tasks: Sequence[UndertakingView],
    inspections: Sequence[tuple[datetime, int]],
    now: datetime,
    *,
    left_out: int = 0,
) -> Course:
    """All that is known of the decision, from its start to the last limit."""
    today = local_date(now)
    found = [*_of_decision(view, today), *_after(view), *_of_tasks(tasks, now)]
    found += [Moment(day=local_date(at), kind="inspected", look="done", task=number) for at, number in inspections]
    moments = sorted(found, key=lambda each: each.day)
    first, last = moments[0].day, moments[-1].day
    places = [_place(each.day, first, last) for each in moments]
    levels = _levels(places)
    drawn = tuple(
        Drawn(number=n, moment=moment, x=x, level=level)
        for n, (moment, x, level) in enumerate(zip(moments, places, levels, strict=True), 1)
    )
    return Course(drawn=drawn, today=_place(today, first, last) if today < last else None, left_out=left_out)


def _place(day: date, first: date, last: date) -> float:
    return round(LEFT + WIDTH * (day - first).days / max((last - first).days, 1), 1)


def _levels(places: Sequence[float]) -> Iterator[int | None]:
    """The lowest level whose last number is far enough away."""
    taken = [-APART] * LEVELS
    for x in places:
        level = next((each for each in range(LEVELS) if x - taken[each] >= APART), None)
        if level is not None:
            taken[level] = x
        yield level


def _of_decision(view: ConsultationView, today: date) -> Iterator[Moment]:
    yield from _at("started", view.started_at)
    for kind, day in (("opens", local_date(view.opens_at)), ("closes", last_day(view.closes_at))):
        if view.ended_at is None or day <= local_date(view.ended_at):
            yield Moment(day=day, kind=kind, look="done" if day <= today else "ahead")
    yield from (*_at("answered", view.answered_at), *_at("adopted", view.adopted_at), *_at("ended", view.ended_at))
    if view.adopted_at is not None and view.notice is not None:
        effective = view.notice.effective_on
        yield Moment(day=effective, kind="effective", look="done" if effective <= today else "ahead")


def _after(view: ConsultationView) -> Iterator[Moment]:
    facts = view.execution
    for suspension in facts.suspensions:
        yield from (*_at("suspended", suspension.at), *_at("resumed", suspension.resumed_at))
    for evaluation in facts.evaluations:
        yield from (*_at("evaluating", evaluation.at), *_at("evaluated", evaluation.reported_at))
    yield from (moment for link in facts.later for moment in _at("linked", link.at))
    yield from _at("terminated", view.terminated_at)


def _at(kind: str, at: datetime | None) -> tuple[Moment, ...]:
    return () if at is None else (Moment(day=local_date(at), kind=kind, look="done"),)


def _of_tasks(tasks: Sequence[UndertakingView], now: datetime) -> Iterator[Moment]:
    """A task that is completed stands at its completion, any other at its limit."""
    for task in tasks:
        if task.completed_at is not None:
            yield Moment(day=local_date(task.completed_at), kind="done", look="done", task=task.number)
        elif task.overdue(now):
            yield Moment(day=task.limit_on, kind="overdue", look="late", task=task.number)
        else:
            yield Moment(day=task.limit_on, kind="task", look="ahead", task=task.number)
