"""What the events of expert reviews and risk assessments say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import ExpertReviewReported, RiskAssessmentReported
from domain.event import Event
from domain.expertise import events as x
from domain.risk_assessment import events as r
from domain.risk_assessment.events import RiskPoint
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


def _word(locale: Locale, kind: str, value: object) -> str:
    return locale.translate(word_or_value(kind, value))


def facts_of_assessments(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    """Names (source strings) and values."""
    yield from _choosing(event, locale)
    yield from _opinions(event, locale)
    yield from _risk(event, locale)


def _choosing(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case x.ExpertReviewPlanned():
            yield from (("论证方式", _word(locale, "review_form", event.form)), ("论证的问题", event.subject))
        case x.ExpertAsked():
            yield from (
                ("专家", event.expert),
                ("姓名或者机构名称", event.name),
                ("所在单位", event.unit),
                ("专业领域", event.field),
            )
        case x.InterestDeclared():
            yield from (("专家", event.expert), ("声明", _word(locale, "interest", event.interest)))
            yield "声明的内容", event.statement
        case x.ExpertInvited():
            yield "专家", event.expert


def _opinions(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case x.ExpertOpinionGiven():
            yield from (("专家", event.expert), ("结论", _word(locale, "expert_finding", event.finding)))
            yield from (("署名日期", event.signed_on), ("意见摘要", event.summary))
        case x.ExpertOpinionUsed():
            yield from (("专家", event.expert), ("研究采纳情况", _word(locale, "opinion_use", event.use)), ("理由", event.reason))
        case x.ExpertReviewConcluded():
            yield from (("联系的专家", event.asked), ("排除的专家", event.excluded), ("论证意见", event.opinions))
        case ExpertReviewReported():
            yield "论证意见", event.opinions


def _risk(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case r.RiskAssessmentStarted():
            yield from (("由谁评估", _word(locale, "assessor", event.assessor)), ("评估单位", event.unit))
        case r.RiskFound():
            yield "风险点", event.point
            if isinstance(event.risk, RiskPoint):
                yield from (("风险描述", event.risk.description), ("防范措施和处置预案", event.risk.measures))
        case r.RiskAssessmentConcluded():
            yield from _result(event, locale)
            yield from (("听取意见的部门和其他方面", event.heard), ("评估结论", event.conclusion))
        case RiskAssessmentReported():
            yield from _result(event, locale)


def _result(event: r.RiskAssessmentConcluded | RiskAssessmentReported, locale: Locale) -> Iterator[tuple[str, object]]:
    yield "风险等级", _word(locale, "risk_level", event.result)
    yield "是否可控", locale.translate("可控" if event.controllable else "不可控")
