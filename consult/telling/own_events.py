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
from consult.telling.asking import MOST_A_DAY, address_mark, asked_today
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

MANY = 50  # letters, as of a table that was brought in: others are sent before them
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
# Held until the recipients are noted: whoever erases an address waits, and then finds and ends them.
STILL_THERE = """
SELECT originator_id FROM sealed.parts
WHERE originator_id = ANY($1) AND originator_version = 1 AND identity IS NOT NULL FOR SHARE
"""
ADD = """
INSERT INTO sealed.recipients (comment_id, consultation_id, language, state, changed_at, asked, asked_at, mark)
SELECT comment_id, consultation_id, language, 'unconfirmed', $6, asked, $6, mark
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::bytea[]) AS n (comment_id, consultation_id, language, asked, mark)
"""
CONFIRM = """
UPDATE sealed.recipients r SET state = 'confirmed', since = n.since, changed_at = $3
FROM unnest($1::uuid[], $2::bigint[]) AS n (id, since) WHERE comment_id = n.id
"""


class Given(msgspec.Struct):
    """With a comment. `asked`: letters with the link, none where its address was asked too often today."""

    consultation_id: UUID
    mark: bytes
    asked: int = 1


class Recipient(msgspec.Struct):
    """While events are gone through. `since`: position of the confirmation. `given`: what a new one, not noted yet, gave."""

    language: Language
    state: State
    since: int | None = None
    given: Given | None = None
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
    given = await _given_with_an_address(runtime, connection, entries) if runtime.settings.letters else {}
    for entry in entries:
        if entry.is_of(CommentSubmitted):
            if entry.originator_id in given and entry.originator_id not in step.known:
                step.known[entry.originator_id] = new = given[entry.originator_id]
                if new.given and new.given.asked:
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


async def _given_with_an_address(runtime: Runtime, connection: Any, entries: Sequence[LogEntry]) -> dict[UUID, Recipient]:
    """Those who gave an e-mail address, and have not withdrawn their comment since: nobody else gets a letter."""
    submitted = [entry for entry in entries if entry.is_of(CommentSubmitted)]
    rows = await connection.fetch(STILL_THERE, [entry.originator_id for entry in submitted])
    there = {row["originator_id"] for row in rows}
    events = await runtime.archive.unsealed([entry for entry in submitted if entry.originator_id in there])
    addresses = {event.originator_id: (event, address) for event in events if (address := _address(event))}
    if not addresses:
        return {}
    withdrawn = {entry.originator_id for entry in await runtime.log.streams(list(addresses), [CommentWithdrawn.topic])}
    languages = await languages_of(runtime, list(addresses))
    new = {
        key: Recipient(languages.get(key, "zh"), "unconfirmed", given=Given(event.consultation_id, _mark(runtime, address)))
        for key, (event, address) in addresses.items()
        if key not in withdrawn
    }
    await _ask_no_address_too_often(runtime, connection, [each.given for each in new.values() if each.given])
    return new


def _address(event: Event) -> str | None:
    return event.contact.email if isinstance(event, CommentSubmitted) and isinstance(event.contact, Contact) else None


def _mark(runtime: Runtime, address: str) -> bytes:
    return address_mark(runtime.sealed.key, address)


async def _ask_no_address_too_often(runtime: Runtime, connection: Any, given: Sequence[Given]) -> None:
    """Whoever is not asked now can have the letter sent from his receipt, another day."""
    asked = await asked_today(connection, {each.mark for each in given}, runtime.real_clock.now())
    for each in given:
        each.asked = int(asked[each.mark] < MOST_A_DAY)
        asked[each.mark] += each.asked


async def _write(runtime: Runtime, connection: Any, step: _Step) -> None:
    now = runtime.real_clock.now()
    if new := [(key, each, each.given) for key, each in step.known.items() if each.given and each.state != "withdrawn"]:
        rows = [(key, given.consultation_id, each.language, given.asked, given.mark) for key, each, given in new]
        await connection.execute(ADD, *columns(rows), now)
    if confirmed := [(key, each.since) for key, each in step.known.items() if each.confirmed_now and each.state == "confirmed"]:
        await connection.execute(CONFIRM, *columns(confirmed), now)
    wanted = [each for each in step.wanted if step.known[each.comment_id].state in ("unconfirmed", "confirmed")]
    if runtime.settings.letters:
        await put_letters(runtime, connection, wanted, bulk=len(wanted) > MANY)
