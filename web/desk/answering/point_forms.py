"""The forms of one point: its wording, its answer, superseding a published one, merging; and an answer's reading."""

from __future__ import annotations

from consult.commands.point import points, regrouping
from consult.commands.table import row_of
from domain.enumerations import DispositionKind, ReasonKind
from domain.text import CITATION, DISPOSITION_REASON, REASON, SUMMARY
from domain.values import DispositionText
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale


def reword_point_form(articles: list[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(points.RewordPoint).label,
        button="保存要点",
        autosave=True,
        template="desk/point_form.html",
        fields=(
            Field(name="summary", label="要点", kind="area", rows=4, most=SUMMARY, hint="用本单位的话概括一条意见，反馈时公布。"),
            Field(name="articles", label="涉及条款", kind="checks", optional=True, options=articles, hint="不选表示全文。"),
        ),
    )


def answer_fields(locale: Locale, articles: list[Option]) -> tuple[Field, ...]:
    return (
        Field(name="kind", label="采纳情况", kind="radios", options=options(locale, "disposition", list(DispositionKind))),
        Field(name="reason_kind", label="理由类别", kind="select", options=options(locale, "reason", list(ReasonKind))),
        Field(name="reason", label="理由", kind="area", rows=6, most=DISPOSITION_REASON, hint="不少于10字，反馈时公布。"),
        Field(
            name="citation",
            label="依据的条款",
            optional=True,
            most=CITATION,
            hint="理由类别是法律规定的，必须写明法律名称和条款。",
        ),
        Field(
            name="articles_changed",
            label="修改了哪些条款",
            kind="checks",
            optional=True,
            options=articles,
            hint="采纳或者部分采纳的，必须选择。修改稿中这些条款没有变化的，会在审签时列为矛盾。",
        ),
    )


def draft_disposition_form(locale: Locale, articles: list[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(points.DraftDisposition).label,
        lead="答复在公布反馈之前不公开，可以反复修改。",
        button="保存答复",
        autosave=True,
        template="desk/point_form.html",
        fields=answer_fields(locale, articles),
    )


def supersede_disposition_form(locale: Locale, articles: list[Option]) -> DeskForm:
    why = Field(name="why", label="更新原因", kind="area", rows=4, most=REASON, hint="不少于10字，立即公开。")
    return DeskForm(
        title=row_of(points.SupersedeDisposition).label,
        lead="新的答复立即公布，原答复仍然可见，并写明更新原因。",
        button="公布新的答复",
        fresh=True,
        grave=True,
        autosave=True,
        template="desk/point_form.html",
        fields=(*answer_fields(locale, articles), why),
    )


def merge_point_form(others: list[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(regrouping.MergePoint).label,
        lead="本要点的意见全部归入另一要点，本要点及其答复草稿不再出现，也不会公布。并入后不能撤销，可以再从另一要点分出。",
        button="并入",
        grave=True,
        template="desk/point_form.html",
        fields=(Field(name="into", label="并入哪一要点", kind="select", options=others),),
    )


def disposition_of(given: FormInput) -> DispositionText:
    """Raises Missing, NotAChoice."""
    return DispositionText(
        kind=given.choice("kind", DispositionKind),
        reason_kind=given.choice("reason_kind", ReasonKind),
        reason=given["reason"],
        citation=given.optional("citation"),
        articles_changed=given.all("articles_changed"),
    )


def disposition_values(found: DispositionText | None) -> FormInput:
    if found is None:
        return FormInput()
    return form_values(
        kind=found.kind,
        reason_kind=found.reason_kind,
        reason=found.reason,
        citation=found.citation,
        articles_changed=list(found.articles_changed),
    )
