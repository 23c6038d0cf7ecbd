"""Redaction 部分遮盖: blacking out only, so that nobody puts words into an author's mouth."""

from __future__ import annotations

import re
from collections.abc import Sequence

BLACKOUT = "■"

_MARKS = re.compile("[■█]+")


def count_blackouts(redacted: str) -> int:
    """Number of spans blacked out: runs of ■ (or █)."""
    return len(_MARKS.findall(redacted))


def is_only_blacked_out(original: str, redacted: str) -> bool:
    """Whether `redacted` is `original` with spans of one character or more replaced by marks, and nothing else.

    Each piece between marks is looked for as far left as it can stand, which finds a match wherever there is one.
    """
    head, *pieces = _MARKS.split(redacted)
    if not pieces:
        return redacted == original
    *middle, tail = pieces
    position: int | None = len(head) if original.startswith(head) else None
    for piece in middle:
        position = _after(piece, original, position)
    return position is not None and original.endswith(tail) and position + 1 <= len(original) - len(tail)


def _after(piece: str, original: str, position: int | None) -> int | None:
    """Where the first `piece` at least one character past `position` ends; None where there is none."""
    if position is None:
        return None
    found = original.find(piece, position + 1)
    return found + len(piece) if found >= 0 else None


def black_out(text: str, words: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """`text` with each character of every occurrence of `words` replaced by ■, and how often each of them was found.

    Occurrences may overlap; line ends are never replaced, so that the shape of the text stays.
    """
    places = [_places(text, word) for word in words]
    hidden = {at for word, found in zip(words, places, strict=True) for start in found for at in range(start, start + len(word))}
    marked = "".join(BLACKOUT if at in hidden and character != "\n" else character for at, character in enumerate(text))
    return marked, tuple(len(found) for found in places)


def _places(text: str, word: str) -> list[int]:
    found, start = [], text.find(word) if word else -1
    while start >= 0:
        found.append(start)
        start = text.find(word, start + 1)
    return found
