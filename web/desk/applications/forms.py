"""The forms about applications, in the language of the page."""

from __future__ import annotations

from consult.commands.application import drawing, erasure, seating
from consult.commands.table import row_of
from domain.activity.state import Activity
from domain.enumerations import ErasureCause, Selection
from domain.text import NOTE
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

OF_ACTIVITY = "desk/activities/step.html"


def close(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(drawing.CloseApplications).label,
        lead="登记报名截止和份数。这条记录以前的公开日志决定抽签的种子。旁听按报名先后的，同时确定旁听人。",
        button="登记报名截止",
        grave=True,
        template=OF_ACTIVITY,
    )


def draw(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(drawing.DrawLot).label,
        lead="种子由公告时承诺的密值和报名截止时的公开日志算出，只能抽一次。密值、种子和全部排序随即公布，任何人都能重算。",
        button="抽签",
        grave=True,
        template=OF_ACTIVITY,
    )


def erase_all(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(erasure.EraseApplications).label,
        lead="活动已经结束，报名人的姓名、联系方式和理由不再需要。每次删除200份，删除后无法恢复；编号、排序和结果保留。",
        button="删除",
        grave=True,
        template=OF_ACTIVITY,
    )


TEMPLATE = "desk/applications/step.html"


def decline(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(seating.RecordDeclined).label,
        lead="本人来电、来访说明不参加的，在这里登记。抽签产生的名额由排序在后的下一位递补。",
        button="登记放弃",
        grave=True,
        template=TEMPLATE,
    )


def invite(locale: Locale, activity: Activity) -> DeskForm:
    sides = [each.side for each in activity.quotas if each.selection == Selection.INVITATION]
    return DeskForm(
        title=row_of(seating.InviteApplicant).label,
        lead="邀请只用于公告为“邀请”的类别。邀请的理由在抽签页上公开，请不要写出姓名。",
        button="邀请",
        template=TEMPLATE,
        fields=(
            Field(name="side", label="类别", kind="radios", options=options(locale, "side", sides)),
            Field(name="reason", label="为什么邀请", kind="area", rows=3, most=NOTE, hint="公开。"),
        ),
    )


def erase(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(erasure.EraseApplication).label,
        lead="删除姓名、联系方式和理由，无法恢复；编号、排序和结果保留。还在等候的，不再递补。",
        button="删除",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="cause", label="原因", kind="radios", options=options(locale, "erasure_cause", list(ErasureCause))),),
    )
