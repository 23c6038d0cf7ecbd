"""A text edited article by article: one reworded, inserted, removed or moved; every other keeps its words, numbers follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from domain.articles.labels import NUMERAL, SPACE, is_blank_or_comment, strip_line
from domain.articles.numerals import chinese_number
from domain.articles.parse import parse_text
from domain.articles.structure import Annex, Article, Contents, Heading, ParsedText, Part, Prose
from domain.refusals import Refusal

_LABEL = re.compile(rf"第{SPACE}*+{NUMERAL}++{SPACE}*+条(?:之{NUMERAL}++)?|[一二三四五六七八九十]{{1,3}}、")
BEFORE_FIRST = ""  # the place before every article


class ArticleUnknown(Refusal):
    """An article is edited where the draft has it."""

    message = "草案中已经没有这一条。您填写的文字可以复制到其他条，或者插入为新的一条。"


class ArticleNotNumbered(Refusal):
    """Articles are inserted, removed and moved in a text whose articles have numbers."""

    message = "这一部分没有条款编号，不能单独插入、移动或者删除。请修改整篇文本。"


class ArticleSplit(Refusal):
    """What is written as one article is read back as one: no line of it begins another article, a heading or an annex."""

    message = (
        "这段文字里有一行会被识别为另一条、章节标题或者附件（例如以“第…条”“第…章”“附件”开头）。请修改这一行，或者修改整篇文本。"
    )
    status = 422


class EditedText(msgspec.Struct, frozen=True):
    """`source`: the text as it is now. `order`: for each article and annex of it, its place in the text before; None if new."""

    source: str
    order: tuple[int | None, ...]


class _Piece(msgspec.Struct):
    """A part with its source as it will be. `place`: among the articles and annexes before. `words`: what it reads back as."""

    part: Part
    source: str
    place: int | None = None
    words: str | None = None


def reword_article(source: str, place: int, text: str) -> EditedText:
    """The article (or annex) at `place` with other words. Raises ArticleUnknown, ArticleSplit."""
    pieces = _pieces(parse_text(source))
    piece = _piece_at(pieces, place)
    assert isinstance(piece.part, Article | Annex)
    piece.source, piece.words = _rewritten(piece.part, text, between=_between(source)), _lines_of(text)
    return _joined(pieces)


def insert_article(source: str, after: str, text: str, place_of: Callable[[str], int | None]) -> EditedText:
    """A new article `after` the place named: an article's id, `h2` for the second heading, or "" for before every article.

    `place_of`: where the article of an id stands. Raises ArticleUnknown, ArticleNotNumbered, ArticleSplit.
    """
    parsed = parse_text(source)
    _require_numbered(parsed.articles)
    pieces, between = _pieces(parsed), _between(source)
    model = next(part for part in parsed.articles if part.number is not None)
    part = msgspec.structs.replace(model, text=_lines_of(text), inserted=0, source=f"{_numbered(model.label, 1, 0)}　")
    piece = _Piece(part, _rewritten(part, text, between=between), None, _lines_of(text))
    pieces.insert(_index_after(pieces, after, place_of), piece)
    return _joined(_renumbered(pieces))


def remove_article(source: str, place: int) -> EditedText:
    """Without the article (or annex) at `place`. Raises ArticleUnknown, ArticleNotNumbered."""
    pieces = _pieces(parse_text(source))
    piece = _piece_at(pieces, place)
    if isinstance(piece.part, Article):
        _require_numbered([piece.part])
    pieces.remove(piece)
    return _joined(_renumbered(pieces))


def move_article(source: str, place: int, after: str, place_of: Callable[[str], int | None]) -> EditedText:
    """The article at `place` standing `after` another (as in `insert_article`). Raises ArticleUnknown, ArticleNotNumbered."""
    pieces = _pieces(parse_text(source))
    piece = _piece_at(pieces, place)
    _require_numbered([piece.part])
    target = _index_after(pieces, after, place_of)
    here = pieces.index(piece)
    pieces.remove(piece)
    pieces.insert(target - (here < target), piece)
    return _joined(_renumbered(pieces))


def insertion_places(source: str, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Where an article may stand after, in the order of the text: `h1` and the heading's words, or an id and its label.

    `ids`: of the articles and annexes, in order.
    """
    found, headings, at = [], 0, 0
    for part in parse_text(source).parts:
        if isinstance(part, Heading):
            headings += 1
            found.append((f"h{headings}", part.text))
        elif isinstance(part, Article):
            if part.number is not None:
                found.append((ids[at], part.label))
            at += 1
    return tuple(found)


def _pieces(parsed: ParsedText) -> list[_Piece]:
    places = {id(unit): place for place, unit in enumerate((*parsed.articles, *parsed.annexes))}
    return [
        _Piece(part, part.source, places.get(id(part)), part.text if isinstance(part, Article | Annex) else None)
        for part in parsed.parts
    ]


