"""The forms of the plain steps, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consult.commands.consultation import adoption, drafting, period
from consult.commands.table import row_of
from domain.enumerations import Channel, EndingKind, LegalityResult, ReviewKind, ReviewResult, WaivableStep
from web.desk.forms.form import DeskForm, Field, Option
from web.shared.wording.languages import Locale
from web.shared.wording.words import WORDS

REASON = 5000  # code points


def options(locale: Locale, kind: str, values: Sequence[Any]) -> list[Option]:
    """Values of an enumeration with their words."""
    return [(str(value), locale.translate(WORDS[kind][value])) for value in values]


def review_request(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(drafting.RequestReview).label,
        lead="送审后由他人作合法性、保密和文字审查；再次修改草案或者材料，审查重新开始。",
        button="送审",
    )


def review(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(drafting.ReviewDraft).label,
        button="记录审查结果",
        fields=(
            Field(
                name="kinds",
                label="审查内容",
                kind="checks",
                options=options(locale, "review", list(ReviewKind)),
                hint="结果和意见相同的，可以一次选择几项；退回修改的只选一项。",
            ),
            Field(name="result", label="结果", kind="radios", options=options(locale, "review_result", list(ReviewResult))),
            Field(
                name="remark",
                label="审查意见",
                kind="area",
                optional=True,
                most=REASON,
                hint="退回时必须写明理由。审查意见不公开。",
            ),
        ),
    )


def release(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(drafting.ReleaseDraft).label,
        lead="签发由送审人以外的人办理。三项审查没有全部通过的，只能先行签发：写明理由，事后由第三人补签，并且公开标明。",
        button="签发",
        fresh=True,
        fields=(Field(name="reason", label="先行签发的理由", kind="area", optional=True, most=REASON),),
    )


def release_sign_off(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(drafting.SignOffRelease).label, lead="补签由送审人、签发人以外的人办理。", button="补签", fresh=True
    )


def publication(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(period.PublishConsultation).label,
        lead="发布后征求意见稿和配套材料不能再更改。期限一般不少于三十日，从开始次日起算，截止日24时结束。",
        button="发布公告",
        fresh=True,
        grave=True,
        fields=(
            Field(name="opens_on", label="开始日期", kind="date", optional=True, hint="不填表示立即开始。"),
            Field(name="opens_time", label="开始时刻", kind="time", optional=True, hint="北京时间，不填表示0时。"),
            Field(name="last_day", label="截止日期", kind="date", hint="这一天24时截止。"),
            Field(
                name="channels",
                label="意见渠道",
                kind="checks",
                options=options(locale, "channel", [each for each in Channel if each != Channel.QUESTIONNAIRE]),
            ),
            Field(
                name="shortening_reason",
                label="缩短期限的理由",
                kind="area",
                optional=True,
                most=REASON,
                hint="少于三十日时必须填写，随公告公布。",
            ),
        ),
    )


def extension(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(period.ExtendPeriod).label,
        lead="只能延后，不能提前；理由立即公布。",
        button="延长期限",
        fields=(
            Field(name="last_day", label="新的截止日期", kind="date", hint="这一天24时截止。"),
            Field(name="reason", label="延长的理由", kind="area", most=REASON, hint="会公开。"),
        ),
    )


def answer_delay(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(period.DelayAnswer).label,
        lead="逾期会在公众页面标明；写明理由和新的日期后一并公布。",
        button="公布延期",
        fields=(
            Field(name="due_on", label="新的反馈日期", kind="date"),
            Field(name="reason", label="延期的理由", kind="area", most=REASON, hint="会公开。"),
        ),
    )


def ending(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(period.EndDecision).label,
        lead="终止后不能恢复，已收到的意见和编号保留，理由公开。",
        button="终止决策",
        fresh=True,
        grave=True,
        fields=(
            Field(name="kind", label="终止方式", kind="radios", options=options(locale, "ending", list(EndingKind))),
            Field(name="reason", label="终止的理由", kind="area", most=REASON, hint="会公开。"),
        ),
    )


def waiver(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(adoption.WaiveStep).label,
        lead="合法性审查和集体讨论不能省略。",
        button="记录",
        fields=(
            Field(name="step", label="环节", kind="radios", options=options(locale, "waivable", list(WaivableStep))),
            Field(name="reason", label="不需要的理由", kind="area", most=REASON),
        ),
    )


def fair_competition(locale: Locale) -> DeskForm:
    passed = [("yes", locale.translate("通过")), ("no", locale.translate("未通过"))]
    return DeskForm(
        title=row_of(adoption.ReviewFairCompetition).label,
        button="记录审查结果",
        fields=(
            Field(name="passed", label="结果", kind="radios", options=passed),
            Field(name="opinion", label="审查结论", kind="area", most=REASON),
        ),
    )


def legality(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(adoption.ReviewLegality).label,
        lead="审查权限、程序和内容；一般不少于七个工作日。起草、送审的人不能审查。",
        button="记录审查结果",
        fields=(
            Field(name="result", label="结果", kind="radios", options=options(locale, "legality", list(LegalityResult))),
            Field(name="file_received_on", label="收到送审材料的日期", kind="date"),
            Field(name="reviewer", label="审查机构", most=50),
            Field(name="opinion", label="审查意见", kind="area", most=REASON),
            Field(
                name="shortening_reason",
                label="审查少于七个工作日的理由",
                kind="area",
                most=REASON,
                optional=True,
                hint="从收到材料起不满七个工作日的必须填写，不少于10字，立即公开。",
            ),
        ),
    )
