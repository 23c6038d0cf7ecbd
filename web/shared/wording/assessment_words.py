"""Words of expert reviews 专家论证 and risk assessments 风险评估, in the source language."""

from __future__ import annotations

from domain.enumerations import (
    AssessmentMethod,
    Assessor,
    ExpertFinding,
    Interest,
    OpinionUse,
    ReviewForm,
    RiskKind,
    RiskLevel,
)

ASSESSMENT_EVENTS = {
    "expert-review-planned.v1": "制定专家论证方案",
    "expert-asked.v1": "联系专家",
    "interest-declared.v1": "专家声明利害关系",
    "expert-invited.v1": "正式邀请专家",
    "expert-opinion-given.v1": "收到专家论证意见",
    "expert-opinion-used.v1": "写明论证意见的研究采纳情况",
    "expert-review-concluded.v1": "结束专家论证",
    "expert-review-reported.v1": "专家论证完成",
    "risk-assessment-started.v1": "开展风险评估",
    "risk-found.v1": "记录风险点",
    "risk-assessment-concluded.v1": "作出风险评估结论",
    "risk-assessment-reported.v1": "风险评估完成",
}
ASSESSMENT_DONE = {
    "plan_review": "论证方案已保存。",
    "ask_expert": "专家已列入名单，请登记利害关系声明。",
    "declare_interest": "利害关系声明已登记。",
    "invite_expert": "已正式邀请。",
    "give_opinion": "论证意见已登记。",
    "use_opinion": "研究采纳情况已保存。",
    "conclude_review": "专家论证已结束。",
    "start_assessment": "风险评估已开始。",
    "find_risk": "风险点已保存。",
    "conclude_assessment": "风险评估结论已记录。",
}
ASSESSMENT_FILE = {
    "review_form": "论证方式",
    "excluded": "因有直接利害关系排除的专家",
    "subject": "论证的问题",
    "number": "序号",
    "expert_field": "专业领域",
    "finding": "论证结论",
    "expert_summary": "意见摘要",
    "use": "研究采纳情况和理由",
    "assessor": "由谁评估",
    "risk_result": "评估结果",
    "controllable": "可控",
    "uncontrollable": "不可控",
    "methods": "评估方法",
    "concluded_at": "评估时间",
    "report": "风险评估报告",
    "risk_kind": "风险类别",
    "likelihood_and_degree": "可能性、影响程度",
    "description": "风险描述",
    "measures": "防范措施和处置预案",
    "risk_heard": "听取意见的部门和其他方面",
    "risk_conclusion": "评估结论",
}
"""In the file for the deliberation."""
ASSESSMENT_WORDS: dict[str, dict[str, str]] = {
    "review_form": {
        ReviewForm.MEETING: "论证会",
        ReviewForm.WRITTEN: "书面咨询",
        ReviewForm.COMMISSIONED: "委托咨询论证",
    },
    "interest": {Interest.NONE: "没有直接利害关系", Interest.DIRECT: "有直接利害关系"},
    "expert_finding": {
        ExpertFinding.FEASIBLE: "可行",
        ExpertFinding.WITH_CHANGES: "修改后可行",
        ExpertFinding.NOT_FEASIBLE: "不可行",
    },
    "opinion_use": {
        OpinionUse.ADOPTED: "采纳",
        OpinionUse.PARTLY_ADOPTED: "部分采纳",
        OpinionUse.NOT_ADOPTED: "未采纳",
    },
    "risk_kind": {
        RiskKind.SOCIAL_STABILITY: "社会稳定风险",
        RiskKind.PUBLIC_SAFETY: "公共安全风险",
        RiskKind.ECOLOGICAL: "生态环境风险",
        RiskKind.FISCAL: "财政金融风险",
        RiskKind.PUBLIC_OPINION: "舆情风险",
        RiskKind.OTHER: "其他风险",
    },
    "risk_level": {RiskLevel.HIGH: "高", RiskLevel.MEDIUM: "中", RiskLevel.LOW: "低"},
    "assessor": {
        Assessor.UNDERTAKING: "决策承办单位",
        Assessor.OTHER_UNIT: "负责风险评估工作的其他单位",
        Assessor.THIRD_PARTY: "受委托的专业机构、社会组织等",
    },
    "assessment_method": {
        AssessmentMethod.OPINION_TRACKING: "舆情跟踪",
        AssessmentMethod.KEY_VISITS: "重点走访",
        AssessmentMethod.JOINT_ANALYSIS: "会商分析",
        AssessmentMethod.QUALITATIVE: "定性分析",
        AssessmentMethod.QUANTITATIVE: "定量分析",
    },
}
