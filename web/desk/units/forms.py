"""The forms on other units of a decision, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from consult.commands.table import row_of
from consult.commands.units import asking, countersigning, dividing
from domain.consultation.state import Consultation
from domain.consultation.units import UnitOpinion
from domain.enumerations import Coordination, UnitPosition
from domain.sealing import value_or_none
from domain.text import NOTE, ORGANISATION, REASON
from web.desk.access.articles import article_labels
from web.desk.filing.kept_file import file_field
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.desk.units.at_units import Choices
from web.shared.wording.languages import Locale

TEMPLATE = "desk/units/step.html"
INTERNAL = "不少于10字。不公开。"
DISPUTE = (
    ("question", "争议的主要问题"),
    ("unit_view", "有关单位的意见"),
    ("own_view", "承办单位的意见"),
    ("reasons", "承办单位的理由"),
    ("basis", "承办单位的依据"),
)


def joint(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(dividing.NameJointDivision).label,
        lead="决策事项需要两个以上单位承办的，明确牵头单位；共同承办单位可以审看、归纳和答复分给它的部分。",
        button="确定",
        template=TEMPLATE,
        fields=(_division(known, without=(state.lead_id, *state.units.joint)), _reason()),
    )


def joint_ending(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(dividing.EndJointDivision).label,
        lead="它的分工交回牵头单位；这个处室随即不能再查看和办理。",
        button="不再共同承办",
        grave=True,
        template=TEMPLATE,
        fields=(_joint(state), _reason()),
    )


def parts(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    articles = list(article_labels(state).items())
    points = [(str(each.id), value_or_none(each.summary) or "") for each in known.points]
    return DeskForm(
        title=row_of(dividing.AssignParts).label,
        lead="写明共同承办单位归纳和答复哪些条文、要点；再次保存就替换原来的分工。分工对各承办单位可见，单位名称和条文公开。",
        button="保存",
        template=TEMPLATE,
        fields=(
            _joint(state),
            Field(name="articles", label="条文", kind="checks", options=articles, optional=True),
            *((Field(name="points", label="要点", kind="checks", options=points, optional=True),) if points else ()),
        ),
    )


def ask(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(asking.AskUnit).label,
        lead="决策事项涉及其他单位职责的，应当充分协商。本局处室在本系统中自行答复；外单位的书面意见由经办人登记。",
        button="发出",
        template=TEMPLATE,
        fields=(
            _division(known, without=(state.lead_id, *state.units.joint), optional=True, hint="或者在下面填写外单位。"),
            Field(name="name", label="外单位名称", most=ORGANISATION, optional=True, hint="名称和日期随公告公开。"),
            Field(name="due_on", label="反馈期限", kind="date"),
            Field(name="letter", label="函件内容", kind="area", most=NOTE, hint="不公开。"),
        ),
    )


def answer(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(asking.AnswerAsUnit).label,
        lead="以本处室名义答复，答复后不能修改。内容不公开，只公开征求过意见和日期。",
        button="答复",
        grave=True,
        template=TEMPLATE,
        fields=(_unit(state, lambda each: each.awaited and each.division is not None), *_position(locale)),
    )


def letter(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(asking.EnterUnitAnswer).label,
        lead="照外单位署名或者盖章的书面意见登记。超过反馈期限收到的，记为逾期。",
        button="登记",
        template=TEMPLATE,
        fields=(
            _unit(state, lambda each: each.awaited and each.division is None),
            Field(name="received_on", label="收到日期", kind="date"),
            *_position(locale),
            file_field("书面意见", "一个文件，不超过10MB：PDF、DOCX、ODT、PNG、JPEG、TXT。不公开。"),
        ),
    )


def coordination(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    disputes = (
        Field(name=name, label=label, kind="area", rows=3, most=NOTE, optional=True, hint="不能取得一致意见的必须填写。不公开。")
        for name, label in DISPUTE
    )
    return DeskForm(
        title=row_of(asking.CoordinateOpinion).label,
        lead="写明与有关单位协商的情况。不能取得一致意见的，应当向决策机关说明争议的主要问题和各方意见。",
        button="记录",
        template=TEMPLATE,
        fields=(
            _unit(state, lambda each: each.position != UnitPosition.AGREE),
            Field(name="result", label="协商结果", kind="radios", options=options(locale, "coordination", list(Coordination))),
            Field(name="note", label="协商情况", kind="area", most=REASON, hint=INTERNAL),
            *disputes,
        ),
    )


def countersign(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    return DeskForm(
        title=row_of(countersigning.CountersignDraft).label,
        lead="以共同承办单位名义会签送审的草案。草案再有修改的，重新会签。",
        button="会签",
        template=TEMPLATE,
        fields=(Field(name="reservation", label="保留意见", kind="area", most=NOTE, optional=True, hint="不公开。"),),
    )


def excuse(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    waiting = [(each.id, each.name) for each in state.units.unsigned]
    return DeskForm(
        title=row_of(countersigning.ExcuseCountersignature).label,
        lead="共同承办单位未能会签的，写明理由以后才能签发。",
        button="记录",
        template=TEMPLATE,
        fields=(Field(name="division_id", label="共同承办单位", kind="select", options=waiting), _reason()),
    )


def hand_over(locale: Locale, state: Consultation, known: Choices) -> DeskForm:
    officers = [(key, f"{name}　{division}") for key, name, division in known.drafters]
    return DeskForm(
        title=row_of(dividing.HandOverDecision).label,
        lead="移交后由承接的处室办理，原处室只能查看。单位名称和日期公开，理由不公开。",
        button="移交",
        grave=True,
        template=TEMPLATE,
        fields=(
            _division(known, label="承接处室", hint="只更换经办人的，选择原来的处室。"),
            Field(name="officer", label="经办人", kind="select", options=officers, optional=True),
            Field(name="agreed_on", label="商定移交的日期", kind="date"),
            _reason(),
        ),
    )


def _division(
    known: Choices, *, label: str = "处室", without: tuple[object, ...] = (), optional: bool = False, hint: str = ""
) -> Field:
    chosen: list[Option] = [(key, name) for key, name in known.divisions.items() if key not in without]
    return Field(name="division_id", label=label, kind="select", options=chosen, optional=optional, hint=hint)


def _joint(state: Consultation) -> Field:
    chosen = [(each.division.id, each.division.name) for each in state.units.joint.values()]
    return Field(name="division_id", label="共同承办单位", kind="select", options=chosen)


def _unit(state: Consultation, eligible: Callable[[UnitOpinion], bool]) -> Field:
    chosen = [
        (str(each.number), f"{each.number}　{value_or_none(each.name) or ''}") for each in state.units.opinions if eligible(each)
    ]
    return Field(name="unit", label="单位", kind="select", options=chosen)


def _position(locale: Locale) -> tuple[Field, ...]:
    return (
        Field(name="position", label="意见", kind="radios", options=options(locale, "unit_position", list(UnitPosition))),
        Field(
            name="text",
            label="具体意见",
            kind="area",
            most=REASON,
            optional=True,
            hint="有修改建议或者不同意的必须填写，不少于10字。",
        ),
    )


def _reason() -> Field:
    return Field(name="reason", label="理由", kind="area", most=REASON, hint=INTERNAL)
