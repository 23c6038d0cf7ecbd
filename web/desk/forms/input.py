"""Input of a desk form as the browser sent it, and its parsing into dates, choices and ids."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import ClassVar, TypeVar
from uuid import UUID

import msgspec
from litestar.datastructures import FormMultiDict, UploadFile

from consult.commands.uploads import Upload
from domain.calendar import SHANGHAI
from domain.refusals import Refusal

E = TypeVar("E", bound=enum.StrEnum)
LAST_DAY = date(8999, 12, 31)  # the end of a later one may be out of reach


class FieldRefused(Refusal):
    """What was typed cannot be read as what the field asks for. `field` names it."""

    status: ClassVar[int] = 422


class Missing(FieldRefused):
    """A field that is not marked 选填 is filled in."""

    message = "此项必填。"


class NotADate(FieldRefused):
    """A date is a day of the calendar."""

    message = "日期不正确，应当像 2026-03-10 这样填写。"


class NotATime(FieldRefused):
    """A time is hours and minutes."""

    message = "时间不正确，应当像 09:00 这样填写。"


class NotAChoice(FieldRefused):
    """A choice is one of those offered."""

    message = "请从列出的选项中选择。"


class FormInput(msgspec.Struct, frozen=True):
    """Values by field, each with all that was sent for it; line ends are LF."""

    values: Mapping[str, tuple[str, ...]] = {}
    files: Mapping[str, tuple[Upload, ...]] = {}

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.values.get(name, ()) if value)

    def optional(self, name: str) -> str | None:
        return self[name] if self[name].strip() else None

    def flag(self, name: str) -> bool:
        return self[name] == "1"

    def choice(self, name: str, kind: type[E]) -> E:
        """Raises Missing, NotAChoice."""
        if not self[name]:
            raise Missing(field=name)
        if self[name] not in set(kind):
            raise NotAChoice(field=name)
        return kind(self[name])

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Raises NotAChoice."""
        if not set(self.all(name)) <= set(kind):
            raise NotAChoice(field=name)
        return tuple(kind(value) for value in self.all(name))

    def day(self, name: str) -> date:
        """Raises Missing, NotADate."""
        if not self[name].strip():
            raise Missing(field=name)
        try:
            found = date.fromisoformat(self[name].strip())
        except ValueError as error:
            raise NotADate(field=name) from error
        if found > LAST_DAY:
            raise NotADate(field=name)
        return found

    def optional_day(self, name: str) -> date | None:
        return self.day(name) if self[name].strip() else None

    def moment(self, name: str, clock: str) -> datetime:
        """The day in `name` at the time in `clock` (00:00 where empty), in Beijing. Raises NotADate, NotATime."""
        try:
            hour = time.fromisoformat(self[clock].strip() or "00:00")
        except ValueError as error:
            raise NotATime(field=clock) from error
        return datetime.combine(self.day(name), hour, SHANGHAI)

    def ids(self, name: str) -> tuple[UUID, ...]:
        """Raises NotAChoice."""
        try:
            return tuple(UUID(value) for value in self.all(name))
        except ValueError as error:
            raise NotAChoice(field=name) from error

    def version(self, name: str) -> int | None:
        """The version of what the form showed, as it carries it; None where it carries none."""
        return int(self[name]) if self[name].isdecimal() and len(self[name]) < 10 else None

    def with_values(self, **values: str) -> FormInput:
        return FormInput({**self.values, **{name: (value,) for name, value in values.items()}}, self.files)


async def form_input_from(data: FormMultiDict) -> FormInput:
    """The form's texts and files. A textarea's first line break is the template's, not the person's."""
    values: dict[str, list[str]] = {}
    files: dict[str, list[Upload]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                await value.seek(0)  # a form may be read a second time, when it is kept
                upload = Upload(value.filename[-200:], value.content_type, await value.read())
                files.setdefault(name, []).append(upload)
        else:
            values.setdefault(name, []).append(str(value).replace("\r\n", "\n"))
    return FormInput(
        {name: tuple(found) for name, found in values.items()}, {name: tuple(found) for name, found in files.items()}
    )


def form_values(pairs: Iterable[tuple[str, object]] = (), /, **values: object) -> FormInput:
    """Values to begin a form with; None is left out, sequences become several values."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in [*pairs, *values.items()]:
        if isinstance(value, list | tuple | frozenset | set):
            found[name] = tuple(map(str, value))
        elif value is not None and value is not False:
            found[name] = ("1" if value is True else str(value),)
    return FormInput(found)
