"""Expert reviews and risk assessments in random histories: event after event, then another review and assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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


class Lives(Protocol):
    """What adds events, and words found in nothing else."""

    def add(self, kind: type[Event], decision: Any, stream: UUID | None = None, /, **facts: Any) -> int: ...

    def secret(self) -> str: ...


def assess(lives: Lives, decision: Any, place: int) -> None:
    """The event at this place of the script, from 0 on; beyond its end it begins anew, on other streams."""
    turn, step = divmod(place, len(SCRIPT))
    SCRIPT[step](lives, decision, UUID(int=decision.id.int + 700_000 + 2 * turn))


def _plan(lives: Lives, decision: Any, review: UUID) -> None:
    facts: dict[str, Any] = {"form": ReviewForm.COMMISSIONED, "text_version": 2, "rule": "cn-713-panel-2019", "needed": 1}
    lives.add(x.ExpertReviewPlanned, decision, review, **facts, subject=f"论证的问题 {lives.secret()}")


def _ask(number: int) -> Callable[[Lives, Any, UUID], None]:
    def ask(lives: Lives, decision: Any, review: UUID) -> None:
        words = {"field": f"专业 {lives.secret()}", "name": f"专家 {lives.secret()}", "unit": f"单位 {lives.secret()}"}
        lives.add(x.ExpertAsked, decision, review, expert=number, **words)

    return ask


def _exclude(lives: Lives, decision: Any, review: UUID) -> None:
    words = {"statement": f"亲属经营 {lives.secret()}", "shown": None}
    lives.add(x.InterestDeclared, decision, review, expert=1, interest=Interest.DIRECT, **words)


def _declare(lives: Lives, decision: Any, review: UUID) -> None:
    shown = x.ShownExpert(f"专家 {lives.secret()}", f"大学 {lives.secret()}")
    words = {"statement": f"没有往来 {lives.secret()}", "shown": shown}
    lives.add(x.InterestDeclared, decision, review, expert=2, interest=Interest.NONE, **words)


def _invite(lives: Lives, decision: Any, review: UUID) -> None:
    lives.add(x.ExpertInvited, decision, review, expert=2)


def _give(lives: Lives, decision: Any, review: UUID) -> None:
    facts: dict[str, Any] = {"finding": ExpertFinding.WITH_CHANGES, "signed_on": date(2026, 12, 20)}
    file = Blob("5" * 64, 9, "application/pdf")
    lives.add(x.ExpertOpinionGiven, decision, review, expert=2, **facts, summary=f"意见摘要 {lives.secret()}", file=file)


def _use(lives: Lives, decision: Any, review: UUID) -> None:
    reason = f"已经写入第二条 {lives.secret()}"
    lives.add(x.ExpertOpinionUsed, decision, review, expert=2, use=OpinionUse.PARTLY_ADOPTED, reason=reason)


def _conclude(lives: Lives, decision: Any, review: UUID) -> None:
    lives.add(x.ExpertReviewConcluded, decision, review, asked=2, excluded=1, opinions=1)


def _report_review(lives: Lives, decision: Any, review: UUID) -> None:
    lives.add(ExpertReviewReported, decision, expertise_id=review, text_version=2, opinions=1)


def _start(lives: Lives, decision: Any, review: UUID) -> None:
    facts: dict[str, Any] = {"text_version": 2, "assessor": Assessor.THIRD_PARTY}
    lives.add(r.RiskAssessmentStarted, decision, _assessment(review), **facts, unit=f"评估单位 {lives.secret()}")


def _find(lives: Lives, decision: Any, review: UUID) -> None:
    words = (f"风险描述 {lives.secret()}", f"措施 {lives.secret()}")
    risk = r.RiskPoint(RiskKind.SOCIAL_STABILITY, RiskLevel.MEDIUM, RiskLevel.LOW, *words)
    lives.add(r.RiskFound, decision, _assessment(review), point=1, risk=risk)


def _conclude_risk(lives: Lives, decision: Any, review: UUID) -> None:
    facts: dict[str, Any] = {
        "points": 1,
        "result": RiskLevel.LOW,
        "controllable": True,
        "methods": (AssessmentMethod.QUALITATIVE,),
    }
    words = {"heard": f"听取 {lives.secret()}", "conclusion": f"结论 {lives.secret()}"}
    report = Blob("6" * 64, 9, "application/pdf")
    lives.add(r.RiskAssessmentConcluded, decision, _assessment(review), **facts, **words, report=report)


def _report_risk(lives: Lives, decision: Any, review: UUID) -> None:
    facts: dict[str, Any] = {"text_version": 2, "result": RiskLevel.LOW, "controllable": True}
    lives.add(RiskAssessmentReported, decision, assessment_id=_assessment(review), **facts)


def _assessment(review: UUID) -> UUID:
    return UUID(int=review.int + 1)


SCRIPT: tuple[Callable[[Lives, Any, UUID], None], ...] = (
    *(_plan, _ask(1), _ask(2), _exclude, _declare, _invite, _give, _use, _conclude, _report_review),
    *(_start, _find, _conclude_risk, _report_risk),
)
