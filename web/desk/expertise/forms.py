"""The forms of an expert review, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consult.commands.expertise import opinions, panel
from consult.commands.table import row_of
from domain.enumerations import ExpertFinding, Interest, OpinionUse, ReviewForm
from domain.expertise.state import Expert, Expertise
from domain.sealing import value_or_none
from domain.text import NAME, NOTE, ORGANISATION, REASON
from web.desk.filing.kept_file import file_field
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/expertise/step.html"
PUBLISHED = "不少于10字，随决策公布。"


def plan(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(panel.PlanReview).label,
        lead="专业性、技术性较强的决策事项应当组织专家论证。论证针对现在的文本。",
        button="保存论证方案",
        template="desk/expertise/reviews.html",
        fields=(
            Field(name="form", label="论证方式", kind="radios", options=options(locale, "review_form", list(ReviewForm))),
            Field(name="subject", label="论证的问题", kind="area", most=REASON, hint=PUBLISHED),
        ),
    )


def ask(locale: Locale, review: Expertise) -> DeskForm:
    return DeskForm(
        title=row_of(panel.AskExpert).label,
        lead="选择专家应当坚持专业性、代表性和中立性，注重选择持不同意见的专家。姓名和单位不公开，本人同意的除外。",
        button="列入名单",
        template=TEMPLATE,
        fields=(
            Field(name="name", label="姓名或者机构名称", most=NAME),
            Field(name="unit", label="所在单位", most=ORGANISATION),
            Field(name="field", label="专业领域", most=ORGANISATION, hint="随决策公布。"),
        ),
    )


def declare(locale: Locale, review: Expertise) -> DeskForm:
    yes_no = [("no", locale.translate("不同意")), ("yes", locale.translate("同意"))]
    return DeskForm(
        title=row_of(panel.DeclareInterest).label,
        lead="正式邀请以前，专家应当声明与决策事项有无直接利害关系。有直接利害关系的不得邀请，记录保留。",
        button="登记声明",
        template=TEMPLATE,
        fields=(
            _expert(locale, review, lambda expert: expert.interest is None),
            Field(name="interest", label="声明", kind="radios", options=options(locale, "interest", list(Interest))),
            Field(name="statement", label="声明的内容", kind="area", rows=4, most=NOTE, hint="不公开。"),
            Field(name="name_shown", label="是否同意公布姓名和单位", kind="radios", options=yes_no),
        ),
    )


def invite(locale: Locale, review: Expertise) -> DeskForm:
    return DeskForm(
        title=row_of(panel.InviteExpert).label,
        lead="只能邀请已经声明没有直接利害关系的专家。",
        button="正式邀请",
        template=TEMPLATE,
        fields=(_expert(locale, review, lambda expert: expert.interest == Interest.NONE and not expert.invited),),
    )


def give(locale: Locale, review: Expertise) -> DeskForm:
    return DeskForm(
        title=row_of(opinions.GiveOpinion).label,
        lead="专家独立提出书面论证意见，并且署名或者盖章。意见原件不公开，摘要随决策公布。",
        button="登记意见",
        template=TEMPLATE,
        fields=(
            _expert(locale, review, lambda expert: expert.invited and expert.opinion is None),
            Field(name="finding", label="结论", kind="radios", options=options(locale, "expert_finding", list(ExpertFinding))),
            Field(name="signed_on", label="署名日期", kind="date"),
            Field(name="summary", label="意见摘要", kind="area", most=REASON, hint=PUBLISHED),
            file_field("署名的书面意见", "一个文件，不超过10MB：PDF、DOCX、ODT、PNG、JPEG、TXT。不公开。"),
        ),
    )


def use(locale: Locale, review: Expertise) -> DeskForm:
    return DeskForm(
        title=row_of(opinions.UseOpinion).label,
        lead="逐份写明是否采纳和理由，随决策公布。论证结束以前可以修改。",
        button="保存",
        template=TEMPLATE,
        fields=(
            _expert(locale, review, lambda expert: expert.opinion is not None),
            Field(name="use", label="研究采纳情况", kind="radios", options=options(locale, "opinion_use", list(OpinionUse))),
            Field(name="reason", label="理由", kind="area", most=REASON, hint=PUBLISHED),
        ),
    )


def conclude(locale: Locale, review: Expertise) -> DeskForm:
    return DeskForm(
        title=row_of(opinions.ConcludeReview).label,
        lead="结束后不能再改动。每份意见都应当写明研究采纳情况，人数应当达到规定。",
        button="结束论证",
        grave=True,
        template=TEMPLATE,
    )


def _expert(locale: Locale, review: Expertise, eligible: Callable[[Expert], bool]) -> Field:
    return Field(name="expert", label="专家", kind="select", options=expert_options(locale, filter(eligible, review.experts)))


def expert_options(locale: Locale, experts: Sequence[Expert] | filter[Expert]) -> list[Option]:
    return [
        (str(expert.number), f"{expert.number}　{value_or_none(expert.name) or ''}　{value_or_none(expert.unit) or ''}")
        for expert in experts
    ]
