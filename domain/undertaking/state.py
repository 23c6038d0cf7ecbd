"""The state of a task of execution, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.consultation.execution_values import ExecutionProblem
from domain.event import Event
from domain.sealing import CLOSED, Closed
from domain.undertaking import events as e
from domain.values import Blob, Division


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection 督查. `due`: until when its findings are rectified; None where nothing is to be mended."""

    number: int
    unit: Division | Closed
    findings: str | Closed
    due: date | None
    at: datetime
    rectified_at: datetime | None = None
    done: str | Closed | None = None
    evidence: Blob | Closed | None = None


class Problem(msgspec.Struct, frozen=True):
    """A problem reported 问题报告."""

    kind: ExecutionProblem
    at: datetime
    text: str | Closed


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """One task 执行任务 of a decision. `progress`: the last report; `reports`: how many there were."""

    id: UUID
    version: int
    consultation_id: UUID
    limit: date
    unit: Division | Closed
    words: e.TaskWords | Closed
    progress: e.ProgressReported | None = None
    reports: int = 0
    problems: tuple[Problem, ...] = ()
    completed: e.UndertakingCompleted | None = None
    inspections: tuple[Inspection, ...] = ()

    @property
    def unit_id(self) -> str | Closed:
        return CLOSED if self.unit is CLOSED else self.unit.id

    @property
    def completed_at(self) -> datetime | None:
        return self.completed.timestamp if self.completed else None


def evolve(state: Undertaking | None, event: Event) -> Undertaking:
    """The task after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.UndertakingSet):
        return _set(event)
    if state is None:
        raise TypeError(f"a task begins with undertaking-set, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _set(event: e.UndertakingSet) -> Undertaking:
    return Undertaking(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        limit=event.limit,
        unit=event.unit,
        words=event.words,
    )


def _changed(state: Undertaking, event: Event) -> Undertaking:
    match event:
        case e.UndertakingChanged(limit=limit, unit=unit, words=words):
            return replace(state, limit=limit, unit=unit, words=words)
        case e.ProgressReported():
            return replace(state, progress=event, reports=state.reports + 1)
        case e.ProblemReported(kind=kind, timestamp=at, text=text):
            return replace(state, problems=(*state.problems, Problem(kind, at, text)))
        case e.UndertakingCompleted():
            return replace(state, completed=event)
        case e.ExecutionInspected():
            return replace(state, inspections=(*state.inspections, _inspection(event)))
        case e.FindingsRectified():
            return replace(state, inspections=tuple(_rectified(each, event) for each in state.inspections))
        case _:
            return state


def _inspection(event: e.ExecutionInspected) -> Inspection:
    return Inspection(number=event.inspection, unit=event.unit, findings=event.findings, due=event.rectify_by, at=event.timestamp)


def _rectified(inspection: Inspection, event: e.FindingsRectified) -> Inspection:
    if inspection.number != event.inspection:
        return inspection
    return replace(inspection, rectified_at=event.timestamp, done=event.done, evidence=event.evidence)
