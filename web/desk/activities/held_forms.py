"""The forms about participation activities from their beginning to the report, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

from consult.commands.activity import confirming, holding
from consult.commands.table import row_of
from domain.activity.kinds import steps_of
from domain.activity.state import Activity
from domain.enumerations import Confirmation, DispositionKind, PollMaker, PollMethod, RespondentKind
from domain.text import COMMENT_TEXT, NAME, ORGANISATION, REASON
from web.desk.activities.forms import TEMPLATE, people, yes_no
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

VIEWS = 6


def hold(locale: Locale, activity: Activity) -> DeskForm:
    presenter = Field(name="presenter", label="介绍决策草案的人", most=NAME, optional=not steps_of(activity.kind).confirmed)
    return DeskForm(
        title=row_of(holding.HoldActivity).label,
        lead="活动开始时记录，此后可以逐条记录发言。先由承办单位介绍草案、依据和有关情况，再由参加人发言。",
        button="活动开始",
        template=TEMPLATE,
        fields=(
            Field(name="began_on", label="开始日期", kind="date"),
            Field(name="began_time", label="开始时间", kind="time"),
            Field(name="attended", label="到场的参加人", kind="checks", options=people(locale, activity.participants)),
            Field(name="observers", label="旁听人数", optional=True),
            Field(name="host", label="主持人", most=NAME, hint="公开。"),
            Field(name="recorder", label="记录人", most=NAME, hint="公开。"),
            presenter,
        ),
    )


def poll(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(holding.TakePoll).label,
        lead="照调查单位的报告填写，全部公开。",
        button="记录结果",
        template=TEMPLATE,
        fields=(
            Field(name="maker", label="由谁调查", kind="radios", options=options(locale, "poll_maker", list(PollMaker))),
            Field(name="unit", label="调查单位", most=ORGANISATION),
            Field(name="method", label="调查方法", kind="radios", options=options(locale, "poll_method", list(PollMethod))),
            Field(name="from_day", label="开始日期", kind="date"),
            Field(name="to_day", label="结束日期", kind="date"),
            Field(name="asked", label="调查人数"),
            Field(name="answered", label="有效答复人数"),
            Field(name="figures", label="结果", kind="area", rows=6, hint="每行写一项：问题｜答案｜人数"),
        ),
    )


def statement(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(holding.RecordStatement).label,
        lead="按发言顺序逐条记录，列入同一份意见台账，同其他意见一样答复。",
        button="记录这条发言",
        template=TEMPLATE,
        fields=(
            Field(name="kind", label="发言人类别", kind="radios", options=options(locale, "respondent", list(RespondentKind))),
            Field(name="name", label="姓名", most=NAME, optional=True, hint="不公开，本人同意的除外。"),
            Field(name="organisation", label="单位", most=ORGANISATION, optional=True),
            Field(name="publish_name", label="本人同意公开姓名", kind="check"),
            Field(name="text", label="发言内容", kind="area", rows=8, most=COMMENT_TEXT),
            Field(name="shown", label="是否立即公开", kind="radios", options=yes_no(locale, "立即公开", "审看后公开")),
        ),
    )


def close(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(holding.CloseRecord).label,
        lead="完成后不能再补录发言。",
        button="完成笔录",
        grave=True,
        template=TEMPLATE,
    )


def _unconfirmed(locale: Locale, activity: Activity) -> Field:
    there = {each.id for each in activity.participants if each.id in activity.attended and each.confirmed is None}
    choices = people(locale, activity.participants)
    waiting = [choice for choice, each in zip(choices, activity.participants, strict=True) if each.id in there]
    return Field(name="participant", label="参加人", kind="select", options=waiting)


def confirm(locale: Locale, activity: Activity) -> DeskForm:
    ways = [Confirmation.PAPER, Confirmation.REFUSED]
    return DeskForm(
        title=row_of(confirming.ConfirmRecord).label,
        lead="到场的参加人逐一确认笔录并签字；拒绝签字的，注明理由。",
        button="登记确认",
        template=TEMPLATE,
        fields=(
            _unconfirmed(locale, activity),
            Field(name="how", label="结果", kind="radios", options=options(locale, "confirmation", ways)),
            Field(name="signed_on", label="日期", kind="date"),
            Field(
                name="reason", label="拒绝签字的理由", kind="area", rows=3, most=REASON, optional=True, hint="随活动报告公开。"
            ),
        ),
    )


def code(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(confirming.IssueCode).label,
        lead="不能当面签字的参加人，可以凭确认码在活动页面上确认笔录。确认码只显示一次，由您交给本人。",
        button="发放确认码",
        template=TEMPLATE,
        fields=(_unconfirmed(locale, activity),),
    )


def report(locale: Locale, activity: Activity, points: Sequence[Option]) -> DeskForm:
    """`points`: those that may answer a view, by id."""
    answers = [*options(locale, "disposition", list(DispositionKind)), *points]
    views: list[Field] = []
    for number in range(1, VIEWS + 1):
        views += [
            Field(
                name=f"view_{number}",
                label=locale.translate("主要意见（{n}）").format(n=number),
                kind="area",
                rows=2,
                most=REASON,
                optional=True,
            ),
            Field(name=f"answer_{number}", label="处理情况", kind="select", options=answers, optional=True),
            Field(name=f"why_{number}", label="理由", kind="area", rows=2, most=REASON, optional=True),
        ]
    return DeskForm(
        title=row_of(holding.ReportActivity).label,
        lead="写明主要意见，逐条说明处理情况和理由，或者指明已经答复它的意见要点。公布后不能更改。",
        button="公布报告",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="summary", label="活动情况", kind="area", most=REASON, hint="不少于10字，公开。"), *views),
    )
