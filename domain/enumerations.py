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
    SYMPOSIUM = "symposium"  # 座谈会
    ENTERPRISE_FORUM = "enterprise_forum"  # 企业座谈
    VISIT = "visit"  # 走访
    CONSULTATION = "consultation"  # 咨询协商
    MEDIA = "media"  # 媒体
    OPEN_MEETING = "open_meeting"  # 列席会议
    QUESTIONNAIRE = "questionnaire"  # 问卷简答题


BY_AUTHOR = frozenset({Channel.WEB, Channel.QUESTIONNAIRE})
"""Channels over which an author sends his comment himself; of all others staff enter it."""


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


class Retention(enum.StrEnum):
    """How long the archive keeps the records 保管期限 (机关文件材料归档范围和文书档案保管期限规定 art. 7)."""

    PERMANENT = "permanent"
    THIRTY_YEARS = "thirty_years"
    TEN_YEARS = "ten_years"


class WaivableStep(enum.StrEnum):
    """Steps that may be recorded as not required, with the reason; legality review and deliberation are never among them."""

    EXPERT_REVIEW = "expert_review"  # 专家论证
    RISK_ASSESSMENT = "risk_assessment"  # 风险评估
    FAIR_COMPETITION_REVIEW = "fair_competition_review"  # 公平竞争审查
    OPINION_POLL = "opinion_poll"  # 民意调查
    ENTERPRISES = "enterprises"  # 听取企业和行业协会商会意见


class ReviewForm(enum.StrEnum):
    """Forms of expert review 专家论证 ([713] art. 19)."""

    MEETING = "meeting"  # 论证会
    WRITTEN = "written"  # 书面咨询
    COMMISSIONED = "commissioned"  # 委托咨询论证


class Interest(enum.StrEnum):
    """What an expert declares before he is invited 利害关系声明 ([713] art. 20)."""

    NONE = "none"  # 无直接利害关系
    DIRECT = "direct"  # 有直接利害关系


class ExpertFinding(enum.StrEnum):
    """What a written opinion 论证意见 finds ([713] art. 19: necessary, feasible, sound)."""

    FEASIBLE = "feasible"  # 可行
    WITH_CHANGES = "with_changes"  # 修改后可行
    NOT_FEASIBLE = "not_feasible"  # 不可行


class OpinionUse(enum.StrEnum):
    """What became of an expert's opinion 研究采纳情况 ([713] art. 29, 32)."""

    ADOPTED = "adopted"  # 采纳
    PARTLY_ADOPTED = "partly_adopted"  # 部分采纳
    NOT_ADOPTED = "not_adopted"  # 未采纳


class UnitPosition(enum.StrEnum):
    """What another unit says of a draft 有关单位意见 ([713] art. 13)."""

    AGREE = "agree"  # 同意
    SUGGEST = "suggest"  # 原则同意, 有修改建议
    DISAGREE = "disagree"  # 不同意


class Coordination(enum.StrEnum):
    """What came of talking a unit's opinion over 协商结果 ([713] art. 13)."""

    AGREED = "agreed"  # 取得一致意见
    NOT_AGREED = "not_agreed"  # 不能取得一致意见


class RiskKind(enum.StrEnum):
    """Kinds of risk: [713] art. 22 names the first two "and the like", the others are what offices look at besides."""

    SOCIAL_STABILITY = "social_stability"  # 社会稳定
    PUBLIC_SAFETY = "public_safety"  # 公共安全
    ECOLOGICAL = "ecological"  # 生态环境
    FISCAL = "fiscal"  # 财政金融
    PUBLIC_OPINION = "public_opinion"  # 舆情
    OTHER = "other"


class RiskLevel(enum.StrEnum):
    """How likely, how grave, and the result 风险等级."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Assessor(enum.StrEnum):
    """Who makes a risk assessment ([713] art. 22, 23)."""

    UNDERTAKING = "undertaking"  # 决策承办单位
    OTHER_UNIT = "other_unit"  # 负责风险评估工作的其他单位
    THIRD_PARTY = "third_party"  # 受委托的专业机构、社会组织


class AssessmentMethod(enum.StrEnum):
    """Methods of a risk assessment ([713] art. 23)."""

    OPINION_TRACKING = "opinion_tracking"  # 舆情跟踪
    KEY_VISITS = "key_visits"  # 重点走访
    JOINT_ANALYSIS = "joint_analysis"  # 会商分析
    QUALITATIVE = "qualitative"  # 定性分析
    QUANTITATIVE = "quantitative"  # 定量分析


class DeliberationItem(enum.StrEnum):
    """What the file for the collective deliberation 集体讨论材料 holds, in the order of [713] art. 29."""

    DRAFT = "draft"  # 决策草案及相关材料
    UNITS = "units"  # 有关单位意见及协商情况 (art. 13)
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
    """What another person makes of an appeal 复核, or of an objection to a referral."""

    UPHELD = "upheld"  # stays withheld, or referred
    OVERTURNED = "overturned"  # what was withheld is published
    REOPENED = "reopened"  # what was referred is screened


class ConsultationState(enum.StrEnum):
    """Public state of a decision, computed from facts and the time; never stored in an event."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    SUSPENDED = "suspended"  # adopted, and its execution suspended 中止执行
    TERMINATED = "terminated"  # adopted, and its execution terminated 停止执行
    ENDED = "ended"


class CommentStatus(enum.StrEnum):
    AWAITING = "awaiting"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    REFERRED = "referred"  # 转办: no opinion on the draft, handled as a grievance
    WITHDRAWN = "withdrawn"


