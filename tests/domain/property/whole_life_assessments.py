"""Of the whole life: experts heard, one of them excluded, and the risk assessed of the revised text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.consultation.events import ExpertReviewReported, RiskAssessmentReported
from domain.enumerations import (
    AssessmentMethod,
    Assessor,
    ExpertFinding,
    Interest,
    OpinionUse,
    ReviewForm,
    RiskKind,
    RiskLevel,
)
from domain.event import Event
from domain.expertise import events as x
from domain.risk_assessment import events as r
from domain.values import Blob

REVIEW, ASSESSMENT = UUID(int=900), UUID(int=901)
WORDS = "路段宽度足够，建议增设消防通道。"
PLAN: dict[str, Any] = {"form": ReviewForm.WRITTEN, "rule": "cn-713-panel-2019", "needed": 2}
RESULT: dict[str, Any] = {"result": RiskLevel.MEDIUM, "controllable": True}


class Log(Protocol):
    def add(self, kind: type[Event], at: datetime, actor: str, stream: UUID = ..., /, **facts: Any) -> None: ...


def heard(log: Log, at: datetime, drafter: str, releaser: str, text_version: int, decision: UUID) -> None:
    """Three are asked; the first has an interest, the others give opinions, and it is said what became of them."""
    log.add(x.ExpertReviewPlanned, at, drafter, REVIEW, **PLAN, text_version=text_version, subject=WORDS)
    for number in (1, 2, 3):
        who = {"name": f"专家{number}", "unit": "示例大学", "field": "城市规划"}
        log.add(x.ExpertAsked, at, drafter, REVIEW, expert=number, **who)
        interest = Interest.DIRECT if number == 1 else Interest.NONE
        facts: dict[str, Any] = {"interest": interest, "statement": "已书面声明", "shown": None}
        log.add(x.InterestDeclared, at, drafter, REVIEW, expert=number, **facts)
    for number in (2, 3):
        log.add(x.ExpertInvited, at, drafter, REVIEW, expert=number)
        facts = {"finding": ExpertFinding.FEASIBLE, "signed_on": date(2026, 4, 20), "summary": WORDS}
        log.add(x.ExpertOpinionGiven, at, drafter, REVIEW, expert=number, **facts, file=Blob("5" * 64, 9, "application/pdf"))
        log.add(x.ExpertOpinionUsed, at, drafter, REVIEW, expert=number, use=OpinionUse.ADOPTED, reason=WORDS)
    log.add(x.ExpertReviewConcluded, at, releaser, REVIEW, asked=3, excluded=1, opinions=2)
    log.add(ExpertReviewReported, at, releaser, decision, expertise_id=REVIEW, text_version=text_version, opinions=2)


def assessed(log: Log, at: datetime, drafter: str, releaser: str, text_version: int, decision: UUID) -> None:
    started: dict[str, Any] = {"assessor": Assessor.UNDERTAKING, "unit": "市场处"}
    log.add(r.RiskAssessmentStarted, at, drafter, ASSESSMENT, text_version=text_version, **started)
    risk = r.RiskPoint(RiskKind.PUBLIC_SAFETY, RiskLevel.MEDIUM, RiskLevel.LOW, WORDS, WORDS)
    log.add(r.RiskFound, at, drafter, ASSESSMENT, point=1, risk=risk)
    facts: dict[str, Any] = {"points": 1, "methods": (AssessmentMethod.KEY_VISITS,), "heard": WORDS, "conclusion": WORDS}
    report = Blob("6" * 64, 9, "application/pdf")
    log.add(r.RiskAssessmentConcluded, at, releaser, ASSESSMENT, **facts, **RESULT, report=report)
    log.add(RiskAssessmentReported, at, releaser, decision, assessment_id=ASSESSMENT, text_version=text_version, **RESULT)
