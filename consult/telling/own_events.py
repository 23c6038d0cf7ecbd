"""What the events of one comment's stream mean for its author's letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from consult.event_log import LogEntry
from consult.mail.recipients import State, stop_telling
from consult.runtime import Runtime
from consult.staff.register import Language
from consult.telling.answers import Answers
from consult.telling.language import languages_of
from consult.telling.letters import Kind
from consult.telling.putting import Wanted, put_letters
from domain.comment.events import (
    AppealDecided,
    CommentRedacted,
    CommentReferred,
    CommentReopened,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    ContactConfirmed,
    ScreeningRevised,
)
from domain.enumerations import AppealOutcome, ScreeningOutcome, WithholdingReason
from domain.event import Event, stored_topics
from domain.values import Contact
from projections.columns import columns

# An erasure is told of by whoever carries it out, while the address is still there (`consult.telling.stopping`).
KINDS = (
    *(CommentSubmitted, ContactConfirmed, CommentWithdrawn, CommentRedacted, CommentWithheld, ScreeningRevised, AppealDecided),
    *(CommentReferred, CommentReopened),
)
OWN = frozenset(stored_topics(*(kind.topic for kind in KINDS)))
DECIDED = {
    AppealOutcome.UPHELD: Kind.UPHELD,
    AppealOutcome.OVERTURNED: Kind.OVERTURNED,
    AppealOutcome.REOPENED: Kind.REOPENED,
}
REVISED = {
    ScreeningOutcome.PUBLISHED: Kind.SHOWN,
    ScreeningOutcome.REDACTED: Kind.REDACTED,
    ScreeningOutcome.WITHHELD: Kind.WITHHELD,
}
FIND = "SELECT comment_id, language, state, since FROM sealed.recipients WHERE comment_id = ANY($1) FOR UPDATE"
ADD = """
INSERT INTO sealed.recipients (comment_id, consultation_id, language, state, changed_at, asked, asked_at)
SELECT comment_id, consultation_id, language, 'unconfirmed', $4, 1, $4
FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n (comment_id, consultation_id, language)
"""
CONFIRM = """
UPDATE sealed.recipients r SET state = 'confirmed', since = n.since, changed_at = $3
FROM unnest($1::uuid[], $2::bigint[]) AS n (id, since) WHERE comment_id = n.id
"""


class Recipient(msgspec.Struct):
    """While events are gone through. `since`: position of the confirmation. `new`: not noted yet."""

    language: Language
    state: State
    since: int | None = None
    consultation_id: UUID | None = None
    new: bool = False
    confirmed_now: bool = False


class _Step(msgspec.Struct):
    """What the events gone through so far come to."""

    known: dict[UUID, Recipient]
    wanted: list[Wanted] = []

    def want(self, entry: LogEntry, kind: Kind, occasion: int, reason: WithholdingReason | None = None) -> None:
        assert entry.consultation_id
        self.wanted.append(
            Wanted(
                comment_id=entry.originator_id,
                consultation_id=entry.consultation_id,
                language=self.known[entry.originator_id].language,
                kind=kind,
                occasion=occasion,
                reason=reason,
            )
        )


async def tell_of_own_events(runtime: Runtime, connection: Any, entries: Sequence[LogEntry], answers: Answers) -> None:
    """In the order of the log; in the transaction of `connection`, which holds the rows of the recipients."""
    rows = await connection.fetch(FIND, list({entry.originator_id for entry in entries}))
    step = _Step({row["comment_id"]: Recipient(row["language"], row["state"], row["since"]) for row in rows})
    given = await _given_with_an_address(runtime, entries) if runtime.settings.letters else {}
    for entry in entries:
        if entry.is_of(CommentSubmitted):
            if entry.originator_id in given and entry.originator_id not in step.known:
                step.known[entry.originator_id] = given[entry.originator_id]
                step.want(entry, Kind.CONFIRMATION, 1)
        elif entry.originator_id in step.known:
            await _tell(runtime, connection, step, entry, answers)
    await _write(runtime, connection, step)


async def _tell(runtime: Runtime, connection: Any, step: _Step, entry: LogEntry, answers: Answers) -> None:
    recipient, event = step.known[entry.originator_id], runtime.sealed.closed(entry)
    if isinstance(event, CommentWithdrawn):
        recipient.state = "withdrawn"
        await stop_telling(connection, entry.originator_id, "withdrawn", runtime.real_clock.now())
    elif isinstance(event, ContactConfirmed) and recipient.state == "unconfirmed":
        recipient.state, recipient.since, recipient.confirmed_now = "confirmed", entry.position, True
        if entry.originator_id in await answers.before(event.consultation_id, entry.position):
            step.want(entry, Kind.ANSWERED, entry.position)
    elif recipient.since is not None and recipient.since < entry.position and (told := told_of(event)):
        step.want(entry, told[0], entry.position, told[1])


def told_of(event: Event) -> tuple[Kind, WithholdingReason | None] | None:
    """What an author is told of an event of his comment, with its public reason."""
    match event:
        case CommentWithheld(reason=reason):
            return Kind.WITHHELD, reason
        case CommentRedacted(basis=reason):
            return Kind.REDACTED, reason
        case ScreeningRevised(outcome=outcome, reason=why):
            return REVISED[outcome], why
        case AppealDecided(outcome=decided):
            return DECIDED[decided], None
        case CommentReferred():
            return Kind.REFERRED, None
        case CommentReopened():
            return Kind.REOPENED, None
        case _:
            return None


async def _given_with_an_address(runtime: Runtime, entries: Sequence[LogEntry]) -> dict[UUID, Recipient]:
    """Those who gave an e-mail address, and have not withdrawn their comment since: nobody else gets a letter."""
    submitted = await runtime.archive.unsealed([entry for entry in entries if entry.is_of(CommentSubmitted)])
    ids = [event.originator_id for event in submitted if isinstance(event, CommentSubmitted) and _has_address(event)]
    if not ids:
        return {}
    withdrawn = {entry.originator_id for entry in await runtime.log.streams(ids, [CommentWithdrawn.topic])}
    languages = await languages_of(runtime, ids)
    return {
        event.originator_id: Recipient(
            languages.get(event.originator_id, "zh"), "unconfirmed", None, event.consultation_id, new=True
        )
        for event in submitted
        if event.originator_id in set(ids) - withdrawn
    }


def _has_address(event: CommentSubmitted) -> bool:
    return isinstance(event.contact, Contact) and bool(event.contact.email)


async def _write(runtime: Runtime, connection: Any, step: _Step) -> None:
    now = runtime.real_clock.now()
    if new := [(key, each) for key, each in step.known.items() if each.new and each.state in ("unconfirmed", "confirmed")]:
        await connection.execute(ADD, *columns([(key, each.consultation_id, each.language) for key, each in new]), now)
    if confirmed := [(key, each.since) for key, each in step.known.items() if each.confirmed_now and each.state == "confirmed"]:
        await connection.execute(CONFIRM, *columns(confirmed), now)
    wanted = [each for each in step.wanted if step.known[each.comment_id].state in ("unconfirmed", "confirmed")]
    if runtime.settings.letters:
        await put_letters(runtime, connection, wanted)
