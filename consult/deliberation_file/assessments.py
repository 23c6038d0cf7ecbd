"""Expert reviews 专家论证 and risk assessments 风险评估 as they stand in the file: what became of opinions, what was found."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from consult.deliberation_file.blocks import Block, Facts, Table, words
from consult.exports.tables.columns import Say, moment_words
from consult.reading.assessments import reviews_to_publish
from consult.runtime import Runtime
from domain.risk_assessment.events import RiskAssessmentConcluded, RiskPoint
from domain.risk_assessment.state import RiskAssessment
from domain.sealing import value_or_none
from domain.text import display_text
from projections.expertise.views import ExpertReviewView, ExpertView

OPINIONS = (0.08, 0.17, 0.15, 0.3, 0.3)  # of the width: number, field, finding, summary, use
RISKS = (0.08, 0.2, 0.12, 0.3, 0.3)  # number, kind, likelihood and degree, description, measures


async def expert_reviews(runtime: Runtime, consultation_id: UUID, say: Say) -> list[Block]:
    """(三) What was asked, what each expert found, and what became of it."""
    reviews = await reviews_to_publish(runtime, consultation_id)
    return [block for review in reviews for block in _review(review, say)]


def _review(review: ExpertReviewView, say: Say) -> Iterator[Block]:
    head = ("number", "expert_field", "finding", "expert_summary", "use")
    excluded = ((say("deliberation_file", "excluded"), str(review.excluded)),) if review.excluded else ()
    yield Facts(((say("deliberation_file", "review_form"), say("review_form", review.form)), *excluded))
    yield words(display_text(review.subject or ""), say("deliberation_file", "subject"))
    yield Table(
        tuple(say("deliberation_file", name) for name in head),
        tuple(_opinion(expert, say) for expert in review.opinions),
        OPINIONS,
    )


def _opinion(expert: ExpertView, say: Say) -> tuple[str, ...]:
    use = f"{say('opinion_use', expert.use)}\n{display_text(expert.reason or '')}" if expert.use else ""
    finding = say("expert_finding", expert.finding) if expert.finding else ""
    return (str(expert.number), display_text(expert.field or ""), finding, display_text(expert.summary or ""), use)


async def risk_assessments(runtime: Runtime, consultation_id: UUID, say: Say) -> list[Block]:
    """(四) The last assessment that was concluded: its result, its risks, its words."""
    found = [each for each in await runtime.archive.assessments(consultation_id) if each.concluded is not None]
    latest = max(found, key=lambda each: each.concluded.timestamp if each.concluded else 0, default=None)
    return list(_assessment(latest, latest.concluded, say)) if latest and latest.concluded else []


def _assessment(assessment: RiskAssessment, ended: RiskAssessmentConcluded, say: Say) -> Iterator[Block]:
    controllable = say("deliberation_file", "controllable" if ended.controllable else "uncontrollable")
    report = value_or_none(ended.report)
    yield Facts(
        (
            (say("deliberation_file", "assessor"), f"{say('assessor', assessment.assessor)}　{_shown(assessment.unit)}"),
            (say("deliberation_file", "risk_result"), f"{say('risk_level', ended.result)}　{controllable}"),
            (say("deliberation_file", "methods"), "、".join(say("assessment_method", each) for each in ended.methods)),
            (say("deliberation_file", "concluded_at"), moment_words(ended.timestamp)),
            (say("deliberation_file", "report"), f"SHA-256 {report.sha256}" if report else ""),
        )
    )
    head = ("number", "risk_kind", "likelihood_and_degree", "description", "measures")
    rows = tuple(_risk(number, risk, say) for number, risk in assessment.points.items() if isinstance(risk, RiskPoint))
    yield Table(tuple(say("deliberation_file", name) for name in head), rows, RISKS)
    yield words(_shown(ended.heard), say("deliberation_file", "risk_heard"))
    yield words(_shown(ended.conclusion), say("deliberation_file", "risk_conclusion"))


def _risk(number: int, risk: RiskPoint, say: Say) -> tuple[str, ...]:
    levels = f"{say('risk_level', risk.likelihood)} / {say('risk_level', risk.degree)}"
    return (str(number), say("risk_kind", risk.kind), levels, display_text(risk.description), display_text(risk.measures))


def _shown(value: object) -> str:
    """Nothing where it is closed."""
    return display_text(value) if isinstance(value, str) else ""
