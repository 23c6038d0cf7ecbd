"""The rules of tasks of execution, checked again on the record: who reports, who inspects, what proves ([713] art. 34, 35)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.calendar import local_date
from domain.event import Event
from domain.recheck.execution import not_adopted, terminated
from domain.recheck.record import Record
from domain.sealing import CLOSED
from domain.undertaking.events import (
    ExecutionInspected,
    FindingsRectified,
    ProblemReported,
    ProgressReported,
    UndertakingChanged,
    UndertakingCompleted,
    UndertakingSet,
)

Report = ProgressReported | ProblemReported | UndertakingCompleted | FindingsRectified


def undertaking_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of a task, breaks after what is on `record`."""
    before = record.stream(event.originator_id)
    yield from not_adopted(record)
    match event:
        case UndertakingSet():
            yield from terminated(record)
            if event.limit < local_date(event.timestamp):
                yield "LimitPassed"
        case UndertakingChanged():
            yield from _over(record, before)
            yield from _changed(record, event, before)
        case ProgressReported() | UndertakingCompleted() | ProblemReported():
            yield from _over(record, before)
            yield from _reported(record, event, before)
        case ExecutionInspected():
            yield from _inspected(record, event, before)
        case FindingsRectified():
            yield from _reported(record, event, before)
            yield from _rectified(event, before)
        case _:
            pass


def _over(record: Record, before: Sequence[Event]) -> Iterator[str]:
    yield from terminated(record)
    if any(isinstance(each, UndertakingCompleted) for each in before):
        yield "UndertakingOver"


def _as_it_stands(before: Sequence[Event]) -> UndertakingSet | UndertakingChanged | None:
    return next((each for each in reversed(before) if isinstance(each, UndertakingSet | UndertakingChanged)), None)


def _executing(stands: UndertakingSet | UndertakingChanged | None) -> str | None:
    """Id of the executing unit; None where the reader cannot tell."""
    return None if stands is None or stands.unit is CLOSED else stands.unit.id


def _changed(record: Record, event: UndertakingChanged, before: Sequence[Event]) -> Iterator[str]:
    stands = _as_it_stands(before)
    if stands is None or event.limit != stands.limit:
        if event.limit < local_date(event.timestamp):
            yield "LimitPassed"
    elif CLOSED not in (event.unit, event.words) and (event.unit, event.words) == (stands.unit, stands.words):
        yield "UndertakingUnchanged"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _reported(record: Record, event: Report, before: Sequence[Event]) -> Iterator[str]:
    """By the executing unit of that moment; with what proves it, where it closes something."""
    stands = _as_it_stands(before)
    executing = _executing(stands)
    if event.unit is not CLOSED and executing is not None and event.unit != executing:
        yield "OtherUnitExecutes"
    match event:
        case UndertakingCompleted(effect=said) | FindingsRectified(done=said):
            if not event.evidenced or event.evidence is None:
                yield "EvidenceMissing"
        case ProblemReported(text=said):
            pass
        case _:
            return
    if said is not CLOSED:
        yield from record.reason_broken(said)


def _inspected(record: Record, event: ExecutionInspected, before: Sequence[Event]) -> Iterator[str]:
    stands = _as_it_stands(before)
    if event.unit is not CLOSED and event.unit.id == _executing(stands):
        yield "InspectorExecutes"
    if event.inspection != sum(isinstance(each, ExecutionInspected) for each in before) + 1:
        yield "InspectionUnknown"
    if event.rectify_by is not None and event.rectify_by < local_date(event.timestamp):
        yield "LimitPassed"
    if event.findings is not CLOSED:
        yield from record.reason_broken(event.findings)


def _rectified(event: FindingsRectified, before: Sequence[Event]) -> Iterator[str]:
    found = [each for each in before if isinstance(each, ExecutionInspected) and each.inspection == event.inspection]
    if not found:
        yield "InspectionUnknown"
    elif found[0].rectify_by is None:
        yield "NothingToRectify"
    if any(isinstance(each, FindingsRectified) and each.inspection == event.inspection for each in before):
        yield "AlreadyRectified"
