"""Parsing Markdown and plain text into articles: nothing is lost, text out = text in."""

from __future__ import annotations

import re

from domain.articles.numerals import NUMERAL, parse_chinese_number
from domain.articles.structure import Article, Heading, ParsedText, Part, Prose

_MARK = r"(?:[#>\s　]|\*\*|__)*"
_END = r"(?:\*\*|__)?"
ARTICLE = re.compile(rf"^{_MARK}(第\s*({NUMERAL})\s*条(?:之({NUMERAL}))?){_END}(?P<gap>[\s　:：]*)(?P<text>.*)$", re.S)
HEADING = re.compile(rf"^{_MARK}(第\s*(?:{NUMERAL})\s*(编|章|节))(?:[\s　]+|$|(?=[^，。、的和或]))(.*)$", re.S)
ANNEX = re.compile(rf"^{_MARK}附\s*(?:件|表|录|图)\s*(?:{NUMERAL})?\s*[:：.、]?.{{0,40}}$", re.S)
CONTENTS = re.compile(rf"^{_MARK}目\s*[录次]\s*$")
LEVELS = {"编": 1, "章": 2, "节": 3}
MAX_HEADING = 60  # characters


def parse_text(source: str) -> ParsedText:
    """The parts of `source`, each with its own lines. A text without any article is one part, an unnumbered article.

    An article's label stands at the start of a line, and is taken for one only in its turn: a line that begins with a
    reference to an article (第三十一条的决定) is not.
    """
    lines = source.splitlines(keepends=True)
    starts = _article_starts(lines)
    if not starts:
        return _without_articles(source)
    return _assembled(lines, starts)


def _article_starts(lines: list[str]) -> dict[int, re.Match[str]]:
    """Lines where an article begins: labels that follow a gap or the number before, from the first 第一条 on."""
    candidates = {number: found for number, line in enumerate(lines) if (found := ARTICLE.match(line.rstrip("\r\n")))}
    first = next((number for number, found in candidates.items() if _number(found) == (1, 0)), None)
    starts: dict[int, re.Match[str]] = {}
    last = (0, 0)
    for number, found in candidates.items():
        if first is not None and number < first:
            continue
        if _in_turn(_number(found), last, bool(found["gap"] or not found["text"])):
            starts[number] = found
            last = _number(found)
    return starts


def _in_turn(number: tuple[int, int], last: tuple[int, int], spaced: bool) -> bool:
    """The next number always; a skipped one only where a gap follows the label, and only a little ahead."""
    following = number in ((last[0] + 1, 0), (last[0], last[1] + 1))
    return following or (spaced and last < number and (last == (0, 0) or number[0] - last[0] <= 3))


def _number(found: re.Match[str]) -> tuple[int, int]:
    return parse_chinese_number(found[2]), parse_chinese_number(found[3]) if found[3] else 0


def _assembled(lines: list[str], starts: dict[int, re.Match[str]]) -> ParsedText:
    parts: list[Part] = []
    path: dict[int, str] = {}
    begun: list[int] = []
    first, annex = min(starts), _annex_start(lines, max(starts))
    headings = _heading_lines(lines, first, annex)
    for number in range(len(lines) + 1):
        boundary = number in starts or number in headings or number in (0, annex, len(lines))
        if boundary and begun:
            parts.append(_part(lines, begun, starts, headings, tuple(path.values())))
            begun = []
        if number in headings:
            level = LEVELS[headings[number][2]]
            path = {key: text for key, text in path.items() if key < level} | {level: _heading_text(headings[number])}
        if number < len(lines):
            begun.append(number)
    preamble = "".join(lines[: min([first, *headings])])
    return ParsedText(_title(lines[:first]), preamble, tuple(parts), "".join(lines[annex:]))


def _part(
    lines: list[str],
    begun: list[int],
    starts: dict[int, re.Match[str]],
    headings: dict[int, re.Match[str]],
    path: tuple[str, ...],
) -> Part:
    source, head = "".join(lines[begun[0] : begun[-1] + 1]), begun[0]
    if head in headings:
        return Heading(LEVELS[headings[head][2]], _heading_text(headings[head]), source)
    if head not in starts:
        return Prose(source)
    found = starts[head]
    number, inserted = _number(found)
    texts = [found["text"], *(lines[line] for line in begun[1:])]
    text = "\n".join(stripped for item in texts if (stripped := item.strip(" \t\r\n\u3000")))
    return Article(number, inserted, re.sub(r"\s", "", found[1]), text, path, source)


def _heading_lines(lines: list[str], first: int, annex: int) -> dict[int, re.Match[str]]:
    """Headings: those directly above an article's chapter, not those of a table of contents before the first article."""
    found = {
        number: match
        for number, line in enumerate(lines[:annex])
        if len(line.strip()) <= MAX_HEADING and (match := HEADING.match(line.rstrip("\r\n"))) and not _is_sentence(match[3])
    }
    last_contents = max((number for number, line in enumerate(lines[:first]) if CONTENTS.match(line.rstrip())), default=-1)
    texts = [_heading_text(match) for number, match in found.items()]
    return {
        number: match
        for place, (number, match) in enumerate(found.items())
        if number > first or last_contents < 0 or _heading_text(match) not in texts[place + 1 :]
    }


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith(("。", "；", "，", "、", ";"))


def _heading_text(found: re.Match[str]) -> str:
    return " ".join(f"{found[1]} {found[3]}".replace("\u3000", " ").replace("*", "").split())


def _annex_start(lines: list[str], last_article: int) -> int:
    """The first annex heading after the last article, or the end."""
    after = (number for number in range(last_article + 1, len(lines)) if ANNEX.match(lines[number].rstrip("\r\n")))
    return next(after, len(lines))


def _title(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip(" \t\r\n\u3000#*")), "")
    return first.strip(" \t\r\n\u3000#*")


def _without_articles(source: str) -> ParsedText:
    lines = source.splitlines(keepends=True)
    text = "\n".join(stripped for line in lines if (stripped := line.strip(" \t\r\n\u3000")))
    parts: tuple[Part, ...] = (Article(None, 0, "", text, (), source),) if text else (Prose(source),) if source else ()
    return ParsedText(_title(lines), "", parts, "")
