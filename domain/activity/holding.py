"""A participation activity is held, its record closed and confirmed ([713] art. 17); or a poll is taken."""

from __future__ import annotations

import hmac
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.activity import refusals as r
from domain.activity.events import ActivityHeld, ConfirmationCodeIssued, PollTaken, RecordClosed, RecordConfirmed
from domain.activity.kinds import steps_of
from domain.activity.participants import participant_of, refuse_few_interested
from domain.activity.planning import require_open, require_public
from domain.activity.state import Activity, Participant
from domain.activity.values import Poll, PollFigure
from domain.calendar import local_date
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_moment, checked_past_date, reason_text, refuse_over
from domain.enumerations import Confirmation
from domain.event import PUBLIC, next_fields
from domain.text import NAME, ORGANISATION, TITLE, name_text, optional_name


def hold_activity(
    activity: Activity,
    decision: Consultation,
    *,
    began_at: datetime,
    attended: tuple[UUID, ...],
    observers: int,
    host: str,
    recorder: str,
    presenter: str | None,
    actor: Actor,
    at: datetime,
) -> ActivityHeld:
    """举行, as it begins.

    Raises ConsultationNotOpenYet, StepNotOfKind, NotAnnounced, HeldTooEarly, ApplicationsStillOpen, ListMissing,
    ListOutdated, MaterialsMissing, NobodyAttended, InterestedTooFew, PresenterMissing, AlreadyHeld.
    """
    _require_unheld(activity, decision, actor)
    if steps_of(activity.kind).polled:
        raise r.StepNotOfKind
    began = checked_moment(began_at, field="began_at")
    if began > at:
        raise r.HeldTooEarly(field="began_at", announced=local_date(at))
    _refuse_before_hour(activity, began)
    require_prepared(activity, began)
    there = tuple(each for each in activity.participants if each.id in attended)
    if not there or len(there) < len(set(attended)):
        raise r.NobodyAttended(field="attended")
    presents = optional_name(presenter, field="presenter", max_length=NAME)
    if steps_of(activity.kind).confirmed and presents is None:
        raise r.PresenterMissing(field="presenter")
    return ActivityHeld(
        began_at=began,
        attended=tuple(each.id for each in there),
        observers=max(observers, 0),
        host=name_text(host, field="host", max_length=NAME, required=True),
        recorder=name_text(recorder, field="recorder", max_length=NAME, required=True),
        presenter=presents,
        **next_fields(activity, actor, at),
    )


def _refuse_before_hour(activity: Activity, began: datetime) -> None:
    """Of what was announced, of whatever kind. Raises HeldTooEarly, ApplicationsStillOpen."""
    announced = activity.announced
    if announced is None:
        return
    if began < announced.held_at:
        raise r.HeldTooEarly(field="began_at", announced=local_date(announced.held_at))
    drawn = activity.drawn is not None or announced.lot_commitment is None
    if announced.apply_until is not None and not (activity.applications_closed_at and drawn):
        raise r.ApplicationsStillOpen


def require_prepared(activity: Activity, began: datetime) -> None:
    """Announced, its list public and as it is now, materials with everybody for seven days: as its kind asks."""
    steps = steps_of(activity.kind)
    if not steps.announced:
        return
    if activity.announced is None:
        raise r.NotAnnounced
    if steps.listed and activity.published is None:
        raise r.ListMissing
    if steps.listed and activity.published != tuple(each.listed for each in activity.participants):
        raise r.ListOutdated
    missing = sum(each.delivered_on is None for each in activity.participants)
    if steps.materials and missing:
        raise r.MaterialsMissing(count=missing)
    refuse_few_interested(activity)


def take_poll(activity: Activity, decision: Consultation, poll: Poll, *, actor: Actor, at: datetime) -> PollTaken:
    """民意调查, as whoever made it reports it. Raises StepNotOfKind, PollFiguresUnclear, TextRefused, AlreadyHeld."""
    _require_unheld(activity, decision, actor)
    if not steps_of(activity.kind).polled:
        raise r.StepNotOfKind
    counted = all(figure.count >= 0 for figure in poll.figures) and 0 < poll.answered <= poll.asked
    if not (counted and poll.figures and poll.from_day <= poll.to_day <= local_date(at)):
        raise r.PollFiguresUnclear(field="figures")
    checked = replace(
        poll,
        unit=name_text(poll.unit, field="unit", max_length=ORGANISATION, required=True),
        figures=tuple(_figure(figure) for figure in poll.figures),
    )
    return PollTaken(poll=checked, **next_fields(activity, actor, at))


