"""Why something about a task of execution is refused.

Refusal
├── UnitUnknown, LimitPassed, UndertakingUnchanged, UndertakingOver
├── OtherUnitExecutes, InspectorExecutes
└── EvidenceMissing, InspectionUnknown, AlreadyRectified, NothingToRectify
(what comes from the decision: domain.consultation.execution_refusals)
"""

from __future__ import annotations

from domain.refusals import Refusal

EXECUTION = "《重大行政决策程序暂行条例》第三十四条"


class UnitUnknown(Refusal):
    """A task is given to a division that has people here: they report on it."""

    message = "没有这个单位，请从列出的单位中选择。"
    status = 422


class LimitPassed(Refusal):
    """A limit is set for what is still to be done."""

    message = "完成期限不能早于今天。"
    status = 422


class UndertakingUnchanged(Refusal):
    """A change changes something."""

    message = "任务内容没有改动，不需要登记调整。"
    status = 422


class UndertakingOver(Refusal):
    """What is completed takes no reports any more; it is still inspected."""

    message = "这项任务已经完成。"


class OtherUnitExecutes(Refusal):
    """Progress, problems and completion are reported by the executing unit ([713] art. 34, 35)."""

    message = "这项任务由其他单位执行，应当由执行单位报告。"
    article = EXECUTION
    status = 403


class InspectorExecutes(Refusal):
    """Who carries a task out does not inspect it ([713] art. 34)."""

    message = "执行单位不能检查自己执行的任务。"
    article = EXECUTION
    status = 403


class EvidenceMissing(Refusal):
    """A task is completed, and a finding rectified, with a file that proves it."""

    message = "请上传一份证明材料。"
    article = EXECUTION
    status = 422


class InspectionUnknown(Refusal):
    """Inspections have the numbers under which they were recorded."""

    message = "没有这次检查，请从列出的检查中选择。"
    status = 422


class AlreadyRectified(Refusal):
    """What was rectified is rectified once."""

    message = "这次检查发现的问题已经整改。"


class NothingToRectify(Refusal):
    """Only an inspection that asks for it is followed by a rectification."""

    message = "这次检查没有要求整改。"
