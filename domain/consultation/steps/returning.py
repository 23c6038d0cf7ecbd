"""退回修改: whoever would sign what another prepared sends it back instead, with the reason."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role
from domain.consultation.events import ReturnedForChanges
from domain.consultation.refusals import AlreadyPublished
from domain.consultation.return_refusals import AlreadyReturned, NothingToReturn, SamePersonReturns, SignedAlready
from domain.consultation.state import Consultation
from domain.consultation.steps.answering import require_closed
from domain.consultation.steps.checks import reason_text, require_running
from domain.consultation.steps.supplement import require_answered
from domain.enumerations import Returnable
from domain.event import next_fields


def return_draft(state: Consultation, reason: str, *, actor: Actor, at: datetime) -> ReturnedForChanges:
    """Of draft and papers under review, or released early and not yet signed off nor published. Raises AlreadyPublished."""
    require_running(state, actor, Role.RELEASER)
    if state.published_at is not None:
        raise AlreadyPublished
    early = state.forced and not state.release_signed_off
    if state.released and not early:
        raise SignedAlready
    return _returned(state, Returnable.DRAFT, reason, {*state.drafters, state.released_by}, actor, at)


def return_feedback(state: Consultation, reason: str, *, actor: Actor, at: datetime) -> ReturnedForChanges:
    """Of the feedback summary, with the answers it is about, before it is signed off."""
    require_closed(state, actor, Role.RELEASER)
    if state.feedback_signed_off_by is not None:
        raise SignedAlready
    return _returned(state, Returnable.FEEDBACK, reason, {state.feedback_prepared_by}, actor, at)


def return_supplement(state: Consultation, reason: str, *, actor: Actor, at: datetime) -> ReturnedForChanges:
    """Of the next supplement, before it is signed off; also of a decision that is over."""
    require_answered(state, actor, Role.RELEASER)
    if state.supplement_signed_off_by is not None:
        raise SignedAlready
    return _returned(state, Returnable.SUPPLEMENT, reason, {state.supplement_prepared_by}, actor, at)


def return_adoption(state: Consultation, reason: str, *, actor: Actor, at: datetime) -> ReturnedForChanges:
    """Of the adoption notice as drafted, before the decision is adopted."""
    require_running(state, actor, Role.RELEASER)
    return _returned(state, Returnable.ADOPTION, reason, {state.notice_prepared_by}, actor, at)


def _returned(
    state: Consultation, what: Returnable, reason: str, by: set[str | None], actor: Actor, at: datetime
) -> ReturnedForChanges:
    """`by`: who prepared it. Raises AlreadyReturned, NothingToReturn, SamePersonReturns, ReasonTooShort."""
    if state.pending_return(what):
        raise AlreadyReturned
    if what not in state.returns.submitted:
        raise NothingToReturn
    if str(actor.id) in by:
        raise SamePersonReturns
    version, words = state.returns.submitted[what], reason_text(reason, state)
    return ReturnedForChanges(what=what, returned_version=version, reason=words, **next_fields(state, actor, at))
