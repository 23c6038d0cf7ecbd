"""Tasks are set and changed by the division whose decision it is ([713] art. 34)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.access import Actor, Role, require
from domain.calendar import local_date
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.consultation.steps.execution import require_executing
from domain.event import moment, next_fields
from domain.text import NAME, REASON, name_text, normalised_text
from domain.undertaking.events import TaskWords, UndertakingChanged, UndertakingSet
from domain.undertaking.refusals import LimitPassed, UndertakingOver, UndertakingUnchanged, UnitUnknown
from domain.undertaking.state import Undertaking
from domain.values import Division


def set_undertaking(
    decision: Consultation,
    *,
    undertaking_id: UUID,
    unit: Division | None,
    limit: date,
    words: TaskWords,
    actor: Actor,
    at: datetime,
) -> UndertakingSet:
    """明确执行单位和任务, once the decision is adopted.

    Raises DecisionNotAdopted, ExecutionOver, UnitUnknown, LimitPassed, TextRefused.
    """
    require(actor, Role.RELEASER, decision.divisions)
    require_executing(decision)
    return UndertakingSet(
        originator_id=undertaking_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=decision.id,
        limit=checked_limit(limit, at),
        unit=_known(unit),
        words=_checked(words),
    )


def change_undertaking(
    task: Undertaking,
    decision: Consultation,
    *,
    unit: Division | None,
    limit: date,
    words: TaskWords,
    reason: str,
    actor: Actor,
    at: datetime,
) -> UndertakingChanged:
    """With the reason, in public; a limit that has passed is kept, or moved on, never back.

    Raises ExecutionOver, UndertakingOver, UndertakingUnchanged, UnitUnknown, LimitPassed, ReasonTooShort, TextRefused.
    """
    require(actor, Role.RELEASER, decision.divisions)
    require_executing(decision)
    if task.completed is not None:
        raise UndertakingOver
    checked = _checked(words)
    if (unit, limit, checked) == (task.unit, task.limit, task.words):
        raise UndertakingUnchanged(field="measures")
    return UndertakingChanged(
        limit=limit if limit == task.limit else checked_limit(limit, at),
        unit=_known(unit),
        words=checked,
        reason=reason_text(reason, decision),
        **next_fields(task, actor, at),
    )


def _known(unit: Division | None) -> Division:
    if unit is None:
        raise UnitUnknown(field="unit")
    return unit


def checked_limit(limit: date, at: datetime, *, field: str = "limit") -> date:
    """Today or later. Raises LimitPassed."""
    if limit < local_date(at):
        raise LimitPassed(field=field)
    return limit


def _checked(words: TaskWords) -> TaskWords:
    return TaskWords(
        normalised_text(words.measures, field="measures", max_length=REASON),
        name_text(words.responsible, field="responsible", max_length=NAME, required=True),
    )
