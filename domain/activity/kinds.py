"""What each kind of participation activity 参与活动 needs: a table, not a branch for each kind."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from domain.enumerations import ActivityKind, Channel


class KindSteps(msgspec.Struct, frozen=True, kw_only=True):
    """`channel`: of what is said there; None where nothing is taken down as a comment.

    `announced`: time, place and seats are public before it; `notice`: as long before as the rules ask for. `listed`: the list of
    participants is public before it; `materials`: reach each of them seven days before; `interested`: half of them, where the
    rules ask for it. `confirmed`: they confirm the record. `polled`: figures are recorded in place of a meeting.
    """

    channel: Channel | None
    announced: bool = False
    notice: bool = False
    listed: bool = False
    materials: bool = False
    interested: bool = False
    confirmed: bool = False
    polled: bool = False


KINDS: Mapping[ActivityKind, KindSteps] = {
    ActivityKind.HEARING: KindSteps(
        channel=Channel.HEARING,
        announced=True,
        notice=True,
        listed=True,
        materials=True,
        interested=True,
        confirmed=True,
    ),
    ActivityKind.SYMPOSIUM: KindSteps(channel=Channel.SYMPOSIUM),
    ActivityKind.ENTERPRISE_FORUM: KindSteps(channel=Channel.ENTERPRISE_FORUM),
    ActivityKind.VISIT: KindSteps(channel=Channel.VISIT),
    ActivityKind.OPINION_POLL: KindSteps(channel=None, polled=True),
    ActivityKind.CONSULTATION: KindSteps(channel=Channel.CONSULTATION),
    ActivityKind.MEDIA: KindSteps(channel=Channel.MEDIA),
    ActivityKind.OPEN_MEETING: KindSteps(channel=Channel.OPEN_MEETING, announced=True, listed=True),
}


def steps_of(kind: ActivityKind) -> KindSteps:
    """What an activity of this kind needs."""
    return KINDS[kind]
