"""A source of public events over a list of events in memory; it forgets what was erased or taken back, as the store does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from uuid import UUID

from msgspec.structs import replace

from domain.articles.identity import assign_ids
from domain.articles.parse import parse_text
from domain.comment.events import CommentErased, CommentWithdrawn
from domain.consultation.events import CorrectionMade
from domain.enumerations import ErasureScope
from domain.event import Event
from domain.openings import Opening, opened_by_itself, openings
from domain.questionnaire_response.events import ResponseErased
from domain.sealing import CLOSED, sealed_fields
from domain.values import ArticleDigest, Blob, TextDocument
from projections.source import PublicEvent


class MemorySource:
    """`closes_withdrawn`: whether the texts of withdrawn comments can no longer be read, as after a stricter store."""

    def __init__(self, events: Iterable[Event] = (), *, closes_withdrawn: bool = False) -> None:
        self.log: list[Event] = []
        self.contents: dict[str, bytes] = {}
        self.closes_withdrawn = closes_withdrawn
        self._closed_parts: dict[UUID, set[str]] = {}
        self._closed_fields: set[tuple[str, int, str]] = set()
        self._of_type: dict[tuple[UUID, type[Event]], list[tuple[int, Event]]] = defaultdict(list)
        for event in events:
            self.append(event)

    def until(self, size: int) -> MemorySource:
        """The same log when it had `size` events."""
        earlier = MemorySource(self.log[:size], closes_withdrawn=self.closes_withdrawn)
        earlier.contents = self.contents
        return earlier

    def append(self, event: Event) -> None:
        for about in {event.consultation_id, event.originator_id}:
            self._of_type[about, type(event)].append((len(self.log), event))
        self.log.append(event)
        if isinstance(event, CommentErased):
            parts = {"identity"} if event.scope == ErasureScope.IDENTITY else {"identity", "content"}
            self._closed_parts.setdefault(event.originator_id, set()).update(parts)
        elif isinstance(event, CommentWithdrawn) and self.closes_withdrawn:
            self._closed_parts.setdefault(event.originator_id, set()).update(("identity", "content"))
        elif isinstance(event, ResponseErased):
            self._closed_parts.setdefault(event.originator_id, set()).add("identity")
        elif isinstance(event, CorrectionMade) and event.closes_original:
            self._closed_fields.add((event.corrected_stream, event.corrected_version, event.field))

    def blob(self, text: str) -> Blob:
        """The text kept as a file."""
        content = text.encode()
        digest = sha256(content).hexdigest()
        self.contents[digest] = content
        return Blob(digest, len(content), "text/markdown")

    def document(self, text: str) -> TextDocument:
        """The text kept as a file, with the index of its articles."""
        articles = assign_ids(parse_text(text))
        return TextDocument(self.blob(text), tuple(ArticleDigest(each.id, each.label, each.sha256) for each in articles))

    async def events(self, after: int, limit: int) -> Sequence[PublicEvent]:
        return [self._public(position) for position in range(after + 1, min(after + 1 + limit, len(self.log)))]

    def _public(self, position: int) -> PublicEvent:
        event = self.log[position]
        found = [pair for opening in openings(event) for pair in self._opened(position, event, opening)]
        opened = tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))
        contents = {digest: content for digest, content in self.contents.items() if opened and digest in repr(opened)}
        return PublicEvent(position, self._with(event, opened_by_itself(type(event))), opened, contents)

    def _opened(self, position: int, event: Event, opening: Opening) -> Iterator[tuple[int, Event]]:
        own = opening.streams == "own"
        about = event.originator_id if own else event.consultation_id
        spared = {each.originator_id for _, each in self._of_type[about, opening.unless]} if opening.unless else set()
        published = [
            place for kind in opening.since for place, _ in self._of_type[event.consultation_id, kind] if place < position
        ]
        after = max(published, default=-1)
        found = [
            (place, earlier)
            for place, earlier in self._of_type[about, opening.event_type]
            if after < place < position
            and (earlier.originator_id == event.originator_id) == own
            and earlier.originator_id not in spared
            and (opening.of is None or earlier.originator_id in opening.of)
        ]
        last = {earlier.originator_id: place for place, earlier in found}
        for place, earlier in found:
            if opening.which == "all" or last[earlier.originator_id] == place:
                yield place, self._with(earlier, opening.fields)

    def known(self, event: Event) -> Event:
        """The event with every field open that can still be read."""
        return self._with(event, [field.name for field in sealed_fields(type(event))])

    def _with(self, event: Event, fields: Sequence[str]) -> Event:
        """The event with exactly these fields open, as far as they can still be read."""
        parts = self._closed_parts.get(event.originator_id, set())
        closed = {
            field.name: CLOSED
            for field in sealed_fields(type(event))
            if field.name not in fields
            or field.seal.part in parts
            or (str(event.originator_id), event.originator_version, field.name) in self._closed_fields
        }
        return replace(event, **closed)
