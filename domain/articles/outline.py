"""The outline of a text: the lines on which its title, contents, headings, articles and annexes begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from domain.articles.labels import (
    AnnexLabel,
    ArticleLabel,
    HeadingLabel,
    annex_label,
    article_label,
    contents_entry_key,
    heading_label,
    is_blank_or_comment,
    is_contents_title,
    part_label,
    strip_line,
)
from domain.articles.sequence import ascending_run

MAX_TITLE = 80  # code points
MAX_TITLE_BELOW = 20
_SENTENCE = tuple("。；;，,：:")


class Outline(msgspec.Struct):
    """Line numbers by what begins there. `titles`: from a heading that has only its number to the line with its title."""

    title: int | None
    contents: range
    articles: dict[int, ArticleLabel]
    headings: dict[int, HeadingLabel]
    titles: dict[int, int]
    annexes: dict[int, AnnexLabel]
    end: int


def outline_of(lines: Sequence[str]) -> Outline:
    """Articles are the longest ascending run of 第…条 (see `sequence`); nothing inside contents or an annex counts."""
    contents = _contents(lines)
    title = _title(lines, contents)
    labels = _labels(lines, contents, article_label)
    annexes = _annexes(lines, labels or _labels(lines, contents, part_label))
    end = min(annexes, default=len(lines))
    articles = {label.line: label for label in ascending_run([label for label in labels if label.line < end])}
    body = lines[:end]
    headings = _headings(body, {*contents, *articles, title})
    titles = {line: below for line in headings if (below := _title_below(body, line, headings, articles)) is not None}
    used = set(titles.values())
    headings = {line: heading for line, heading in headings.items() if line not in used}
    return Outline(title, contents, articles, headings, titles, annexes, end)


def numbered_parts(lines: Sequence[str], outline: Outline) -> dict[int, ArticleLabel]:
    """The parts 一、二、… of a text without articles, at least two; else none."""
    labels = [label for label in _labels(lines, outline.contents, part_label) if label.line < outline.end]
    run = ascending_run(labels)
    return {label.line: label for label in run} if len(run) > 1 else {}


def _title_below(lines: Sequence[str], line: int, headings: Mapping[int, HeadingLabel], articles: Collection[int]) -> int | None:
    """The next line with words below a heading that has only its number, if it is short and nothing numbered itself."""
    if headings[line].title:
        return None
    below = next((place for place in range(line + 1, len(lines)) if not is_blank_or_comment(lines[place])), None)
    if below is None or below in articles or (below in headings and headings[below].label):
        return None
    words = strip_line(lines[below])
    return below if len(words) <= MAX_TITLE_BELOW and not words.endswith(_SENTENCE) else None


def _labels(lines: Sequence[str], without: range, read: Callable[[str, int], ArticleLabel | None]) -> list[ArticleLabel]:
    found = (read(line, index) for index, line in enumerate(lines) if index not in without)
    return [label for label in found if label]


def _headings(lines: Sequence[str], without: set[int | None]) -> dict[int, HeadingLabel]:
    found = ((index, heading_label(line)) for index, line in enumerate(lines) if index not in without)
    return {index: heading for index, heading in found if heading}


def _title(lines: Sequence[str], contents: range) -> int | None:
    """The first line with words, if it looks like a title: `# …`, or short, without a sentence's end, above more text."""
    spoken = [index for index, line in enumerate(lines) if not is_blank_or_comment(line)][:2]
    if not spoken or spoken[0] in contents:
        return None
    line = strip_line(lines[spoken[0]])
    if article_label(line, 0) or part_label(line, 0) or annex_label(line):
        return None
    heading = heading_label(line)
    if heading:
        return spoken[0] if line.startswith("# ") and heading.number is None else None
    plain = len(spoken) > 1 and len(line) <= MAX_TITLE and not line.endswith(_SENTENCE)
    return spoken[0] if plain else None


def _contents(lines: Sequence[str]) -> range:
    """The lines from 目录 (or from a first heading that comes again) to before the second coming of the first entry."""
    start = next((index for index, line in enumerate(lines) if is_contents_title(line)), None)
    first = _next_entry(lines, 0 if start is None else start + 1)
    if first is None:
        return range(0) if start is None else range(start, start + 1)
    key, last = contents_entry_key(lines[first]), first
    for index in range(first + 1, len(lines)):
        if is_blank_or_comment(lines[index]):
            continue
        if not _is_entry(lines[index]):
            break
        if contents_entry_key(lines[index]) == key:
            return range(first if start is None else start, last + 1)
        last = index
    return range(0) if start is None else range(start, start + 1)


def _next_entry(lines: Sequence[str], start: int) -> int | None:
    """The first line after `start` that can be a line of contents: at once below 目录, else the first numbered heading."""
    for index in range(start, len(lines)):
        heading = heading_label(lines[index])
        if heading and heading.number is not None:
            return index
        if article_label(lines[index], index):
            return None
    return None


def _is_entry(line: str) -> bool:
    text = strip_line(line)
    return len(text) <= MAX_TITLE and not text.endswith(_SENTENCE)


def _annexes(lines: Sequence[str], labels: Sequence[ArticleLabel]) -> dict[int, AnnexLabel]:
    """Annex lines after the first article from which on the articles' numbering does not go on."""
    after = labels[0].line if labels else 0
    found = ((index, annex_label(line)) for index, line in enumerate(lines) if index > after)
    candidates = {index: label for index, label in found if label}
    starts = [label.line for label in labels]
    first = next((index for index in candidates if not _goes_on(labels, bisect_left(starts, index))), None)
    return {} if first is None else {index: label for index, label in candidates.items() if index >= first}


def _goes_on(labels: Sequence[ArticleLabel], place: int) -> bool:
    """Whether the label at `place` carries on the numbering of the one before it."""
    return 0 < place < len(labels) and labels[place - 1].number <= labels[place].number
