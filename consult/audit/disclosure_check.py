"""Checks what of a decision must and must not be public: opened + withheld + erased + never + not yet due = digests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from uuid import UUID

from consult.audit.findings import AuditFinding, Findings
from consult.audit.record import CompactRecord
from domain.application.events import ApplicationErased
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
from domain.event import Event
from domain.openings import Opening, opened_by_itself, openings
from domain.questionnaire_response.events import ResponseErased
from domain.sealing import CLOSED, sealed_fields

IDENTITY = frozenset({"name", "organisation", "contact"})


class DueState(StrEnum):
    """What has become of a sealed field, by the events recorded; only `opened` is public."""

    OPENED = "opened"
    WITHHELD = "withheld"
    ERASED = "erased"
    NEVER = "never"
    NOT_DUE = "not_due"


Fields = dict[str, DueState]


def fields_due(events: Sequence[Event]) -> list[Fields]:
    """For each of these events what its fields have to be: those of one comment or response, or all others of a decision."""
    due = [_at_first(event) for event in events]
    for number, event in enumerate(events):
        for rule in openings(event):
            for earlier in _opened(events, number, rule):
                due[earlier].update(dict.fromkeys(rule.fields, DueState.OPENED))
        if isinstance(event, AttachmentsCleaned):
            _keep_closed(due[:number])
        if isinstance(event, CommentWithdrawn | CommentWithheld | CommentRedacted):
            _withhold(due[:number], events, everything=isinstance(event, CommentWithdrawn))
        if isinstance(event, ScreeningRevised) and event.outcome != ScreeningOutcome.PUBLISHED:
            _hide_again(due[:number], events, event)
        if isinstance(event, RegistrationCorrected) and not event.name_shown:
            _close_name(due[:number])
    for event in events:
        if isinstance(event, CommentErased):
            _erase(due, event.scope)
        if isinstance(event, ResponseErased):
            for fields in due:
                fields.update({name: DueState.ERASED for name in fields if name == "texts"})
    _erase_applications(due, events)
    return due


def _erase_applications(due: Sequence[Fields], events: Sequence[Event]) -> None:
    """Everything on the streams of those that were erased."""
    gone = {event.originator_id for event in events if isinstance(event, ApplicationErased)}
    for fields, event in zip(due, events, strict=True) if gone else ():
        if event.originator_id in gone:
            fields.update(dict.fromkeys(fields, DueState.ERASED))


def _at_first(event: Event) -> Fields:
    itself = opened_by_itself(type(event))
    return {field.name: _first(field.name in itself, field.seal.opened) for field in sealed_fields(type(event))}


def _first(at_once: bool, opened: str) -> DueState:
    return DueState.OPENED if at_once else DueState.NEVER if opened == "never" else DueState.NOT_DUE


def _opened(events: Sequence[Event], number: int, rule: Opening) -> list[int]:
    """Places of the events that the event at `number` opens by `rule`: the last of each stream, or all."""
    own, before = events[number].originator_id, events[:number]
    after = max((place for place, event in enumerate(before) if isinstance(event, rule.since)), default=-1) if rule.since else -1
    spared = {event.originator_id for event in before if rule.unless and type(event) is rule.unless}
    found = [
        (place, event.originator_id)
        for place, event in enumerate(before)
        if type(event) is rule.event_type
        and place > after
        and (rule.streams == "consultation" or event.originator_id == own)
        and event.originator_id not in spared
    ]
    return list({stream: place for place, stream in found}.values()) if rule.which == "last" else [place for place, _ in found]


def _keep_closed(before: Sequence[Fields]) -> None:
    """Where copies of the files are published, the files as they came are not."""
    for fields in before:
        fields.update({name: DueState.WITHHELD for name in fields if name == "attachments"})


def _withhold(before: Sequence[Fields], events: Sequence[Event], *, everything: bool) -> None:
    """Screening closes what is not shown, withdrawal everything; what is never shown anyway stays so."""
    for fields, earlier in zip(before, events, strict=False):
        if isinstance(earlier, CommentSubmitted | AttachmentsCleaned | CommentWithheld | CommentRedacted | ScreeningRevised):
            closing = [
                name for name, due in fields.items() if due is not DueState.NEVER and (everything or due is not DueState.OPENED)
            ]
            fields.update(dict.fromkeys(closing, DueState.WITHHELD))


def _hide_again(before: Sequence[Fields], events: Sequence[Event], revision: ScreeningRevised) -> None:
    """Of what was shown nothing stays open but what the revision itself opens; earlier redactions go with the original."""
    kept = {name for rule in openings(revision) for name in rule.fields}
    for fields, earlier in zip(before, events, strict=False):
        if isinstance(earlier, CommentSubmitted | AttachmentsCleaned):
            fields.update(
                {name: DueState.WITHHELD for name, due in fields.items() if name not in kept and due is not DueState.NEVER}
            )
        elif isinstance(earlier, CommentRedacted | ScreeningRevised):
            fields["redacted_text"] = DueState.WITHHELD


def _close_name(before: Sequence[Fields]) -> None:
    for fields in before:
        if fields.get("name") is DueState.OPENED:
            fields["name"] = DueState.WITHHELD


def _erase(due: Sequence[Fields], scope: ErasureScope) -> None:
    for fields in due:
        fields.update({name: DueState.ERASED for name in fields if scope == ErasureScope.ALL or name in IDENTITY})


def check_disclosures(record: CompactRecord, decision: UUID, findings: Findings) -> Counter[DueState]:
    """Findings where what is public is not what has to be; answers with how many digests stand in each state."""
    taken_back = corrected_fields([event for _, event in record.placed])
    states = _check_stages(record, decision, findings, taken_back)
    states.update(_check_responses(record, decision, findings))
    for history, count in record.histories().items():
        due = fields_due(history)
        states.update({state: many * count for state, many in Counter(state for item in due for state in item.values()).items()})
        wrong = [
            (code, f"{event.topic} {name}")
            for event, item in zip(history, due, strict=True)
            for code, name in _wrong(event, item)
        ]
        for position, comment_id in record.comments_with(history, count) if wrong else ():
            corrected = {field for (stream, _), fields in taken_back.items() if stream == comment_id for field in fields}
            for code, said in wrong:
                if said.split()[1] not in corrected:
                    findings.add(AuditFinding(code=code, positions=(position,), decision=decision, said=said))
    return states


def _check_responses(record: CompactRecord, decision: UUID, findings: Findings) -> Counter[DueState]:
    """What was chosen is public once it is counted, and not before."""
    states: Counter[DueState] = Counter()
    for (history, counted), count in record.response_histories().items():
        due = fields_due(history)
        if counted:
            due[0].update({name: DueState.OPENED for name in due[0] if name == "answers"})
        for event, fields in zip(history, due, strict=True):
            states.update({state: many * count for state, many in Counter(fields.values()).items()})
            for code, name in _wrong(event, fields):
                for position in record.responses_with(history, counted=counted):
                    said = f"{event.topic} {name}"
                    findings.add(AuditFinding(code=code, positions=(position,), decision=decision, said=said))
    return states


TakenBack = dict[tuple[UUID, int], set[str]]


def _check_stages(record: CompactRecord, decision: UUID, findings: Findings, taken_back: TakenBack) -> Counter[DueState]:
    states: Counter[DueState] = Counter()
    due_of = fields_due([event for _, event in record.placed])
    for (position, event), due in zip(record.placed, due_of, strict=True):
        closed = taken_back.get((event.originator_id, event.originator_version), set())
        due.update(dict.fromkeys(closed & due.keys(), DueState.WITHHELD))
        states.update(due.values())
        for code, name in _wrong(event, due):
            findings.add(AuditFinding(code=code, positions=(position,), decision=decision, said=f"{event.topic} {name}"))
    return states


def corrected_fields(events: Sequence[Event]) -> TakenBack:
    """What corrections close again, by stream and version: the original, and what earlier corrections put in its place."""
    found: TakenBack = defaultdict(set)
    put: dict[tuple[UUID, int, str], list[CorrectionMade]] = defaultdict(list)
    for event in events:
        if isinstance(event, CorrectionMade) and (place := _place(event)):
            if event.closes_original:
                found[place[:2]].add(event.field)
                for earlier in put[place]:
                    found[earlier.originator_id, earlier.originator_version].add("value")
            put[place].append(event)
    return found


def _place(correction: CorrectionMade) -> tuple[UUID, int, str] | None:
    """Stream, version and field that a correction is of; None where its stream is no id."""
    try:
        return UUID(correction.corrected_stream), correction.corrected_version, correction.field
    except ValueError:
        return None


def _wrong(event: Event, due: Fields) -> Iterator[tuple[str, str]]:
    for name, state in due.items():
        public = getattr(event, name) is not CLOSED
        if public != (state is DueState.OPENED):
            yield ("disclosure-too-much" if public else "disclosure-missing"), name
