"""The forms of a questionnaire, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consult.commands.questionnaire import drafting, erasure, running
from consult.commands.table import row_of
from domain.enumerations import QuestionKind
from domain.questionnaire.form import QUESTION_TEXT
from domain.text import NOTE, REASON, TITLE
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.desk.questionnaires.at_questionnaire import AtQuestionnaire
from web.shared.wording.languages import Locale

TEMPLATE = "desk/questionnaires/step.html"
HEADING = (
    Field(name="title", label="问卷标题", most=TITLE),
    Field(
        name="introduction", label="说明", kind="area", rows=4, most=NOTE, optional=True, hint="写明目的、对象和大约需要的时间。"
    ),
)


def start(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(drafting.StartQuestionnaire).label,
        lead="先写标题和说明，保存后逐题编写。发布以前可以随时修改，不公开。",
        button="开始编写",
        template="desk/questionnaires/questionnaires.html",
        fields=HEADING,
    )


def heading(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    return DeskForm(title=row_of(drafting.ChangeHeading).label, button="保存", template=TEMPLATE, fields=HEADING)


def question(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    yes_no = [("no", locale.translate("选答")), ("yes", locale.translate("必答"))]
    return DeskForm(
        title=row_of(drafting.WriteQuestion).label,
        lead="一次编写一题。题目应当中立，不引导回答。",
        button="保存题目",
        template=TEMPLATE,
        fields=(
            Field(name="kind", label="题型", kind="radios", options=options(locale, "question_kind", list(QuestionKind))),
            Field(name="text", label="题目", kind="area", rows=3, most=QUESTION_TEXT),
            Field(
                name="options",
                label="选项",
                kind="area",
                rows=6,
                optional=True,
                hint="选择题每行一个选项，最多20个；量表题写两行：起点和终点的文字；简答题不填。",
            ),
            Field(name="least", label="最少选几项，或者量表的起点", optional=True, hint="多选题不填为1；量表题取0到10的整数。"),
            Field(name="most", label="最多选几项，或者量表的终点", optional=True, hint="多选题不填为全部；量表题取0到10的整数。"),
            Field(name="required", label="是否必答", kind="radios", options=yes_no),
            Field(name="place", label="排在第几题", optional=True, hint="不填：新题目排在最后，已有的题目留在原处。"),
            Field(name="number", kind="hidden", optional=True),
        ),
    )


def remove(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    numbered = [(str(number), f"{number}. {each.text[:40]}") for number, each in enumerate(at.form.questions, 1)]
    return DeskForm(
        title=row_of(drafting.RemoveQuestion).label,
        lead="后面的题目依次前移。",
        button="删除这一题",
        template=TEMPLATE,
        fields=(Field(name="number", label="题目", kind="select", options=numbered),),
    )


def opening(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    return DeskForm(
        title=row_of(running.OpenQuestionnaire).label,
        lead="发布后题目不能再改动。截止以前只公布收到的份数；截止后逐份公开选择的答案（不含文字）并自动统计，任何人都不能提前看到结果。",
        button="发布问卷",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(
                name="last_day",
                label="最后一天",
                kind="date",
                optional=True,
                hint="不填：与征求意见同时截止。不能晚于征求意见截止。",
            ),
        ),
    )


def withdraw(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    return DeskForm(
        title=row_of(running.WithdrawQuestionnaire).label,
        lead="撤回后不再接受提交，已经收到的答卷不公开、不统计。撤回的理由立即公开。",
        button="撤回问卷",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="reason", label="理由", kind="area", most=REASON, hint="不少于10字。"),),
    )


def figures(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    return DeskForm(
        title=row_of(running.PublishFigures).label,
        lead="统计已由系统完成，公布后不能更改。请写明问卷是怎样传播的：在哪里张贴、转发，哪些人容易看到，哪些人不容易看到。",
        button="公布统计结果",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="spread", label="问卷的传播情况", kind="area", most=REASON, hint="不少于10字，与每个数字一同公布。"),),
    )


def ask_erasure(locale: Locale, at: AtQuestionnaire) -> DeskForm:
    return DeskForm(
        title=row_of(erasure.RequestResponseErasure).label,
        lead="本人凭查询码要求删除答卷中写的文字。选择的答案不含身份，仍然计入统计。由另一位工作人员办理。",
        button="登记申请",
        template=TEMPLATE,
        fields=(
            Field(name="reference", label="查询码", most=30),
            Field(name="note", label="经过", kind="area", rows=4, most=NOTE, hint="不公开。"),
        ),
    )


def erase(locale: Locale, waiting: Sequence[UUID]) -> DeskForm:
    return DeskForm(
        title=row_of(erasure.EraseResponse).label,
        lead="删除后任何人都不能恢复。由登记申请以外的人办理。",
        button="删除文字",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="response", label="答卷", kind="select", options=[(str(each), str(each)) for each in waiting]),),
    )
