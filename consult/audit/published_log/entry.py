"""Checks a single entry: canonical JSON within limits, exactly the fields of its type, no free text, well-formed digests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from consult.sealed.mapper import EntryInvalid, EventCodec, codec_of
from domain.event import Event

MOST = 60 * 1024  # bytes
DIGEST = re.compile("[A-Za-z0-9_-]{43}").fullmatch
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z").fullmatch

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder(order="sorted").encode


class EntryWrong(Exception):
    """What is wrong with an entry; `code` as in the report."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


class Entry(msgspec.Struct, frozen=True):
    """An entry read: its event with every sealed field closed, and its digests as they stand."""

    event: Event
    digests: tuple[str, ...]


class Reader:
    """Reads the entries of one type; what is the same for all of them is worked out once."""

    def __init__(self, topic: str) -> None:
        form = codec_of(topic)
        sealed = {"_sd", "_sd_alg"} if form.sealed else set()
        self._names = frozenset(form.public) | {"type"} | sealed
        self._form = form
        self._many = len(form.sealed)
        self._moments = form.moments
        self._make = _maker(form)

    def read(self, state: bytes, fields: dict[str, Any]) -> Entry:
        if fields.keys() != self._names:
            raise EntryWrong("entry-fields", ", ".join(sorted(fields.keys() ^ self._names)))
        for name in self._moments:
            if not isinstance(fields[name], str) or not MOMENT(fields[name]):
                raise EntryWrong("entry-fields", name)
        digests = tuple(fields["_sd"]) if self._many else ()
        if self._many:
            self._assert_digests(digests, fields["_sd_alg"])
        try:
            return Entry(self._make(state), digests)
        except (msgspec.MsgspecError, ValueError) as error:
            raise EntryWrong("entry-fields", str(error)) from error

    def _assert_digests(self, digests: tuple[Any, ...], algorithm: object) -> None:
        """As many as the type has sealed fields, sorted, without repeats, SHA-256 in base64url."""
        well = all(isinstance(item, str) and DIGEST(item) for item in digests)
        if not well or algorithm != "sha-256" or len(digests) != self._many or list(digests) != sorted(set(digests)):
            raise EntryWrong("entry-digests", f"{len(digests)} of {self._many}")


def _maker(form: EventCodec) -> Callable[[bytes], Event]:
    """Reads the public fields strictly by their types and closes the sealed ones."""
    names = tuple(form.public)
    closed: dict[str, Any] = form.closed

    def make(state: bytes) -> Event:
        public = form.read(state)
        return form.event({**{name: getattr(public, name) for name in names}, **closed})

    return make


_readers: dict[str, Reader] = {}


def read_entry(state: bytes) -> Entry:
    """The entry, once found to be well formed. Raises EntryWrong."""
    if len(state) > MOST:
        raise EntryWrong("entry-too-large", f"{len(state)} bytes")
    try:
        fields = _decode(state)
    except msgspec.MsgspecError as error:
        raise EntryWrong("entry-not-json", str(error)) from error
    except UnicodeDecodeError as error:
        raise EntryWrong("entry-not-json", "not UTF-8") from error
    if _encode(fields) != state:
        raise EntryWrong("entry-not-canonical", f"{len(state)} bytes")
    if not state.isascii() or b" " in state:
        raise EntryWrong("entry-free-text", f"{len(state)} bytes")
    return _reader(fields.get("type")).read(state, fields)


def _reader(topic: object) -> Reader:
    if not isinstance(topic, str):
        raise EntryWrong("entry-unknown-type", "-")
    if topic not in _readers:
        try:
            _readers[topic] = Reader(topic)
        except EntryInvalid as error:
            raise EntryWrong("entry-unknown-type", topic) from error
    return _readers[topic]
