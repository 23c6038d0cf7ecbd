"""The source of the projections: each event with the fields it makes public, and nothing that is still closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol
from uuid import UUID

import msgspec

from consult.event_log import EventLog, LogEntry
from consult.sealed.mapper import unseal
from consult.sealed.store import SealedStore
from domain.consultation.events import AdoptionPrepared, DraftPrepared, FeedbackPrepared, MaterialsPrepared
from domain.event import Event
from domain.openings import Opening, opened_by, opened_by_itself, openings
from domain.values import AdoptionNotice, Blob, TextDocument
from projections.source import PublicEvent

Ref = tuple[UUID, int]


class ReadableRecords(Protocol):
    """The log and the sealed store, as an archive has them: no more of it is a part of what the read models are made by."""

    @property
    def log(self) -> EventLog: ...
    @property
    def sealed(self) -> SealedStore: ...


class _Wanted(msgspec.Struct):
    """An earlier event that is opened, and the fields it opens."""

    entry: LogEntry
    fields: tuple[str, ...]


class LogSource:
    """Public events from the log and the sealed store; a batch costs a fixed number of queries, few of them per decision."""

    def __init__(self, records: ReadableRecords) -> None:
        self._records = records

    async def events(self, after: int, limit: int) -> Sequence[PublicEvent]:
        """Up to `limit` events beyond position `after`, in order."""
        entries = await self._records.log.read(after + 1, limit)
        events = [unseal(entry.state, (), entry.topic) for entry in entries]
        wanted = await self._wanted(entries, events)
        refs = {(item.entry.originator_id, item.entry.originator_version) for items in wanted.values() for item in items}
        refs |= {_ref(event) for event in events if opened_by_itself(type(event))}
        disclosures = await self._records.sealed.disclosures(list(refs)) if refs else {}
        opened = {
            position: tuple(_filled(item.entry, item.fields, disclosures) for item in items) for position, items in wanted.items()
        }
        contents = await self._contents(opened)
        return [
            PublicEvent(
                entry.position,
                _open_itself(entry, event, disclosures),
                opened.get(entry.position, ()),
                {blob: contents[blob] for _, blob in _texts(opened.get(entry.position, ())) if blob in contents},
            )
            for entry, event in zip(entries, events, strict=True)
        ]

    async def _wanted(self, entries: Sequence[LogEntry], events: Sequence[Event]) -> dict[int, list[_Wanted]]:
        opening = [(entry, event, rules) for entry, event in zip(entries, events, strict=True) if (rules := openings(event))]
        own = await self._own_streams(opening)
        wanted: dict[int, list[_Wanted]] = {}
        for entry, event, rules in opening:
            found: list[_Wanted] = []
            for rule in rules:
                earlier = own.get(event.originator_id, []) if rule.streams == "own" else await self._others(entry, event, rule)
                before = [each for each in earlier if each.position < entry.position]
                found += [_Wanted(each, rule.fields) for each in opened_by(rule, event.originator_id, before)]
            wanted[entry.position] = sorted(found, key=lambda item: item.entry.position)
        return wanted

    async def _own_streams(self, opening: Iterable[tuple[LogEntry, Event, tuple[Opening, ...]]]) -> dict[UUID, list[LogEntry]]:
        streams: dict[UUID, list[LogEntry]] = {}
        topics: set[str] = set()
        for _, event, rules in opening:
            streams[event.originator_id] = []
            topics |= {topic for rule in rules if rule.streams == "own" for topic in rule.topics}
        if streams:
            for entry in await self._records.log.streams(list(streams), list(topics)):
                streams[entry.originator_id].append(entry)
        return streams

    async def _others(self, entry: LogEntry, event: Event, rule: Opening) -> list[LogEntry]:
        if rule.of is not None:
            return await self._records.log.streams(list(rule.of), rule.topics)
        return await self._records.log.about(event.consultation_id, rule.topics, before=entry.position)

    async def _contents(self, opened: dict[int, tuple[Event, ...]]) -> dict[str, bytes]:
        pairs = [pair for events in opened.values() for pair in _texts(events)]
        found = await self._records.sealed.blobs(pairs) if pairs else {}
        return {digest: content for (_, digest), content in found.items()}


def _ref(event: Event) -> Ref:
    return event.originator_id, event.originator_version


def _filled(entry: LogEntry, fields: Collection[str], disclosures: dict[Ref, tuple[str, ...]]) -> Event:
    """The event with exactly these fields open, where their disclosures are still there."""
    ref = (entry.originator_id, entry.originator_version)
    return unseal(entry.state, disclosures.get(ref, ()), entry.topic, only=fields)


def _open_itself(entry: LogEntry, event: Event, disclosures: dict[Ref, tuple[str, ...]]) -> Event:
    fields = opened_by_itself(type(event))
    return _filled(entry, fields, disclosures) if fields else event


def _texts(events: Iterable[Event]) -> list[tuple[UUID, str]]:
    """The texts (not the attachments) that these events make public: owner and SHA-256."""
    return [(event.consultation_id, blob.sha256) for event in events for blob in _text_blobs(event)]


def _text_blobs(event: Event) -> list[Blob]:
    match event:
        case DraftPrepared(draft=TextDocument(blob=blob)) | FeedbackPrepared(revised=TextDocument(blob=blob)):
            return [blob]
        case MaterialsPrepared(explanation=Blob() as blob):
            return [blob]
        case AdoptionPrepared(notice=AdoptionNotice(text=TextDocument(blob=blob))):
            return [blob]
        case _:
            return []
