"""What can happen in a risk assessment 风险评估 ([713] art. 22 to 24). Its contents are process information, and stay closed."""

from __future__ import annotations

import msgspec

from domain.enumerations import AssessmentMethod, Assessor, RiskKind, RiskLevel
from domain.event import Event, topic
from domain.sealing import Sealed, SealedNever
from domain.values import Blob


class RiskPoint(msgspec.Struct, frozen=True):
    """One risk 风险点: how likely, how grave, and the measures of prevention and response 防范措施、处置预案."""

    kind: RiskKind
    likelihood: RiskLevel
    degree: RiskLevel
    description: str
    measures: str


@topic("risk-assessment-started.v1")
class RiskAssessmentStarted(Event, frozen=True, kw_only=True):
    """Of the text that stands in version `text_version` of the decision's stream. `unit`: who makes it."""

    text_version: int
    assessor: Assessor
    unit: Sealed[str]


@topic("risk-found.v1")
class RiskFound(Event, frozen=True, kw_only=True):
    """风险点 number `point`, from 1; the same number again replaces what it said."""

    point: int
    risk: SealedNever[RiskPoint]


@topic("risk-assessment-concluded.v1")
class RiskAssessmentConcluded(Event, frozen=True, kw_only=True):
    """风险评估报告. `heard`: departments and others heard. The decision's own stream learns the result in the same append."""

    points: int
    result: RiskLevel
    controllable: bool
    methods: tuple[AssessmentMethod, ...]
    heard: SealedNever[str]
    conclusion: SealedNever[str]
    report: SealedNever[Blob]
