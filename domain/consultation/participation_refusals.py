"""The rules of a decision that participation activities 参与活动 give, each by its name.

ProcedureRefusal
└── OpinionPollMissing, EnterprisesUnheard
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal

SHANDONG = "《山东省重大行政决策公众参与工作办法》（2025年10月1日起施行）"


class OpinionPollMissing(ProcedureRefusal):
    """Before deliberation a poll was made of a matter of people's livelihood, or it is recorded why none is needed (Shandong)."""

    message = "尚未进行民意调查，也没有记录不需要民意调查的理由。涉及民生的决策应当进行民意调查。"
    article = SHANDONG


class EnterprisesUnheard(ProcedureRefusal):
    """Before deliberation enterprises or their associations were heard on what touches them, or it is recorded how else."""

    message = "决策事项涉及经营主体的经济活动，还没有在参与活动中听取企业或者行业协会商会的意见，也没有记录理由。"
    article = f"《优化营商环境条例》第六十二条、{SHANDONG}"
