"""Sealed fields 密封字段: what a person typed never stands in the log, only a salted digest of it (RFC 9901)."""

from __future__ import annotations

import enum
from functools import reduce
from operator import or_
from typing import Annotated, Final, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")


class Closed(enum.Enum):
    """The value of a sealed field whose disclosure the reader may not see, or that has been erased."""

    CLOSED = "closed"


CLOSED: Final = Closed.CLOSED


def value_or_none(value: T | Closed) -> T | None:
    """The value of a sealed field, or None where it is closed."""
    return None if value is CLOSED else value


class Seal(msgspec.Struct, frozen=True):
    """How a field is sealed.

    `opened`: by a later event (see `domain.openings`), by its own event at once, or never.
    `part`: fields of one part are encrypted, and erased, together.
    """

    opened: Literal["later", "at_once", "never"]
    part: Literal["content", "identity"] = "content"


Sealed: TypeAlias = Annotated[Union[T, Closed], Seal("later")]
SealedAtOnce: TypeAlias = Annotated[Union[T, Closed], Seal("at_once")]
SealedNever: TypeAlias = Annotated[Union[T, Closed], Seal("never")]
SealedIdentity: TypeAlias = Annotated[Union[T, Closed], Seal("later", "identity")]
SealedContact: TypeAlias = Annotated[Union[T, Closed], Seal("never", "identity")]


class SealedField(msgspec.Struct, frozen=True):
    """One sealed field of an event type: its name, how it is sealed, and the type of the value inside."""

    name: str
    seal: Seal
    inner: object


_fields: dict[type, tuple[SealedField, ...]] = {}


def sealed_fields(event_type: type) -> tuple[SealedField, ...]:
    """The sealed fields of an event type, by name. Each always has exactly one digest, also where its value is null."""
    if event_type not in _fields:
        hints = get_type_hints(event_type, include_extras=True)
        found = (_sealed_field(name, hint) for name, hint in sorted(hints.items()))
        _fields[event_type] = tuple(field for field in found if field)
    return _fields[event_type]


def _sealed_field(name: str, hint: object) -> SealedField | None:
    if get_origin(hint) is not Annotated:
        return None
    union, *metadata = get_args(hint)
    seals = [item for item in metadata if isinstance(item, Seal)]
    if not seals:
        return None
    inner: object = reduce(or_, (arg for arg in get_args(union) if arg is not Closed))
    return SealedField(name, seals[0], inner)
