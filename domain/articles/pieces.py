"""A text in pieces: its parts with their sources as an edit leaves them, and what each must read back as."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.articles.numbering.plan import ABOVE
from domain.articles.structure import Annex, Article, Heading, ParsedText, Part


class Piece(msgspec.Struct):
    """A part with its source as it will be. `place`: among the articles and annexes before. `words`: what it reads back as."""

    part: Part
    source: str
    place: int | None = None
    words: str | None = None


def pieces_of(parsed: ParsedText) -> list[Piece]:
    """The parts of a text, as they are."""
    places = {id(unit): place for place, unit in enumerate((*parsed.articles, *parsed.annexes))}
    return [
        Piece(part, part.source, places.get(id(part)), part.text if isinstance(part, Article | Annex) else None)
        for part in parsed.parts
    ]


def joined_source(pieces: Sequence[Piece]) -> str:
    """The sources one after another, each on a line of its own."""
    source = ""
    for piece in pieces:
        if source and not source.endswith("\n") and piece.source:
            source += "\n"
        source += piece.source
    return source


def level_of(piece: Piece | None) -> int:
    """The level of an item of a plan, heading or unit: 1 (一、) to 5 (①); 0 for everything else."""
    if piece is None:
        return 0
    if isinstance(piece.part, Article):
        return piece.part.level
    return max(piece.part.level - ABOVE, 0) if isinstance(piece.part, Heading) else 0
