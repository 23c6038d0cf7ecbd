"""A command made from what was typed: each of its fields read as its type asks."""

from __future__ import annotations

import enum
from datetime import date
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec

from web.desk.forms.input import FormInput, Missing

C = TypeVar("C", bound=msgspec.Struct)


def command_from(kind: type[C], given: FormInput, **known: object) -> C:
    """The command; `known`: fields that the form does not ask for. `seen` is the version of what the form showed.

    Reads texts, days, choices, several texts, and yes or no. Raises Missing, NotADate, NotAChoice.
    """
    asked = [field for field in msgspec.structs.fields(kind) if field.name not in known]
    return kind(**known, **{field.name: _read(given, field.name, field.type) for field in asked})


def _read(given: FormInput, name: str, kind: Any) -> Any:
    if name == "seen":
        return given.version(name)
    if get_origin(kind) in (UnionType, Union):
        return _read(given, name, get_args(kind)[0]) if given[name].strip() else None
    if get_origin(kind) is tuple:
        each = get_args(kind)[0]
        return given.choices(name, each) if issubclass(each, enum.StrEnum) else given.all(name)
    if issubclass(kind, enum.StrEnum):
        return given.choice(name, kind)
    if kind is bool:
        return _yes_or_no(given, name)
    return {date: given.day, str: given.__getitem__}[kind](name)


def _yes_or_no(given: FormInput, name: str) -> bool:
    if given[name] not in ("yes", "no"):
        raise Missing(field=name)
    return given[name] == "yes"
