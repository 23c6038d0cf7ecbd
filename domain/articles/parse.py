"""Parses a text, Markdown or plain, into title, preamble, headings 编章节, articles 条 or items 一、, and annexes 附件; no
character is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from domain.articles.numbering.labels import (
    AnnexLabel,
    ArticleLabel,
    HeadingLabel,
    is_blank_or_comment,
    normalised_title,
    strip_line,
)
from domain.articles.numbering.levels import NUMBERED, Depth, deepest_clear_level, labels_down_to
from domain.articles.numbering.plan import UnitLabel, plan_labels
from domain.articles.numbering.preface import front_matter_title, is_salutation
from domain.articles.outline import Outline, outline_of
from domain.articles.structure import Annex, Article, Contents, Heading, ParsedText, Part, Prose

CONTENTS = "目录"
PROSE = "文"

Opening = ArticleLabel | UnitLabel | HeadingLabel | AnnexLabel | str  # a string: CONTENTS or PROSE


def parse_text(source: str, depth: Depth | None = None) -> ParsedText:
    """The parts of `source`; `.to_source()` gives it back exactly. Never refuses.

    The units to comment on are the articles 条. In a text without any they are the items of its numbering 一、 （一） 1., down to
    the deepest level that is plain (see `levels.deepest_clear_level`); else its sections (第一章 …) with the words under each;
    else the words under its Markdown headings; else all of it as one article without a label. An empty text has none.
    `depth` chooses; where the text has no units of this kind, it is as without.
    """
    lines = source.splitlines(keepends=True)
    outline = outline_of(lines)
    if outline.articles and not _numbered_before_annex(lines, outline, depth):
        return _assembled(lines, outline, Depth.ARTICLE)
    plain = outline if not outline.articles else outline_of(lines, by_articles=False)
    level = _level(plain, depth)
    if level:
        return _by_items(lines, plain, level)
    return _prose_as_articles(_assembled(lines, plain, Depth.SECTION))


def depths_of(source: str) -> dict[Depth, int]:
    """The ways in which the units of this text can be taken, and how many each gives; the usual one stands first."""
    usual = parse_text(source)
    found = {} if usual.depth is None else {usual.depth: usual.articles}
    if usual.depth == Depth.ARTICLE and parse_text(source, Depth.CIRCLED).depth == Depth.ARTICLE:
        return {Depth.ARTICLE: len(usual.articles)}
    for depth in Depth:
        parsed = parse_text(source, depth)
        if parsed.depth == depth and parsed.articles not in found.values():
            found[depth] = parsed.articles
    return {depth: len(articles) for depth, articles in found.items()}


def without_letter(source: str) -> str:
    """The text without the covering letter, or the head of an official document, before it; as it is where there is none."""
    lines = source.splitlines(keepends=True)
    letter = outline_of(lines).letter
    return "".join([*lines[: letter.start], *lines[letter.stop :]]).lstrip("\r\n") if letter else source


def _numbered_before_annex(lines: Sequence[str], outline: Outline, depth: Depth | None) -> bool:
    """Whether a text with articles is one that is numbered 一、, and its articles are those of its annexes.

    With a salutation 各有关单位： it is rather a notice that encloses a regulation.
    """
    first = min(outline.articles)
    if depth == Depth.ARTICLE or (depth is not None and not depth.level) or sum(each.line < first for each in outline.levels) < 2:
        return False
    plain = outline_of(lines[: first + 1], by_articles=False)
    asked = depth is not None or not any(map(is_salutation, lines[: plain.levels[0].line if plain.levels else 0]))
    return asked and plain.end <= first and len(plain.levels) > 1


def _level(outline: Outline, depth: Depth | None) -> int:
    """The level down to which numbers begin units; 0 where none do."""
    wanted = depth.level if depth is not None else 0
    if wanted and labels_down_to(outline.levels, wanted):
        return wanted
    return 0 if depth == Depth.SECTION and outline.headings else deepest_clear_level(outline.levels)


def _by_items(lines: Sequence[str], outline: Outline, level: int) -> ParsedText:
    """The items as units; words under a heading 第一章 before its items are a unit too."""
    found = plan_labels(lines, outline.levels, level, outline.headings)
    above = {line: each for line, each in outline.headings.items() if line not in found.units and line not in found.headings}
    outline = msgspec.structs.replace(outline, articles=found.units, headings={**above, **found.headings})
    parsed = _assembled(lines, outline, NUMBERED[level - 1])
    return _prose_as_articles(parsed) if above else parsed


def _assembled(lines: Sequence[str], outline: Outline, depth: Depth) -> ParsedText:
    body = min([*outline.articles, *outline.headings, outline.end])
    before = [index for index in range(body) if index not in outline.contents and index not in outline.front]
    return ParsedText(
        title=_title(lines, outline),
        preamble=_words(lines, before, outline.title),
        parts=tuple(_parts(lines, outline)),
        depth=depth,
        letter=_words(lines, outline.letter, ()),
        front_matter=_words(lines, outline.front, ()),
        title_lines=len(outline.title),
        skipped=tuple(strip_line(lines[line]) for line in outline.skipped),
    )


def _title(lines: Sequence[str], outline: Outline) -> str:
    words = "".join(strip_line(lines[index]) for index in outline.title).lstrip("#").strip().strip("*_")
    return words or front_matter_title(lines, outline.front)


def _parts(lines: Sequence[str], outline: Outline) -> Iterator[Part]:
    openings = _openings(lines, outline)
    path: tuple[Heading, ...] = ()
    for start, end in pairwise([*sorted(openings), len(lines)]):
        words = _words(lines, range(start if openings[start] == PROSE else start + 1, end), outline.title)
        opening = openings[start]
        if isinstance(opening, UnitLabel):
            path = _path_with(path, _heading(opening.heading))
        above = path[:-1] if isinstance(opening, UnitLabel) else path
        part = _part(opening, words, "".join(lines[start:end]), tuple(heading.text for heading in above))
        if isinstance(part, Heading):
            path = _path_with(path, part)
        yield part


def _heading(label: HeadingLabel, words: str = "", source: str = "") -> Heading:
    return Heading(label.level, label.number, label.label, label.title or normalised_title(words), source)


def _part(opening: Opening, words: str, source: str, path: tuple[str, ...]) -> Part:
    if isinstance(opening, HeadingLabel):
        return _heading(opening, words, source)
    if isinstance(opening, str):
        return Contents(source) if opening == CONTENTS else Prose(words, source)
    text = "\n".join(filter(None, (opening.rest, words)))
    if isinstance(opening, AnnexLabel):
        return Annex(opening.label, text, source)
    if isinstance(opening, UnitLabel):
        return Article(opening.number, opening.label, text, path, source, level=opening.level)
    return Article(opening.number, opening.label, text, path, source, opening.inserted)


def _openings(lines: Sequence[str], outline: Outline) -> dict[int, Opening]:
    openings: dict[int, Opening] = {**outline.articles, **outline.headings, **outline.annexes}
    for block in filter(None, (outline.front, outline.contents)):
        openings[block.start] = CONTENTS
        _open_prose(openings, lines, block.stop)
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
        return msgspec.structs.replace(parsed, preamble="", parts=parts, depth=None)
    path: tuple[Heading, ...] = ()
    sections: list[Part] = []
    for part in parsed.parts:
        if isinstance(part, Heading):
            path = _path_with(path, part)
        sections.append(_as_article(part, path) if path and isinstance(part, Prose) else part)
    return msgspec.structs.replace(parsed, parts=tuple(sections))


def _as_article(prose: Prose, path: tuple[Heading, ...]) -> Article:
    """`第一章第二节` from numbered headings, else the last heading's title."""
    label = "".join(heading.label for heading in path) if path and path[-1].label else path[-1].title if path else ""
    return Article(None, label, prose.text, tuple(heading.text for heading in path), prose.source)


def _path_with(path: tuple[Heading, ...], heading: Heading) -> tuple[Heading, ...]:
    return (*(above for above in path if above.level < heading.level), heading)


def _words(lines: Sequence[str], places: Sequence[int], title: Sequence[int]) -> str:
    """The lines that say something, each without surrounding spaces; not the title."""
    return "\n".join(strip_line(lines[place]) for place in places if place not in title and not is_blank_or_comment(lines[place]))
