"""Numbers after an edit: articles 条 numbered on from one, items of a plan on each level below the item above."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from domain.articles.numbering.labels import NUMERAL, SPACE, as_read
from domain.articles.numbering.levels import LevelLabel, level_label, name_of
from domain.articles.numbering.numerals import chinese_number
from domain.articles.pieces import Piece, level_of
from domain.articles.structure import Article, Heading

LABEL = re.compile(rf"第{SPACE}*+{NUMERAL}++{SPACE}*+条(?:之{NUMERAL}++)?")
_ENCLOSED = {"㈠": 10, "⒈": 20, "⑴": 20}  # first sign of a run, how many follow each other
_NUMERAL = re.compile("[一二三四五六七八九十]+|[0-9]+|[０-９]+")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def renumbered(pieces: Sequence[Piece]) -> None:
    """Gives every piece its number: 第十条之一 follows the one before it; items count below the item above them."""
    _renumber_articles([piece for piece in pieces if isinstance(piece.part, Article) and not piece.part.level])
    _renumber_items(pieces)


def numbered(label: str, number: int, inserted_number: int) -> str:
    """A label of the kind of `label`: 第三条, 第3条, 第三条之一."""
    numeral = str(number) if re.search(r"[0-9]", label) else chinese_number(number)
    return f"第{numeral}条" + (f"之{chinese_number(inserted_number)}" if inserted_number else "")


def own_label(source: str) -> LevelLabel | None:
    """The number with which the source of an item begins."""
    return level_label(source.partition("\n")[0], 0)


def with_number(source: str, number: int, model: LevelLabel) -> str:
    """The source of an item under another number, written as `model` is."""
    own = own_label(source)
    start, end = (own.start, own.end) if own else (0, 0)
    return source[:start] + _like(model, number) + source[end:]


def _like(model: LevelLabel, number: int) -> str:
    """（三）, 3．, 3、, ⒊: as the model is written."""
    for first, count in _ENCLOSED.items():
        if 0 <= ord(model.label[0]) - ord(first) < count:
            return chr(ord(first) + number - 1) if number <= count else name_of(model.level, number)
    plain = as_read(model.label)
    found = _NUMERAL.search(plain)
    if not found:
        return name_of(model.level, number)
    digits = str(number).translate(_WIDE) if found[0][0] >= "０" else str(number)
    return plain[: found.start()] + (chinese_number(number) if model.level < 3 else digits) + plain[found.end() :]


def _renumber_articles(pieces: Sequence[Piece]) -> None:
    number = inserted_number = 0
    for piece in pieces:
        part = piece.part
        if not isinstance(part, Article) or part.number is None:
            continue
        follows = part.inserted > 0 and number > 0
        number, inserted_number = (number, inserted_number + 1) if follows else (number + 1, 0)
        label = numbered(part.label, number, inserted_number)
        found = LABEL.search(as_read(piece.source))
        if found and re.sub(rf"{SPACE}+", "", found[0]) != label:
            piece.source = piece.source[: found.start()] + label + piece.source[found.end() :]


def _renumber_items(pieces: Sequence[Piece]) -> None:
    """Below a heading 第一章 numbers begin anew where they did before."""
    counts: dict[int, int] = {}
    below_heading = False
    for piece in pieces:
        level = level_of(piece)
        if not level:
            below_heading = below_heading or isinstance(piece.part, Heading)
            continue
        if below_heading and _number(piece) == 1:
            counts.clear()
        below_heading = False
        counts = {above: count for above, count in counts.items() if above <= level}
        counts[level] = counts.get(level, 0) + 1
        own = own_label(piece.source)
        if own and own.number != counts[level]:
            piece.source = with_number(piece.source, counts[level], own)


def _number(piece: Piece) -> int | None:
    return piece.part.number if isinstance(piece.part, Article | Heading) else None


def as_item_of(piece: Piece, model: Piece) -> None:
    """Makes the piece an item of the level and the kind of number of `model`."""
    own = own_label(model.source)
    assert own is not None
    assert isinstance(piece.part, Article)
    number = _number(model) or 1
    piece.part = msgspec.structs.replace(piece.part, level=level_of(model), number=number)
    piece.source = with_number(piece.source, number, own)
