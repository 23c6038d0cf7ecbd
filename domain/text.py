"""Limits and well-formedness of what people type: NFC, LF, no control characters, lengths in code points."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from domain.refusals import Refusal

COMMENT_TEXT = 10_000
PROPOSED_WORDING = 10_000
NAME = 50
ORGANISATION = 100
EMAIL = 254
PHONE = 30
TITLE = 200
REASON = 5_000
DISPOSITION_REASON = 10_000
NOTE = 5_000
SUMMARY = 2_000
CITATION = 500

_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SINGLE_LINE_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NOT_A_CHARACTER = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# White space, Default_Ignorable_Code_Point (Unicode 5.21), and the Braille pattern without a dot.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)


class TextRefused(Refusal):
    """What was typed is not acceptable text. `field` in the parameters names the field; the text itself is never among them."""

    status: ClassVar[int] = 422


class TextMissing(TextRefused):
    """A required text is empty, or nothing but white space and invisible characters."""

    message = "此项必填。"


class TextTooLong(TextRefused):
    """A text has more code points than its limit, counted after CRLF has become LF and after NFC."""

    message = "最多{limit}字，现有{count}字。"


class ControlCharacter(TextRefused):
    """A text holds a C0 or C1 control character other than line feed and tab (in one-line fields: any)."""

    message = "第{place}个字符是不可见的控制字符（{code}），请删除后重新提交。"


class NotACharacter(TextRefused):
    """A text holds a lone surrogate or a Unicode noncharacter (Unicode 23.7), which no encoding may exchange."""

    message = "第{place}个字符（{code}）不是有效的文字，请删除后重新提交。"


class DirectionControl(TextRefused):
    """A name holds a bidirectional embedding, override or isolate, with which it could pose as another (UAX #9, UTR #36)."""

    message = "第{place}个字符（{code}）会改变文字的显示方向，名称中不能使用。"


def normalised_text(text: str, *, field: str, max_length: int, required: bool = True) -> str:
    """`text` with LF line ends, in NFC, otherwise untouched (never trimmed); blank becomes "" where not `required`.

    `max_length` is in code points after normalisation. Raises TextMissing, TextTooLong, ControlCharacter, NotACharacter.
    """
    clean = unicodedata.normalize("NFC", _LINE_END.sub("\n", text) if "\r" in text else text)
    if is_blank(clean):
        return _blank(field, required)
    return _checked(clean, field, max_length, _CONTROL)


def name_text(text: str, *, field: str, max_length: int, required: bool = False) -> str:
    """A one-line name: as `normalised_text`, trimmed, without line ends, tabs or bidirectional controls (DirectionControl)."""
    clean = unicodedata.normalize("NFC", text).strip()
    _refuse_match(_DIRECTION, clean, field, DirectionControl)
    if is_blank(clean):
        return _blank(field, required)
    return _checked(clean, field, max_length, _SINGLE_LINE_CONTROL)


def optional_text(text: str | None, *, field: str, max_length: int) -> str | None:
    """as `normalised_text`, for a text that may be left out: blank is None."""
    return normalised_text(text, field=field, max_length=max_length, required=False) or None if text is not None else None


def optional_name(text: str | None, *, field: str, max_length: int) -> str | None:
    """As `name_text`, for a name that may be left out: blank is None."""
    return name_text(text, field=field, max_length=max_length) or None if text is not None else None


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen: white space, zero-width and filler characters only."""
    return _INVISIBLE.fullmatch(text) is not None


def visible_length(text: str) -> int:
    """Number of code points of `text` that can be seen: white space, zero-width and filler characters do not count."""
    return len(_INVISIBLE.sub("", text))


def display_text(text: str) -> str:
    """`text` for showing: bidirectional controls become visible placeholders such as `[U+202E]`, so none takes effect."""
    return _DIRECTION.sub(lambda found: f"[{_code(found.group())}]", text)


def _blank(field: str, required: bool) -> str:
    if required:
        raise TextMissing(field=field)
    return ""


def _checked(text: str, field: str, max_length: int, control: re.Pattern[str]) -> str:
    _refuse_match(control, text, field, ControlCharacter)
    _refuse_match(_NOT_A_CHARACTER, text, field, NotACharacter)
    if len(text) > max_length:
        raise TextTooLong(field=field, count=len(text), limit=max_length)
    return text


def _refuse_match(pattern: re.Pattern[str], text: str, field: str, refusal: type[TextRefused]) -> None:
    if text.isprintable():  # what the patterns look for never is
        return
    found = pattern.search(text)
    if found:
        raise refusal(field=field, place=found.start() + 1, code=_code(found.group()))


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
