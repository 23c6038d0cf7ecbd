"""Authorization of desk pages about a task: who is signed in, which task, whether he may read it, what he may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.commands.desk_step import UNDERTAKING, DeskCommand
from consult.commands.table import DESK
from consult.commands.undertaking.inspecting import InspectExecution
from consult.commands.undertaking.setting import ChangeUndertaking
from consult.reading.undertakings import UndertakingFile, undertaking_file
from domain.access import require, require_role
from domain.refusals import refusal_of
from domain.sealing import value_or_none
from domain.undertaking.refusals import InspectorExecutes, OtherUnitExecutes
from web.desk.access.decision import id_in
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.shared.request_state import runtime_of

PATH = "/desk/undertakings/{undertaking_id:str}"


class AtTask(msgspec.Struct, frozen=True):
    """A person before one task."""

    signed: SignedIn
    file: UndertakingFile
    now: datetime

    @property
    def address(self) -> str:
        return f"/desk/undertakings/{self.file.state.id}"

    @property
    def offered(self) -> dict[str, DeskCommand]:
        """The steps that this person may take now, by path."""
        return {row.page: row for row in DESK if row.path.startswith(f"{UNDERTAKING}/") and self._may(row)}

    def require(self, row: DeskCommand) -> None:
        """The role in the division whose step it is. Raises RoleMissing, OtherDivision, OtherUnitExecutes, InspectorExecutes."""
        actor, task = self.signed.actor, self.file.state
        require_role(actor, row.role)
        if row.command is ChangeUndertaking:
            require(actor, row.role, self.file.decision.divisions)
        elif row.command is InspectExecution:
            if actor.division_id == task.unit_id:
                raise InspectorExecutes
        elif actor.division_id != task.unit_id:
            raise OtherUnitExecutes

    def _may(self, row: DeskCommand) -> bool:
        task, decision = self.file.state, self.file.decision
        due = row.when is None or row.when(task, self.now)
        over = decision.execution.terminated_at is not None and row.page not in ("/inspections", "/rectifications")
        return due and not over and refusal_of(lambda: self.require(row)) is None


async def at_task(request: DeskRequest) -> AtTask:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found = await undertaking_file(runtime, signed.actor, id_in(request, "undertaking_id"))
    return AtTask(signed, found, runtime.clock.now())


def task_context(at: AtTask, **more: Any) -> dict[str, Any]:
    """What templates of a task's pages know."""
    return {
        "signed": at.signed,
        "section": "undertakings",
        "state": None,
        "title": value_or_none(at.file.decision.title) or "",
        "task": at.file.state,
        "row": at.file.view,
        "decision": at.file.decision,
        "address": at.address,
        "offered": at.offered,
        "overdue": at.file.view.overdue(at.now),
        "findings_overdue": at.file.view.findings_overdue(at.now),
        "by_another": frozenset(),
        **more,
    }
