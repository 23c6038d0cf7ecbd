"""The forms for an opinion that came by letter, e-mail, telephone, at the counter or at a hearing, and for putting it right."""

from __future__ import annotations

from consult.commands.comment.registration import CorrectRegistration
from consult.commands.comment.submission import RegisterComment
from consult.commands.table import row_of
from domain.enumerations import BY_AUTHOR, Channel, CorrectionCause, RespondentKind
from domain.text import COMMENT_TEXT, NOTE, PROPOSED_WORDING
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

OFFLINE = [channel for channel in Channel if channel not in BY_AUTHOR]


def registration(locale: Locale, labels: dict[str, str]) -> DeskForm:
    """`labels`: of the articles that may be named."""
    return DeskForm(
        title=row_of(RegisterComment).label,
        lead="信函、电子邮件、电话、现场和听证会收到的意见，逐件登记。登记后与网上意见同样编号、同样公开答复。",
        button="保存并打印确认单",
        autosave=True,
        template="desk/registration.html",
        fields=(*_sent_by(locale), *_said(labels)),
    )


def correction(locale: Locale, labels: dict[str, str]) -> DeskForm:
    """Of what was entered for its author."""
    respondent = options(locale, "respondent", list(RespondentKind))
    return _correction(
        *_came(locale),
        Field(name="respondent_kind", label="反馈人类别", kind="radios", options=respondent),
        _articles(labels),
        CONSENT,
        Field(name="cause", label="更正原因", kind="radios", options=options(locale, "cause", list(CorrectionCause))),
    )


def closing_of_name(locale: Locale) -> DeskForm:
    """Of what its author sent himself."""
    asked = options(locale, "cause", [CorrectionCause.RESPONDENT_ASKED])
    return _correction(Field(name="cause", label="不再公开姓名的原因", kind="radios", options=asked))


def _correction(*fields: Field) -> DeskForm:
    return DeskForm(
        title=row_of(CorrectRegistration).label,
        lead="由登记人以外的人员办理，立即生效。更正的时间、项目和原因公开，提交人的回执同时写明。",
        button="更正登记",
        template="desk/comment_form.html",
        fields=(*fields, Field(name="note", label="内部说明", kind="area", rows=3, most=NOTE, hint="写明依据，不公开。")),
    )


CONSENT = Field(name="publish_name", label="本人书面同意公开姓名", kind="check", optional=True)


def _came(locale: Locale) -> tuple[Field, ...]:
    return (
        Field(name="channel", label="渠道", kind="radios", options=options(locale, "channel", OFFLINE)),
        Field(name="received_on", label="收到日期", kind="date", hint="以邮戳或者签收日期为准；截止后收到的标明逾期。"),
    )


def _articles(labels: dict[str, str]) -> Field:
    listed = list(labels.items())
    return Field(name="articles", label="针对的条款", kind="checks", optional=True, options=listed, hint="不选表示针对全文。")


def _sent_by(locale: Locale) -> tuple[Field, ...]:
    return (
        *_came(locale),
        Field(name="kind", label="反馈人类别", kind="radios", options=options(locale, "respondent", list(RespondentKind))),
        Field(name="name", label="姓名", optional=True),
        Field(name="organisation", label="单位名称", optional=True, hint="单位名称会随意见公开。"),
        CONSENT,
        Field(name="email", label="电子邮箱（不公开）", optional=True),
        Field(name="phone", label="电话（不公开）", optional=True),
        Field(
            name="language",
            label="邮件语言",
            kind="radios",
            optional=True,
            options=[("zh", "中文"), ("en", "English")],
            hint="填了电子邮箱的，通知邮件用来信所用的语言。",
        ),
    )


def _said(labels: dict[str, str]) -> tuple[Field, ...]:
    return (
        _articles(labels),
        Field(name="text", label="意见内容", kind="area", rows=10, most=COMMENT_TEXT, hint="照原文录入；电话意见记录要点。"),
        Field(name="proposed_wording", label="建议条文", kind="area", rows=4, most=PROPOSED_WORDING, optional=True),
        Field(
            name="files",
            label="原件扫描件",
            kind="files",
            optional=True,
            accept=".pdf,.png,.jpg,.jpeg,.docx,.odt,.txt",
            hint="PDF、DOCX、ODT、PNG、JPEG、TXT，每个不超过10MB，最多5个。",
        ),
    )
