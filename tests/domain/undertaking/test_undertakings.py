"""Who carries a decision out says so in public, and another unit looks after it ([713] art. 34, 35; EXE-1, EXE-2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.consultation.execution_refusals import DecisionNotAdopted, ExecutionOver
from domain.consultation.execution_values import ExecutionProblem
from domain.consultation.refusals import ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.execution import terminate_execution
from domain.text import TextMissing
from domain.undertaking import refusals as r
from domain.undertaking import reporting, tasks
from domain.undertaking.state import Undertaking
from tests.domain.consultation import told
from tests.domain.consultation.told import OUTSIDER, RELEASER, WHY, then
from tests.domain.undertaking.told import (
    DECISION,
    EXECUTOR,
    INSPECTOR,
    LIMIT,
    RULES,
    SAID,
    SERVICE,
    SETS,
    TASK,
    WORDS,
    completed,
    inspected,
    rectified,
    reported,
    task,
)
from tests.domain.undertaking.told import then as changed


def stopped() -> Consultation:
    facts = {"met_on": date(2026, 6, 12), "meeting": "局长办公会", "basis": WHY}
    return then(DECISION, terminate_execution(DECISION, **facts, actor=RELEASER, at=SETS))  # type: ignore[arg-type]


def test_art34_a_task_names_unit_measures_limit_and_post() -> None:
    state = task()
    assert (state.id, state.unit, state.limit, state.words) == (TASK, SERVICE, LIMIT, WORDS)
    with pytest.raises(OtherDivision):
        task(actor=OUTSIDER)
    with pytest.raises(TextMissing):
        task(words=replace(WORDS, responsible=" "))


@pytest.mark.parametrize(("decision", "rule"), [(told.ready(), DecisionNotAdopted), (stopped(), ExecutionOver)])
def test_art34_tasks_follow_the_adoption_and_end_with_the_execution(decision: Consultation, rule: type[Exception]) -> None:
    with pytest.raises(rule):
        task(decision)


def test_a_task_is_given_to_a_unit_that_is_known() -> None:
    with pytest.raises(r.UnitUnknown):
        task(unit=None)


def test_a_limit_is_not_set_into_the_past_but_may_be_kept_when_it_has_passed() -> None:
    with pytest.raises(r.LimitPassed):
        task(limit=date(2026, 6, 12))
    late, words = SETS + timedelta(days=200), replace(WORDS, measures="改由两个单位共同完成。")
    facts = {"unit": SERVICE, "words": words, "reason": WHY, "actor": RELEASER, "at": late}
    kept = tasks.change_undertaking(task(), DECISION, limit=LIMIT, **facts)  # type: ignore[arg-type]
    assert changed(task(), kept).words == words
    with pytest.raises(r.LimitPassed):
        tasks.change_undertaking(task(), DECISION, limit=LIMIT + timedelta(days=1), **facts)  # type: ignore[arg-type]


def test_a_change_changes_something_and_says_why() -> None:
    for words, reason, rule in (
        (WORDS, WHY, r.UndertakingUnchanged),
        (replace(WORDS, responsible="副处长"), "太短", ReasonTooShort),
    ):
        with pytest.raises(rule):
            tasks.change_undertaking(
                task(), DECISION, unit=SERVICE, limit=LIMIT, words=words, reason=reason, actor=RELEASER, at=SETS
            )


def test_exe1_progress_has_four_fields_and_comes_from_the_executing_unit() -> None:
    state = reported()
    assert state.progress is not None
    assert (state.progress.words, state.progress.unit, state.reports) == (SAID, "service", 1)
    with pytest.raises(r.OtherUnitExecutes):
        reported(actor=told.EVERY_ROLE)
    with pytest.raises(RoleMissing):
        reported(actor=INSPECTOR)
    with pytest.raises(TextMissing):
        reporting.report_progress(task(), DECISION, replace(SAID, effect=""), actor=EXECUTOR, at=SETS)


def test_art35_a_problem_is_reported_by_the_executing_unit() -> None:
    kind = ExecutionProblem.CIRCUMSTANCES_CHANGED
    problem = reporting.report_problem(task(), DECISION, kind, WHY, actor=EXECUTOR, at=SETS)
    assert [each.kind for each in changed(task(), problem).problems] == [kind]
    with pytest.raises(r.OtherUnitExecutes):
        reporting.report_problem(task(), DECISION, kind, WHY, actor=told.EVERY_ROLE, at=SETS)


def test_a_task_is_completed_once_with_what_proves_it() -> None:
    with pytest.raises(r.EvidenceMissing):
        completed(evidence=None)
    state = completed()
    assert state.completed_at == SETS
    for again in (completed, reported):
        with pytest.raises(r.UndertakingOver):
            again(state)


def test_exe2_an_inspection_is_made_by_another_unit() -> None:
    with pytest.raises(r.InspectorExecutes):
        inspected(actor=replace(INSPECTOR, division_id="service"))
    with pytest.raises(r.InspectorExecutes):
        inspected(unit=SERVICE)
    state = inspected(inspected(), rectify_by=None)
    assert [(each.number, each.unit, each.due) for each in state.inspections] == [(1, RULES, LIMIT), (2, RULES, None)]


@pytest.mark.parametrize(
    ("state", "inspection", "rule"),
    [
        (inspected(), 2, r.InspectionUnknown),
        (inspected(rectify_by=None), 1, r.NothingToRectify),
        (rectified(), 1, r.AlreadyRectified),
    ],
)
def test_exe2_findings_are_rectified_once_where_it_was_asked_for(
    state: Undertaking, inspection: int, rule: type[Exception]
) -> None:
    with pytest.raises(rule):
        rectified(state, inspection)


def test_exe2_what_was_rectified_is_proved() -> None:
    with pytest.raises(r.EvidenceMissing):
        rectified(evidence=None)
    assert rectified().inspections[0].rectified_at == SETS
