"""Words of a text for search: Latin words whole, Han in pairs of neighbours; no extension of PostgreSQL needed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from operator import add

# Brackets in which document numbers stand, and everything else between words, are separators.
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
FIRST_HAN = re.compile(f"[{HAN}]")
LONGEST = 60


def folded(text: str) -> str:
    """The text with width, letter case and compatibility forms evened out (NFKC)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> list[str]:
    """Words and unbroken runs of Han, folded, in order; everything between them is left out."""
    return RUN.findall(folded(text))


def lexemes(found: Iterable[str]) -> str:
    """What runs are found by: Latin words whole; of Han each pair of neighbours, and the last character alone.

    In one string, apart by spaces, for `array_to_tsvector(string_to_array(…, ' '))`.
    """
    words: set[str] = set()
    for run in found:
        if FIRST_HAN.match(run):
            words.update(map(add, run, run[1:]))
            words.add(run[-1])
        else:
            words.add(run[:LONGEST])
    return " ".join(words)


def all_of(q: str) -> str:
    """A `tsquery` that every word of `q` must match: Latin words as beginnings, Han by pairs, a single Han by what it begins.

    Words are letters, digits and Han only, so nothing in them can break the quotes. Empty where `q` has no word.
    """
    return " & ".join(dict.fromkeys(term for run in runs(q) for term in _terms(run)))


def text_hash(found: Iterable[str], text: str) -> bytes:
    """Equal (16 bytes) for texts that differ only in width, case, spaces and punctuation; `found`: the text's runs."""
    return blake2b(("".join(found) or text).encode(), digest_size=16).digest()


def _terms(run: str) -> list[str]:
    if FIRST_HAN.match(run) and len(run) > 1:
        return [f"'{pair}'" for pair in map(add, run, run[1:])]
    return [f"'{run[:LONGEST]}':*"]
