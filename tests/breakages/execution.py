"""Breakages of what follows an adoption: who reports, who inspects, who evaluates, what is late, what stays readable."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

TASKS = "tests/domain/undertaking/test_undertakings.py"
AFTER = "tests/domain/consultation/test_execution.py"
RECHECK = "tests/domain/property/test_recheck_execution.py::test_a_rule_broken_on_purpose_is_found"
DESK = "tests/desk/undertakings/test_undertakings.py"

EXECUTION = (
    Breakage(
        "any division reports on any task",
        "domain/undertaking/reporting.py",
        "    if actor.division_id != task.unit_id:\n        raise OtherUnitExecutes\n",
        "",
        (f"{TASKS}::test_exe1_progress_has_four_fields_and_comes_from_the_executing_unit",),
    ),
    Breakage(
        "a unit inspects itself in another unit's name",
        "domain/undertaking/inspecting.py",
        "    if task.unit_id in (actor.division_id, unit.id):\n",
        "    if task.unit_id == unit.id:\n",
        (f"{TASKS}::test_exe2_an_inspection_is_made_by_another_unit",),
    ),
    Breakage(
        "a task is completed without anything that proves it",
        "domain/undertaking/reporting.py",
        '    if evidence is None:\n        raise EvidenceMissing(field="files")\n',
        "",
        (f"{TASKS}::test_a_task_is_completed_once_with_what_proves_it",),
    ),
    Breakage(
        "the audit believes whoever reports",
        "domain/recheck/undertakings.py",
        "    if event.unit is not CLOSED and executing is not None and event.unit != executing:\n",
        '    if executing == "":\n',
        (RECHECK,),
    ),
    Breakage(
        "a meeting suspends an execution",
        "domain/consultation/steps/execution.py",
        '    if decided_by != DecidedBy.HEAD:\n        raise SuspendedByOther(field="decided_by")\n',
        "",
        (f"{AFTER}::test_art37_the_head_suspends_for_a_cause_with_scope_and_reason",),
    ),
    Breakage(
        "an appraiser evaluates under its name with a space in it",
        "domain/consultation/steps/evaluation.py",
        '"".join(unicodedata.normalize("NFKC", name).casefold().split())',
        "name",
        (f"{AFTER}::test_c22_who_appraised_before_the_decision_does_not_evaluate_it",),
    ),
    Breakage(
        "a task that is late says nothing of it in public",
        "projections/undertakings/views.py",
        "        return is_overdue(self.limit_on, self.completed_at, now)\n",
        "        return False\n",
        (f"{DESK}::test_a_task_is_carried_out_by_forms_and_read_by_everybody",),
    ),
    Breakage(
        "a corrected report forgets what it said before",
        "projections/undertakings/correcting.py",
        "    correction.applied(topic, _said(step, field, kind))\n",
        "",
        (f"{DESK}::test_inspections_corrections_and_the_course_are_public",),
    ),
)
