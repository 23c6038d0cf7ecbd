"""Assessing the risk of a text: started, risks found with their measures, concluded with a report ([713] art. 22 to 24)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.consultation.assessed import current_text, require_needed
from domain.consultation.assessment_events import RiskAssessmentReported
from domain.consultation.refusals import DraftMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text, require_running
from domain.enumerations import AssessmentMethod, Assessor, RiskLevel, WaivableStep
from domain.event import Event, moment, next_fields
from domain.risk_assessment.events import RiskAssessmentConcluded, RiskAssessmentStarted, RiskFound, RiskPoint
from domain.risk_assessment.refusals import MethodsMissing, ReportMissing, RiskAssessmentClosed, RisksMissing, RiskUnknown
from domain.risk_assessment.state import RiskAssessment
from domain.text import ORGANISATION, name_text
from domain.values import Blob


def start_assessment(
    decision: Consultation, assessor: Assessor, unit: str, *, assessment_id: UUID, actor: Actor, at: datetime
) -> RiskAssessmentStarted:
    """Of the text as it stands. Raises DraftMissing, StepAlreadyWaived, DecisionOver, TextRefused."""
    require_open(decision, actor)
    version, _ = current_text(decision)
    if version is None:
        raise DraftMissing
    return RiskAssessmentStarted(
        originator_id=assessment_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=decision.id,
        text_version=version,
        assessor=assessor,
        unit=name_text(unit, field="unit", max_length=ORGANISATION, required=True),
    )


def find_risk(
    assessment: RiskAssessment,
    decision: Consultation,
    risk: RiskPoint,
    *,
    point: int | None = None,
    actor: Actor,
    at: datetime,
) -> RiskFound:
    """风险点 with its measures. `point`: the number of one that it replaces.

    Raises RiskUnknown, RiskAssessmentClosed, ReasonTooShort.
    """
    require_open(decision, actor, assessment)
    if point is not None and point not in assessment.points:
        raise RiskUnknown(field="point")
    checked = replace(
        risk,
        description=reason_text(risk.description, decision, field="description"),
        measures=reason_text(risk.measures, decision, field="measures"),
    )
    return RiskFound(point=point or len(assessment.points) + 1, risk=checked, **next_fields(assessment, actor, at))


def conclude_assessment(
    assessment: RiskAssessment,
    decision: Consultation,
    result: RiskLevel,
    *,
    controllable: bool,
    methods: tuple[AssessmentMethod, ...],
    heard: str,
    conclusion: str,
    report: Blob | None,
    actor: Actor,
    at: datetime,
) -> tuple[Event, Event]:
    """风险评估报告, and what the decision learns of it, to be recorded together.

    Raises RisksMissing, MethodsMissing, ReportMissing, ReasonTooShort.
    """
    require_open(decision, actor, assessment, Role.RELEASER)
    if not assessment.points:
        raise RisksMissing
    chosen = tuple(method for method in AssessmentMethod if method in methods)
    if not chosen:
        raise MethodsMissing(field="methods")
    if report is None:
        raise ReportMissing(field="files")
    concluded = RiskAssessmentConcluded(
        points=len(assessment.points),
        result=result,
        controllable=controllable,
        methods=chosen,
        heard=reason_text(heard, decision, field="heard"),
        conclusion=reason_text(conclusion, decision, field="conclusion"),
        report=report,
        **next_fields(assessment, actor, at),
    )
    reported = RiskAssessmentReported(
        assessment_id=assessment.id,
        text_version=assessment.text_version,
        result=result,
        controllable=controllable,
        **next_fields(decision, actor, at),
    )
    return concluded, reported


def require_open(
    decision: Consultation, actor: Actor, assessment: RiskAssessment | None = None, role: Role = Role.DRAFTER
) -> None:
    """The role in the decision's division; a decision that runs, and whose assessment is neither waived nor concluded."""
    require_running(decision, actor, role)
    require_needed(decision, WaivableStep.RISK_ASSESSMENT)
    if assessment is not None and assessment.concluded is not None:
        raise RiskAssessmentClosed
