"""The words inserted and deleted between two texts, token by token; long texts by lines first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from domain.articles.wording import tokens

Operation = Literal["equal", "insert", "delete"]
Run = tuple[str, str]  # words of the old and of the new text; the same where nothing changed

BY_LINES = 4_000  # characters of both texts from which lines are compared before words
WHOLE = 12_000  # characters of a changed passage from which its words are not compared: it would take seconds


class Span(NamedTuple):
    """Words that both texts have, or only one of them."""

    op: Operation
    text: str


def difference_spans(old: str, new: str) -> tuple[Span, ...]:
    """What leads from `old` to `new`, a deletion before the insertion in its place.

    Without deletions the spans read as `new`, without insertions as `old`, code point for code point.
    """
    return tuple(_spans(_without_specks(_joined(_runs(old, new)))))


def _runs(old: str, new: str) -> Iterator[Run]:
    if len(old) + len(new) <= BY_LINES:
        yield from _compared(tokens(old), tokens(new))
        return
    for gone, come in _compared(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if gone == come or len(gone) + len(come) > WHOLE:
            yield gone, come
        else:
            yield from _compared(tokens(gone), tokens(come))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield "".join(old[start:end]), "".join(new[new_start:new_end])


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbouring runs of one kind as one."""
    joined: list[Run] = []
    for old, new in runs:
        if joined and (joined[-1][0] == joined[-1][1]) == (old == new):
            before = joined.pop()
            old, new = before[0] + old, before[1] + new
        joined.append((old, new))
    return joined


def _without_specks(runs: Sequence[Run]) -> list[Run]:
    """A single character that stayed between two replacements counts as replaced with them: easier to read."""
    specks = {
        place
        for place in range(1, len(runs) - 1)
        if runs[place][0] == runs[place][1] and len(runs[place][0]) == 1 and runs[place][0].isalnum()
        if all(runs[place - 1]) and all(runs[place + 1])
    }
    read: list[Run] = []
    for place, (old, new) in enumerate(runs):
        if place in specks or place - 1 in specks:
            before = read.pop()
            read.append((before[0] + old, before[1] + new))
        else:
            read.append((old, new))
    return read


def _spans(runs: Iterable[Run]) -> Iterator[Span]:
    for old, new in runs:
        if old == new:
            yield from (Span("equal", new),) if new else ()
            continue
        if old:
            yield Span("delete", old)
        if new:
            yield Span("insert", new)
