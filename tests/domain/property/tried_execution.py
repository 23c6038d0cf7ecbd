"""What can be tried after an adoption, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from domain.access import Actor
from domain.calendar import local_date
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.consultation.state import evolve as decided
from domain.consultation.steps import drafting, evaluation, execution
from domain.enumerations import MatterKind, Regime, ReviewForm
from domain.event import Event, aggregate_of
from domain.undertaking import inspecting, reporting, tasks
from domain.undertaking.events import ProgressWords, TaskWords
from domain.undertaking.state import Inspection, Undertaking, evolve
from domain.values import Blob, Division
from tests.domain.property.tried_assessments import assessments_in, reviews_in
from tests.domain.property.world import SHORT, WHY, NothingThere, World

Attempt = Callable[[World, Actor], object]
FILE = Blob("7" * 64, 9, "application/pdf")
OWN, PORTS = Division("market", "市场处"), Division("ports", "口岸处")


def tasks_in(world: World) -> list[Undertaking]:
    found: dict[UUID, Undertaking] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.undertaking":
            found[event.originator_id] = evolve(found.get(event.originator_id), event)
    return list(found.values())


def _task(world: World) -> Undertaking:
    return world.any_of([task for task in tasks_in(world) if world.wild or task.completed is None][-2:])


def _words(world: World) -> TaskWords:
    return TaskWords(world.chance.one_of(("三处早市划线", "两处早市供水")), world.pick("处长", ""))


def set_undertaking(world: World, actor: Actor) -> Event:
    limit = local_date(world.now) + timedelta(days=world.pick(30, -1))
    unit = world.chance.one_of((OWN, PORTS))
    facts = {"unit": unit, "limit": limit, "words": _words(world), "actor": actor, "at": world.now}
    return tasks.set_undertaking(world.consultation, undertaking_id=UUID(int=800_000 + len(world.events)), **facts)  # type: ignore[arg-type]


def change_undertaking(world: World, actor: Actor) -> Event:
    task = _task(world)
    limit = world.pick(local_date(world.now) + timedelta(days=60), task.limit, local_date(world.now) - timedelta(days=3))
    unit = world.chance.one_of((OWN, PORTS))
    facts = {"unit": unit, "limit": limit, "words": _words(world), "reason": world.pick(WHY, SHORT)}
    return tasks.change_undertaking(task, world.consultation, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def report_progress(world: World, actor: Actor) -> Event:
    words = ProgressWords("完成一处", "有序", "继续", world.pick("按计划", ""))
    return reporting.report_progress(_task(world), world.consultation, words, actor=actor, at=world.now)


def report_problem(world: World, actor: Actor) -> Event:
    kind, text = world.chance.one_of(tuple(ExecutionProblem)), world.pick(WHY, SHORT)
    return reporting.report_problem(_task(world), world.consultation, kind, text, actor=actor, at=world.now)


def complete_undertaking(world: World, actor: Actor) -> Event:
    facts = {"effect": world.pick(WHY, SHORT), "evidence": world.pick(FILE, None)}
    return reporting.complete_undertaking(_task(world), world.consultation, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def inspect_execution(world: World, actor: Actor) -> Event:
    task = world.any_of(tasks_in(world)[-3:])
    due = world.pick(local_date(world.now) + timedelta(days=9), None, local_date(world.now) - timedelta(days=9))
    unit = world.pick(OWN if task.unit_id == "ports" else PORTS, OWN)
    facts = {"unit": unit, "findings": world.pick(WHY, SHORT), "rectify_by": due}
    return inspecting.inspect_execution(task, world.consultation, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def rectify_findings(world: World, actor: Actor) -> Event:
    task, found = world.any_of([(task, each) for task in tasks_in(world) for each in task.inspections if _fits(world, each)])
    facts = {"done": world.pick(WHY, SHORT), "evidence": world.pick(FILE, None)}
    number = world.pick(found.number, 99)
    return inspecting.rectify_findings(task, world.consultation, number, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def _fits(world: World, inspection: Inspection) -> bool:
    return world.wild or (inspection.due is not None and inspection.rectified_at is None)


def suspend_execution(world: World, actor: Actor) -> Event:
    cause = world.chance.one_of(tuple(ExecutionProblem))
    on = local_date(world.now) + timedelta(days=world.pick(0, 3))
    facts = {"decided_by": world.pick(*DecidedBy), "decided_on": on, "scope": WHY, "reason": world.pick(WHY, SHORT)}
    return execution.suspend_execution(world.consultation, cause, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def resume_execution(world: World, actor: Actor) -> Event:
    return execution.resume_execution(world.consultation, world.pick(WHY, SHORT), actor=actor, at=world.now)


def terminate_execution(world: World, actor: Actor) -> Event:
    """Seldom, since nothing else can be tried after it."""
    if world.chance.one_of(range(4)):
        raise NothingThere
    facts = {"met_on": local_date(world.now), "meeting": "局长办公会", "basis": world.pick(WHY, SHORT)}
    return execution.terminate_execution(world.consultation, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def link_later_decision(world: World, actor: Actor) -> list[Event]:
    """To one that is started for it; or, unfit, to itself."""
    earlier, relation = world.consultation, world.chance.one_of(tuple(DecisionRelation))
    matter = drafting.Matter(
        title="早市设置和管理办法（修订）",
        division=OWN,
        matter_kind=MatterKind.PUBLIC_POLICY,
        regime=Regime.BUREAU_DECISION,
        decision_organ="市商务局",
        proposer="市场处",
        touches_operators=False,
    )
    new = UUID(int=600_000 + len(world.events))
    started = drafting.start_decision(matter, consultation_id=new, actor=actor, at=world.now)
    later = world.pick(decided(None, started), earlier)
    link = execution.link_later_decision(earlier, later, relation, world.pick(WHY, SHORT), actor=actor, at=world.now)
    return [started, *link]


def appraisers(world: World) -> tuple[str, ...]:
    """Who assessed the risk, or gave an opinion in a commissioned review."""
    commissioned = [each for each in reviews_in(world) if each.form == ReviewForm.COMMISSIONED]
    asked = [expert.unit for review in commissioned for expert in review.experts]
    return tuple(str(unit) for unit in (*(each.unit for each in assessments_in(world)), *asked))


def start_evaluation(world: World, actor: Actor) -> Event:
    trigger, method = world.chance.one_of(tuple(EvaluationTrigger)), world.chance.one_of(tuple(EvaluationMethod))
    facts = {
        "unit": world.pick("示例研究院", *appraisers(world)),
        "reason": world.pick(WHY, SHORT),
        "appraisers": appraisers(world),
    }
    return evaluation.start_evaluation(world.consultation, trigger, method, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def report_evaluation(world: World, actor: Actor) -> Event:
    facts = {
        "involved": world.pick((Participant.DEPUTIES,), ()),
        "heard": WHY,
        "summary": world.pick(WHY, SHORT),
        "report": world.pick(FILE, None),
    }
    result = world.chance.one_of(tuple(EvaluationResult))
    return evaluation.report_evaluation(world.consultation, result, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


TASKS: tuple[Attempt, ...] = (
    *(set_undertaking, change_undertaking, report_progress, report_problem, complete_undertaking),
    *(inspect_execution, rectify_findings),
)
AFTER: tuple[Attempt, ...] = (
    *(suspend_execution, resume_execution, terminate_execution, link_later_decision),
    *(start_evaluation, report_evaluation),
)


def next_steps(world: World) -> Iterator[Attempt]:
    """What a diligent office may do once a decision is adopted."""
    if not tasks_in(world):
        yield set_undertaking
    yield world.chance.one_of((*TASKS, *AFTER))
