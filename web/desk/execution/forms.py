"""The forms of what follows an adoption, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

from consult.commands.consultation import evaluation, execution
from consult.commands.table import row_of
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.text import ORGANISATION, REASON
from web.desk.filing.kept_file import file_field
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

PUBLIC = "立即公开。不少于10字。"
STEP = "desk/execution_step.html"


def suspension(locale: Locale) -> DeskForm:
    causes = options(locale, "execution_problem", list(ExecutionProblem))
    return DeskForm(
        title=row_of(execution.SuspendExecution).label,
        lead="依法作出的决策不得随意停止执行。情况紧急的，由决策机关行政首长先决定中止执行（第三十七条）；中止立即公开。",
        button="登记中止执行",
        grave=True,
        fields=(
            Field(name="cause", label="情形", kind="radios", options=causes),
            Field(
                name="decided_by",
                label="由谁决定",
                kind="radios",
                options=options(locale, "decided_by", list(DecidedBy)),
                hint="只有行政首长可以先决定中止执行。",
            ),
            Field(name="decided_on", label="决定日期", kind="date"),
            Field(name="scope", label="中止的范围", kind="area", rows=3, most=REASON, hint=PUBLIC),
            Field(name="reason", label="理由", kind="area", rows=5, most=REASON, hint=PUBLIC),
        ),
    )


def resumption(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(execution.ResumeExecution).label,
        button="登记恢复执行",
        fields=(Field(name="reason", label="理由", kind="area", rows=5, most=REASON, hint=PUBLIC),),
    )


def termination(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(execution.TerminateExecution).label,
        lead="停止执行应当履行法定程序，写明依据。登记以后，没有完成的任务不再办理。",
        button="登记停止执行",
        grave=True,
        fields=(
            Field(name="met_on", label="会议日期", kind="date"),
            Field(name="meeting", label="会议名称", most=ORGANISATION, hint="例如：局长办公会第九次会议。立即公开。"),
            Field(name="basis", label="停止执行的依据", kind="area", rows=5, most=REASON, hint=PUBLIC),
        ),
    )


def link(locale: Locale, candidates: Sequence[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(execution.LinkLaterDecision).label,
        lead="重大调整应当重新履行决策程序；后评估应当听取公众意见。请先启动新的决策事项，在发布公告以前与本决策关联，双方页面都会说明。",
        button="关联",
        template=STEP,
        fields=(
            Field(name="later", label="新的决策事项", kind="radios", options=candidates, hint="本处室尚未发布公告的事项。"),
            Field(name="relation", label="关系", kind="radios", options=options(locale, "relation", list(DecisionRelation))),
            Field(name="reason", label="理由", kind="area", rows=4, most=REASON, hint=PUBLIC),
        ),
    )


def evaluation_start(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(evaluation.StartEvaluation).label,
        lead="决策作出前承担主要论证评估工作的单位不能承担后评估（第三十六条）。",
        button="启动",
        fields=(
            Field(
                name="trigger",
                label="启动情形",
                kind="radios",
                options=options(locale, "evaluation_trigger", list(EvaluationTrigger)),
            ),
            Field(
                name="method",
                label="评估方式",
                kind="radios",
                options=options(locale, "evaluation_method", list(EvaluationMethod)),
            ),
            Field(name="unit", label="评估单位", most=ORGANISATION, hint="立即公开。"),
            Field(name="reason", label="理由", kind="area", rows=4, most=REASON, hint=PUBLIC),
        ),
    )


def evaluation_report(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(evaluation.ReportEvaluation).label,
        lead="评估结果是调整决策的重要依据。需要调整的，启动新的决策事项并与本决策关联；需要停止执行的，另行登记。",
        button="登记结果",
        grave=True,
        template=STEP,
        fields=(
            Field(
                name="result",
                label="评估结论",
                kind="radios",
                options=options(locale, "evaluation_result", list(EvaluationResult)),
            ),
            Field(name="involved", label="参与评估", kind="checks", options=options(locale, "participant", list(Participant))),
            Field(name="heard", label="怎样听取公众意见", kind="area", rows=4, most=REASON, hint=PUBLIC),
            Field(name="summary", label="评估报告摘要", kind="area", rows=6, most=REASON, hint=PUBLIC),
            file_field("评估报告", "一个文件，不超过10MB：PDF、DOCX、ODT、PNG、JPEG、TXT。留存备查，公开的是摘要。"),
        ),
    )
