"""The forms about one comment, in the language of the page."""

from __future__ import annotations

from consult.commands.comment import revision, screening
from consult.commands.comment.erasure import EraseComment, RequestErasure
from consult.commands.grievance.registration import ReferComment, RegisterBeside
from consult.commands.table import row_of
from domain.comment.appeal import POSSIBLE
from domain.enumerations import CommentStatus, ErasureScope, ScreeningOutcome, WithholdingReason
from domain.text import COMMENT_TEXT, NOTE
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/comment_form.html"


def publication(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(screening.PublishComment).label, lead="意见、建议条文和附件全文公开。", button="公开", template=TEMPLATE
    )


def withholding(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(screening.WithholdComment).label,
        lead="编号和理由保留，仍然计数，提交人可以申请复核一次。",
        button="不予公开",
        grave=True,
        template=TEMPLATE,
        fields=(
            reason_field(locale, "reason", "理由", hint=IN_ERROR),
            *NOTES,
        ),
    )


IN_ERROR = "选择“登记有误”的（重复登记、登错事项、文字录错），在公开说明中写明以第几号意见为准，或者属于哪一事项。"
INSIDE = Field(name="note", label="内部说明", kind="area", rows=3, most=NOTE, hint="写明依据，不公开。")
NOTES = (
    INSIDE,
    Field(
        name="public_note",
        label="公开说明",
        kind="area",
        rows=2,
        most=NOTE,
        optional=True,
        hint="显示在该意见的编号之下。",
    ),
)


def reason_field(locale: Locale, name: str, label: str, *, optional: bool = False, hint: str = "", whole: bool = True) -> Field:
    """Why something is hidden; where not the whole is, that is never an error of registration."""
    listed = [reason for reason in WithholdingReason if whole or reason != WithholdingReason.REGISTERED_IN_ERROR]
    reasons = options(locale, "withholding", listed)
    return Field(name=name, label=label, kind="select", options=reasons, optional=optional, hint=hint)


def screening_revision(locale: Locale) -> DeskForm:
    outcomes = options(locale, "screening_outcome", [ScreeningOutcome.PUBLISHED, ScreeningOutcome.WITHHELD])
    return DeskForm(
        title=row_of(revision.ReviseScreening).label,
        lead="由最后审看人以外的人员办理，立即生效。更正的时间、前后结果和理由公开，提交人的回执同时写明。",
        button="更正审看结果",
        template="desk/revision.html",
        fields=(
            Field(name="outcome", label="更正为", kind="radios", options=outcomes),
            reason_field(locale, "reason", "理由", optional=True, hint="不予公开的必须选择；全文公开的不选。"),
            *NOTES,
        ),
    )


def second_look(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(revision.AskSecondLook).label,
        lead="意见暂时维持原样，列入其他审看人员的待办，由他们更正或者维持。",
        button="请同事复看",
        template=TEMPLATE,
        fields=(Field(name="note", label="请看什么", kind="area", rows=3, most=NOTE, hint="写明哪里可能有误。不公开。"),),
    )


def confirmation(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(revision.ConfirmScreening).label,
        lead="复看以后认为没有错误的，维持原来的审看结果。",
        button="维持审看结果",
        template=TEMPLATE,
        fields=(INSIDE,),
    )


def referral(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(ReferComment).label,
        lead="只用于整条都是个人诉求、投诉举报，没有对草案的意见的。编号保留，内容不公开，不作为意见答复；自收到之日起十五日内告知本人向哪里提出。",
        button="登记并转办",
        grave=True,
        template="desk/referral.html",
        fields=(
            Field(
                name="reason",
                label="为什么不属于对草案的意见",
                kind="area",
                rows=3,
                most=NOTE,
                hint="本人凭查询码可以看到，并且可以申请复核一次，由另一名工作人员决定。不公开。",
            ),
        ),
    )


def beside(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(RegisterBeside).label,
        lead="意见里还有个人诉求、投诉举报的，在这里另行登记，自收到之日起十五日内告知本人向哪里提出。意见照常审看、答复，公众看不出两者有关。",
        button="另行登记",
        template="desk/referral.html",
        fields=(
            Field(
                name="text",
                label="其中的信访事项",
                kind="area",
                rows=6,
                most=COMMENT_TEXT,
                hint="照原文摘录属于诉求、投诉举报的部分。不公开。",
            ),
        ),
    )


def appeal_decision(locale: Locale, status: CommentStatus = CommentStatus.WITHHELD) -> DeskForm:
    """`status`: what the appeal is against, a withholding or a referral."""
    outcomes = POSSIBLE.get(status, POSSIBLE[CommentStatus.WITHHELD])
    return DeskForm(
        title=row_of(screening.DecideAppeal).label,
        lead="由原审看人以外的人员决定。改为公开的，意见全文公开；恢复审看的，收回转办，意见重新审看。",
        button="记录复核决定",
        template=TEMPLATE,
        fields=(
            Field(name="outcome", label="复核决定", kind="radios", options=options(locale, "appeal_outcome", outcomes)),
            INSIDE,
        ),
    )


def erasure_request(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(RequestErasure).label,
        lead="本人要求删除个人信息的，在这里登记，由第二人办理删除。编号和办理经过保留。",
        button="登记删除申请",
        template=TEMPLATE,
        fields=(
            Field(name="scope", label="删除范围", kind="radios", options=options(locale, "erasure", list(ErasureScope))),
            Field(
                name="note",
                label="申请情况",
                kind="area",
                rows=3,
                most=NOTE,
                hint="什么时候、以什么方式提出，怎样核对的身份。不公开。",
            ),
        ),
    )


def erasure(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(EraseComment).label,
        lead="删除后任何人都不能恢复，包括系统管理人员。由登记申请的人员以外的人员办理。",
        button="永久删除",
        fresh=True,
        grave=True,
        template=TEMPLATE,
    )
