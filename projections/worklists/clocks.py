"""The clocks 期限 of decisions: when each opens and closes, and by when it is to be answered; of those that run, or of one."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import structs

from domain.calendar import WorkingDayCalendar, is_overdue, last_day, local_date
from domain.rules import rules_named
from domain.values import Division
from projections.consultations.view_of_row import division_of_row
from projections.consultations.views import ConsultationView

__all__ = ["Clock", "ClockKind", "DatedDecision", "clocks_of", "dated_view", "running_clocks"]

RUNNING = """
SELECT c.consultation_id AS id, c.number, c.title, c.division_id, c.division_name, c.joint, c.rules, c.published_at, c.opens_at,
    c.closes_at, c.period_closed_at, c.answer_due_on, c.answered_at, c.ended_at,
    c.details->'extensions'->-1->>'at' AS extended_at, json_array_length(c.details->'extensions') AS extensions,
    c.details->'answer_delays'->-1->>'at' AS delayed_at, json_array_length(c.details->'answer_delays') AS delays
FROM read.consultations c
WHERE c.published_at IS NOT NULL AND c.ended_at IS NULL AND c.answered_at IS NULL
"""
ORDER = " ORDER BY c.answer_due_on, c.published_position LIMIT $1"
OF_ALL, OF_DIVISION = RUNNING + ORDER, RUNNING + " AND (c.division_id = $2 OR $2 = ANY(c.joint))" + ORDER
MOST = 500
"""Decisions whose clocks are shown at once; those with an answer due come first, the earliest before all."""


class ClockKind(enum.StrEnum):
    """What happens when the time comes."""

    OPENS = "opens"  # 开始征集
    CLOSES = "closes"  # 截止
    ANSWER_DUE = "answer_due"  # 反馈期限


class DatedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A published decision with its dates. `changed_at`: when one of them last changed, and how often (`changes`)."""

    id: UUID
    number: str
    title: str | None
    division: Division | None
    joint: tuple[str, ...]
    rules: str
    opens_at: datetime
    closes_at: datetime
    answer_due_on: date | None
    answered_at: datetime | None
    ended_at: datetime | None
    delayed: bool
    changed_at: datetime
    changes: int

    @property
    def undertaking(self) -> frozenset[str]:
        """Ids of the divisions that undertake it."""
        return frozenset({*self.joint, *([self.division.id] if self.division else ())})


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """One date of a decision. `at`: the moment, UTC (a close is exclusive); `day`: its date in Shanghai, of a close the last one.

    `provisional`: not fixed yet, as the period runs, or the holidays of that year are not known. `passed`: nothing is waited for.
    """

    kind: ClockKind
    decision: DatedDecision
    day: date
    at: datetime | None
    provisional: bool
    overdue: bool
    passed: bool


async def running_clocks(db: Any, division: str | None = None, *, limit: int = MOST) -> tuple[DatedDecision, ...]:
    """Up to `limit` published decisions that are neither answered nor ended; by when an answer is due."""
    rows = await (db.fetch(OF_DIVISION, limit, division) if division else db.fetch(OF_ALL, limit))
    return tuple(map(_dated, rows))


def _dated(row: Any) -> DatedDecision:
    changed = [datetime.fromisoformat(at) for at in (row["extended_at"], row["delayed_at"]) if at]
    return _decision({**row, "joint": tuple(row["joint"])}, division_of_row(row), changed, row["extensions"], row["delays"])


def dated_view(view: ConsultationView) -> DatedDecision:
    """Of one decision, whether it still runs or not."""
    changed = [*(each.at for each in view.extensions), *(each.at for each in view.answer_delays)]
    facts = structs.asdict(view) | {"joint": tuple(each.division.id for each in view.units.joint)}
    return _decision(facts, view.division, changed, len(view.extensions), len(view.answer_delays))


def _decision(
    facts: Mapping[str, Any], division: Division | None, changed: Sequence[datetime], extensions: int, delays: int
) -> DatedDecision:
    """`changed`: when its dates were changed after they were published; sealing the period and ending it are changes, too."""
    closed = [facts[name] for name in ("period_closed_at", "ended_at") if facts[name]]
    names = ("id", "number", "title", "joint", "rules", "opens_at", "closes_at", "answer_due_on", "answered_at", "ended_at")
    return DatedDecision(
        division=division,
        delayed=delays > 0,
        changed_at=max([facts["published_at"], *changed, *closed]),
        changes=extensions + delays + len(closed),
        **{name: facts[name] for name in names},
    )


def clocks_of(decisions: Iterable[DatedDecision], calendar: WorkingDayCalendar, now: datetime) -> list[Clock]:
    """Three of each decision: overdue ones first, then by date."""
    found = [clock for decision in decisions for clock in _clocks(decision, calendar, now)]
    return sorted(found, key=lambda clock: (not clock.overdue, clock.day, clock.decision.number, clock.kind))


def _clocks(decision: DatedDecision, calendar: WorkingDayCalendar, now: datetime) -> tuple[Clock, ...]:
    over = decision.answered_at is not None or decision.ended_at is not None
    due, provisional = _due(decision, calendar)
    overdue = is_overdue(due, decision.answered_at or decision.ended_at, now)

    def moment(kind: ClockKind, at: datetime, day: date) -> Clock:
        passed = over or at <= now
        return Clock(kind=kind, decision=decision, day=day, at=at, provisional=False, overdue=False, passed=passed)

    return (
        moment(ClockKind.OPENS, decision.opens_at, local_date(decision.opens_at)),
        moment(ClockKind.CLOSES, decision.closes_at, last_day(decision.closes_at)),
        Clock(
            kind=ClockKind.ANSWER_DUE,
            decision=decision,
            day=due,
            at=None,
            provisional=provisional,
            overdue=overdue,
            passed=over,
        ),
    )


def _due(decision: DatedDecision, calendar: WorkingDayCalendar) -> tuple[date, bool]:
    """By when it is to be answered, and whether this may still move: until the seal it is counted from the close as announced."""
    fixed = decision.answer_due_on
    if fixed is not None:
        return fixed, not decision.delayed and calendar.provisional(fixed)
    days = rules_named(decision.rules).answer_due_days
    return calendar.add_days(last_day(decision.closes_at), days).day, True
