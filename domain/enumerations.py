"""Enumerated values of the procedure, with the law's terms. Stored in events by their text."""

from __future__ import annotations

import enum


class Regime(enum.StrEnum):
    """Which rules a decision follows ([713] art. 2 and 42; procedure.md, Which rules)."""

    GOVERNMENT_DECISION = "government_decision"  # 政府重大行政决策
    BUREAU_DECISION = "bureau_decision"  # 部门参照执行
    NORMATIVE_DOCUMENT = "normative_document"  # 行政规范性文件
    GOVERNMENT_RULE = "government_rule"  # 规章
    ORDINARY_CONSULTATION = "ordinary_consultation"  # 一般征求意见


class MatterKind(enum.StrEnum):
    """Kinds of matter 决策事项 ([713] art. 3); the last three are excluded by its second paragraph."""

    PUBLIC_POLICY = "public_policy"  # 公共服务、市场监管、社会管理、环境保护等重大公共政策和措施
    PLAN = "plan"  # 经济和社会发展等重要规划
    RESOURCES = "resources"  # 开发利用、保护重要自然资源和文化资源
    CONSTRUCTION = "construction"  # 重大公共建设项目
    OTHER = "other"  # 其他重大事项
    MACRO_CONTROL = "macro_control"  # 财政政策、货币政策等宏观调控决策
    LEGISLATION = "legislation"  # 政府立法决策
    EMERGENCY = "emergency"  # 突发事件应急处置决策


class AdjustmentKind(enum.StrEnum):
    """How the catalogue of decision matters is adjusted 目录调整 ([713] art. 3)."""

    ADDED = "added"  # 增加
    CHANGED = "changed"  # 变更
    REMOVED = "removed"  # 移出
    CARRIED_OVER = "carried_over"  # 结转下一年度


class Channel(enum.StrEnum):
    """How an opinion came 征集渠道."""

    WEB = "web"
    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    COUNTER = "counter"
    HEARING = "hearing"


class RespondentKind(enum.StrEnum):
    """Kind of respondent 反馈人类别."""

    INDIVIDUAL = "individual"  # 个人
    ENTERPRISE = "enterprise"  # 企业
    SOCIAL_ORGANISATION = "social_organisation"  # 社会组织
    PUBLIC_INSTITUTION = "public_institution"  # 机关事业单位
    OTHER = "other"  # 其他


class DispositionKind(enum.StrEnum):
    """What becomes of an opinion point 采纳情况."""

    ADOPTED = "adopted"  # 采纳
    PARTLY_ADOPTED = "partly_adopted"  # 部分采纳
    NOT_ADOPTED = "not_adopted"  # 未采纳
    ALREADY_COVERED = "already_covered"  # 已有规定
    OUT_OF_SCOPE = "out_of_scope"  # 不属本次征求意见范围
    NOTED = "noted"  # 留作参考


class ReasonKind(enum.StrEnum):
    """Kind of reason for a disposition 理由类别."""

    LAW = "law"  # 法律法规已有规定或者不允许(须写明条款)
    BUDGET = "budget"
    TECHNICAL = "technical"
    CONFLICTING_OPINIONS = "conflicting_opinions"
    POLICY_CHOICE = "policy_choice"
    ALREADY_COVERED = "already_covered"
    OTHER_CHANNEL = "other_channel"  # 转信访、投诉等渠道
    OTHER = "other"


class WithholdingReason(enum.StrEnum):
    """Why a comment is not shown 不予公开理由. It still counts and stays as a numbered stub."""

    PERSONAL_DATA = "personal_data"
    UNLAWFUL = "unlawful"
    ABUSE = "abuse"
    COMMERCIAL_SECRET = "commercial_secret"
    ADVERTISING = "advertising"
    EMPTY = "empty"
    NOT_ABOUT_DRAFT = "not_about_draft"
    REGISTERED_IN_ERROR = "registered_in_error"  # 登记有误: 重复登记, 登错事项, 文字录错


class ScreeningOutcome(enum.StrEnum):
    """What screening, or a revision of it 审看更正, makes of a comment."""

    PUBLISHED = "published"  # 全文公开
    REDACTED = "redacted"  # 遮盖后公开
    WITHHELD = "withheld"  # 不予公开


