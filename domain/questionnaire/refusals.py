"""Why something about a questionnaire is refused.

Refusal
├── OptionsTooFew, OptionsTooMany, OptionTwice, ChoiceImpossible, ScaleImpossible, TooManyQuestions, QuestionUnknown
├── QuestionnaireEmpty, QuestionnaireOpenedAlready, QuestionnaireNotOpened, ClosesAfterConsultation, ClosesBeforeOpening
├── ConsultationPeriodOver, QuestionnaireClosedAlready, QuestionnaireWithdrawnAlready, QuestionnaireStillOpen
└── CountMisses, CountUnfinished, FiguresPublishedAlready
"""

from __future__ import annotations

from domain.refusals import Refusal

PARTICIPATION = "《重大行政决策程序暂行条例》第十四条"


class OptionsTooFew(Refusal):
    """A choice has something to choose from."""

    message = "选择题至少要有两个选项。"
    status = 422


class OptionsTooMany(Refusal):
    """A question can be read on a phone."""

    message = "选项最多{most}个。"
    status = 422


class OptionTwice(Refusal):
    """Options can be told apart."""

    message = "有两个选项的文字相同，请改成可以区分的文字。"
    status = 422


class ChoiceImpossible(Refusal):
    """What is asked for can be chosen: at least one, at most as many as there are options."""

    message = "最少和最多选几项填写有误：最少不小于1，最多不大于选项数（{known}）。"
    status = 422


class ScaleImpossible(Refusal):
    """A scale runs upwards in a few steps."""

    message = "量表的起点要小于终点，取0到{last}之间的整数。"
    status = 422


class TooManyQuestions(Refusal):
    """A questionnaire can be answered in a few minutes."""

    message = "一份问卷最多{most}道题。"
    status = 422


class QuestionUnknown(Refusal):
    """Questions have the numbers under which they stand."""

    message = "没有这道题，请从列出的题目中选择。"
    status = 422


class QuestionnaireEmpty(Refusal):
    """A questionnaire that is opened asks something."""

    message = "问卷还没有题目，不能发布。"


class QuestionnaireOpenedAlready(Refusal):
    """A questionnaire is changed only before it opens: everybody answers the same questions."""

    message = "问卷已经发布，题目不能再改动。"
    article = PARTICIPATION


class QuestionnaireNotOpened(Refusal):
    """Before it is opened there is nothing to be answered, withdrawn or counted."""

    message = "问卷还没有发布。"


class ConsultationPeriodOver(Refusal):
    """A questionnaire belongs to the consultation beside which it stands, and opens while that is published and open."""

    message = "只有在公开征求意见期间（或者公告发布之后、开始之前）才能发布问卷。"
    article = PARTICIPATION


class ClosesAfterConsultation(Refusal):
    """A questionnaire closes no later than the consultation."""

    message = "问卷的截止时间不能晚于征求意见的截止时间（{closes_at}）。"
    article = PARTICIPATION
    status = 422


class ClosesBeforeOpening(Refusal):
    """There is time to answer."""

    message = "问卷的截止时间要晚于开始时间。"
    status = 422


class QuestionnaireClosedAlready(Refusal):
    """What is closed stays closed, and what was answered is counted."""

    message = "问卷已经截止。"


class QuestionnaireWithdrawnAlready(Refusal):
    """A questionnaire that was withdrawn stays so; another one may be written."""

    message = "问卷已经撤回。"


class QuestionnaireStillOpen(Refusal):
    """Nothing is opened or counted before the close."""

    message = "问卷还没有截止，不能统计。"
    article = PARTICIPATION


class CountMisses(Refusal):
    """Every response is counted once, as it was given."""

    message = "统计与收到的答卷不符，请稍后再试。"


class CountUnfinished(Refusal):
    """Figures are published of all responses, none left out."""

    message = "还有{remaining}份答卷没有统计完，请稍后再公布。"


class FiguresPublishedAlready(Refusal):
    """Figures are published once, and stand as they are."""

    message = "统计结果已经公布。"
