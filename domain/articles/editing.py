"""A text edited article by article: one reworded, inserted, removed or moved; every other keeps its words, numbers follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from domain.articles.numbering.labels import as_read, is_blank_or_comment, strip_line
from domain.articles.numbering.levels import Depth
from domain.articles.parse import parse_text
from domain.articles.pieces import Piece, joined_source, level_of, pieces_of
from domain.articles.renumbering import LABEL, as_item_of, numbered, own_label, renumbered
from domain.articles.structure import Annex, Article, Contents, Heading, Part, Prose
from domain.refusals import Refusal

BEFORE_FIRST = ""  # the place before every article

PlaceOf = Callable[[str], int | None]


class ArticleUnknown(Refusal):
    """An article is edited where the draft has it."""

    message = "草案中已经没有这一条。您填写的文字可以复制到其他条，或者插入为新的一条。"


class ArticleNotNumbered(Refusal):
    """Articles are inserted, removed and moved in a text whose articles have numbers."""

    message = "这一部分没有条款编号，不能单独插入、移动或者删除。请修改整篇文本。"


class ArticleSplit(Refusal):
    """What is written as one article is read back as one: no line of it begins another article, a heading or an annex."""

    message = (
        "这段文字里有一行会被识别为另一条、章节标题或者附件（例如以“第…条”“第…章”“附件”或者分项的编号开头）。"
        "请修改这一行，或者修改整篇文本。"
    )
    status = 422


class ItemTied(Refusal):
    """An item of a plan is taken from its place where nothing hangs on it: it has no items below it, nor is it the only one below
    a heading."""

    message = "这一项下面还有分项，或者它是上级标题下唯一的分项，不能单独移动或者删除。请修改整篇文本。"


class EditedText(msgspec.Struct, frozen=True):
    """`source`: the text as it is now. `order`: for each article and annex of it, its place in the text before; None if new."""

    source: str
    order: tuple[int | None, ...]


def reword_article(source: str, place: int, text: str, *, depth: Depth | None = None) -> EditedText:
    """The article (or annex) at `place` with other words; `depth` as in `parse_text`. Raises ArticleUnknown, ArticleSplit."""
    pieces = pieces_of(parse_text(source, depth))
    piece = _piece_at(pieces, place)
    assert isinstance(piece.part, Article | Annex)
    piece.source, piece.words = _rewritten(piece.part, text, between=_between(source)), _lines_of(text)
    return _joined(pieces, depth)


def insert_article(source: str, after: str, text: str, place_of: PlaceOf, *, depth: Depth | None = None) -> EditedText:
    """A new article `after` the place named: an article's id, `h2` for the second heading, or "" for before every article.

    In a plan it is an item of the level of what it stands after; the first below, where that has items of its own. `place_of`:
    where the article of an id stands. Raises ArticleUnknown, ArticleNotNumbered, ArticleSplit.
    """
    parsed = parse_text(source, depth)
    _require_numbered(parsed.articles)
    pieces, between = pieces_of(parsed), _between(source)
    model = next(part for part in parsed.articles if part.number is not None)
    label = "" if model.level else f"{numbered(model.label, 1, 0)}　"
    part = msgspec.structs.replace(model, text=_lines_of(text), inserted=0, level=0, source=label)
    piece = Piece(part, _rewritten(part, text, between=between), None, _lines_of(text))
    _put(pieces, piece, _index_after(pieces, after, place_of))
    renumbered(pieces)
    return _joined(pieces, depth)


def remove_article(source: str, place: int, *, depth: Depth | None = None) -> EditedText:
    """Without the article (or annex) at `place`. Raises ArticleUnknown, ArticleNotNumbered, ItemTied."""
    pieces = pieces_of(parse_text(source, depth))
    piece = _piece_at(pieces, place)
    if isinstance(piece.part, Article):
        _require_numbered([piece.part])
        _require_untied(pieces, piece)
    pieces.remove(piece)
    renumbered(pieces)
    return _joined(pieces, depth)


def move_article(source: str, place: int, after: str, place_of: PlaceOf, *, depth: Depth | None = None) -> EditedText:
    """The article at `place` standing `after` another (as in `insert_article`).

    Raises ArticleUnknown, ArticleNotNumbered, ItemTied.
    """
    pieces = pieces_of(parse_text(source, depth))
    piece = _piece_at(pieces, place)
    _require_numbered([piece.part])
    _require_untied(pieces, piece)
    target = _index_after(pieces, after, place_of)
    here = pieces.index(piece)
    pieces.remove(piece)
    _put(pieces, piece, target - (here < target))
    renumbered(pieces)
    return _joined(pieces, depth)


def insertion_places(source: str, ids: Sequence[str], *, depth: Depth | None = None) -> tuple[tuple[str, str], ...]:
    """Where an article may stand after, in the order of the text: `h1` and the heading's words, or an id and its label.

    `ids`: of the articles and annexes, in order.
    """
    found, headings, at = [], 0, 0
    for part in parse_text(source, depth).parts:
        if isinstance(part, Heading):
            headings += 1
            found.append((f"h{headings}", part.text))
        elif isinstance(part, Article):
            if part.number is not None:
                found.append((ids[at], part.label))
            at += 1
    return tuple(found)


def _piece_at(pieces: Sequence[Piece], place: int) -> Piece:
    found = next((piece for piece in pieces if piece.place == place), None)
    if found is None:
        raise ArticleUnknown
    return found


def _require_numbered(parts: Sequence[Part]) -> None:
    if not any(isinstance(part, Article) and part.number is not None for part in parts):
        raise ArticleNotNumbered


def _require_untied(pieces: Sequence[Piece], piece: Piece) -> None:
    """Nothing hangs on it: no items below it, and it is not all that its heading has. Raises ItemTied."""
    level, at = level_of(piece), next(index for index, each in enumerate(pieces) if each is piece)
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    alone = before is not None and isinstance(before.part, Heading) and 0 < level_of(before) < level and level_of(after) < level
    if level and (level_of(after) > level or alone):
        raise ItemTied


def _put(pieces: list[Piece], piece: Piece, index: int) -> None:
    """Stand the piece there; an item of a plan takes the level and the kind of number of its neighbour."""
    before, after = pieces[index - 1] if index else None, pieces[index] if index < len(pieces) else None
    level, below = level_of(before), level_of(after)
    model = after if below > level else before
    if model is not None and level_of(model):
        as_item_of(piece, model)
    pieces.insert(index, piece)


def _index_after(pieces: Sequence[Piece], after: str, place_of: PlaceOf) -> int:
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


def _article_index(pieces: Sequence[Piece], place: int | None) -> int:
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
    if isinstance(part, Article) and (part.level or not head):
        own = own_label(head)
        rest = head[own.end :] if own else ""
        before = head[: own.end] + rest[: len(rest) - len(rest.lstrip())] if own else ""
        return before if before.count("**") % 2 == 0 else before.replace("**", "")
    if not first or (at := head.rfind(first)) < 0:
        label = LABEL.search(as_read(head))
        beginning = head[: label.end()] if label and head[label.end() :].strip(" 　*_") else head.rstrip()
        before = beginning + (break_line if isinstance(part, Annex) or head.lstrip().startswith("#") else "　")
    else:
        before = head[:at]
    return before if before.count("**") % 2 == 0 else before.replace("**", "")


def _lines_of(text: str) -> str:
    return "\n".join(strip_line(line) for line in text.split("\n") if not is_blank_or_comment(line))


def _between(source: str) -> str:
    """What separates paragraphs in this text."""
    spoken = sum(not is_blank_or_comment(line) for line in source.split("\n"))
    return "\n\n" if 2 * source.count("\n\n") >= spoken else "\n"


def _joined(pieces: Sequence[Piece], depth: Depth | None) -> EditedText:
    """The pieces as one text, which must read back as exactly these articles and annexes. Raises ArticleSplit."""
    source = joined_source(pieces)
    parsed = parse_text(source, depth)
    articles = [piece for piece in pieces if isinstance(piece.part, Article)]
    annexes = [piece for piece in pieces if isinstance(piece.part, Annex)]
    units: tuple[Article | Annex, ...] = (*parsed.articles, *parsed.annexes)
    read = [unit.text for unit in units]
    if read != [piece.words for piece in (*articles, *annexes)]:
        raise ArticleSplit(field="text")
    return EditedText(source, tuple(piece.place for piece in (*articles, *annexes)))
