"""The forms about grievances, in the language of the page."""

from __future__ import annotations

from consult.commands.grievance.handling import CloseGrievance, ForwardGrievance, TakeBackGrievance
from consult.commands.grievance.registration import RegisterGrievance
from consult.commands.table import row_of
from domain.enumerations import BY_AUTHOR, Channel, GrievanceChannel, GrievanceOutcome
from domain.text import COMMENT_TEXT, NOTE
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/grievance_form.html"


def registration(locale: Locale) -> DeskForm:
    channels = options(locale, "channel", [channel for channel in Channel if channel not in BY_AUTHOR])
    return DeskForm(
        title=row_of(RegisterGrievance).label,
        lead="信函、电话、来访等单独提出的个人诉求、投诉举报，在这里登记；自收到之日起十五日内告知本人向哪里提出。不列入意见台账，内容不公开。",
        button="登记",
        autosave=True,
        fields=(
            Field(name="channel", label="渠道", kind="radios", options=channels),
            Field(name="received_on", label="收到日期", kind="date", hint="告知期限从这一天起算。"),
            Field(
                name="text",
                label="诉求内容",
                kind="area",
                rows=8,
                most=COMMENT_TEXT,
                hint="照原文录入；电话、来访记录要点。不公开。",
            ),
            Field(name="name", label="姓名", optional=True),
            Field(name="email", label="电子邮箱（不公开）", optional=True),
            Field(name="phone", label="电话（不公开）", optional=True),
        ),
    )


def forwarding(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(ForwardGrievance).label,
        lead="告知本人应当向哪里提出，或者转给了谁。网上提交的，本人凭查询码看到下面的文字；以其他方式来的，同时以书面或者电话告知本人。",
        button="记录告知和转交",
        template=TEMPLATE,
        fields=(
            Field(
                name="to",
                label="处理途径",
                kind="radios",
                options=options(locale, "grievance_channel", list(GrievanceChannel)),
                hint="只有这一项写进公开日志。",
            ),
            Field(
                name="organ",
                label="转交给谁、怎样联系",
                kind="area",
                rows=3,
                most=NOTE,
                hint="机关、单位的名称、电话、地址或者网址。",
            ),
            Field(name="told", label="告知本人的话", kind="area", rows=5, most=NOTE, hint="只有本人看得到。"),
        ),
    )


def closing(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(CloseGrievance).label,
        lead="已经答复本人，或者依照规定不再办理的，在这里办结。办结后不能再转交。",
        button="办结",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(
                name="outcome",
                label="结果",
                kind="radios",
                options=options(locale, "grievance_outcome", list(GrievanceOutcome)),
                hint="只有这一项写进公开日志。",
            ),
            Field(name="answer", label="答复本人的话", kind="area", rows=5, most=NOTE, hint="只有本人看得到。"),
        ),
    )


def taking_back(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(TakeBackGrievance).label,
        lead="属于对草案的意见，或者登记有误的，由登记人以外的人员收回。由意见转来的，意见回到待审看，不能再次转办。",
        button="收回转办",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="note", label="内部说明", kind="area", rows=3, most=NOTE, hint="写明依据，不公开。"),),
    )
