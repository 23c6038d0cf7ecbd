"""The rules of a decision that expert review 专家论证 and risk assessment 风险评估 give, each by its name.

ProcedureRefusal
├── ExpertReviewMissing, RiskAssessmentMissing, RiskUncontrollable, RiskAssessedOtherText
└── StepUnderWay, StepReported
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal


class ExpertReviewMissing(ProcedureRefusal):
    """Before deliberation experts were heard, or it is recorded with its reason that they need not be ([713] art. 19, 29)."""

    message = "尚未完成专家论证，也没有记录不需要专家论证的理由。"
    article = "《重大行政决策程序暂行条例》第十九条、第二十九条"


class RiskAssessmentMissing(ProcedureRefusal):
    """Before deliberation the risk was assessed, or it is recorded with its reason that it need not be ([713] art. 22, 29)."""

    message = "尚未完成风险评估，也没有记录不需要风险评估的理由。"
    article = "《重大行政决策程序暂行条例》第二十二条、第二十九条"


class RiskUncontrollable(ProcedureRefusal):
    """A decision whose risk cannot be controlled, or stays high, is changed until it can, and only then taken ([713] art. 24)."""

    message = "风险评估结果为高风险或者风险不可控，不能作出决策。请调整决策草案等，确保风险可控后重新评估。"
    article = "《重大行政决策程序暂行条例》第二十四条"


class RiskAssessedOtherText(ProcedureRefusal):
    """What was assessed is the text that is decided on; a changed one is assessed again ([713] art. 22, 24)."""

    message = "风险评估针对的是另一稿，决策文本此后有改动。请对现在的文本重新评估。"
    article = "《重大行政决策程序暂行条例》第二十二条、第二十四条"


class StepUnderWay(ProcedureRefusal):
    """What has begun is not recorded as not required: an opinion that was given, a risk that was found, would be lost."""

    message = "这一环节已经开始办理，不能再记录为不需要。请先办理完毕。"


class StepReported(ProcedureRefusal):
    """What was done is not recorded as not required."""

    message = "这一环节已经办理完毕，不能再记录为不需要。"
