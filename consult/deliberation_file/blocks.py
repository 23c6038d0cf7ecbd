"""What a file is made of, before it is Word or PDF: sections of words, facts and tables, in the reader's language."""

from __future__ import annotations

import msgspec


class Words(msgspec.Struct, frozen=True, tag="words"):
    """Paragraphs, under a heading of their own where there is one."""

    paragraphs: tuple[str, ...]
    heading: str = ""


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Labels and values."""

    rows: tuple[tuple[str, str], ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """`widths`: of the columns, in parts of the whole."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Words | Facts | Table


class Section(msgspec.Struct, frozen=True):
    """One item of the article, with its title."""

    title: str
    blocks: tuple[Block, ...]


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file. `facts`: below the title; `notice`: who may read it; `index`: what its list of sections is called."""

    title: str
    kind: str
    notice: str
    index: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def words(text: str | None, heading: str = "") -> Words:
    """Its lines as paragraphs; none where there is no text."""
    return Words(tuple(line.strip() for line in (text or "").splitlines() if line.strip()), heading)
