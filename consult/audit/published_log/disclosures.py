"""Checks published disclosures: each must match its digest, belong to its entry, and have its field's type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.entry import Entry
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source
from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.sealed.mapper import codec_of
from domain.event import Event

_encode = msgspec.json.Encoder(order="sorted").encode
SALT = 43  # characters: 32 bytes in base64url


class Disclosures:
    """Fills in what is public; what was there is `known`. `wanted` False: nothing is asked, every sealed field stays closed."""

    def __init__(self, source: Source, findings: Findings, known: KnownPaths, *, wanted: bool = True) -> None:
        self._source, self._findings, self._known, self.wanted = source, findings, known, wanted

    def fill(self, entries: Sequence[tuple[int, Entry]]) -> list[tuple[int, Event]]:
        """Events by position, with exactly those sealed fields filled whose disclosure is public."""
        if not self.wanted:
            return [(position, entry.event) for position, entry in entries]
        names = [name for _, entry in entries for name in entry.digests]
        found = self._source.read_all([disclosure_path(name) for name in names])
        return [(position, self._filled(position, entry, [next(found) for _ in entry.digests])) for position, entry in entries]

    def _filled(self, position: int, entry: Entry, contents: Sequence[bytes | None]) -> Event:
        fields = {}
        for name, content in zip(entry.digests, contents, strict=True):
            self._findings.checked["digests"] += 1
            if content is not None:
                self._findings.checked["disclosures"] += 1
                self._known.add(disclosure_path(name))
                value = self._value(position, entry, name, content)
                if value is not None:
                    fields[value[0]] = value[1]
        return msgspec.structs.replace(entry.event, **fields) if fields else entry.event

    def _value(self, position: int, entry: Entry, name: str, content: bytes) -> tuple[str, Any] | None:
        event, text = entry.event, content.decode("ascii", "replace").removesuffix("\n")
        own = digest(text) if text.isascii() else "-"
        if own != name:
            self._found("disclosure-swapped" if self._is_elsewhere(own) else "disclosure-altered", position, entry, name, own)
            return None
        try:
            array = decode_disclosure(text)
            salt, field, raw = parts_of(array)
            value = codec_of(event.topic).values[field](raw)
        except (msgspec.MsgspecError, ValueError, KeyError):
            self._found("disclosure-malformed", position, entry, name, own)
            return None
        if len(salt) != SALT or _encode((salt, field, msgspec.json.decode(raw))) != array:
            self._found("disclosure-malformed", position, entry, name, own)
        return field, value

    def _is_elsewhere(self, own: str) -> bool:
        """Whether what was found is published under its own digest as well: somebody else's disclosure."""
        return own != "-" and self._source.read(disclosure_path(own)) is not None

    def _found(self, code: str, position: int, entry: Entry, name: str, own: str) -> None:
        place = self._source.link(disclosure_path(name))
        decision = entry.event.consultation_id
        self._findings.add(
            AuditFinding(code=code, positions=(position,), place=place, decision=decision, said=name, calculated=own)
        )


def disclosure_path(name: str) -> str:
    return f"log/disclosures/{name}"
