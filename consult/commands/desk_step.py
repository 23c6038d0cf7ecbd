"""A step at the desk: its path, role, label, stage, and when it is offered. Most steps are commands."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import get_type_hints

import msgspec

from consult.commands import timing
from consult.commands.recording import Run
from domain.access import LEAD, Actor, Divisions, Role, Standing, may
from domain.consultation.stages import Stage

CONSULTATION = "/consultations/{consultation_id}"
COMMENT = "/comments/{comment_id}"
POINT = "/points/{point_id}"
GRIEVANCE = "/grievances/{grievance_id}"
ACTIVITY = "/activities/{activity_id}"
APPLICATION = "/applications/{application_id}"
EXPERTISE = "/expert-reviews/{expertise_id}"
QUESTIONNAIRE = "/questionnaires/{questionnaire_id}"
ASSESSMENT = "/risk-assessments/{assessment_id}"
UNDERTAKING = "/undertakings/{undertaking_id}"
CATALOGUE = "/catalogues/{year}"


class DeskStep(msgspec.Struct, frozen=True):
    """One step that a role may take at the desk. `label`: source string of its button.

    `path`: below the desk's root; ids in braces are fields of the command. `stage`: of a decision, whose page offers it there
    `when` it is the time for it; None where other pages do. `at`: the page below the decision's, where it is not the path.
    `of`: which of the decision's divisions take it.
    """

    path: str
    role: Role
    label: str
    stage: Stage | None = None
    when: timing.When | None = None
    at: str = ""
    of: frozenset[Standing] = LEAD

    @property
    def page(self) -> str:
        """Address below that of what it is about."""
        about = (
            *(CONSULTATION, COMMENT, POINT, GRIEVANCE, ACTIVITY, APPLICATION, EXPERTISE, ASSESSMENT),
            *(UNDERTAKING, QUESTIONNAIRE, CATALOGUE),
        )
        return self.at or self.path.removeprefix(next((root for root in about if self.path.startswith(f"{root}/")), ""))

    def may(self, actor: Actor, divisions: Divisions, state: object, now: datetime) -> bool:
        """Whether this person may take the step now. `state`: of what it is about; `divisions`: whose decision it is."""
        return may(actor, self.role, divisions, self.of) and (self.when is None or self.when(state, now))


class DeskCommand(DeskStep, frozen=True, kw_only=True):
    """A step that is a command. `files`: whether it takes uploads."""

    run: Run
    files: bool = False

    @property
    def name(self) -> str:
        return getattr(self.run, "__name__", self.path)

    @property
    def command(self) -> type[msgspec.Struct]:
        return command_of(self.run)


@cache
def command_of(run: Run) -> type[msgspec.Struct]:
    """The struct that a command's function takes."""
    found: type[msgspec.Struct] = get_type_hints(run)["command"]
    return found
