"""Who is before a participation activity, what its pages know, and which steps are offered now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.commands.activity import confirming, holding, participants, planning
from consult.commands.table import row_of
from consult.reading.access import readable_decision
from domain.activity.kinds import KindSteps, steps_of
from domain.activity.state import Activity
from domain.calendar import local_date
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.request_state import runtime_of

PATH = "/desk/activities/{activity_id:str}"


class AtActivity(msgspec.Struct, frozen=True):
    """A person before one activity of a decision."""

    desk: AtDesk
    activity: Activity
    now: datetime

    @property
    def root(self) -> str:
        """Address of the activity's pages, below the language's prefix."""
        return f"/desk/activities/{self.activity.id}"

    @property
    def offered(self) -> dict[str, str]:
        """The steps whose time it is and that this person may take: page by name of the command."""
        running = self.desk.state.adopted_at is None and self.desk.state.ended_at is None and not self.activity.over
        rows = [row_of(command) for command in due(self.activity) if running]
        return {row.name: row.page for row in rows if row.role in self.desk.signed.actor.roles}


def due(activity: Activity) -> list[type[msgspec.Struct]]:
    """Commands whose time it is, in the order of the procedure."""
    steps = steps_of(activity.kind)
    if activity.held_at is None:
        return _before(activity, steps)
    if activity.recording:
        return [holding.RecordStatement, holding.CloseRecord]
    there = [each for each in activity.participants if each.id in activity.attended]
    if steps.confirmed and any(each.confirmed is None for each in there):
        return [confirming.ConfirmRecord, confirming.IssueCode]
    return [holding.ReportActivity]


def _before(activity: Activity, steps: KindSteps) -> list[type[msgspec.Struct]]:
    found: list[type[msgspec.Struct]] = []
    if steps.polled:
        return [holding.TakePoll, planning.CallOffActivity]
    if steps.announced and activity.announced is None:
        return [planning.AnnounceActivity, planning.CallOffActivity]
    found += [participants.InviteParticipant]
    found += [participants.DeclineParticipant] if activity.participants else []
    found += [participants.PublishList] if steps.listed and activity.participants else []
    waiting = any(each.delivered_on is None for each in activity.participants)
    found += [participants.DeliverMaterials] if steps.materials and waiting else []
    return [*found, holding.HoldActivity, planning.CallOffActivity]


async def at_activity(request: DeskRequest) -> AtActivity:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    activity = await runtime.archive.activity(id_in(request, "activity_id"))
    decision = await readable_decision(runtime, signed.actor, activity.consultation_id)
    return AtActivity(AtDesk(signed, decision), activity, runtime.clock.now())


def activity_context(at: AtActivity, **more: Any) -> dict[str, Any]:
    steps = steps_of(at.activity.kind)
    known = {"activity": at.activity, "activity_root": at.root, "needs": steps, "today": local_date(at.now)}
    return decision_context(at.desk, **known, offered=at.offered, **more)
