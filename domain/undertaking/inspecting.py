"""督促检查 ([713] art. 34): another unit looks how a task is carried out, and the executing unit mends what it found."""

from __future__ import annotations

from datetime import date, datetime

from domain.access import Actor, Role, require_role
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.consultation.steps.execution import require_adopted
from domain.event import next_fields
from domain.undertaking.events import ExecutionInspected, FindingsRectified
from domain.undertaking.refusals import (
    AlreadyRectified,
    EvidenceMissing,
    InspectionUnknown,
    InspectorExecutes,
    NothingToRectify,
)
from domain.undertaking.reporting import require_executing_unit
from domain.undertaking.state import Inspection, Undertaking
from domain.undertaking.tasks import checked_limit
from domain.values import Blob, Division


def inspect_execution(
    task: Undertaking,
    decision: Consultation,
    *,
    unit: Division,
    findings: str,
    rectify_by: date | None,
    actor: Actor,
    at: datetime,
) -> ExecutionInspected:
    """`unit`: of whoever inspects. A task that is completed is still inspected.

    Raises RoleMissing, InspectorExecutes, DecisionNotAdopted, LimitPassed, ReasonTooShort.
    """
    require_role(actor, Role.REVIEWER)
    require_adopted(decision)
    if task.unit_id in (actor.division_id, unit.id):
        raise InspectorExecutes
    return ExecutionInspected(
        inspection=len(task.inspections) + 1,
        rectify_by=checked_limit(rectify_by, at, field="rectify_by") if rectify_by else None,
        unit=unit,
        findings=reason_text(findings, decision, field="findings"),
        **next_fields(task, actor, at),
    )


def rectify_findings(
    task: Undertaking,
    decision: Consultation,
    inspection: int,
    *,
    done: str,
    evidence: Blob | None,
    actor: Actor,
    at: datetime,
) -> FindingsRectified:
    """整改完成. Raises RoleMissing, OtherUnitExecutes, InspectionUnknown, NothingToRectify, AlreadyRectified, EvidenceMissing."""
    require_executing_unit(task, actor)
    found = inspection_of(task, inspection)
    if found.due is None:
        raise NothingToRectify(field="inspection")
    if found.rectified_at is not None:
        raise AlreadyRectified
    if evidence is None:
        raise EvidenceMissing(field="files")
    said, facts = reason_text(done, decision, field="done"), next_fields(task, actor, at)
    return FindingsRectified(inspection=inspection, evidenced=True, unit=actor.division_id, done=said, evidence=evidence, **facts)


def inspection_of(task: Undertaking, number: int) -> Inspection:
    """Raises InspectionUnknown."""
    for inspection in task.inspections:
        if inspection.number == number:
            return inspection
    raise InspectionUnknown(field="inspection")
