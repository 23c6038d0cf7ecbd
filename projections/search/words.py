"""Words of a text for search: Latin words whole, Han in pairs of neighbours; no extension of PostgreSQL needed."""

from __future__ import annotations

import re
import unicodedata
from operator import add

# Brackets in which document numbers stand, and everything else between words, are separators.
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"([{HAN}]+)|[^\W_{HAN}]+")
LONGEST = 60


def folded(text: str) -> str:
    """The text with width, letter case and compatibility forms evened out (NFKC)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> set[str]:
    """What a text is found by. A run of Han gives each pair of neighbours, and its last character alone."""
    found: set[str] = set()
    for match in RUN.finditer(folded(text)):
        run = match[0]
        if match[1]:
            found.update(map(add, run, run[1:]))
            found.add(run[-1])
        else:
            found.add(run[:LONGEST])
    return found


def lexemes(text: str) -> str:
    """The words of a text in one string, apart by spaces, for `array_to_tsvector(string_to_array(…, ' '))`."""
    return " ".join(words(text))


def all_of(q: str) -> str:
    """A `tsquery` that every word of `q` must match: Latin words as beginnings, Han by pairs, a single Han by what it begins.

    Words are letters, digits and Han only, so nothing in them can break the quotes. Empty where `q` has no word.
    """
    return " & ".join(dict.fromkeys(term for match in RUN.finditer(folded(q)) for term in _terms(match[0], bool(match[1]))))


def runs(q: str) -> list[str]:
    """The words and runs of Han in `q`, folded, the longest first."""
    return sorted((match[0] for match in RUN.finditer(folded(q))), key=len, reverse=True)


def _terms(run: str, han: bool) -> list[str]:
    if han and len(run) > 1:
        return [f"'{pair}'" for pair in map(add, run, run[1:])]
    return [f"'{run[:LONGEST]}':*"]
