"""The rules of the procedure up to the close, each by its name.

Refusal
└── ProcedureRefusal
    ├── MatterExcluded, DecisionOver, AlreadyPublished, NotPublished, ContentClosed
    ├── MomentUnclear, DateAhead, ReasonTooShort
    ├── DraftMissing, DraftFrozen, ExplanationMissing, BasisMissing, InterpretationMissing, LinkNotWeb
    ├── ReviewUnderWay, ReviewNotRequested, AlreadyReviewed, ReviewsIncomplete, SamePersonReviews, SamePersonReleases,
    │   AlreadyReleased, DraftNotReleased, ReleaseNotForced
    ├── PeriodBackwards, PeriodTooShort (ShorteningUnexplained), PeriodShortened, PeriodAlreadyClosed, PeriodStillOpen,
    │   NothingToDelay
    ├── domain.consultation.outcome_refusals   answers, adoption, corrections
    ├── domain.consultation.return_refusals    returning for changes
    ├── domain.consultation.execution_refusals   what follows an adoption
    └── domain.consultation.unit_refusals      joint divisions, opinions of other units, countersignatures, hand-over
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
    """After adoption or ending a decision's history takes corrections, and what follows an adoption."""

    message = "这项决策已经结束，不能再办理这一步。"


class ContentClosed(ProcedureRefusal):
    """A decision that needs sealed content cannot be taken by a reader who may not see it."""

    message = "缺少作出决定所需的内容，不能办理。"


class MomentUnclear(ProcedureRefusal):
    """A moment that periods are counted from names its time zone and lies within reach."""

    message = "时间不正确：应当写明日期、时刻和时区（例如2026-03-10T09:00:00+08:00）。"
    status = 422


class DateAhead(ProcedureRefusal):
    """What is recorded as done was done today or before."""

    message = "这个日期不能晚于今天。"
    status = 422


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


class LinkNotWeb(ProcedureRefusal):
    """A link shown to the public leads to a web page."""

    message = "网址应当以 http:// 或者 https:// 开头。"
    status = 422


class ReviewUnderWay(ProcedureRefusal):
    """A draft is submitted once; it comes back by a review that returns it, or by a change."""

    message = "草案已经送审。"


class AlreadyReviewed(ProcedureRefusal):
    """Each review is passed once for what was submitted."""

    message = "这项审查已经通过。"


class ReviewNotRequested(ProcedureRefusal):
    """Review and release follow the drafter's submission; a returned draft is submitted anew."""

    message = "草案尚未送审。"
    article = "《政府信息公开条例》第十七条"


class ReviewsIncomplete(ProcedureRefusal):
    """Legality, secrecy and editorial review come before release ([711] art. 17)."""

    message = "以下审查尚未通过：{missing}。确需先行签发的，应当写明理由。"
    article = "《政府信息公开条例》第十七条"


class SamePersonReviews(ProcedureRefusal):
    """Whoever drafted or submitted does not review: neither before release nor for legality ([711] art. 17; [713] art. 25)."""

    message = "起草、送审的人不能审查自己的草案。"
    article = "《政府信息公开条例》第十七条；《重大行政决策程序暂行条例》第二十五条"


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


class ReasonTooShort(ProcedureRefusal):
    """A reason is a sentence, not a word."""

    message = "理由不少于{length}字。"
    status = 422