class CorrectionCause(enum.StrEnum):
    """Why the registration of a comment is corrected 登记更正原因."""

    ENTERED_WRONGLY = "entered_wrongly"  # 录入有误
    MISREAD = "misread"  # 原件辨认有误
    RESPONDENT_ASKED = "respondent_asked"  # 本人要求


class ReviewKind(enum.StrEnum):
    """Reviews before release 发布审查 ([711] art. 17)."""

    LEGALITY = "legality"
    SECRECY = "secrecy"
    EDITORIAL = "editorial"


class ReviewResult(enum.StrEnum):
    PASSED = "passed"
    RETURNED = "returned"


class Returnable(enum.StrEnum):
    """What one person prepares and another signs, or returns for changes 退回修改."""

    DRAFT = "draft"  # 草案和配套材料: 签发, 补签
    FEEDBACK = "feedback"  # 意见反馈: 审签
    SUPPLEMENT = "supplement"  # 补充反馈: 审签
    ADOPTION = "adoption"  # 公布文本: 公布


class LegalityResult(enum.StrEnum):
    """Findings of the legality review 合法性审查意见 ([713] art. 27)."""

    LAWFUL = "lawful"
    TO_BE_CHANGED = "to_be_changed"
    UNLAWFUL = "unlawful"
    EXPLORATORY = "exploratory"  # 探索性改革, 明示法律风险


class DeliberationResult(enum.StrEnum):
    """Outcome of collective deliberation 集体讨论 ([713] art. 30)."""

    PASSED = "passed"
    PASSED_WITH_CHANGES = "passed_with_changes"
    POSTPONED = "postponed"
    REJECTED = "rejected"


class EndingKind(enum.StrEnum):
    """How a decision ends without adoption 终止."""

    SHELVED = "shelved"
    WITHDRAWN = "withdrawn"
    NOT_ADOPTED = "not_adopted"


class WaivableStep(enum.StrEnum):
    """Steps that may be recorded as not required, with the reason; legality review and deliberation are never among them."""

    EXPERT_REVIEW = "expert_review"  # 专家论证
    RISK_ASSESSMENT = "risk_assessment"  # 风险评估
    FAIR_COMPETITION_REVIEW = "fair_competition_review"  # 公平竞争审查


class DeliberationItem(enum.StrEnum):
    """What the file for the collective deliberation 集体讨论材料 holds, in the order of [713] art. 29."""

    DRAFT = "draft"  # 决策草案及相关材料
    FAIR_COMPETITION = "fair_competition"  # 公平竞争审查
    OPINIONS = "opinions"  # 公众意见研究采纳情况
    EXPERTS = "experts"  # 专家论证意见研究采纳情况
    RISKS = "risks"  # 风险评估报告
    LEGALITY = "legality"  # 合法性审查意见
    OTHER = "other"  # 需要研究的其他材料


class ErasureScope(enum.StrEnum):
    """What an erasure 删除个人信息 covers (PIPL art. 47)."""

    IDENTITY = "identity"  # name, organisation, contact
    ALL = "all"  # text, proposed wording and attachments as well


class FileTreatment(enum.StrEnum):
    """What is done, before a file is published, about what it tells beside what it shows."""

    AS_IT_CAME = "as-it-came"  # there was nothing to take out
    CLEANED = "cleaned"  # 去除隐藏信息: a copy is published
    AS_IT_IS = "as-it-is"  # it tells, and is published all the same, with the reason; of the body only
    LEFT_OUT = "left-out"  # no copy can be made, so it is not published; of the public only


class AppealOutcome(enum.StrEnum):
    UPHELD = "upheld"  # stays withheld
    OVERTURNED = "overturned"  # is published


class ConsultationState(enum.StrEnum):
    """Public state of a decision, computed from facts and the time; never stored in an event."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    ENDED = "ended"


class CommentStatus(enum.StrEnum):
    AWAITING = "awaiting"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class Occasion(enum.StrEnum):
    """What a time anchor 时间锚定 is made for."""

    OPENING = "opening"  # 征求意见开始
    DAILY = "daily"  # 每日
    CLOSING = "closing"  # 征求意见截止
    CLOSED = "closed"  # 截止登记之后
