"""Parses a text, Markdown or plain, into title, preamble, headings 编章节, articles 条 and annexes 附件; no character is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from domain.articles.labels import AnnexLabel, ArticleLabel, HeadingLabel, is_blank_or_comment, normalised_title, strip_line
from domain.articles.outline import Outline, numbered_parts, outline_of
from domain.articles.structure import Annex, Article, Contents, Heading, ParsedText, Part, Prose

CONTENTS = "目录"
PROSE = "文"

Opening = ArticleLabel | HeadingLabel | AnnexLabel | str  # a string: CONTENTS or PROSE


def parse_text(source: str) -> ParsedText:
    """The parts of `source`; `.to_source()` gives it back exactly. Never refuses.

    A text without any 条 still has units to comment on: its sections (第一章 …) with the words under each; else its numbered
    parts 一、二、…; else the words under its Markdown headings; else all of it as one article without a label. An empty text
    has none.
    """
    lines = source.splitlines(keepends=True)
    outline = outline_of(lines)
    if outline.articles:
        return _assembled(lines, outline)
    numbered = any(heading.number is not None for heading in outline.headings.values())
    if not numbered and (parts := numbered_parts(lines, outline)):
        headings = {line: heading for line, heading in outline.headings.items() if line not in parts}
        return _assembled(lines, msgspec.structs.replace(outline, articles=parts, headings=headings))
    return _prose_as_articles(_assembled(lines, outline))


def _assembled(lines: Sequence[str], outline: Outline) -> ParsedText:
    body = min([*outline.articles, *outline.headings, outline.end])
    before = [index for index in range(body) if index not in outline.contents]
    title = "" if outline.title is None else strip_line(lines[outline.title]).lstrip("#").strip().strip("*_")
    return ParsedText(title, _words(lines, before, outline.title), tuple(_parts(lines, outline)))


def _parts(lines: Sequence[str], outline: Outline) -> Iterator[Part]:
    openings = _openings(lines, outline)
    path: tuple[Heading, ...] = ()
    for start, end in pairwise([*sorted(openings), len(lines)]):
        words = _words(lines, range(start if openings[start] == PROSE else start + 1, end), outline.title)
        part = _part(openings[start], words, "".join(lines[start:end]), tuple(heading.text for heading in path))
        if isinstance(part, Heading):
            path = _path_with(path, part)
        yield part


def _part(opening: Opening, words: str, source: str, path: tuple[str, ...]) -> Part:
    if isinstance(opening, HeadingLabel):
        return Heading(opening.level, opening.number, opening.label, opening.title or normalised_title(words), source)
    if isinstance(opening, str):
        return Contents(source) if opening == CONTENTS else Prose(words, source)
    text = "\n".join(filter(None, (opening.rest, words)))
    if isinstance(opening, AnnexLabel):
        return Annex(opening.label, text, source)
    return Article(opening.number, opening.label, text, path, source, opening.inserted)


def _openings(lines: Sequence[str], outline: Outline) -> dict[int, Opening]:
    openings: dict[int, Opening] = {**outline.articles, **outline.headings, **outline.annexes}
    if outline.contents:
        openings[outline.contents.start] = CONTENTS
        _open_prose(openings, lines, outline.contents.stop)
    for line in outline.headings:
        _open_prose(openings, lines, outline.titles.get(line, line) + 1)
    if lines:
        openings.setdefault(0, PROSE)
    return openings


def _open_prose(openings: dict[int, Opening], lines: Sequence[str], start: int) -> None:
    """Words below a heading or the contents are a part of their own, unless something else opens first."""
    spoken = next((line for line in range(start, len(lines)) if line in openings or not is_blank_or_comment(lines[line])), None)
    if spoken is not None:
        openings.setdefault(spoken, PROSE)


def _prose_as_articles(parsed: ParsedText) -> ParsedText:
    """The words under the headings as articles labelled by their headings; without headings, all words as one article."""
    if not parsed.headings:
        whole = next((part for part in reversed(parsed.parts) if isinstance(part, Prose) and part.text), None)
        parts = tuple(_as_article(part, ()) if isinstance(part, Prose) and part is whole else part for part in parsed.parts)
        return ParsedText(parsed.title, "", parts)
    path: tuple[Heading, ...] = ()
    sections: list[Part] = []
    for part in parsed.parts:
        if isinstance(part, Heading):
            path = _path_with(path, part)
        sections.append(_as_article(part, path) if path and isinstance(part, Prose) else part)
    return ParsedText(parsed.title, parsed.preamble, tuple(sections))


def _as_article(prose: Prose, path: tuple[Heading, ...]) -> Article:
    """`第一章第二节` from numbered headings, else the last heading's title."""
    label = "".join(heading.label for heading in path) if path and path[-1].label else path[-1].title if path else ""
    return Article(None, label, prose.text, tuple(heading.text for heading in path), prose.source)


def _path_with(path: tuple[Heading, ...], heading: Heading) -> tuple[Heading, ...]:
    return (*(above for above in path if above.level < heading.level), heading)


def _words(lines: Sequence[str], places: Sequence[int], title: int | None) -> str:
    """The lines that say something, each without surrounding spaces; not the title."""
    return "\n".join(strip_line(lines[place]) for place in places if place != title and not is_blank_or_comment(lines[place]))
