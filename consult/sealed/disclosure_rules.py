"""Which sealed fields of an entry are open, by the events recorded up to now (log.md, What is opened when)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from enum import Enum
from uuid import UUID

import domain.all_events  # noqa: F401 (registers all topics)
from consult.event_log import EventLog, LogEntry
from consult.sealed.mapper import unseal
from domain.application.events import ApplicationErased, ApplicationSubmitted
from domain.comment.events import (
    AttachmentsCleaned,
    CommentErased,
    CommentRedacted,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    RegistrationCorrected,
    ScreeningRevised,
)
from domain.consultation.events import CorrectionMade
from domain.enumerations import ErasureScope, ScreeningOutcome
from domain.event import Event, event_types, topics_of_same_aggregate
from domain.openings import OPENS, opened_by, opened_by_itself, openings
from domain.questionnaire.events import ResponsesCounted
from domain.questionnaire_response.events import ResponseErased, ResponseSubmitted
from domain.sealing import sealed_fields


class FieldState(Enum):
    """The state of one sealed field; the value is the status under which its disclosure is answered."""

    OPEN = 200
    NOT_OPENED = 404
    GONE = 410
    WITHHELD = 451


Ref = tuple[UUID, int]
States = dict[Ref, dict[str, FieldState]]
"""By stream and version of an event, the state of each of its sealed fields by name."""

CLOSING = (
    AttachmentsCleaned,
    *(CommentRedacted, CommentWithheld, ScreeningRevised, RegistrationCorrected, CommentWithdrawn, CommentErased),
    *(CorrectionMade, ApplicationErased, ResponseErased),
)
ORIGINAL = frozenset({"text", "proposed_wording", "attachments"})
FILES = frozenset({"attachments"})
REDACTION = frozenset({"redacted_text"})
IDENTITY = ("name", "organisation", "contact")
WRITTEN = ("texts",)


def disclosing_topics() -> list[str]:
    """Topics of events that open or close something, in themselves or elsewhere."""
    return sorted(name for name, kind in event_types().items() if kind in OPENS or kind in CLOSING or opened_by_itself(kind))


def fold(events: Sequence[Event]) -> States:
    """States after these events, in order of position: those of the stream of one comment, application or response, this with
    what opened it, or all others of a decision; corrections of the decision among them."""
    states: States = {}
    for number, event in enumerate(events):
        itself = opened_by_itself(type(event))
        states[_ref(event)] = {
            field.name: FieldState.OPEN if field.name in itself else FieldState.NOT_OPENED for field in sealed_fields(type(event))
        }
        for rule in openings(event):
            for earlier in opened_by(rule, event.originator_id, events[:number]):
                _set(states, earlier, rule.fields, FieldState.OPEN)
        if isinstance(event, CLOSING):
            _close(states, events[:number], event)
    _apply_for_good(states, events)
    return states


def _ref(event: Event) -> Ref:
    return event.originator_id, event.originator_version


def _set(states: States, event: Event, fields: Iterable[str], state: FieldState) -> None:
    known = states[_ref(event)]
    known.update({name: state for name in fields if name in known})


def _close(states: States, before: Sequence[Event], event: Event) -> None:
    """What the cleaning of its files, a screening, its revision or a withdrawal closes of the comment."""
    for earlier in before:
        shown = frozenset(name for name, state in states[_ref(earlier)].items() if state is FieldState.OPEN)
        match event:
            case AttachmentsCleaned():
                _set(states, earlier, FILES, FieldState.WITHHELD)
            case CommentWithdrawn():
                _set(states, earlier, shown, FieldState.GONE)
            case CommentWithheld() | ScreeningRevised(outcome=ScreeningOutcome.WITHHELD):
                _set(states, earlier, _author_words(earlier, shown), FieldState.WITHHELD)
            case CommentRedacted(name_shown=named) | ScreeningRevised(outcome=ScreeningOutcome.REDACTED, name_shown=named):
                _set(states, earlier, _author_words(earlier, frozenset() if named else shown & {"name"}), FieldState.WITHHELD)
            case RegistrationCorrected(name_shown=False):
                _set(states, earlier, shown & {"name"}, FieldState.WITHHELD)
            case _:
                pass


def _author_words(event: Event, of_identity: frozenset[str]) -> frozenset[str]:
    """The fields of an earlier event that show what the author wrote; of its submission `of_identity` as well."""
    if isinstance(event, CommentSubmitted):
        return of_identity | ORIGINAL
    if isinstance(event, AttachmentsCleaned):
        return FILES
    return REDACTION if isinstance(event, CommentRedacted | ScreeningRevised) else frozenset()


def _apply_for_good(states: States, events: Sequence[Event]) -> None:
    """Whatever came after it, what a correction has closed stays closed and what was erased stays gone."""
    for event in events:
        if isinstance(event, CorrectionMade) and event.closes_original:
            known = states.get((_uuid(event.corrected_stream), event.corrected_version), {})
            known.update({event.field: FieldState.WITHHELD} if event.field in known else {})
            for correction in _corrected_before(event, events):
                _set(states, correction, ["value"], FieldState.WITHHELD)
    for event in events:
        if isinstance(event, CommentErased | ApplicationErased):
            everything = isinstance(event, ApplicationErased) or event.scope == ErasureScope.ALL
            for earlier in events:
                if earlier.originator_id == event.originator_id:
                    _set(states, earlier, states[_ref(earlier)] if everything else IDENTITY, FieldState.GONE)
        if isinstance(event, ResponseErased):
            for earlier in events:
                _set(states, earlier, WRITTEN, FieldState.GONE)


def _corrected_before(closing: CorrectionMade, events: Sequence[Event]) -> list[CorrectionMade]:
    """Earlier corrections of the same field: what they put in place of the original is closed with it."""
    place = (closing.corrected_stream, closing.corrected_version, closing.field)
    return [
        event
        for event in events
        if isinstance(event, CorrectionMade)
        and event.originator_version < closing.originator_version
        and (event.corrected_stream, event.corrected_version, event.field) == place
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


APART = (
    topics_of_same_aggregate(CommentSubmitted)
    | topics_of_same_aggregate(ApplicationSubmitted)
    | topics_of_same_aggregate(ResponseSubmitted)
)
"""Topics of what comes in large numbers, each on a stream with a data key of its own: what is open of it follows from its own
stream, of a response from the count that names it as well."""


async def field_states(log: EventLog, streams: Sequence[tuple[UUID, UUID]], before: int | None = None) -> States:
    """States of all events on these streams (each with its decision's id), by the entries below position `before`, or all.

    Of a decision its points are answered too.
    """
    apart = await _streams_apart(log, streams, before)
    states: States = {}
    for consultation_id in {decision for _, decision in streams}:
        others = sorted(event_types().keys() - APART)
        events = [_closed(entry) for entry in await log.about(consultation_id, others, before)]
        states |= fold(events)
        corrections = [event for event in events if isinstance(event, CorrectionMade)]
        own = apart.get(consultation_id, {})
        counts = _counts(events, own.keys())
        for stream_id, stream in own.items():
            states |= fold([*stream, *counts.get(stream_id, ()), *corrections])
    return states


def _counts(events: Sequence[Event], streams: Set[UUID]) -> dict[UUID, list[Event]]:
    """By response among these streams, the count that opened it."""
    counts = [event for event in events if isinstance(event, ResponsesCounted)]
    return {response: [count] for count in counts for response in streams & set(count.responses)}


async def _streams_apart(
    log: EventLog, streams: Sequence[tuple[UUID, UUID]], before: int | None
) -> dict[UUID, dict[UUID, list[Event]]]:
    found: dict[UUID, dict[UUID, list[Event]]] = {}
    wanted = [stream for stream, decision in streams if stream != decision]
    for entry in await log.streams(wanted, sorted(APART)):
        if before is None or entry.position < before:
            event = _closed(entry)
            found.setdefault(event.consultation_id, {}).setdefault(event.originator_id, []).append(event)
    return found


def _closed(entry: LogEntry) -> Event:
    return unseal(entry.state, (), entry.topic)
