"""Words of a text for search: Latin words whole, Han character by character with phrases checked; no extension needed."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import msgspec

# Brackets in which document numbers stand, and everything else between words, are separators.
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
WORD = re.compile(rf"[^\W_{HAN}]+")
NOT_WORD = re.compile(r"[\W_]+")
BETWEEN = re.compile(r"[\s,;，、；。]+")
# Characters of ordinary text that NFKC leaves alone, or turns into what separates words as they do themselves.
ORDINARY = re.compile(
    r"[\x00-\x7f\xa0\u2010-\u2027\u3000-\u3003\u3007-\u3020\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40]*"
)
LONGEST = 60
LONGEST_QUERY = 200


def fold_text(text: str) -> str:
    """The text with width, letter case and compatibility forms evened out (NFKC)."""
    return text.lower() if ORDINARY.fullmatch(text) else unicodedata.normalize("NFKC", text).lower()


class IndexedText(msgspec.Struct, frozen=True):
    """What texts are found by: each character of `han`, and each of `words` (Latin words and numbers, apart by spaces).

    `bodies`, in which phrases are looked for: of each text its folded letters, digits and Han alone; apart by spaces.
    """

    han: str
    words: str
    bodies: str


def indexed_text(*texts: str) -> IndexedText:
    """The entry of these texts together. A run that begins with an ordinary Han character need not be matched to be told."""
    found = [words_and_han_runs(text) for text in texts]
    every = [run for each in found for run in each]
    words = {run[:LONGEST] for run in every if not "\u4e00" <= run < "\ua000" and WORD.match(run)}
    han = [run for run in every if "\u4e00" <= run < "\ua000" or not WORD.match(run)]
    return IndexedText("".join(han), " ".join(words), " ".join(["".join(each) for each in found]))


def search_query(q: str) -> str:
    """A `tsquery` that every Han character of `q` must match, and every other word as a beginning. Empty without a word.

    Words are letters, digits and Han only, so nothing in them can break the quotes.
    """
    return " & ".join(dict.fromkeys(term for run in words_and_han_runs(q[:LONGEST_QUERY]) for term in _terms(run)))


def search_phrases(q: str) -> list[str]:
    """The parts of `q` between spaces, commas and stops, which must occur in a body as they stand; brackets do not count."""
    parts = (NOT_WORD.sub("", fold_text(part)) for part in BETWEEN.split(q[:LONGEST_QUERY]))
    return [part for part in parts if len(part) > 1]


def words_and_han_runs(q: str) -> list[str]:
    """Words and unbroken runs of Han, folded, in order; everything between them is left out."""
    return RUN.findall(fold_text(q))


def text_hash(text: str, body: str) -> bytes:
    """Equal (16 bytes) for texts that differ only in width, case, spaces and punctuation; `body`: the text's own."""
    return blake2b((body or text).encode(), digest_size=16).digest()


def _terms(run: str) -> list[str]:
    return [f"'{run[:LONGEST]}':*"] if WORD.match(run) else [f"'{character}'" for character in run]
