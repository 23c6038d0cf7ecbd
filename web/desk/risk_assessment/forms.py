"""The forms of a risk assessment, in the language of the page."""

from __future__ import annotations

from consult.commands.risk_assessment import assessing
from consult.commands.table import row_of
from domain.enumerations import AssessmentMethod, Assessor, RiskKind, RiskLevel
from domain.text import ORGANISATION, REASON
from web.desk.filing.kept_file import file_field
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/risk_assessment/step.html"
INTERNAL = "不少于10字。不公开。"


def start(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(assessing.StartAssessment).label,
        lead="实施可能对社会稳定、公共安全等造成不利影响的决策事项应当评估风险。评估针对现在的文本，文本改动后应当重新评估。",
        button="开始评估",
        template="desk/risk_assessment/assessments.html",
        fields=(
            Field(name="assessor", label="由谁评估", kind="radios", options=options(locale, "assessor", list(Assessor))),
            Field(name="unit", label="评估单位", most=ORGANISATION, hint="随决策公布。"),
        ),
    )


def risk(locale: Locale) -> DeskForm:
    levels = options(locale, "risk_level", list(RiskLevel))
    return DeskForm(
        title=row_of(assessing.FindRisk).label,
        lead="每个风险点写明可能性、影响程度、防范措施和处置预案。",
        button="保存",
        template=TEMPLATE,
        fields=(
            Field(name="point", kind="hidden"),
            Field(name="kind", label="风险类别", kind="radios", options=options(locale, "risk_kind", list(RiskKind))),
            Field(name="likelihood", label="可能性", kind="radios", options=levels),
            Field(name="degree", label="影响程度", kind="radios", options=levels),
            Field(name="description", label="风险描述", kind="area", most=REASON, hint=INTERNAL),
            Field(name="measures", label="防范措施和处置预案", kind="area", most=REASON, hint=INTERNAL),
        ),
    )


def conclusion(locale: Locale) -> DeskForm:
    yes_no = [("yes", locale.translate("可控")), ("no", locale.translate("不可控"))]
    return DeskForm(
        title=row_of(assessing.ConcludeAssessment).label,
        lead="高风险或者不可控的，不能作出决策：调整决策文本后重新评估。结论作出以后不能再改动。",
        button="作出结论",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(name="result", label="风险等级", kind="radios", options=options(locale, "risk_level", list(RiskLevel))),
            Field(name="controllable", label="是否可控", kind="radios", options=yes_no),
            Field(
                name="methods",
                label="评估方法",
                kind="checks",
                options=options(locale, "assessment_method", list(AssessmentMethod)),
            ),
            Field(name="heard", label="听取意见的部门和其他方面", kind="area", rows=4, most=REASON, hint=INTERNAL),
            Field(name="conclusion", label="评估结论", kind="area", most=REASON, hint=INTERNAL),
            file_field("风险评估报告", "一个文件，不超过10MB：PDF、DOCX、ODT、PNG、JPEG、TXT。不公开。"),
        ),
    )
