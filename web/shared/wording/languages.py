"""Languages: zh-CN is the source of every string; English comes from the catalogue. The address tells which: `/en/…`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parents[2] / "locale" / "en" / "LC_MESSAGES"


class Locale(msgspec.Struct, frozen=True):
    """A language of the site: its tag, the prefix of its addresses, and the other one."""

    tag: str
    prefix: str
    translate: Callable[[str], str]

    @property
    def english(self) -> bool:
        return self.prefix == "/en"


@cache
def english_strings() -> dict[str, str]:
    """The English catalogue, one file for each part of the site: source string to translation."""
    return {source: text for file in sorted(CATALOGUES.glob("*.po")) for source, text in strings_of(file)}


def strings_of(catalogue: Path) -> list[tuple[str, str]]:
    """What one file translates."""
    with catalogue.open("rb") as file:
        return [(str(message.id), str(message.string)) for message in read_po(file) if message.id and message.string]


def _english(source: str) -> str:
    return english_strings().get(source, source)


CHINESE = Locale("zh-CN", "", lambda source: source)
ENGLISH = Locale("en", "/en", _english)


def locale_of(path: str) -> Locale:
    """The language of an address."""
    return ENGLISH if path == "/en" or path.startswith("/en/") else CHINESE


def accepted_locale(accept_language: str) -> Locale:
    """English where it is asked for before Chinese."""
    languages = [part.split(";")[0].strip().lower() for part in accept_language.split(",")]
    first = next((item[:2] for item in languages if item[:2] in ("en", "zh")), "zh")
    return ENGLISH if first == "en" else CHINESE
