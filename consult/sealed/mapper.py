"""The mapper: converts an event to its log entry and disclosures, and back (log.md, Entry)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, get_type_hints

import msgspec

import domain.all_events  # noqa: F401 (registers all topics)
from consult.public_log.disclosure import decode_disclosure, digest, disclose, parts_of
from domain.event import Event, event_types, upcasts
from domain.refusals import Refusal
from domain.sealing import CLOSED, sealed_fields

_encode = msgspec.json.Encoder(order="sorted").encode
_peek = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_text = msgspec.json.Decoder(str).decode


class EntryInvalid(Exception):
    """An entry has not the form of its topic, or a disclosure does not belong to it."""


class ValueNotOfField(Refusal):
    """A correction gives a value of the type that the field has."""

    message = "更正内容的格式与原字段不符。"
    status = 422


class SealedEvent(msgspec.Struct, frozen=True):
    """The entry's bytes, and its disclosures by part."""

    state: bytes
    content: tuple[str, ...]
    identity: tuple[str, ...]


def timestamp_text(at: datetime) -> str:
    """UTC with milliseconds and Z: `2026-03-05T02:11:09.481Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


class EventCodec:
    """How one event type is encoded and decoded; built once per topic."""

    def __init__(self, event_type: type[Event]) -> None:
        self.steps, self.newest = upcasts(event_type)
        self.sealed = sealed_fields(event_type)
        self.content = [field.name for field in self.sealed if field.seal.part == "content"]
        self.identity = [field.name for field in self.sealed if field.seal.part == "identity"]
        hints = {name: hint for name, hint in get_type_hints(event_type).items() if get_type_origin(hint) is not ClassVar}
        closed = {field.name for field in self.sealed}
        self.public = {name: hint for name, hint in hints.items() if name not in closed}
        self.moments = [name for name, hint in self.public.items() if hint is datetime]
        self.closed = dict.fromkeys(closed, CLOSED)
        reading = msgspec.defstruct("Public", list(self.public.items()), frozen=True)
        self.read = msgspec.json.Decoder(reading).decode
        self.values: dict[str, Callable[[msgspec.Raw], Any]] = {
            field.name: msgspec.json.Decoder(field.inner).decode for field in self.sealed
        }

    def disclosed(self, event: Event, names: Sequence[str]) -> tuple[str, ...]:
        """The disclosures of these sealed fields, each with a fresh salt."""
        return tuple([disclose(name, getattr(event, name)) for name in names])

    def event(self, fields: dict[str, Any]) -> Event:
        """The event of these fields of this form, cast up to its newest version."""
        for step in self.steps:
            step(fields)
        return self.newest(**fields)

    def write(self, event: Event, digests: Iterable[str]) -> bytes:
        entry = {name: getattr(event, name) for name in self.public}
        for name in self.moments:
            entry[name] = timestamp_text(entry[name])
        entry["type"] = event.topic
        if self.sealed:
            entry["_sd"] = sorted(digests)
            entry["_sd_alg"] = "sha-256"
        return _encode(entry)


def get_type_origin(hint: object) -> object:
    return getattr(hint, "__origin__", None)


_forms: dict[str, EventCodec] = {}


def codec_of(topic: str) -> EventCodec:
    """Raises EntryInvalid for an unknown topic."""
    if topic not in _forms:
        if topic not in event_types():
            raise EntryInvalid(f"unknown topic {topic}")
        _forms[topic] = EventCodec(event_types()[topic])
    return _forms[topic]


def seal(event: Event) -> SealedEvent:
    """Salt and seal every sealed field; the entry holds their digests, sorted."""
    form = codec_of(event.topic)
    content, identity = form.disclosed(event, form.content), form.disclosed(event, form.identity)
    return SealedEvent(form.write(event, [digest(text) for text in content + identity]), content, identity)


def unseal(
    state: bytes, disclosures: Iterable[str] = (), topic: str | None = None, *, only: Collection[str] | None = None
) -> Event:
    """The event of an entry, with the fields that `disclosures` open (of these `only` some); all others are CLOSED.

    It is not checked that the disclosures belong to the entry: see `belongs_to_entry`. Raises EntryInvalid.
    """
    try:
        form = codec_of(topic or _text(_peek(state)["type"]))
        public = form.read(state)
        fields: dict[str, Any] = {**msgspec.structs.asdict(public), **form.closed}
        for disclosure in disclosures:
            _, name, value = parts_of(decode_disclosure(disclosure))
            if only is None or name in only:
                fields[name] = form.values[name](value)
        return form.event(fields)
    except (msgspec.MsgspecError, KeyError, ValueError) as error:
        raise EntryInvalid(f"entry does not have the form of its topic: {type(error).__name__}") from error


def digests_of(state: bytes) -> list[str]:
    """The digests standing in an entry, as they stand."""
    return list(msgspec.json.decode(state).get("_sd", ()))


def belongs_to_entry(disclosure: str, state: bytes) -> bool:
    """Whether the disclosure opens one of the entry's digests."""
    return digest(disclosure) in digests_of(state)


def value_of(topic: str, field: str, value: object) -> str:
    """`value` as JSON text, once it is found to be of the sealed field's type. Raises ValueNotOfField."""
    inner = next((item.inner for item in codec_of(topic).sealed if item.name == field), None)
    try:
        typed: Any = msgspec.convert(value, inner)
    except (msgspec.ValidationError, TypeError) as error:
        raise ValueNotOfField(field="value") from error
    return _encode(typed).decode()
