"""The rules of answering, adopting and correcting, each by its name.

ProcedureRefusal
├── FeedbackNotPrepared, SamePersonSignsOff, FeedbackNotSignedOff, ReleaseNotSignedOff, AnswersIncomplete,
│   AlreadyAnswered, ContradictionsUnseen, BlanketAnswersUnseen, FeedbackMissing
├── SupplementNotPrepared, SupplementNotSignedOff, NothingToSupplement, CommentsUnanswered
├── StepAlreadyWaived, FairCompetitionReviewMissing, LegalityReviewMissing, NotDeliberated, DeliberationFileIncomplete
├── DissenterNotPresent, MajorityReasonMissing
├── FileBeforeFeedback, ReviewTooShort, MeetingTooEarly, IssueBeforeMeeting
├── AdoptionNotPrepared, SamePersonAdopts, EffectBeforeIssue
├── StillRunning, ArchivedBefore
└── NotCorrectable
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal


class FeedbackNotPrepared(ProcedureRefusal):
    """Sign-off and publication follow the drafted feedback summary."""

    message = "意见反馈尚未起草。"
    article = "《重大行政决策程序暂行条例》第十八条"


class SamePersonSignsOff(ProcedureRefusal):
    """A second person signs off the feedback summary."""

    message = "起草意见反馈的人不能自己审签。"


class FeedbackNotSignedOff(ProcedureRefusal):
    """The feedback summary as it stands is signed off before it is published."""

    message = "意见反馈尚未由第二人审签。"


class ReleaseNotSignedOff(ProcedureRefusal):
    """A forced release needs its later sign-off before answers are published."""

    message = "先行签发尚未补签，不能公布意见反馈。"
    article = "《政府信息公开条例》第十七条"


class AnswersIncomplete(ProcedureRefusal):
    """No feedback while a comment awaits screening, or a published one has no point with a disposition and reason."""

    message = (
        "还不能公布意见反馈：{awaiting_count}条意见尚未审看，{uncovered_count}条意见尚未答复，{open_points}个要点没有采纳意见。"
    )
    article = "《重大行政决策程序暂行条例》第十八条、第二十九条"


class AlreadyAnswered(ProcedureRefusal):
    """The feedback summary is published once; a published disposition can only be superseded."""

    message = "意见反馈已经公布。"


class ContradictionsUnseen(ProcedureRefusal):
    """Adopted means changed: contradictions are accepted at sign-off, by name, before they are published."""

    message = "以下条款写明已采纳修改，但修改稿没有变化，应当在审签时逐条确认：{articles}。"
    article = "《重大行政决策程序暂行条例》第十八条"


class BlanketAnswersUnseen(ProcedureRefusal):
    """Whoever signs has seen each answer to most of the comments, or whose reason names nothing of the matter, by its point."""

    message = "以下要点的答复可能笼统，应当在审签时逐项确认已经看过：{points}。"
    article = "《重大行政决策程序暂行条例》第十八条"


class FeedbackMissing(ProcedureRefusal):
    """Deliberation and adoption follow the published feedback ([713] art. 29, 32)."""

    message = "尚未公布意见采纳情况。"
    article = "《重大行政决策程序暂行条例》第二十九条、第三十二条"


class SupplementNotPrepared(ProcedureRefusal):
    """Sign-off and publication follow the drafted supplement."""

    message = "补充反馈尚未起草。"


class SupplementNotSignedOff(ProcedureRefusal):
    """The supplement as it stands is signed off before it is published."""

    message = "补充反馈尚未由第二人审签。"


class NothingToSupplement(ProcedureRefusal):
    """A supplement publishes new points, or answers further comments."""

    message = "没有新的要点，也没有新归入的意见，不需要补充反馈。"


class CommentsUnanswered(ProcedureRefusal):
    """No adoption while a comment awaits screening or its public answer, or it is said in public why all the same."""

    message = (
        "还有{awaiting_count}条意见尚未审看，{unanswered_count}条意见尚未公布答复。"
        "请先办理补充反馈；确需先行公布决策的，应当写明理由，并向社会公开。"
    )
    article = "《重大行政决策程序暂行条例》第十八条、第三十二条"


class StepAlreadyWaived(ProcedureRefusal):
    """A step is recorded as not required once, with one reason."""

    message = "这一步已经记录为不需要。"


class FairCompetitionReviewMissing(ProcedureRefusal):
    """No review, no issue, where a draft concerns operators' economic activity (公平竞争审查条例 art. 2, 13 ff.)."""

    message = "涉及经营者经济活动的，未经公平竞争审查或者审查未通过，不得出台。"
    article = "《公平竞争审查条例》第二条、第十三条"


