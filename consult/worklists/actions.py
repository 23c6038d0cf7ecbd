"""What may be done with a decision, as buttons: the rows of the table of commands whose time it is, for this person."""

from __future__ import annotations

from datetime import datetime

from consult.commands.consultation.archiving import ArchiveRecords
from consult.commands.consultation.correcting import MakeCorrection
from consult.commands.consultation.evaluation import ReportEvaluation, StartEvaluation
from consult.commands.consultation.execution import LinkLaterDecision, ResumeExecution, SuspendExecution, TerminateExecution
from consult.commands.consultation.period import EndDecision
from consult.commands.desk_step import DeskStep
from consult.commands.grievance.registration import RegisterGrievance
from consult.commands.table import TABLE, row_of
from consult.commands.timing import running
from consult.commands.undertaking.setting import SetUndertaking
from consult.commands.units.asking import AnswerAsUnit, CoordinateOpinion
from consult.commands.units.countersigning import CountersignDraft
from domain.access import Actor, Role
from domain.consultation.stages import Stage
from domain.consultation.state import Consultation

LISTED = next(row for row in TABLE if row.page == "/grievances")
TASKS = next(row for row in TABLE if row.page == "/undertakings")
AFTER_ADOPTION = (
    *(TASKS, row_of(SetUndertaking), row_of(SuspendExecution), row_of(ResumeExecution), row_of(TerminateExecution)),
    *(row_of(LinkLaterDecision), row_of(StartEvaluation), row_of(ReportEvaluation)),
)
OUTSIDE_STAGES = (
    *(LISTED, row_of(RegisterGrievance), *AFTER_ADOPTION),
    *(row_of(MakeCorrection), row_of(EndDecision), row_of(ArchiveRecords)),
)
"""Offered below all stages: they belong to none, and have their time also when the decision is over: what is published is
corrected, grievances are handled, what was adopted is carried out, records are archived. `LISTED`: the list of grievances;
`TASKS`: of tasks."""


ANSWER, COORDINATE = row_of(AnswerAsUnit), row_of(CoordinateOpinion)
WITH_UNITS = (ANSWER, row_of(CountersignDraft), COORDINATE)
"""What waits whatever the stage is: a unit's answer, what came of it, and a joint division's signature."""
LATE = tuple(row for row in TABLE if row.stage == Stage.ANSWERS or row.page == "/registration")
SCREENING = tuple(row for row in LATE if row.page == "/screening")


def rows_in_time(state: Consultation, now: datetime) -> tuple[DeskStep, ...]:
    """The steps that a decision still has. One that is over has only screening (with appeals, second looks and erasures), and
    after its feedback what registers and answers letters that come to light late."""
    return TABLE if running(state, now) else LATE if state.answered_at else SCREENING


def actions_of(state: Consultation, actor: Actor, now: datetime) -> dict[Stage, list[DeskStep]]:
    """What this person may do now, by stage; nothing with another division's decision."""
    found: dict[Stage, list[DeskStep]] = {stage: [] for stage in Stage}
    for row in rows_in_time(state, now):
        if row.stage is not None and row.may(actor, state.divisions, state, now):
            found[row.stage].append(row)
    return found


def actions_outside_stages(state: Consultation, actor: Actor, now: datetime) -> list[DeskStep]:
    return [row for row in OUTSIDE_STAGES if row.may(actor, state.divisions, state, now)]


def waiting_roles(state: Consultation, stage: Stage, now: datetime) -> list[Role]:
    """Whose turn it is at this stage; while the period runs it is the public's."""
    if stage == Stage.PERIOD:
        return []
    return list(dict.fromkeys(row.role for row in TABLE if row.stage == stage and (row.when is None or row.when(state, now))))
