"""Our mapper in the library's form: entries with sealed fields closed, topics that never contain a module path."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, ProgrammingError, StoredEvent, Transcoder

from consult.sealed.mapper import seal, unseal
from domain.event import Event


class EntryMapper(Mapper[UUID]):
    """Events of our domain to and from entries: MAPPER_TOPIC=consult.persistence.mapper:EntryMapper.

    Disclosures are not kept: an ordinary application reads what stands in the log, every sealed field closed. An entry is
    published as it is, so the library's transcoder, compressor and cipher have no part in it.
    """

    def __init__(self, transcoder: Transcoder | None = None, compressor: None = None, cipher: None = None) -> None:
        if compressor or cipher:
            raise ProgrammingError("an entry is published as it stands: neither compressed nor encrypted")
        super().__init__(transcoder or JSONTranscoder())

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        if not isinstance(domain_event, Event):
            raise ProgrammingError("only events of our domain have an entry")
        state = seal(domain_event).state
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, domain_event.topic, state)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        return unseal(stored_event.state, (), stored_event.topic)