def close_record(activity: Activity, decision: Consultation, *, statements: int, actor: Actor, at: datetime) -> RecordClosed:
    """笔录完成. `statements`: how many were taken down. Raises NotHeld, RecordIsClosed."""
    require_open(activity, decision, actor, Role.REGISTRAR)
    require_recording(activity)
    return RecordClosed(statements=statements, **next_fields(activity, actor, at))


def require_recording(activity: Activity) -> None:
    """It is held, and its record not closed. Raises NotHeld, RecordIsClosed."""
    if activity.held_at is None:
        raise r.NotHeld
    if not activity.recording:
        raise r.RecordIsClosed


def issue_code(
    activity: Activity, decision: Consultation, participant_id: UUID, *, code_hash: str, actor: Actor, at: datetime
) -> ConfirmationCodeIssued:
    """发放确认码, shown once to the recorder. Raises what `_awaited` does."""
    require_open(activity, decision, actor, Role.REGISTRAR)
    _awaited(activity, participant_id)
    return ConfirmationCodeIssued(participant=participant_id, code_hash=code_hash, **next_fields(activity, actor, at))


def confirm_record(
    activity: Activity,
    decision: Consultation,
    participant_id: UUID,
    how: Confirmation,
    *,
    signed_on: date,
    reason: str | None,
    actor: Actor,
    at: datetime,
) -> RecordConfirmed:
    """笔录确认 as the recorder enters it: signed on paper, or refused, with the reason that was given.

    Raises ParticipantUnknown, NotAttended, RecordStillOpen, AlreadyConfirmed, CodeRefused, DateAhead, ReasonTooShort.
    """
    require_open(activity, decision, actor, Role.REGISTRAR)
    _awaited(activity, participant_id)
    if how == Confirmation.LINK:
        raise r.CodeRefused(field="how")
    why = reason_text(reason or "", decision, field="reason") if how == Confirmation.REFUSED else None
    day = checked_past_date(signed_on, at, field="signed_on")
    return RecordConfirmed(participant=participant_id, how=how, signed_on=day, reason=why, **next_fields(activity, actor, at))


def confirm_by_code(activity: Activity, decision: Consultation, code: str, *, at: datetime) -> RecordConfirmed:
    """笔录确认 by the participant whose code it is. Raises CodeRefused, AlreadyConfirmed, ActivityOver, DecisionOver."""
    digest = code_hash_of(code)
    owner = next((each.id for each in activity.participants if hmac.compare_digest(each.code_hash or "", digest)), None)
    if owner is None:
        raise r.CodeRefused(field="code")
    _awaited(activity, owner)
    if activity.over:
        raise r.ActivityOver
    refuse_over(decision)
    return RecordConfirmed(
        participant=owner,
        how=Confirmation.LINK,
        signed_on=local_date(at),
        reason=None,
        **next_fields(activity, PUBLIC, at),
    )


def code_hash_of(code: str) -> str:
    """As it stands in the log: SHA-256 (hex) of the code; case, spaces and dashes do not matter."""
    kept = "".join(character for character in code.upper() if character.isalnum())
    return sha256(kept.encode()).hexdigest()


def _awaited(activity: Activity, participant_id: UUID) -> Participant:
    """One who attended, and has neither confirmed nor refused the record, which is closed."""
    if not steps_of(activity.kind).confirmed:
        raise r.StepNotOfKind
    participant = participant_of(activity, participant_id)
    if participant_id not in activity.attended:
        raise r.NotAttended
    if activity.statements is None:
        raise r.RecordStillOpen
    if participant.confirmed is not None:
        raise r.AlreadyConfirmed
    return participant


def _require_unheld(activity: Activity, decision: Consultation, actor: Actor) -> None:
    require_open(activity, decision, actor, Role.REGISTRAR)
    require_public(decision)
    if activity.held_at is not None:
        raise r.AlreadyHeld


def _figure(figure: PollFigure) -> PollFigure:
    return replace(
        figure,
        question=name_text(figure.question, field="figures", max_length=TITLE, required=True),
        answer=name_text(figure.answer, field="figures", max_length=TITLE, required=True),
    )
