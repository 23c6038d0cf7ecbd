"""A well-formed body for every command, made from its type, so that nothing but access can refuse it first."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from msgspec import inspect

from consult.commands.desk_step import DeskCommand
from tests.driving import OWN

LATER = datetime(2026, 5, 1, tzinfo=UTC)


def body_of(command: DeskCommand) -> dict[str, Any]:
    """The fields of the command that do not stand in its address."""
    info = inspect.type_info(command.command)
    assert isinstance(info, inspect.StructType)
    named = {part.strip("{}") for part in command.path.split("/") if part.startswith("{")}
    found: dict[str, Any] = {
        field.name: _value(field.type) for field in info.fields if field.required and field.name not in named
    }
    if "division" in found:
        found["division"] = {"id": OWN.id, "name": OWN.name}
    return found


def _value(kind: Any) -> Any:
    match kind:
        case inspect.StrType():
            return "建议延长夜市营业时间。"
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return 1
        case inspect.UUIDType():
            return str(UUID(int=1))
        case inspect.DateTimeType():
            return LATER.isoformat()
        case inspect.DateType():
            return date(2026, 3, 2).isoformat()
        case inspect.EnumType(cls=cls):
            return _first(cls)
        case inspect.UnionType(types=types):
            return _value(types[0])
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return [_value(item)]
        case inspect.DictType():
            return {}
        case inspect.StructType():
            return {field.name: _value(field.type) for field in kind.fields if field.required}
        case inspect.CustomType() | inspect.AnyType():
            return "建议延长夜市营业时间。"
        case _:
            raise TypeError(f"no example of {kind}")


def _first(cls: type[enum.Enum]) -> Any:
    return next(iter(cls)).value
