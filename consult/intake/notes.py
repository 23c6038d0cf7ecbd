"""What importing a draft did not understand, changed or left out: counted, with the words where it stands."""

from __future__ import annotations

import enum
from collections import Counter, defaultdict

import msgspec

MAX_PLACES = 20
MAX_TRIED = 100  # places looked up for 20 different ones
MAX_WORDS = 24  # code points of a place


class NoteKind(enum.StrEnum):
    """What was found; how it was handled is part of its meaning (the web has the words for each)."""

    INSERTION = "insertion"  # tracked; taken as if accepted
    DELETION = "deletion"  # tracked; left out as if accepted
    COMMENT = "comment"  # left out
    PICTURE = "picture"  # left out
    CHART = "chart"  # left out
    SHAPE = "shape"  # lines and other drawings without words; left out
    EMBEDDED_OBJECT = "embedded_object"  # left out
    EMBEDDED_DOCUMENT = "embedded_document"  # left out
    TEXT_BOX = "text_box"  # its words follow the paragraph it is anchored to
    TABLE = "table"  # a line for each row, cells set apart by |
    FOOTNOTE = "footnote"  # left out
    ENDNOTE = "endnote"  # left out
    HEADER = "header"  # left out
    FOOTER = "footer"  # left out
    NUMBERING = "numbering"  # automatic numbers written out
    NUMBERING_UNKNOWN = "numbering_unknown"  # automatic numbers of a kind that could not be written out
    HYPERLINK = "hyperlink"  # words kept, address left out
    FIELD = "field"  # taken with the result that was stored
    FORMULA = "formula"  # characters kept without their arrangement
    HIDDEN_TEXT = "hidden_text"  # left out
    STRUCK_TEXT = "struck_text"  # kept, the stroke is lost
    SYMBOL = "symbol"  # of a symbol font; 〓 stands for it
    RUBY = "ruby"  # phonetic guide left out
    UNREAD_TEXT = "unread_text"  # characters that could not be placed; left out
    MARKUP = "markup"  # HTML in Markdown; kept as it stands
    REMARK = "remark"  # a line <!-- … -->; kept in the source, not part of any article
    ENCODING = "encoding"  # not UTF-8; `places` has the encoding it was read in
    TITLE_DIFFERS = "title_differs"  # the text has no title, or another than the decision has
    TITLE_IN_LINES = "title_in_lines"  # lines were taken together as the title
    LETTER = "letter"  # a covering letter, or the head of an official document; part of the text; places: its lines
    ANNEX_FIRST = "annex_first"  # the text begins with 附件: what it is annexed to is not here
    FRONT_MATTER = "front_matter"  # keys between --- at the head; kept in the source, not part of any article
    CONTACT = "contact"  # a telephone number, an address of mail or a contact person in the text, which is published
    RADICAL = "radical"  # ⼀ (a radical) where 一 is meant; read as 一 in numbers, kept as it stands; places: the signs
    FIRST_NUMBER = "first_number"  # numbers do not begin with one; places: with what they begin
    NUMBER_MISSING = "number_missing"  # the numbers of the articles skip; places: the article before
    NUMBER_REPEATED = "number_repeated"  # two articles have one number, or numbers go back
    ARTICLE_INSIDE = "article_inside"  # a line inside an article begins like one, out of the order of their numbers
    NUMBERED_ITEMS = "numbered_items"  # no 第…条: the items of the numbering are taken for articles, nobody has chosen how deep
    NO_ARTICLES = "no_articles"  # no 第…条: other units are taken for articles


class Note(msgspec.Struct, frozen=True):
    """`count`: how many; `places`: the first words at each, up to 20 of them."""

    kind: NoteKind
    count: int
    places: tuple[str, ...] = ()


class Notes:
    """A collector of notes."""

    def __init__(self) -> None:
        self._count: Counter[NoteKind] = Counter()
        self._tried: Counter[NoteKind] = Counter()
        self._places: dict[NoteKind, list[str]] = defaultdict(list)

    def add(self, kind: NoteKind, place: str = "", count: int = 1) -> None:
        self._count[kind] += count
        self._tried[kind] += 1
        words = " ".join(place.split())[:MAX_WORDS]
        if words and words not in self._places[kind][-1:] and len(self._places[kind]) < MAX_PLACES:
            self._places[kind].append(words)

    def wants_place(self, kind: NoteKind) -> bool:
        """Whether this note still has room for another place (looking one up costs time)."""
        return self._tried[kind] < MAX_TRIED

    def all(self) -> tuple[Note, ...]:
        """In the order of NoteKind."""
        return tuple(Note(kind, self._count[kind], tuple(self._places[kind])) for kind in NoteKind if self._count[kind])
