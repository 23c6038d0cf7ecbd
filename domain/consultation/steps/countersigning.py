"""会签: the joint divisions sign a draft before it is released, or their silence is explained."""

from __future__ import annotations

from datetime import datetime

from domain.access import JOINT, Actor, Role
from domain.consultation.events import CountersignatureExcused, DraftCountersigned
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text, require_running
from domain.consultation.steps.divisions import joint_division
from domain.consultation.unit_refusals import CountersignatureMissing, CountersignedAlready, NothingToCountersign
from domain.event import next_fields
from domain.text import NOTE, optional_text


def countersign_draft(state: Consultation, reservation: str | None, *, actor: Actor, at: datetime) -> DraftCountersigned:
    """By the reviewer of a joint division. Raises NothingToCountersign, CountersignedAlready, what `require` does."""
    require_running(state, actor, Role.REVIEWER, JOINT)
    _require_unsigned(state, actor.division_id)
    said = optional_text(reservation, field="reservation", max_length=NOTE)
    fields = next_fields(state, actor, at)
    return DraftCountersigned(division=actor.division_id, draft_version=state.draft_version, reservation=said, **fields)


def excuse_countersignature(
    state: Consultation, division: str, reason: str, *, actor: Actor, at: datetime
) -> CountersignatureExcused:
    """未会签说明 by the releaser of the lead division. Raises NotJoint, NothingToCountersign, CountersignedAlready."""
    require_running(state, actor, Role.RELEASER)
    joint_division(state, division)
    _require_unsigned(state, division)
    why, fields = reason_text(reason, state), next_fields(state, actor, at)
    return CountersignatureExcused(division=division, draft_version=state.draft_version, reason=why, **fields)


def require_countersigned(state: Consultation) -> None:
    """Raises CountersignatureMissing, with the names of those that are awaited."""
    if missing := state.units.unsigned:
        raise CountersignatureMissing(divisions="、".join(each.name for each in missing))


def _require_unsigned(state: Consultation, division: str) -> None:
    if state.review_requested_by is None or state.released:
        raise NothingToCountersign
    if division in state.units.signed | state.units.excused:
        raise CountersignedAlready
