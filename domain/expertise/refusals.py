"""Why something about an expert review is refused.

Refusal
├── ExpertInterested, InterestUndeclared, AlreadyDeclared, AlreadyInvited, NotInvited
├── ExpertUnknown, ExpertAskedAlready, OpinionGivenAlready, OpinionMissing, OpinionFileMissing
└── OpinionUnused, TooFewExperts, ExpertReviewClosed
"""

from __future__ import annotations

from domain.refusals import Refusal

CHOICE = "《重大行政决策程序暂行条例》第二十条"
OPINIONS = "《重大行政决策程序暂行条例》第十九条"


class ExpertInterested(Refusal):
    """Nobody with a direct interest in the matter is chosen ([713] art. 20); that he was excluded stays on record."""

    message = "第{expert}位专家声明与决策事项有直接利害关系，不得邀请，也不得提出论证意见。"
    article = CHOICE


class InterestUndeclared(Refusal):
    """An expert declares whether he has a direct interest before his invitation is final ([713] art. 20)."""

    message = "第{expert}位专家尚未声明有无直接利害关系，不能正式邀请。"
    article = CHOICE


class AlreadyDeclared(Refusal):
    """A declaration stands as it was made; it is made once."""

    message = "第{expert}位专家已经作出利害关系声明。"


class AlreadyInvited(Refusal):
    """An expert is invited once."""

    message = "第{expert}位专家已经正式邀请。"


class NotInvited(Refusal):
    """Opinions come from those who were invited."""

    message = "第{expert}位专家尚未正式邀请，不能登记论证意见。"
    article = CHOICE


class ExpertUnknown(Refusal):
    """Experts have the numbers under which they were asked."""

    message = "没有这位专家，请从列出的专家中选择。"
    status = 422


class ExpertAskedAlready(Refusal):
    """The same person is asked once in a review."""

    message = "这位专家已经在名单中（第{expert}位）。"


class OpinionGivenAlready(Refusal):
    """A signed opinion stands as it was given."""

    message = "第{expert}位专家已经提出论证意见。"


class OpinionMissing(Refusal):
    """What became of an opinion is said once there is one."""

    message = "第{expert}位专家尚未提出论证意见。"
    article = OPINIONS


class OpinionFileMissing(Refusal):
    """A written opinion is signed or sealed, and kept ([713] art. 19)."""

    message = "请上传一份专家署名或者盖章的书面论证意见。"
    article = OPINIONS
    status = 422


class OpinionUnused(Refusal):
    """A review ends when it is said of every opinion what became of it ([713] art. 29, 32)."""

    message = "还有{count}份论证意见没有写明研究采纳情况。"
    article = "《重大行政决策程序暂行条例》第二十九条、第三十二条"


class TooFewExperts(Refusal):
    """A review needs as many opinions as the rule for its form asks for."""

    message = "这种论证方式至少需要{needed}位专家提出意见，现有{count}位。"
    article = OPINIONS


class ExpertReviewClosed(Refusal):
    """A review that is concluded stands as it is; another one may be planned."""

    message = "这次专家论证已经结束，不能再改动。"
