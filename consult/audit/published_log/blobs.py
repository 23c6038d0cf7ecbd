"""Published documents: each file that an opened value names is there, of its size, and has its SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source
from domain.event import Event
from domain.sealing import sealed_fields
from domain.values import Blob

REMEMBERED = 100_000  # files already found good, by digest


class Blobs:
    def __init__(self, source: Source, findings: Findings, known: KnownPaths) -> None:
        self._source, self._findings, self._known = source, findings, known
        self._seen: set[str] = set()

    def check(self, events: Sequence[tuple[int, Event]]) -> None:
        """Files named by the opened fields of these events, by position."""
        named = [(position, event, blob) for position, event in events for blob in _named(event)]
        new = [item for item in named if item[2].sha256 not in self._seen]
        contents = self._source.read_all([blob_path(blob) for _, _, blob in new])
        for (position, event, blob), content in zip(new, contents, strict=True):
            self._findings.checked["blobs"] += 1
            self._known.add(blob_path(blob))
            own = sha256(content).hexdigest() if content is not None else "-"
            if content is not None and own == blob.sha256 and len(content) == blob.size:
                self._remember(blob.sha256)
            else:
                code = "blob-missing" if content is None else "blob-altered"
                place, decision = self._source.link(blob_path(blob)), event.consultation_id
                self._findings.add(
                    AuditFinding(
                        code=code, positions=(position,), place=place, decision=decision, said=blob.sha256, calculated=own
                    )
                )

    def _remember(self, digest: str) -> None:
        if len(self._seen) < REMEMBERED:
            self._seen.add(digest)


def blob_path(blob: Blob) -> str:
    return f"log/blobs/{blob.sha256}"


def _named(event: Event) -> list[Blob]:
    return [blob for field in sealed_fields(type(event)) for blob in blobs_in(getattr(event, field.name))]


def blobs_in(value: object) -> list[Blob]:
    """The files that an opened value names, however deep."""
    match value:
        case Blob():
            return [value]
        case msgspec.Struct():
            return [blob for name in value.__struct_fields__ for blob in blobs_in(getattr(value, name))]
        case tuple() | list():
            return [blob for item in value for blob in blobs_in(item)]
        case _:
            return []