def _piece_at(pieces: Sequence[_Piece], place: int) -> _Piece:
    found = next((piece for piece in pieces if piece.place == place), None)
    if found is None:
        raise ArticleUnknown
    return found


def _require_numbered(parts: Sequence[Part]) -> None:
    if not any(isinstance(part, Article) and part.number is not None for part in parts):
        raise ArticleNotNumbered


def _index_after(pieces: Sequence[_Piece], after: str, place_of: Callable[[str], int | None]) -> int:
    """Where a piece stands that follows the place named; words under a heading stay with their heading."""
    if after == BEFORE_FIRST:
        return next(index for index, piece in enumerate(pieces) if isinstance(piece.part, Article))
    if after[:1] == "h" and after[1:].isdecimal():
        headings = [index for index, piece in enumerate(pieces) if isinstance(piece.part, Heading)]
        if not 0 < int(after[1:]) <= len(headings):
            raise ArticleUnknown
        index = headings[int(after[1:]) - 1]
    else:
        index = _article_index(pieces, place_of(after))
    while index + 1 < len(pieces) and isinstance(pieces[index + 1].part, Prose | Contents):
        index += 1
    return index + 1


def _article_index(pieces: Sequence[_Piece], place: int | None) -> int:
    if place is None:
        raise ArticleUnknown
    piece = _piece_at(pieces, place)
    if not isinstance(piece.part, Article):
        raise ArticleNotNumbered
    return next(index for index, each in enumerate(pieces) if each is piece)


def _rewritten(part: Article | Annex, text: str, *, between: str) -> str:
    """The part's source with these words: what stands before the words, their indentation and the blank lines after stay."""
    head, _, _ = part.source.partition("\n")
    tail = part.source[len(part.source.rstrip()) :]
    tail = tail if "\n" in tail else between
    indent = head[: len(head) - len(head.lstrip())]
    words = f"{between}{indent}".join(_lines_of(text).split("\n"))
    return _before_words(part, head, between + indent) + words + tail


def _before_words(part: Article | Annex, head: str, break_line: str) -> str:
    """The label with its marks and the space after it; nothing for a section, which has its label from its heading."""
    first = part.text.split("\n")[0]
    if isinstance(part, Article) and part.number is None:
        return head[: len(head) - len(head.lstrip())]
    if not first or (at := head.rfind(first)) < 0:
        label = _LABEL.search(head)
        beginning = head[: label.end()] if label and head[label.end() :].strip(" 　*_") else head.rstrip()
        before = beginning + (break_line if isinstance(part, Annex) or head.lstrip().startswith("#") else "　")
    else:
        before = head[:at]
    return before if before.count("**") % 2 == 0 else before.replace("**", "")


def _lines_of(text: str) -> str:
    return "\n".join(strip_line(line) for line in text.split("\n") if not is_blank_or_comment(line))


def _between(source: str) -> str:
    """What separates paragraphs in this text."""
    return "\n\n" if "\n\n" in source else "\n"


def _renumbered(pieces: list[_Piece]) -> list[_Piece]:
    """The numbered articles numbered on from one; 第十条之一 follows the one before it."""
    number = inserted_number = 0
    for piece in pieces:
        part = piece.part
        if not isinstance(part, Article) or part.number is None:
            continue
        follows = part.inserted > 0 and number > 0
        number, inserted_number = (number, inserted_number + 1) if follows else (number + 1, 0)
        label = _numbered(part.label, number, inserted_number)
        if _closed(piece.source) != label:
            piece.source = _LABEL.sub(label, piece.source, count=1)
    return pieces


def _closed(source: str) -> str:
    found = _LABEL.search(source)
    return "" if found is None else re.sub(rf"{SPACE}+", "", found.group())


def _numbered(label: str, number: int, inserted_number: int) -> str:
    """A label of the kind of `label`: 第三条, 第3条, 三、, 第三条之一."""
    numeral = str(number) if re.search(r"[0-9]", label) else chinese_number(number)
    if label.endswith("、"):
        return f"{numeral}、"
    return f"第{numeral}条" + (f"之{chinese_number(inserted_number)}" if inserted_number else "")


def _joined(pieces: Sequence[_Piece]) -> EditedText:
    """The pieces as one text, which must read back as exactly these articles and annexes. Raises ArticleSplit."""
    source = ""
    for piece in pieces:
        if source and not source.endswith("\n") and piece.source:
            source += "\n"
        source += piece.source
    parsed = parse_text(source)
    articles = [piece for piece in pieces if isinstance(piece.part, Article)]
    annexes = [piece for piece in pieces if isinstance(piece.part, Annex)]
    units: tuple[Article | Annex, ...] = (*parsed.articles, *parsed.annexes)
    read = [unit.text for unit in units]
    if read != [piece.words for piece in (*articles, *annexes)]:
        raise ArticleSplit(field="text")
    return EditedText(source, tuple(piece.place for piece in (*articles, *annexes)))
