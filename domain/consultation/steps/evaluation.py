"""后评估 ([713] art. 36): started for one of three causes, by a unit that did not appraise, and reported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from domain.access import Actor, Role, require
from domain.consultation.execution_events import EvaluationReported, EvaluationStarted
from domain.consultation.execution_refusals import (
    EvaluationNotStarted,
    EvaluationReportMissing,
    EvaluationUnderWay,
    EvaluatorAppraised,
    ParticipantsMissing,
)
from domain.consultation.execution_values import EvaluationMethod, EvaluationResult, EvaluationTrigger, Participant
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.consultation.steps.execution import require_adopted
from domain.event import next_fields
from domain.text import ORGANISATION, name_text
from domain.values import Blob


def start_evaluation(
    state: Consultation,
    trigger: EvaluationTrigger,
    method: EvaluationMethod,
    *,
    unit: str,
    reason: str,
    appraisers: Iterable[str],
    actor: Actor,
    at: datetime,
) -> EvaluationStarted:
    """`appraisers`: the units that assessed the risk, or were commissioned with the expert review, before the decision.

    Raises DecisionNotAdopted, EvaluationUnderWay, EvaluatorAppraised, ReasonTooShort, TextRefused.
    """
    require(actor, Role.RELEASER, state.divisions)
    require_adopted(state)
    if state.execution.evaluating is not None:
        raise EvaluationUnderWay
    name = name_text(unit, field="unit", max_length=ORGANISATION, required=True)
    if same_unit_among(name, appraisers):
        raise EvaluatorAppraised(field="unit")
    return EvaluationStarted(
        trigger=trigger, method=method, unit=name, reason=reason_text(reason, state), **next_fields(state, actor, at)
    )


def same_unit_among(name: str, others: Iterable[str]) -> bool:
    """Whether one of these names is the same, whatever its width, case and spaces."""
    return _plain(name) in set(map(_plain, others))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def report_evaluation(
    state: Consultation,
    result: EvaluationResult,
    *,
    involved: tuple[Participant, ...],
    heard: str,
    summary: str,
    report: Blob | None,
    actor: Actor,
    at: datetime,
) -> EvaluationReported:
    """Raises EvaluationNotStarted, ParticipantsMissing, EvaluationReportMissing, ReasonTooShort."""
    require(actor, Role.RELEASER, state.divisions)
    require_adopted(state)
    if state.execution.evaluating is None:
        raise EvaluationNotStarted
    if not involved:
        raise ParticipantsMissing(field="involved")
    if report is None:
        raise EvaluationReportMissing(field="files")
    return EvaluationReported(
        result=result,
        involved=tuple(dict.fromkeys(involved)),
        filed=True,
        heard=reason_text(heard, state, field="heard"),
        summary=reason_text(summary, state, field="summary"),
        report=report,
        **next_fields(state, actor, at),
    )
