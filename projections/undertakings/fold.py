"""What each event of a task says, and what it does to the task's row."""

from __future__ import annotations

from uuid import UUID

from domain.event import Event
from domain.sealing import value_or_none
from domain.undertaking import events as u
from projections.undertakings.row import StepRow, UndertakingRow, Words

KINDS: dict[type[Event], str] = {
    u.UndertakingSet: "set",
    u.UndertakingChanged: "changed",
    u.ProgressReported: "progress",
    u.ProblemReported: "problem",
    u.UndertakingCompleted: "completed",
    u.ExecutionInspected: "inspected",
    u.FindingsRectified: "rectified",
}


def step_of(event: Event, position: int) -> StepRow:
    """What it says in public."""
    about = (event.originator_id, event.originator_version, event.consultation_id)
    return StepRow(*about, position, event.timestamp, KINDS[type(event)], words_of(event))


def words_of(event: Event) -> Words:
    """By name; None for what is closed."""
    match event:
        case u.UndertakingSet():
            return _task(event)
        case u.UndertakingChanged(reason=reason):
            return {**_task(event), "reason": value_or_none(reason)}
        case u.ProgressReported():
            said = value_or_none(event.words)
            return {name: getattr(said, name, None) for name in u.ProgressWords.__struct_fields__}
        case u.ProblemReported(kind=kind):
            return {"kind": str(kind)}
        case u.UndertakingCompleted(effect=effect):
            return {"effect": value_or_none(effect)}
        case u.ExecutionInspected(inspection=number, rectify_by=due, findings=findings):
            words: Words = {"inspection": str(number), "unit": _name(event), "findings": value_or_none(findings)}
            return {**words, "rectify_by": due.isoformat() if due else None}
        case u.FindingsRectified(inspection=number, done=done):
            return {"inspection": str(number), "done": value_or_none(done)}
        case _:
            return {}


def _task(event: u.UndertakingSet | u.UndertakingChanged) -> Words:
    said = value_or_none(event.words)
    words = {name: getattr(said, name, None) for name in u.TaskWords.__struct_fields__}
    return {"unit": _name(event), "limit": event.limit.isoformat(), **words}


def _name(event: u.UndertakingSet | u.UndertakingChanged | u.ExecutionInspected) -> str | None:
    unit = value_or_none(event.unit)
    return unit.name if unit else None


def set_row(event: u.UndertakingSet, position: int, number: int, division_id: str | None) -> UndertakingRow:
    """A task as it is known when it is set."""
    unit, words = value_or_none(event.unit), value_or_none(event.words)
    return UndertakingRow(
        undertaking_id=event.originator_id,
        consultation_id=event.consultation_id,
        position=position,
        number=number,
        division_id=division_id,
        unit_id=unit.id if unit else None,
        unit_name=unit.name if unit else None,
        limit_on=event.limit,
        words_version=event.originator_version,
        measures=words.measures if words else None,
        responsible=words.responsible if words else None,
        set_at=event.timestamp,
        updated_at=event.timestamp,
    )


def fold(row: UndertakingRow, event: Event) -> None:
    """Apply one event of the task's stream after the first."""
    row.updated_at = event.timestamp
    match event:
        case u.UndertakingChanged(unit=unit, limit=limit):
            named = value_or_none(unit)
            row.unit_id, row.unit_name = (named.id, named.name) if named else (None, None)
            row.limit_on, row.words_version = limit, event.originator_version
            say(row, "changed", words_of(event))
        case u.ProgressReported():
            row.reported_at, row.progress_version = event.timestamp, event.originator_version
            say(row, "progress", words_of(event))
        case u.ProblemReported():
            row.problems += 1
        case u.UndertakingCompleted():
            row.completed_at, row.completed_version = event.timestamp, event.originator_version
            say(row, "completed", words_of(event))
        case u.ExecutionInspected(inspection=number, rectify_by=due):
            row.inspections += 1
            if due:
                row.findings = {**row.findings, str(number): due}
        case u.FindingsRectified(inspection=number):
            row.findings = {key: due for key, due in row.findings.items() if key != str(number)}
    row.findings_due = min(row.findings.values(), default=None)


def say(row: UndertakingRow, kind: str, words: Words) -> None:
    """The words of the step that is shown as the task stands."""
    match kind:
        case "set" | "changed":
            row.measures, row.responsible = words["measures"], words["responsible"]
        case "progress":
            row.progress, row.effect = words["progress"], words["effect"]
            row.next_steps, row.carried_out = words["next_steps"], words["carried_out"]
        case "completed":
            row.completed_effect = words["effect"]


def shown_version(row: UndertakingRow, kind: str) -> int | None:
    """The version whose words of this kind are shown."""
    versions = {"set": row.words_version, "changed": row.words_version, "progress": row.progress_version}
    return {**versions, "completed": row.completed_version}.get(kind)


Key = tuple[UUID, int]
"""Of a step: its task, and the version of its stream."""
