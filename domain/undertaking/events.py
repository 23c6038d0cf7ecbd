"""What can happen to a task of execution 执行任务 ([713] art. 34, 35). What is published is open at once."""

from __future__ import annotations

from datetime import date

import msgspec

from domain.consultation.execution_values import ExecutionProblem
from domain.event import Event, topic
from domain.sealing import SealedAtOnce, SealedNever
from domain.values import Blob, Division


class TaskWords(msgspec.Struct, frozen=True):
    """What is to be done, and the post (never the name) of whoever is responsible 责任人职务."""

    measures: str
    responsible: str


class ProgressWords(msgspec.Struct, frozen=True):
    """工作进展, 取得成效, 后续措施, 落实情况."""

    progress: str
    effect: str
    next_steps: str
    carried_out: str


@topic("undertaking-set.v1")
class UndertakingSet(Event, frozen=True, kw_only=True):
    """明确执行任务: the executing unit 决策执行单位, what it is to do, until when (`limit`, that whole day counts)."""

    limit: date
    unit: SealedAtOnce[Division]
    words: SealedAtOnce[TaskWords]


@topic("undertaking-changed.v1")
class UndertakingChanged(Event, frozen=True, kw_only=True):
    """调整执行任务: as it stands from now on, and why."""

    limit: date
    unit: SealedAtOnce[Division]
    words: SealedAtOnce[TaskWords]
    reason: SealedAtOnce[str]


@topic("progress-reported.v1")
class ProgressReported(Event, frozen=True, kw_only=True):
    """报告执行情况 ([713] art. 34). `unit`: id of the division that reports."""

    unit: SealedAtOnce[str]
    words: SealedAtOnce[ProgressWords]


@topic("problem-reported.v1")
class ProblemReported(Event, frozen=True, kw_only=True):
    """报告问题 ([713] art. 35): its kind is public, its words stay inside."""

    kind: ExecutionProblem
    unit: SealedAtOnce[str]
    text: SealedNever[str]


@topic("undertaking-completed.v1")
class UndertakingCompleted(Event, frozen=True, kw_only=True):
    """完成: `evidenced`: with a file that proves it, which is kept and stays closed."""

    evidenced: bool
    unit: SealedAtOnce[str]
    effect: SealedAtOnce[str]
    evidence: SealedNever[Blob | None]


@topic("execution-inspected.v1")
class ExecutionInspected(Event, frozen=True, kw_only=True):
    """督促检查 ([713] art. 34), the n-th of the task, by another unit. `rectify_by`: None where nothing is to be mended."""

    inspection: int
    rectify_by: date | None
    unit: SealedAtOnce[Division]
    findings: SealedAtOnce[str]


@topic("findings-rectified.v1")
class FindingsRectified(Event, frozen=True, kw_only=True):
    """整改完成: what was done about the findings of this inspection, with a file that proves it."""

    inspection: int
    evidenced: bool
    unit: SealedAtOnce[str]
    done: SealedAtOnce[str]
    evidence: SealedNever[Blob | None]
