"""The record of a collective deliberation 会议记录 as it enters the log: complete, each dissent of somebody who was there."""

from __future__ import annotations

from msgspec.structs import replace

from domain.consultation.outcome_events import Dissent, Minutes
from domain.consultation.outcome_refusals import DissenterNotPresent, MajorityReasonMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.text import NAME, REASON, TextMissing, name_text, normalised_text


def checked_minutes(minutes: Minutes, state: Consultation) -> Minutes:
    """Its words normalised. Raises TextRefused, DissenterNotPresent, MajorityReasonMissing, ReasonTooShort."""
    attendees = tuple(_name(name, "attendees") for name in minutes.attendees)
    if not attendees:
        raise TextMissing(field="attendees")
    return replace(
        minutes,
        attendees=tuple(dict.fromkeys(attendees)),
        views=normalised_text(minutes.views, field="views", max_length=REASON),
        dissents=tuple(_dissent(each, attendees) for each in minutes.dissents),
        decision=normalised_text(minutes.decision, field="decision", max_length=REASON),
        reason=_reason(minutes, state),
    )


def _dissent(dissent: Dissent, attendees: tuple[str, ...]) -> Dissent:
    member = _name(dissent.member, "dissents")
    if member not in attendees:
        raise DissenterNotPresent(field="dissents")
    return Dissent(member, normalised_text(dissent.view, field="dissents", max_length=REASON))


def _name(name: str, field: str) -> str:
    return name_text(name, field=field, max_length=NAME, required=True)


def _reason(minutes: Minutes, state: Consultation) -> str | None:
    """Why the decision is another than most wanted; None where it is not."""
    if not minutes.against_majority:
        return None
    if minutes.reason is None:
        raise MajorityReasonMissing(field="reason")
    return reason_text(minutes.reason, state)
