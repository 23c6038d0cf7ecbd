"""What the events after an adoption say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation import events as e
from domain.event import Event
from domain.sealing import value_or_none
from domain.undertaking import events as u
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value

Fact = tuple[str, object]


def _word(locale: Locale, kind: str, value: object) -> str:
    return locale.translate(word_or_value(kind, value))


def facts_of_execution(event: Event, locale: Locale) -> Iterator[Fact]:
    """Names (source strings) and values."""
    yield from _of_decision(event, locale)
    yield from _of_evaluation(event, locale)
    yield from _of_task(event, locale)
    yield from _of_inspection(event)


def _of_decision(event: Event, locale: Locale) -> Iterator[Fact]:
    match event:
        case e.ExecutionSuspended():
            yield from (("情形", _word(locale, "execution_problem", event.cause)), ("决定日期", event.decided_on))
            yield from (("中止的范围", event.scope), ("理由", event.reason))
        case e.ExecutionResumed():
            yield "理由", event.reason
        case e.ExecutionTerminated():
            yield from (("会议日期", event.met_on), ("会议名称", event.meeting), ("停止执行的依据", event.basis))
        case e.LaterDecisionLinked():
            yield from (("关系", _word(locale, "relation", event.relation)), ("理由", event.reason))
        case e.EarlierDecisionNamed():
            yield "关系", _word(locale, "relation", event.relation)


def _of_evaluation(event: Event, locale: Locale) -> Iterator[Fact]:
    match event:
        case e.EvaluationStarted():
            yield from (("启动情形", _word(locale, "evaluation_trigger", event.trigger)), ("评估单位", event.unit))
            yield "理由", event.reason
        case e.EvaluationReported():
            yield "评估结论", _word(locale, "evaluation_result", event.result)
            names = [_word(locale, "participant", each) for each in event.involved]
            yield "参与评估", (", " if locale.english else "、").join(names)
            yield from (("怎样听取公众意见", event.heard), ("评估报告摘要", event.summary))


def _of_task(event: Event, locale: Locale) -> Iterator[Fact]:
    match event:
        case u.UndertakingSet() | u.UndertakingChanged():
            unit, words = value_or_none(event.unit), value_or_none(event.words)
            yield from (("执行单位", unit.name if unit else None), ("完成期限", event.limit))
            yield "任务和措施", words.measures if words else None
            yield "调整的理由", event.reason if isinstance(event, u.UndertakingChanged) else None
        case u.ProgressReported():
            said = value_or_none(event.words)
            yield from (("工作进展", said.progress if said else None), ("落实情况", said.carried_out if said else None))
        case u.ProblemReported():
            yield from (("情形", _word(locale, "execution_problem", event.kind)), ("具体情况", event.text))
        case u.UndertakingCompleted():
            yield "完成情况和成效", event.effect


def _of_inspection(event: Event) -> Iterator[Fact]:
    match event:
        case u.ExecutionInspected():
            unit = value_or_none(event.unit)
            yield from (("检查单位", unit.name if unit else None), ("检查情况", event.findings), ("整改期限", event.rectify_by))
        case u.FindingsRectified():
            yield "整改情况", event.done
