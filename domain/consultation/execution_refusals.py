"""The rules of what follows an adoption, each by its name ([713] art. 34 to 37).

ProcedureRefusal
├── DecisionNotAdopted, ExecutionOver
├── AlreadySuspended, NotSuspended, SuspendedByOther
├── LinkUnfit, AlreadyLinked
└── EvaluatorAppraised, EvaluationUnderWay, EvaluationNotStarted, ParticipantsMissing, EvaluationReportMissing
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal


class DecisionNotAdopted(ProcedureRefusal):
    """A decision is carried out, suspended and evaluated once it is adopted ([713] art. 34, 36, 37)."""

    message = "这项决策还没有公布，不能办理执行、后评估等事项。"
    article = "《重大行政决策程序暂行条例》第三十四条、第三十六条"


class ExecutionOver(ProcedureRefusal):
    """What was terminated is carried out no more."""

    message = "这项决策已经停止执行。"
    article = "《重大行政决策程序暂行条例》第三十七条"


class AlreadySuspended(ProcedureRefusal):
    """A suspension stands until the execution is resumed or terminated."""

    message = "这项决策已经中止执行。"


class NotSuspended(ProcedureRefusal):
    """What is resumed was suspended before."""

    message = "这项决策没有中止执行，不需要恢复。"


class SuspendedByOther(ProcedureRefusal):
    """Only the head of the deciding organ suspends by himself ([713] art. 37)."""

    message = "中止执行由决策机关行政首长决定。由其他人员或者会议决定的，不能登记为中止执行。"
    article = "《重大行政决策程序暂行条例》第三十七条"
    status = 422


class LinkUnfit(ProcedureRefusal):
    """What adjusts or evaluates a decision is another one of the same division, whose call is not published yet."""

    message = "应当选择同一处室正在办理、还没有发布征求意见公告的另一决策事项。"
    article = "《重大行政决策程序暂行条例》第三十六条、第三十七条"
    status = 422


class AlreadyLinked(ProcedureRefusal):
    """A decision names once what it adjusts or evaluates."""

    message = "所选的决策事项已经说明来由，不能再次关联。"


class EvaluatorAppraised(ProcedureRefusal):
    """Who made the main appraisal before the decision does not evaluate it ([713] art. 36)."""

    message = "决策作出前承担主要论证评估工作的单位，不能承担后评估。请确定另一单位。"
    article = "《重大行政决策程序暂行条例》第三十六条第二款"
    status = 422


class EvaluationUnderWay(ProcedureRefusal):
    """One evaluation is finished before another begins."""

    message = "正在进行后评估，完成以后才能再次启动。"


class EvaluationNotStarted(ProcedureRefusal):
    """What is reported was started before."""

    message = "没有正在进行的后评估。"


class ParticipantsMissing(ProcedureRefusal):
    """Deputies, members of the CPPCC or organisations take part ([713] art. 36)."""

    message = "请至少选择一类参与评估的人员或者组织。"
    article = "《重大行政决策程序暂行条例》第三十六条第三款"
    status = 422


class EvaluationReportMissing(ProcedureRefusal):
    """An evaluation ends with its report, one file."""

    message = "请上传一份后评估报告。"
    article = "《重大行政决策程序暂行条例》第三十六条"
    status = 422
