"""An opinion poll and an enterprise forum of one decision of the demonstration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.activity import holding, participants, planning
from consult.demo.cast import Stage, text
from domain.calendar import local_date
from domain.enumerations import ActivityForm, ActivityKind


class ActivityTexts(msgspec.Struct, frozen=True, kw_only=True):
    """What was said: fields of the commands."""

    forum: dict[str, str]
    participants: tuple[dict[str, Any], ...]
    officials: dict[str, str]
    forum_report: dict[str, Any]
    poll: dict[str, str]
    poll_results: dict[str, Any]
    poll_report: dict[str, Any]


class Participating(msgspec.Struct, kw_only=True):
    """Who does it on which stage, of which decision."""

    stage: Stage
    drafter: str
    releaser: str
    consultation_id: UUID
    name: str

    @property
    def told(self) -> ActivityTexts:
        return msgspec.json.decode(text(f"{self.name}_activities.json"), type=ActivityTexts)

    async def hold_forum(self) -> None:
        """Enterprises are invited, and come."""
        forum = await self._planned(ActivityKind.ENTERPRISE_FORUM, ActivityForm.ON_SITE, self.told.forum)
        for person in self.told.participants:
            invited = msgspec.convert({**person, "activity_id": forum}, participants.InviteParticipant)
            await self.stage.do(self.drafter, participants.invite_participant, invited)
        people = tuple(each.id for each in (await self.stage.runtime.archive.activity(forum)).participants)
        began = {"began_at": self.stage.runtime.clock.now(), "attended": people}
        held = holding.HoldActivity(activity_id=forum, **began, **self.told.officials)  # type: ignore[arg-type]
        await self.stage.do(self.drafter, holding.hold_activity, held)
        await self.stage.do(self.drafter, holding.close_record, holding.CloseRecord(activity_id=forum))
        await self._reported(forum, self.told.forum_report)

    async def take_poll(self) -> None:
        """As the institute reports it."""
        poll = await self._planned(ActivityKind.OPINION_POLL, ActivityForm.ONLINE, self.told.poll)
        today = local_date(self.stage.runtime.clock.now())
        dates = {"from_day": today - timedelta(days=20), "to_day": today - timedelta(days=6)}
        taken = msgspec.convert({**self.told.poll_results, **dates, "activity_id": poll}, holding.TakePoll)
        await self.stage.do(self.drafter, holding.take_poll, taken)
        await self._reported(poll, self.told.poll_report)

    async def _planned(self, kind: ActivityKind, form: ActivityForm, words: dict[str, str]) -> UUID:
        plan = planning.PlanActivity(consultation_id=self.consultation_id, kind=kind, form=form, **words)
        return (await self.stage.do(self.drafter, planning.plan_activity, plan)).id

    async def _reported(self, activity: UUID, words: dict[str, Any]) -> None:
        report = msgspec.convert({**words, "activity_id": activity}, holding.ReportActivity)
        await self.stage.do(self.releaser, holding.report_activity, report)
