"""What a decision learns of participation activities 参与活动, which have streams of their own ([713] art. 14 to 18)."""

from __future__ import annotations

from uuid import UUID

from domain.enumerations import ActivityKind
from domain.event import Event, topic


@topic("participation-reported.v1")
class ParticipationReported(Event, frozen=True, kw_only=True):
    """The activity's report is public, in one append with it. `enterprises_heard`: whether any, or an association, took part."""

    activity_id: UUID
    kind: ActivityKind
    enterprises_heard: bool
