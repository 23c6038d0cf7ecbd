"""Checks that the decisions on a consultation share: still running, reasons long enough, dates and moments plausible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from domain.access import LEAD, Actor, Role, Standing, require
from domain.calendar import local_date
from domain.consultation.refusals import DateAhead, DecisionOver, MomentUnclear, ReasonTooShort
from domain.consultation.return_refusals import ReturnedUnchanged, ReturnNotMended
from domain.consultation.returns import Content
from domain.consultation.state import Consultation, evolve
from domain.enumerations import Returnable
from domain.event import Event, moment
from domain.refusals import Refusal
from domain.text import REASON, normalised_text, visible_length


def require_running(state: Consultation, actor: Actor, role: Role, of: frozenset[Standing] = LEAD) -> None:
    """The actor has the role in one of these divisions of the decision, and the decision is neither adopted nor ended."""
    require(actor, role, state.divisions, of)
    refuse_over(state)


def refuse_over(state: Consultation) -> None:
    """Raises DecisionOver where the decision is adopted or ended."""
    if is_over(state):
        raise DecisionOver


def is_over(state: Consultation) -> bool:
    """Whether nothing more is done for the decision: it is adopted or ended."""
    return state.adopted_at is not None or state.ended_at is not None


def reason_text(reason: str, state: Consultation, *, field: str = "reason") -> str:
    """A reason, normalised, of at least the rules' length in visible characters."""
    text = normalised_text(reason, field=field, max_length=REASON)
    if visible_length(text) < state.rules.min_reason_length:
        raise ReasonTooShort(field=field, length=state.rules.min_reason_length)
    return text


def not_submitted(state: Consultation, what: Returnable, otherwise: type[Refusal]) -> Refusal:
    """Why there is nothing to be signed: it was returned for changes, or is not yet submitted at all."""
    return ReturnNotMended() if state.pending_return(what) else otherwise()


def refuse_unchanged(state: Consultation, what: Returnable, content: Content | None = None, *, field: str = "") -> None:
    """What was returned comes back changed. `content`: what is submitted; None: what stands. Raises ReturnedUnchanged."""
    if state.returns.unchanged(what, content):
        raise ReturnedUnchanged(field=field)


def checked_moment(at: datetime, *, field: str) -> datetime:
    """`at` as it enters an event. Raises MomentUnclear where it names no zone, or a year out of reach."""
    if at.tzinfo is None or not 2000 <= at.year < 9000:
        raise MomentUnclear(field=field)
    return moment(at)


def checked_past_date(day: date, at: datetime, *, field: str) -> date:
    """A date on which something has happened already. Raises DateAhead."""
    if day > local_date(at):
        raise DateAhead(field=field)
    return day


def after_its_reason(
    state: Consultation, decide: Callable[[Consultation], Event], explain: Callable[[], Event | None]
) -> tuple[Event, ...]:
    """What `decide` says, directly after the event that explains it in public, where `explain` finds that one is needed.

    Raises what `decide` does, then what `explain` does.
    """
    decided = decide(state)
    reason = explain()
    return (decided,) if reason is None else (reason, decide(evolve(state, reason)))
