"""Why something about a risk assessment is refused.

Refusal
├── RisksMissing, RiskUnknown, MethodsMissing, ReportMissing
└── RiskAssessmentClosed
"""

from __future__ import annotations

from domain.refusals import Refusal

HOW = "《重大行政决策程序暂行条例》第二十三条"


class RisksMissing(Refusal):
    """A report names the risks, with the measures against each ([713] art. 23)."""

    message = "还没有记录任何风险点。"
    article = HOW


class RiskUnknown(Refusal):
    """What is replaced is a risk that was recorded."""

    message = "没有这个风险点，请从列出的风险点中选择。"
    status = 422


class MethodsMissing(Refusal):
    """A report says how the risk was assessed ([713] art. 23)."""

    message = "请至少选择一种评估方法。"
    article = HOW
    status = 422


class ReportMissing(Refusal):
    """An assessment ends in a report, which is kept ([713] art. 23)."""

    message = "请上传一份风险评估报告。"
    article = HOW
    status = 422


class RiskAssessmentClosed(Refusal):
    """An assessment that is concluded stands as it is; the text is assessed anew, if need be."""

    message = "这次风险评估已经结束，不能再改动。"
