"""The rules of the procedure, each by its name.

Refusal
└── ProcedureRefusal
    ├── MatterExcluded, DecisionOver, AlreadyPublished, NotPublished, ContentClosed
    ├── DraftMissing, DraftFrozen, ExplanationMissing, BasisMissing, InterpretationMissing
    ├── ReviewNotRequested, ReviewsIncomplete, SamePersonReviews, SamePersonReleases, AlreadyReleased, DraftNotReleased,
    │   ReleaseNotForced, ReleaseNotSignedOff
    ├── PeriodBackwards, PeriodTooShort, ShorteningUnexplained, PeriodShortened, PeriodAlreadyClosed, PeriodStillOpen,
    │   NothingToDelay
    ├── FeedbackNotPrepared, SamePersonSignsOff, FeedbackNotSignedOff, AnswersIncomplete, AlreadyAnswered,
    │   ContradictionsUnseen, FeedbackMissing
    ├── ReasonTooShort, FairCompetitionReviewMissing, LegalityReviewMissing, NotDeliberated,
    │   AdoptionNotPrepared, SamePersonAdopts, EffectBeforeIssue
    └── NotCorrectable
"""

from __future__ import annotations

from domain.refusals import Refusal


class ProcedureRefusal(Refusal):
    """A step of the procedure is out of place."""


class MatterExcluded(ProcedureRefusal):
    """Macro-control, government legislation and emergency response are not decided under these rules ([713] art. 3)."""

    message = "宏观调控、政府立法和突发事件应急处置决策不适用本程序。"
    article = "《重大行政决策程序暂行条例》第三条第二款"


class DecisionOver(ProcedureRefusal):
    """After adoption or ending a decision's history takes corrections only."""

    message = "这项决策已经结束，不能再办理这一步。"


class ContentClosed(ProcedureRefusal):
    """A decision that needs sealed content cannot be taken by a reader who may not see it."""

    message = "缺少作出决定所需的内容，不能办理。"


class NotPublished(ProcedureRefusal):
    """The step follows the publication of the call for opinions."""

    message = "征求意见公告尚未发布，不能办理这一步。"
    article = "《重大行政决策程序暂行条例》第十五条"


class AlreadyPublished(ProcedureRefusal):
    """A call for opinions is published once; a changed draft is a new version before that."""

    message = "征求意见公告已经发布。"
    article = "《重大行政决策程序暂行条例》第十五条"


class DraftMissing(ProcedureRefusal):
    """There is no review, release or publication without a draft ([713] art. 12)."""

    message = "还没有决策草案。"
    article = "《重大行政决策程序暂行条例》第十二条"


class DraftFrozen(ProcedureRefusal):
    """The draft version commented on is frozen: what was published is what the comments answer ([713] art. 15)."""

    message = "征求意见公告发布后，征求意见稿和配套材料不能更改。"
    article = "《重大行政决策程序暂行条例》第十五条"


class ExplanationMissing(ProcedureRefusal):
    """The draft is published together with its explanation ([713] art. 15)."""

    message = "缺少起草说明。"
    article = "《重大行政决策程序暂行条例》第十五条"


class BasisMissing(ProcedureRefusal):
    """The decision basis is published with the draft (主动向社会公布决策草案、决策依据)."""

    message = "缺少决策依据。"
    article = "《重大行政决策程序暂行条例》第十二条、第十五条"


class InterpretationMissing(ProcedureRefusal):
    """The interpretation is drafted, signed off and published together with the draft 三同步, with its six parts."""

    message = "解读材料不完整：{missing}。解读材料应当与征求意见稿同步组织、同步审签、同步发布。"
    article = "《政府信息公开条例》第十七条；政策解读“三同步”要求"


class ReviewNotRequested(ProcedureRefusal):
    """Review and release follow the drafter's submission."""

    message = "草案尚未送审。"
    article = "《政府信息公开条例》第十七条"


class ReviewsIncomplete(ProcedureRefusal):
    """Legality, secrecy and editorial review come before release ([711] art. 17)."""

    message = "以下审查尚未通过：{missing}。确需先行签发的，应当写明理由。"
    article = "《政府信息公开条例》第十七条"