class LegalityReviewMissing(ProcedureRefusal):
    """Legality review can never be skipped, nor replaced by asking opinions ([713] art. 25)."""

    message = "未经合法性审查或者审查不合法的，不得提交集体讨论。"
    article = "《重大行政决策程序暂行条例》第二十五条"


class FileBeforeFeedback(ProcedureRefusal):
    """The file of the legality review holds what became of the opinions ([713] art. 25, 26)."""

    message = "送审材料应当包含意见采纳情况，收到的日期不能早于意见反馈公布的{day}。"
    article = "《重大行政决策程序暂行条例》第二十五条、第二十六条"
    status = 422


class ReviewTooShort(ProcedureRefusal):
    """A legality review takes at least seven working days, or it is said in public why it took less ([713] art. 26)."""

    message = "材料{received}收到，满{least}个工作日为{day}。此前作出审查意见的，应当写明理由，并向社会公开。"
    article = "《重大行政决策程序暂行条例》第二十六条"


class MeetingTooEarly(ProcedureRefusal):
    """Deliberation follows the feedback and the legality review ([713] art. 25, 29, 30)."""

    message = "集体讨论应当在意见反馈和合法性审查之后，会议日期不能早于{day}。"
    article = "《重大行政决策程序暂行条例》第二十五条、第二十九条、第三十条"
    status = 422


class DissenterNotPresent(ProcedureRefusal):
    """A dissent recorded truthfully is that of somebody who was at the meeting ([713] art. 30)."""

    message = "提出不同意见的人不在出席人员名单中，请核对姓名。"
    article = "《重大行政决策程序暂行条例》第三十条"
    status = 422


class MajorityReasonMissing(ProcedureRefusal):
    """Who decides otherwise than most of those present wanted says why ([713] art. 30)."""

    message = "行政首长的决定与多数人意见不一致的，应当写明理由。"
    article = "《重大行政决策程序暂行条例》第三十条"
    status = 422


class IssueBeforeMeeting(ProcedureRefusal):
    """A decision is issued on or after the day on which it was deliberated ([713] art. 30, 32)."""

    message = "发文日期不能早于集体讨论的{day}。"
    article = "《重大行政决策程序暂行条例》第三十条、第三十二条"
    status = 422


class NotDeliberated(ProcedureRefusal):
    """Collective deliberation can never be skipped ([713] art. 30)."""

    message = "尚未经集体讨论通过，不能公布决策。"
    article = "《重大行政决策程序暂行条例》第三十条"


class AdoptionNotPrepared(ProcedureRefusal):
    """An adoption notice is drafted before it is published ([713] art. 32)."""

    message = "决策公布文本尚未起草。"
    article = "《重大行政决策程序暂行条例》第三十二条"


class SamePersonAdopts(ProcedureRefusal):
    """Whoever drafted the adoption notice does not publish it (decision record 4)."""

    message = "起草决策公布文本的人不能自己签发。"


class EffectBeforeIssue(ProcedureRefusal):
    """A decision takes effect on or after its issue, and stays valid beyond that."""

    message = "施行日期不能早于发文日期，有效期应当晚于施行日期。"
    status = 422


class StillRunning(ProcedureRefusal):
    """Records are archived whole, once the decision is adopted or ended ([713] art. 33)."""

    message = "事项还没有办结，办结以后才能归档。"
    article = "《重大行政决策程序暂行条例》第三十三条"


class ArchivedBefore(ProcedureRefusal):
    """What is archived again has another number than what was archived last."""

    message = "这个档号已经登记过。补充归档的，请填写新的档号。"


class NotCorrectable(ProcedureRefusal):
    """Corrections replace what was published, field by field, in public; what is not yet published is prepared anew."""

    message = "这一内容不能更正：只能更正已经公布的内容。"


class DeliberationFileIncomplete(ProcedureRefusal):
    """What goes to the meeting is complete ([713] art. 29)."""

    message = "集体讨论材料还缺：{missing}。"
    article = "《重大行政决策程序暂行条例》第二十九条"
