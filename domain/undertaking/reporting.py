"""The executing unit reports ([713] art. 34, 35): progress, problems, the completion with what proves it."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require_role
from domain.consultation.execution_values import ExecutionProblem
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.consultation.steps.execution import require_executing
from domain.event import next_fields
from domain.text import REASON, normalised_text
from domain.undertaking.events import ProblemReported, ProgressReported, ProgressWords, UndertakingCompleted
from domain.undertaking.refusals import EvidenceMissing, OtherUnitExecutes, UndertakingOver
from domain.undertaking.state import Undertaking
from domain.values import Blob


def report_progress(
    task: Undertaking, decision: Consultation, words: ProgressWords, *, actor: Actor, at: datetime
) -> ProgressReported:
    """报告执行情况. Raises RoleMissing, OtherUnitExecutes, ExecutionOver, UndertakingOver, TextRefused."""
    _require_running(task, decision, actor)
    said = {name: normalised_text(getattr(words, name), field=name, max_length=REASON) for name in words.__struct_fields__}
    return ProgressReported(unit=actor.division_id, words=ProgressWords(**said), **next_fields(task, actor, at))


def report_problem(
    task: Undertaking, decision: Consultation, kind: ExecutionProblem, text: str, *, actor: Actor, at: datetime
) -> ProblemReported:
    """报告问题 promptly ([713] art. 35). Raises as `report_progress`, and ReasonTooShort."""
    _require_running(task, decision, actor)
    said = reason_text(text, decision, field="text")
    return ProblemReported(kind=kind, unit=actor.division_id, text=said, **next_fields(task, actor, at))


def complete_undertaking(
    task: Undertaking, decision: Consultation, *, effect: str, evidence: Blob | None, actor: Actor, at: datetime
) -> UndertakingCompleted:
    """完成, also after the limit. Raises as `report_progress`, EvidenceMissing, ReasonTooShort."""
    _require_running(task, decision, actor)
    if evidence is None:
        raise EvidenceMissing(field="files")
    said = reason_text(effect, decision, field="effect")
    facts = next_fields(task, actor, at)
    return UndertakingCompleted(evidenced=True, unit=actor.division_id, effect=said, evidence=evidence, **facts)


def require_executing_unit(task: Undertaking, actor: Actor) -> None:
    """The one that reports is the one that carries out. Raises RoleMissing, OtherUnitExecutes."""
    require_role(actor, Role.DRAFTER)
    if actor.division_id != task.unit_id:
        raise OtherUnitExecutes


def _require_running(task: Undertaking, decision: Consultation, actor: Actor) -> None:
    require_executing_unit(task, actor)
    require_executing(decision)
    if task.completed is not None:
        raise UndertakingOver
