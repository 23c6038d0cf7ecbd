"""What a text is made of: passages, contents, headings 编章节, articles 条 or items 一、, annexes 附件, with their lines."""

from __future__ import annotations

import msgspec

from domain.articles.numbering.levels import Depth
from domain.articles.paragraphs import Item, Paragraph, paragraphs_of

__all__ = ["Annex", "Article", "Contents", "Heading", "Item", "Paragraph", "ParsedText", "Part", "Prose"]


class Prose(msgspec.Struct, frozen=True):
    """Prose that belongs to no article: title and dates, a preamble 序言, words under a heading."""

    text: str
    source: str


class Contents(msgspec.Struct, frozen=True):
    """A table of contents 目录, or a block of front matter; its lines are neither headings nor articles."""

    source: str


class Heading(msgspec.Struct, frozen=True):
    """A heading 编 (level 1), 分编 (2), 章 (3) or 节 (4); in a plan an item 一、 (5), （一） (6), … above others.

    `label` is empty for one without a number (附则 alone).
    """

    level: int
    number: int | None
    label: str
    title: str
    source: str

    @property
    def text(self) -> str:
        """`第一章 总则`, `（一）完善网点`; spaces inside a title of single characters (总　则) are closed up."""
        return f"{self.label}{'' if self.level > 4 else ' '}{self.title}".strip()


class Article(msgspec.Struct, frozen=True):
    """One article 条, or another unit to comment on. `text` has a line for each paragraph and item, without the label and without
    empty lines.

    `inserted` is 1 in 第十条之一, else 0. `path` has the texts of the headings and items above. `level`: of an item of a plan, 1
    (一、) to 5 (①); its `label` names it alone (二（一）1). `number` is None where the units are sections or the whole text.
    """

    number: int | None
    label: str
    text: str
    path: tuple[str, ...]
    source: str
    inserted: int = 0
    level: int = 0

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs 款 with their items 项 and sub-items 目."""
        return paragraphs_of(self.text)


class Annex(msgspec.Struct, frozen=True):
    """An annex 附件 after the last article. `text` is without its label; articles that it has of its own are part of it."""

    label: str
    text: str
    source: str


Part = Prose | Contents | Heading | Article | Annex


class ParsedText(msgspec.Struct, frozen=True):
    """A text in its parts, in order; every code point of the source is in exactly one of them.

    `depth`: how its units were taken; None where it has no structure. `letter`: the covering letter, a part of the preamble.
    `title_lines`: how many lines the title is made of. `skipped`: lines that begin like articles, inside articles.
    """

    title: str
    preamble: str
    parts: tuple[Part, ...]
    depth: Depth | None = None
    letter: str = ""
    front_matter: str = ""
    title_lines: int = 0
    skipped: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles in the order of the text."""
        return tuple(part for part in self.parts if isinstance(part, Article))

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(part for part in self.parts if isinstance(part, Heading))

    @property
    def annexes(self) -> tuple[Annex, ...]:
        return tuple(part for part in self.parts if isinstance(part, Annex))

    def to_source(self) -> str:
        """The source, code point for code point."""
        return "".join(part.source for part in self.parts)
