"""Notes of what a draft's structure leaves in doubt: numbers, letter, title, signs that only look like numerals, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from consult.intake.notes import NoteKind, Notes
from domain.articles.numbering.labels import radicals_in
from domain.articles.numbering.levels import Depth
from domain.articles.numbering.plan import ABOVE
from domain.articles.numbering.preface import is_only_annex
from domain.articles.structure import Article, Heading, ParsedText
from domain.text import is_blank

CONTACT = re.compile(
    r"联系人\s*[:：]|(?:电话|手机|传真|微信|QQ)\s*(?:号码?)?\s*(?:[:：]|为|是)?\s*[\d(（+][\d()（）+ \-－—转、]{5,30}"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}\s?[-－—]\s?\d{7,8}(?!\d)|[A-Za-z0-9._+-]{1,60}@[A-Za-z0-9-]{1,60}\.[A-Za-z]{2,20}"
)
BEFORE = 6  # code points shown before a contact

BY_STRUCTURE = frozenset(  # notes that follow from the text alone, whatever file it was read from
    [
        NoteKind.TITLE_DIFFERS,
        NoteKind.TITLE_IN_LINES,
        NoteKind.LETTER,
        NoteKind.ANNEX_FIRST,
        NoteKind.FRONT_MATTER,
        NoteKind.CONTACT,
        NoteKind.RADICAL,
        NoteKind.FIRST_NUMBER,
        NoteKind.NUMBER_MISSING,
        NoteKind.NUMBER_REPEATED,
        NoteKind.ARTICLE_INSIDE,
        NoteKind.NUMBERED_ITEMS,
        NoteKind.NO_ARTICLES,
        NoteKind.REMARK,
    ]
)

Number = tuple[int, int]  # number and, in 第十条之一, the inserted one


def note_structure(text: str, parsed: ParsedText, chosen: Depth | None, notes: Notes) -> None:
    """Note what has to be looked at before the draft is saved."""
    _note_units(parsed, chosen, notes)
    for run in _runs(parsed):
        _note_run(run, notes)
    for line in parsed.skipped:
        notes.add(NoteKind.ARTICLE_INSIDE, line)
    _note_words_before(text, parsed, notes)
    for found in CONTACT.finditer(text):
        begin = text.rfind("\n", 0, found.start()) + 1
        notes.add(NoteKind.CONTACT, text[max(begin, found.start() - BEFORE) : found.end()])
    for sign, same in groupby(sorted(radicals_in(text))):
        notes.add(NoteKind.RADICAL, sign, len(list(same)))


def _note_units(parsed: ParsedText, chosen: Depth | None, notes: Notes) -> None:
    """What the units are, unless they are articles or somebody chose them."""
    count = max(len(parsed.articles), 1)
    if parsed.depth is None or parsed.depth == Depth.SECTION:
        notes.add(NoteKind.NO_ARTICLES, count=count)
    elif parsed.depth.level and chosen != parsed.depth:
        notes.add(NoteKind.NUMBERED_ITEMS, count=count)


def _note_words_before(text: str, parsed: ParsedText, notes: Notes) -> None:
    lines = [line for line in text.split("\n") if not is_blank(line)]
    if parsed.front_matter:
        notes.add(NoteKind.FRONT_MATTER, parsed.front_matter)
    if parsed.title_lines > 1:
        notes.add(NoteKind.TITLE_IN_LINES, parsed.title)
    if lines and is_only_annex(lines[0]):
        notes.add(NoteKind.ANNEX_FIRST, lines[0])
    for line in parsed.letter.split("\n") if parsed.letter else ():
        notes.add(NoteKind.LETTER, line)


def _runs(parsed: ParsedText) -> Iterator[list[tuple[str, Number]]]:
    """The numbers that follow one another: of the articles; of the items on each level below one item."""
    articles = [each for each in parsed.articles if each.number is not None and not each.level]
    if articles:
        yield [(each.label, (each.number or 0, each.inserted)) for each in articles]
    open_runs: dict[int, list[tuple[str, Number]]] = {}
    for part in parsed.parts:
        level, number = _item(part)
        if level is None:
            continue
        for below in [each for each in open_runs if each > level]:
            yield open_runs.pop(below)
        if level and isinstance(part, Article | Heading):
            open_runs.setdefault(level, []).append((part.label, (number, 0)))
    yield from open_runs.values()


def _item(part: object) -> tuple[int | None, int]:
    """Level and number of an item of a plan; level 0 for a heading 第一章 above, None for what numbers nothing."""
    if isinstance(part, Article) and part.level:
        return part.level, part.number or 0
    if isinstance(part, Heading):
        return max(part.level - ABOVE, 0), part.number or 0
    return None, 0


def _note_run(run: list[tuple[str, Number]], notes: Notes) -> None:
    label, (first, _) = run[0]
    if first != 1:
        notes.add(NoteKind.FIRST_NUMBER, label)
    for (before, (number, inserted)), (after, (next_number, next_inserted)) in pairwise(run):
        step = next_number - number
        if step > 1:
            notes.add(NoteKind.NUMBER_MISSING, before, step - 1)
        elif step < 0 or (step == 0 and next_inserted == inserted):
            notes.add(NoteKind.NUMBER_REPEATED, after)
