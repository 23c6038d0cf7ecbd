"""The re-check finds each rule of what follows an adoption broken on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.events import (
    DecisionAdopted,
    DecisionStarted,
    EarlierDecisionNamed,
    EvaluationReported,
    EvaluationStarted,
    ExecutionResumed,
    ExecutionSuspended,
    ExecutionTerminated,
    LaterDecisionLinked,
)
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.event import Event
from domain.recheck import broken_rules
from domain.undertaking import events as u
from domain.values import Blob, Division
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, closed, one_after_the_other, twice, with_facts, without

TASK, LATER = UUID(int=1_101), UUID(int=1_102)
SERVICE, RULES = Division("service", "服务业处"), Division("rules", "法规处")
PROOF = Blob("7" * 64, 9, "application/pdf")
WORDS = u.TaskWords("三处早市划线、供水。", "服务业处处长")
SAID = u.ProgressWords("完成两处。", "秩序好转。", "九月完成。", "按计划推进。")


class Tail(life.Log):
    """Events after the whole life, each a day after the last."""

    def __init__(self, before: list[Event]) -> None:
        super().__init__()
        self.events = before
        for event in before:
            self._versions[event.originator_id] = event.originator_version

    def say(self, kind: type[Event], stream: UUID = life.DECISION, /, **facts: Any) -> None:
        self.add(kind, self.events[-1].timestamp + timedelta(days=1), life.RELEASER, stream, **facts)


def executed() -> list[Event]:
    """A whole life, and what follows it: a task with its inspection, a suspension, an evaluation, a later decision, the end."""
    tail = Tail(life.whole_life())
    limit = (tail.events[-1].timestamp + timedelta(days=60)).date()
    _task(tail, limit)
    day = tail.events[-1].timestamp.date()
    facts: dict[str, Any] = {"cause": ExecutionProblem.FORCE_MAJEURE, "decided_by": DecidedBy.HEAD, "decided_on": day}
    tail.say(ExecutionSuspended, **facts, scope=life.LONG, reason=life.LONG)
    tail.say(ExecutionResumed, reason=life.LONG)
    facts = {"trigger": EvaluationTrigger.NECESSARY, "method": EvaluationMethod.COMMISSIONED}
    tail.say(EvaluationStarted, **facts, unit="示例研究院", reason=life.LONG)
    _linked(tail)
    facts = {"involved": (Participant.DEPUTIES,), "filed": True, "report": PROOF}
    tail.say(EvaluationReported, result=EvaluationResult.ENDED, **facts, heard=life.LONG, summary=life.LONG)
    tail.say(ExecutionTerminated, met_on=day, meeting="局长办公会", basis=life.LONG)
    return tail.events


def _task(tail: Tail, limit: date) -> None:
    tail.say(u.UndertakingSet, TASK, limit=limit, unit=SERVICE, words=WORDS)
    tail.say(u.ProgressReported, TASK, unit="service", words=SAID)
    tail.say(u.ProblemReported, TASK, kind=ExecutionProblem.PROBLEM_FOUND, unit="service", text=life.LONG)
    changed = replace(WORDS, measures="改为两处。")
    tail.say(u.UndertakingChanged, TASK, limit=limit, unit=SERVICE, words=changed, reason=life.LONG)
    tail.say(u.ExecutionInspected, TASK, inspection=1, rectify_by=limit, unit=RULES, findings=life.LONG)
    proof: dict[str, Any] = {"evidenced": True, "unit": "service", "evidence": PROOF}
    tail.say(u.FindingsRectified, TASK, inspection=1, **proof, done=life.LONG)
    tail.say(u.UndertakingCompleted, TASK, **proof, effect=life.LONG)


def _linked(tail: Tail) -> None:
    """Another decision is started, and asks the public for the evaluation."""
    first = next(event for event in tail.events if isinstance(event, DecisionStarted))
    facts = {"originator_id": LATER, "consultation_id": LATER, "timestamp": tail.events[-1].timestamp}
    tail.events.append(replace(first, **facts))
    tail.say(LaterDecisionLinked, relation=DecisionRelation.EVALUATION, decision=LATER, reason=life.LONG)
    facts |= {"timestamp": tail.events[-1].timestamp, "actor": life.RELEASER, "originator_version": 2}
    tail.events.append(EarlierDecisionNamed(**facts, relation=DecisionRelation.EVALUATION, decision=life.DECISION))  # type: ignore[arg-type]


def names(events: Iterable[Event]) -> set[str]:
    return {finding.rule for finding in broken_rules(events)}


def test_what_follows_an_adoption_breaks_no_rule_read_in_full_or_without_a_single_word() -> None:
    assert broken_rules(executed()) == ()
    assert broken_rules(closed(event) for event in executed()) == ()


AHEAD, PAST = date(2031, 1, 1), date(2020, 1, 1)
BREAKAGES: list[tuple[str, Breakage]] = [
    ("OtherUnitExecutes", with_facts(u.ProgressReported, unit="rules")),
    ("OtherUnitExecutes", with_facts(u.ProblemReported, unit="rules")),
    ("OtherUnitExecutes", with_facts(u.UndertakingCompleted, unit="rules")),
    ("OtherUnitExecutes", with_facts(u.UndertakingChanged, unit=RULES)),
    ("InspectorExecutes", with_facts(u.ExecutionInspected, unit=SERVICE)),
    ("EvidenceMissing", with_facts(u.UndertakingCompleted, evidenced=False)),
    ("EvidenceMissing", with_facts(u.UndertakingCompleted, evidence=None)),
    ("EvidenceMissing", with_facts(u.FindingsRectified, evidenced=False)),
    ("LimitPassed", with_facts(u.UndertakingSet, limit=PAST)),
    ("LimitPassed", with_facts(u.UndertakingChanged, limit=PAST)),
    ("LimitPassed", with_facts(u.ExecutionInspected, rectify_by=PAST)),
    ("UndertakingUnchanged", with_facts(u.UndertakingChanged, words=WORDS)),
    ("UndertakingOver", twice(u.ProgressReported)),
    ("InspectionUnknown", with_facts(u.ExecutionInspected, inspection=2)),
    ("InspectionUnknown", with_facts(u.FindingsRectified, inspection=3)),
    ("NothingToRectify", with_facts(u.ExecutionInspected, rectify_by=None)),
    ("AlreadyRectified", twice(u.FindingsRectified)),
    ("ReasonTooShort", with_facts(u.ProblemReported, text=life.SHORT)),
    ("ReasonTooShort", with_facts(u.UndertakingChanged, reason=life.SHORT)),
    ("ReasonTooShort", with_facts(u.ExecutionInspected, findings=life.SHORT)),
    ("ReasonTooShort", with_facts(ExecutionSuspended, reason=life.SHORT)),
    ("ReasonTooShort", with_facts(ExecutionTerminated, basis=life.SHORT)),
    ("SuspendedByOther", with_facts(ExecutionSuspended, decided_by=DecidedBy.DEPUTY)),
    ("DateAhead", with_facts(ExecutionSuspended, decided_on=AHEAD)),
    ("DateAhead", with_facts(ExecutionTerminated, met_on=AHEAD)),
    ("AlreadySuspended", one_after_the_other(without(ExecutionResumed), twice(ExecutionSuspended))),
    ("NotSuspended", without(ExecutionSuspended)),
    ("ExecutionOver", twice(ExecutionTerminated)),
    ("ExecutionOver", twice(u.UndertakingSet)),
    ("EvaluatorAppraised", with_facts(EvaluationStarted, unit="市场 处")),
    ("EvaluationUnderWay", one_after_the_other(without(EvaluationReported), twice(EvaluationStarted))),
    ("EvaluationNotStarted", without(EvaluationStarted)),
    ("ParticipantsMissing", with_facts(EvaluationReported, involved=())),
    ("EvaluationReportMissing", with_facts(EvaluationReported, filed=False)),
    ("DecisionNotAdopted", without(DecisionAdopted)),
    ("LinkedOneWay", without(LaterDecisionLinked)),
    ("LinkedOneWay", with_facts(LaterDecisionLinked, relation=DecisionRelation.ADJUSTMENT)),
    ("LinkUnfit", with_facts(LaterDecisionLinked, decision=UUID(int=4))),
    ("AlreadyLinked", twice(EarlierDecisionNamed)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in names(breakage(executed()))
