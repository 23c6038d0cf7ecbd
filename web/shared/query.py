"""What an address asks for after its question mark, read the same way on every page and in the API: 400 in words if it cannot be.

A form of a page sends its empty fields too, which ask for nothing; a program leaves out what it does not ask for, and to it an
empty number or choice is a mistake. Not read here is what only says where somebody comes from (`done`, `of`, `because`, `next`,
`back`): that is never a reason to refuse a page.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from litestar import Request

from domain.calendar import SHANGHAI
from domain.refusals import Refusal

T = TypeVar("T", bound=str)
AnyRequest = Request[Any, Any, Any]
LARGEST = 2**31 - 1
TEXT = 200  # characters
PAGES = 100_000
YEARS = range(1900, 2200)


class QueryRefused(Refusal):
    """What an address asks for can be asked for there. `field` names the parameter."""

    status: ClassVar[int] = 400


class NumberOutside(QueryRefused):
    """A number in an address is a whole one within its limits."""

    message = "地址中的“{field}”应当是{least}到{most}之间的整数。"


class NotOffered(QueryRefused):
    """A choice in an address is one of those offered."""

    message = "地址中的“{field}”不是可以选的一项。"


class TextUnfit(QueryRefused):
    """A text in an address is not too long, and holds no NUL."""

    message = "地址中的“{field}”最多{limit}个字符，不能有控制字符。"


class MomentUnreadable(QueryRefused):
    """A moment in an address is written as day and time."""

    message = "地址中的“{field}”应当像 2026-03-10T09:00 这样填写。"


def number_in(request: AnyRequest, name: str, default: int, least: int = 0, most: int = LARGEST) -> int:
    """A whole number. Raises NumberOutside."""
    text = _given(request, name)
    if text is None:
        return default
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else -1
    if not max(least, 0) <= number <= most:
        raise NumberOutside(field=name, least=least, most=most)
    return number


def choice_in(request: AnyRequest, name: str, offered: Collection[T]) -> T | None:
    """One of those offered, or None. Raises NotOffered."""
    text = _given(request, name)
    return None if text is None else _chosen(name, text, offered)


def choices_in(request: AnyRequest, name: str, offered: Collection[T]) -> list[T]:
    """Any of those offered; a program may also give several, separated by commas. Raises NotOffered."""
    texts = [text for item in request.query_params.getall(name, []) for text in item.split(",")]
    return [_chosen(name, text, offered) for text in texts if text or not _is_form(request)]


def text_in(request: AnyRequest, name: str, most: int = TEXT) -> str:
    """A text, empty where none is asked for. Raises TextUnfit."""
    text: str = request.query_params.get(name, "").strip()
    if len(text) > most or "\x00" in text:
        raise TextUnfit(field=name, limit=most)
    return text


def flag_in(request: AnyRequest, name: str) -> bool:
    """`1`: yes; `0`, or left out: no. Raises NotOffered."""
    return choice_in(request, name, ("0", "1")) == "1"


def moment_in(request: AnyRequest, name: str) -> datetime | None:
    """Day and time in Beijing. Raises MomentUnreadable."""
    text = _given(request, name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise MomentUnreadable(field=name) from None
    if moment.year not in YEARS:
        raise MomentUnreadable(field=name)
    return moment


def _chosen(name: str, text: str, offered: Collection[T]) -> T:
    for each in offered:
        if each == text:
            return each
    raise NotOffered(field=name)


def _given(request: AnyRequest, name: str) -> str | None:
    text: str | None = request.query_params.get(name)
    return None if text is not None and not text.strip() and _is_form(request) else text


def _is_form(request: AnyRequest) -> bool:
    return not request.url.path.startswith("/api/")