class GrievanceStatus(enum.StrEnum):
    """How far a grievance 转办事项 is; by its last event."""

    REGISTERED = "registered"  # 待告知
    FORWARDED = "forwarded"  # 已告知转交
    CLOSED = "closed"  # 已办结
    TAKEN_BACK = "taken_back"  # 已收回


class GrievanceChannel(enum.StrEnum):
    """Which channel a person is told to be his 处理途径 (信访工作条例 art. 23, 31)."""

    OWN_ORGAN = "own_organ"  # 本机关职权范围内办理
    SUBORDINATE = "subordinate"  # 下级机关、单位
    OTHER_ORGAN = "other_organ"  # 其他有权处理的机关、单位
    PETITION_OFFICE = "petition_office"  # 信访部门
    LEGAL_REMEDY = "legal_remedy"  # 行政复议、诉讼、仲裁等法定途径
    DISCIPLINE = "discipline"  # 纪检监察机关
    HOTLINE = "hotline"  # 12345, 12315 等投诉举报平台


class GrievanceOutcome(enum.StrEnum):
    """How a grievance is closed 办结."""

    ANSWERED = "answered"  # 已答复
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    UNREACHABLE = "unreachable"  # 姓名、住址不清, 无法告知 (信访工作条例 art. 23)
    WITHDRAWN = "withdrawn"  # 本人撤回


class ActivityKind(enum.StrEnum):
    """Kinds of participation activity 参与活动 ([713] art. 14); what each needs: `domain.activity.kinds`."""

    HEARING = "hearing"  # 听证会
    SYMPOSIUM = "symposium"  # 座谈会
    ENTERPRISE_FORUM = "enterprise_forum"  # 企业座谈
    VISIT = "visit"  # 实地走访
    OPINION_POLL = "opinion_poll"  # 民意调查
    CONSULTATION = "consultation"  # 咨询协商, with organisations
    MEDIA = "media"  # 媒体沟通
    OPEN_MEETING = "open_meeting"  # 列席会议


class ActivityStatus(enum.StrEnum):
    """How far a participation activity is, as the public sees it; by its last event."""

    ANNOUNCED = "announced"  # 已公告
    LISTED = "listed"  # 已公布名单
    HELD = "held"  # 正在举行
    RECORDED = "recorded"  # 已举行
    REPORTED = "reported"  # 已公布报告
    CALLED_OFF = "called_off"  # 已取消


class ActivityForm(enum.StrEnum):
    """Where an activity is held 举行方式."""

    ON_SITE = "on_site"  # 现场
    ONLINE = "online"  # 网络
    BOTH = "both"  # 现场和网络


class Side(enum.StrEnum):
    """Whom a participant speaks for 代表类别; seats are announced for each ([713] art. 16: all sides are represented)."""

    RESIDENT = "resident"  # 居民、消费者
    OPERATOR = "operator"  # 企业、经营者
    ASSOCIATION = "association"  # 行业协会、商会
    ORGANISATION = "organisation"  # 群团组织、社会组织
    EXPERT = "expert"  # 专家
    DEPUTY = "deputy"  # 人大代表、政协委员
    MEDIA = "media"  # 媒体
    OTHER = "other"


class Selection(enum.StrEnum):
    """How the seats of a side are filled 遴选办法, announced before ([713] art. 16)."""

    LOT = "lot"  # 公开报名, 抽签
    INVITATION = "invitation"  # 邀请


class Delivery(enum.StrEnum):
    """How materials reached a participant 送达方式."""

    HANDED = "handed"  # 当面
    POST = "post"  # 邮寄
    EMAIL = "email"  # 电子邮件
    PHONE_MESSAGE = "phone_message"  # 短信、即时通信


class Confirmation(enum.StrEnum):
    """What a participant did about the record 笔录确认 ([713] art. 17)."""

    PAPER = "paper"  # 签字
    LINK = "link"  # 凭一次性确认码
    REFUSED = "refused"  # 拒绝签字


class PollMaker(enum.StrEnum):
    """Who makes an opinion poll 民意调查: the undertaking unit, or a third party without an interest."""

    UNDERTAKING = "undertaking"  # 决策承办单位
    THIRD_PARTY = "third_party"  # 无利害关系的第三方


class PollMethod(enum.StrEnum):
    """How people were asked in a poll 调查方法."""

    PHONE = "phone"  # 电话
    HOUSEHOLD = "household"  # 入户
    STREET = "street"  # 拦截
    ONLINE = "online"  # 网络
    POST = "post"  # 邮寄


class ApplicationStatus(enum.StrEnum):
    """What has become of an application 报名 to attend an activity."""

    WAITING = "waiting"  # 等候
    ADMITTED = "admitted"  # 取得名额
    INVITED = "invited"  # 受邀
    DECLINED = "declined"  # 放弃名额
    WITHDRAWN = "withdrawn"  # 撤回


class ErasureCause(enum.StrEnum):
    """Why what was given with an application is erased 删除原因 (PIPL art. 47)."""

    REQUESTED = "requested"  # 本人申请
    ACTIVITY_OVER = "activity_over"  # 活动已经结束


class Occasion(enum.StrEnum):
    """What a time anchor 时间锚定 is made for."""

    OPENING = "opening"  # 征求意见开始
    DAILY = "daily"  # 每日
    CLOSING = "closing"  # 征求意见截止
    CLOSED = "closed"  # 截止登记之后


class QuestionKind(enum.StrEnum):
    """Kinds of question 题型 in a questionnaire."""

    SINGLE = "single"  # 单选题
    SEVERAL = "several"  # 多选题
    SCALE = "scale"  # 量表题
    TEXT = "text"  # 简答题