class SamePersonReviews(ProcedureRefusal):
    """Whoever submitted a draft does not review it."""

    message = "送审人不能审查自己送审的草案。"


class SamePersonReleases(ProcedureRefusal):
    """Whoever submitted cannot release, and whoever forced a release cannot sign it off."""

    message = "送审、签发、补签应当由不同的人办理。"
    article = "《政府信息公开条例》第十七条"


class AlreadyReleased(ProcedureRefusal):
    """A draft as it stands is released once."""

    message = "草案已经签发。"


class DraftNotReleased(ProcedureRefusal):
    """Only what was released is published; a later change needs a new release."""

    message = "草案或者配套材料尚未签发，不能发布。"
    article = "《政府信息公开条例》第十七条"


class ReleaseNotForced(ProcedureRefusal):
    """Only a forced release is signed off later, once."""

    message = "没有需要补签的先行签发。"


class ReleaseNotSignedOff(ProcedureRefusal):
    """A forced release needs its later sign-off before answers are published."""

    message = "先行签发尚未补签，不能公布意见反馈。"
    article = "《政府信息公开条例》第十七条"


class PeriodBackwards(ProcedureRefusal):
    """A period opens now or later, and closes after it opens."""

    message = "征求意见的起止时间不正确：开始时间不能早于现在，截止时间应当晚于开始时间。"
    status = 422


class PeriodTooShort(ProcedureRefusal):
    """At least 30 days, unless the reason for a shorter period is published with the call ([713] art. 15)."""

    message = "征求意见期限一般不少于{days}日；确需缩短的，应当说明理由。"
    article = "《重大行政决策程序暂行条例》第十五条"


class ShorteningUnexplained(PeriodTooShort):
    """A shorter period states its reason ([713] art. 15)."""

    message = "征求意见期限不足{days}日，应当写明缩短期限的理由（不少于{length}字）。"


class PeriodShortened(ProcedureRefusal):
    """A closing date moves forward only; shortening an open period is refused."""

    message = "截止时间只能延后，不能提前。"
    article = "《重大行政决策程序暂行条例》第十五条"


class PeriodAlreadyClosed(ProcedureRefusal):
    """A period that has closed is neither extended nor closed again."""

    message = "征求意见已经截止。"


class PeriodStillOpen(ProcedureRefusal):
    """Answers are prepared, and the period sealed, after it has closed."""

    message = "征求意见尚未截止，不能办理这一步。"
    article = "《重大行政决策程序暂行条例》第十五条、第十八条"


class NothingToDelay(ProcedureRefusal):
    """An answer is delayed between the close and the feedback, to a later date."""

    message = "答复期限只能在截止后、公布反馈前延后。"


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


class FeedbackMissing(ProcedureRefusal):
    """Deliberation and adoption follow the published feedback ([713] art. 29, 32)."""

    message = "尚未公布意见采纳情况。"
    article = "《重大行政决策程序暂行条例》第二十九条、第三十二条"


class ReasonTooShort(ProcedureRefusal):
    """A reason is a sentence, not a word."""

    message = "理由不少于{length}字。"
    status = 422


class FairCompetitionReviewMissing(ProcedureRefusal):
    """No review, no issue, where a draft concerns operators' economic activity (公平竞争审查条例 art. 2, 13 ff.)."""

    message = "涉及经营者经济活动的，未经公平竞争审查或者审查未通过，不得出台。"
    article = "《公平竞争审查条例》第二条、第十三条"


class LegalityReviewMissing(ProcedureRefusal):
    """Legality review can never be skipped, nor replaced by asking opinions ([713] art. 25)."""

    message = "未经合法性审查或者审查不合法的，不得提交集体讨论。"
    article = "《重大行政决策程序暂行条例》第二十五条"


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


class NotCorrectable(ProcedureRefusal):
    """Corrections replace what was published, field by field, in public."""

    message = "这一内容不能更正。"
