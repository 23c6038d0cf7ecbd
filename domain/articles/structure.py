"""The parts of a legal text 编、章、节、条、款、项、目."""

from __future__ import annotations

import msgspec


class Item(msgspec.Struct, frozen=True):
    """项 （一）, with its sub-items 目 1. below it."""

    text: str
    subitems: tuple[str, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """款: a paragraph of an article, with its items."""

    text: str
    items: tuple[Item, ...] = ()


class Heading(msgspec.Struct, frozen=True):
    """编, 章 or 节 (level 1 to 3), and the lines it stands in."""

    level: int
    text: str
    source: str


class Article(msgspec.Struct, frozen=True):
    """条. `text` is what follows the label, without blank lines; `path` the headings above; `source` the very lines.

    `number` and, for inserted articles (第十条之一), `inserted`; None and label "" for a text without numbered articles.
    """

    number: int | None
    inserted: int
    label: str
    text: str
    path: tuple[str, ...]
    source: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        from domain.articles.paragraphs import paragraphs_of

        return paragraphs_of(self.text)


class Prose(msgspec.Struct, frozen=True):
    """What is neither heading nor article: title, dates, preamble, annexes."""

    source: str


Part = Heading | Article | Prose


class ParsedText(msgspec.Struct, frozen=True):
    """A whole text. `to_source()` gives back exactly what was parsed."""

    title: str
    preamble: str
    parts: tuple[Part, ...]
    annexes: str

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(part for part in self.parts if isinstance(part, Article))

    def to_source(self) -> str:
        return "".join(part.source for part in self.parts)
