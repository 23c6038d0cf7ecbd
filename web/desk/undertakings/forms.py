"""The forms about tasks of execution, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from consult.commands.table import row_of
from consult.commands.undertaking.inspecting import InspectExecution, RectifyFindings
from consult.commands.undertaking.reporting import CompleteUndertaking, ReportProblem, ReportProgress
from consult.commands.undertaking.setting import ChangeUndertaking, SetUndertaking
from domain.consultation.execution_values import ExecutionProblem
from domain.text import NAME, REASON
from domain.undertaking.state import Undertaking
from web.desk.filing.kept_file import file_field
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/undertakings/step.html"
PUBLIC = "立即公开。不少于10字。"
PROOF = "一个文件，不超过10MB：PDF、DOCX、ODT、PNG、JPEG、TXT。留存备查，不公开。"


def _task_fields(units: Mapping[str, str]) -> tuple[Field, ...]:
    choices: list[Option] = list(units.items())
    return (
        Field(name="unit", label="执行单位", kind="select", options=choices),
        Field(name="measures", label="任务和措施", kind="area", rows=4, most=REASON, hint="立即公开。"),
        Field(name="limit", label="完成期限", kind="date", hint="这一天结束以前。逾期自动公开标明。"),
        Field(name="responsible", label="责任人职务", most=NAME, hint="只写职务，不写姓名，例如：服务业处处长。"),
    )


def setting(units: Mapping[str, str]) -> DeskForm:
    return DeskForm(
        title=row_of(SetUndertaking).label,
        lead="决策公布以后，明确由哪个单位在什么时候以前做什么。任务和以后的报告立即公开，供公众监督。",
        button="明确任务",
        fields=_task_fields(units),
    )


def change(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    return DeskForm(
        title=row_of(ChangeUndertaking).label,
        lead="调整立即公开，原来的内容和期限保留可查。",
        button="调整任务",
        template=TEMPLATE,
        fields=(*_task_fields(units), Field(name="reason", label="调整的理由", kind="area", rows=4, most=REASON, hint=PUBLIC)),
    )


def progress(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    return DeskForm(
        title=row_of(ReportProgress).label,
        lead="四项都立即公开，请不要写个人信息。",
        button="报告",
        autosave=True,
        template=TEMPLATE,
        fields=(
            Field(name="progress", label="工作进展", kind="area", rows=4, most=REASON),
            Field(name="effect", label="取得成效", kind="area", rows=4, most=REASON),
            Field(name="next_steps", label="后续措施", kind="area", rows=4, most=REASON),
            Field(name="carried_out", label="落实情况", kind="area", rows=4, most=REASON),
        ),
    )


def problem(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    kinds = options(locale, "execution_problem", list(ExecutionProblem))
    return DeskForm(
        title=row_of(ReportProblem).label,
        lead="决策存在问题、客观情况发生重大变化，或者发生不可抗力的，应当及时报告决策机关（第三十五条）。",
        button="报告问题",
        template=TEMPLATE,
        fields=(
            Field(name="kind", label="情形", kind="radios", options=kinds, hint="只有这一项公开。"),
            Field(name="text", label="具体情况", kind="area", rows=5, most=REASON, hint="不公开。不少于10字。"),
        ),
    )


def completion(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    return DeskForm(
        title=row_of(CompleteUndertaking).label,
        lead="完成以后不再报告进展，仍然可以检查。",
        button="报告完成",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(name="effect", label="完成情况和成效", kind="area", rows=4, most=REASON, hint=PUBLIC),
            file_field("证明材料", PROOF),
        ),
    )


def inspection(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    return DeskForm(
        title=row_of(InspectExecution).label,
        lead="由执行单位以外的单位检查。发现的问题立即公开，逾期没有整改的自动标明。",
        button="登记检查",
        template=TEMPLATE,
        fields=(
            Field(name="findings", label="检查情况", kind="area", rows=5, most=REASON, hint=PUBLIC),
            Field(name="rectify_by", label="整改期限", kind="date", optional=True, hint="不需要整改的不填。"),
        ),
    )


def rectification(locale: Locale, units: Mapping[str, str], task: Undertaking) -> DeskForm:
    open_ones = [each for each in task.inspections if each.due is not None and each.rectified_at is None]
    label = locale.translate("第{n}次检查")
    choices = [(str(each.number), label.format(n=each.number)) for each in open_ones]
    return DeskForm(
        title=row_of(RectifyFindings).label,
        button="报告整改完成",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(name="inspection", label="哪一次检查", kind="radios", options=choices),
            Field(name="done", label="整改情况", kind="area", rows=4, most=REASON, hint=PUBLIC),
            file_field("证明材料", PROOF),
        ),
    )
