"""Why a response to a questionnaire is refused.

Refusal
├── TwoAnswers, OptionUnknown, TooFewChosen, TooManyChosen, OffTheScale, AnswerMissing, AnswerMisplaced, ResponseEmpty
├── ResponseBeforeOpening, ResponseAfterClosing, ResponseToWithdrawn, ResponseToEnded
├── NothingToSubmit
└── WrittenErasedAlready, WrittenErasureRequested, WrittenErasureMissing, SamePersonErasesWritten, NothingWritten
"""

from __future__ import annotations

from domain.refusals import Refusal

PARTICIPATION = "《重大行政决策程序暂行条例》第十四条"


class TwoAnswers(Refusal):
    """A question of single choice has one answer."""

    message = "这道题只能选一项。"
    status = 422


class OptionUnknown(Refusal):
    """What is chosen is among the options."""

    message = "没有这个选项，请从列出的选项中选择。"
    status = 422


class TooFewChosen(Refusal):
    """A question of several choices says how many are taken at least."""

    message = "这道题至少选{least}项，现在选了{count}项。"
    status = 422


class TooManyChosen(Refusal):
    """A question of several choices says how many are taken at most."""

    message = "这道题最多选{most}项，现在选了{count}项。"
    status = 422


class OffTheScale(Refusal):
    """A scale is answered with one of its steps."""

    message = "请在{first}到{last}之间选一个分值。"
    status = 422


class AnswerMissing(Refusal):
    """A required question is answered."""

    message = "这道题必须回答。"
    status = 422


class AnswerMisplaced(Refusal):
    """Each answer is to a question that there is, of its kind, and to each there is one."""

    message = "答案与题目对不上，请重新打开问卷填写。"
    status = 422


class ResponseEmpty(Refusal):
    """A response answers something."""

    message = "一道题都没有回答，请至少回答一题。"
    status = 422


class ResponseBeforeOpening(Refusal):
    """A questionnaire is answered from its opening on."""

    message = "问卷还没有开始，将于{opens_at}开始。"
    article = PARTICIPATION


class ResponseAfterClosing(Refusal):
    """A questionnaire is answered until its close; what comes later is not counted."""

    message = "问卷已于{closes_at}截止，没有提交。"
    article = PARTICIPATION


class ResponseToWithdrawn(Refusal):
    """A questionnaire that was withdrawn takes no responses."""

    message = "问卷已经撤回，没有提交。"


class ResponseToEnded(Refusal):
    """Nothing is asked about a decision that is over."""

    message = "这个事项已经结束，问卷不再接受提交。"


class NothingToSubmit(Refusal):
    """A comment says something: who wants his words in the register has written some."""

    message = "您勾选了“同时作为意见提交”，但简答题都没有填写。请填写，或者取消勾选。"
    status = 422


class NothingWritten(Refusal):
    """Only what was written is erased: what was chosen tells nobody's name, and stays counted."""

    message = "这份答卷没有文字内容，没有可以删除的内容。"


class WrittenErasedAlready(Refusal):
    """What is erased is erased."""

    message = "这份答卷的文字已经删除。"


class WrittenErasureRequested(Refusal):
    """A request is recorded once."""

    message = "已经登记过删除请求，等待另一位工作人员办理。"


class WrittenErasureMissing(Refusal):
    """Erasure follows a request."""

    message = "没有登记过删除请求。"


class SamePersonErasesWritten(Refusal):
    """One person records the request, a second carries it out."""

    message = "登记请求的人不能自己办理删除，请由另一位工作人员办理。"
    status = 403
