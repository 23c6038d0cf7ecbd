"""Serves disclosures by digest: finds the entry through an index, and answers by its present state (open, withheld, erased)."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from consult.event_log import EventLog, LogEntry
from consult.public_log.disclosure import base64url, decode_disclosure, digest, parts_of
from consult.sealed.disclosure_rules import FieldState, Ref, States, disclosing_topics, field_states
from consult.sealed.mapper import digests_of, unseal
from consult.sealed.store import SealedStore
from domain.consultation.events import CorrectionMade
from domain.event import stored_topics, topics_of_same_aggregate
from domain.expertise.events import ExpertReviewPlanned
from domain.point.events import PointMade
from domain.questionnaire.events import ResponsesCounted
from domain.risk_assessment.events import RiskAssessmentStarted

STEP = 5_000  # entries looked through in one transaction
PREFIX = 8  # bytes

TELLING = """
SELECT DISTINCT originator_id, consultation_id FROM log.events WHERE position >= $1 AND position < $2 AND topic = ANY($3)
"""
STATES = "SELECT state FROM log.events WHERE position >= $1 AND position < $2 AND topic = ANY($3)"
# Points of a decision by the index of what is of no comment, application or response.
STANDING = """
SELECT position, originator_id, originator_version, topic, consultation_id, state, leaf_hash FROM log.events
WHERE position < $1 AND (originator_id = ANY($2)
    OR (consultation_id = ANY($3) AND topic NOT LIKE 'comment-%' AND topic NOT LIKE 'application-%'
        AND topic NOT LIKE 'response-%' AND topic = ANY($4)))
"""
ADD = """
INSERT INTO log.published_digests SELECT * FROM unnest($1::bigint[], $2::bigint[]) ON CONFLICT DO NOTHING
"""
AT = """
SELECT e.position, e.originator_id, e.originator_version, e.topic, e.consultation_id, e.state, e.leaf_hash
FROM log.published_digests d JOIN log.events e USING (position) WHERE d.prefix = $1
"""


class DisclosureAnswer(msgspec.Struct, frozen=True):
    """How a digest is answered; `disclosure` only where it is open."""

    state: FieldState
    disclosure: str | None = None


class Disclosures(msgspec.Struct, frozen=True):
    """What is open, of the log and the sealed store."""

    pool: Any
    log: EventLog
    sealed: SealedStore

    async def find(self, text: str) -> DisclosureAnswer:
        """The disclosure of a digest (base64url), as it stands now."""
        raw = _raw(text)
        if raw is None:
            return DisclosureAnswer(FieldState.NOT_OPENED)
        await self.index()
        rows = await self.pool.fetch(AT, _prefix(raw))
        entries = [LogEntry(*row) for row in rows if text in digests_of(row["state"])]
        found = await self.states(entries)
        return found.get(text, DisclosureAnswer(FieldState.NOT_OPENED))

    async def states(self, entries: Sequence[LogEntry], before: int | None = None) -> dict[str, DisclosureAnswer]:
        """How each digest in these entries is answered, by the entries below position `before`, or all."""
        if not entries:
            return {}
        pairs = {(entry.originator_id, entry.consultation_id or entry.originator_id) for entry in entries}
        states = await field_states(self.log, list(pairs), before)
        texts = await self.sealed.disclosures([_ref(entry) for entry in entries])
        return {name: found for entry in entries for name, found in _answers(entry, texts.get(_ref(entry), ()), states).items()}

    async def index(self) -> int:
        """Index the digests of what was opened or closed since the last call; returns the position indexed up to."""
        async with self.pool.acquire() as connection, connection.transaction():
            size = await connection.fetchval("SELECT size FROM log.head")
            start = await connection.fetchval("SELECT digests_below FROM log.published")
            if start >= size:
                return int(start)
            start = await connection.fetchval("SELECT digests_below FROM log.published FOR UPDATE")
            end = min(size, start + STEP)
            if start < end:
                await _index(connection, start, end)
                await connection.execute("UPDATE log.published SET digests_below = $1", end)
            return int(end)


async def _index(connection: Any, start: int, end: int) -> None:
    rows = await entries_changed_by(connection, start, end)
    pairs = [(_prefix(raw), row.position) for row in rows for text in digests_of(row.state) if (raw := _raw(text))]
    if pairs:
        await connection.execute(ADD, [prefix for prefix, _ in pairs], [position for _, position in pairs])


async def entries_changed_by(connection: Any, start: int, end: int) -> list[LogEntry]:
    """Entries below `end` of which entries from `start` to `end` have opened or closed something (and some around them)."""
    rows = await connection.fetch(TELLING, start, end, disclosing_topics())
    streams = {row["originator_id"] for row in rows}
    naming = await connection.fetch(STATES, start, end, stored_topics(CorrectionMade.topic, ResponsesCounted.topic))
    for event in (unseal(row["state"], ()) for row in naming):
        if isinstance(event, CorrectionMade):
            streams.add(UUID(event.corrected_stream))
        elif isinstance(event, ResponsesCounted):
            streams.update(event.responses)
    decisions = [row["consultation_id"] for row in rows if row["originator_id"] == row["consultation_id"]]
    return [LogEntry(*row) for row in await connection.fetch(STANDING, end, list(streams), decisions, opened_topics())]


def opened_topics() -> list[str]:
    """Of streams of their own that a publication of their decision opens."""
    return sorted(
        topic for kind in (PointMade, ExpertReviewPlanned, RiskAssessmentStarted) for topic in topics_of_same_aggregate(kind)
    )


def _answers(entry: LogEntry, disclosures: Iterable[str], states: States) -> dict[str, DisclosureAnswer]:
    """Every digest of the entry: by the field that its disclosure names; gone where the disclosure itself is."""
    fields = states.get(_ref(entry), {})
    gone = any(state is FieldState.GONE for state in fields.values())
    missing = DisclosureAnswer(FieldState.GONE if gone else FieldState.NOT_OPENED)
    answers = dict.fromkeys(digests_of(entry.state), missing)
    for disclosure in disclosures:
        state = fields.get(parts_of(decode_disclosure(disclosure))[1], FieldState.NOT_OPENED)
        answers[digest(disclosure)] = DisclosureAnswer(state, disclosure if state is FieldState.OPEN else None)
    return answers


def _ref(entry: LogEntry) -> Ref:
    return entry.originator_id, entry.originator_version


def _raw(text: str) -> bytes | None:
    """The 32 bytes of a digest in its one spelling."""
    if len(text) != 43 or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text + "=")
    except ValueError:
        return None
    return raw if base64url(raw) == text else None


def _prefix(raw: bytes) -> int:
    return int.from_bytes(raw[:PREFIX], "big", signed=True)
