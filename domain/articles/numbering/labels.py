"""Recognises what a line begins: an article 第六条, heading 第一章, annex 附件, contents 目录 (numbers 一、 are in `levels`)."""

from __future__ import annotations

import re
from unicodedata import normalize

import msgspec

from domain.articles.numbering.numerals import NUMERALS, parse_chinese_number

INVISIBLE_SPACES = "\u200b\u200c\u200d\u2060\ufeff"  # invisible, not white space to Python
WHITE_SPACE = INVISIBLE_SPACES + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
SPACE = rf"[\s{INVISIBLE_SPACES}]"
NUMERAL = f"[{NUMERALS}]"
MARKDOWN_PREFIX = rf"^{SPACE}*+(?:(?:\#{{1,6}}|[>*+-]){SPACE}++)*+(?P<bold>\*\*|__)?+{SPACE}*+"  # Markdown before a label
LEVELS = {"编": 1, "分编": 2, "章": 3, "节": 4}
PLAIN_HEADINGS = {"总则", "分则", "附则"}

_ARTICLE = re.compile(
    rf"{MARKDOWN_PREFIX}(?P<label>第{SPACE}*+(?P<number>{NUMERAL}++){SPACE}*+条(?:之(?P<inserted>{NUMERAL}++))?)(?P<rest>.*)$",
    re.DOTALL,
)
_HEADING = re.compile(
    rf"{MARKDOWN_PREFIX}(?P<label>第{SPACE}*+(?P<number>{NUMERAL}++){SPACE}*+(?P<kind>分编|编|章|节))(?P<rest>.*)$", re.DOTALL
)
_MARKDOWN = re.compile(rf"^{SPACE}*+(?P<depth>\#{{1,6}}){SPACE}++(?P<title>.*)$", re.DOTALL)
_ANNEX = re.compile(
    rf"{MARKDOWN_PREFIX}(?P<label>附{SPACE}*+(?:[件录表图]{SPACE}*+(?P<number>{NUMERAL}*+)|(?=[:：])))(?P<rest>.*)$", re.DOTALL
)
_CONTENTS = re.compile(rf"{MARKDOWN_PREFIX}目{SPACE}*[录次]{SPACE}*(?:\*\*|__)?$")
_RADICALS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"  # radicals and compatibility ideographs: ⼀ looks like 一
_RADICAL = re.compile(f"[{_RADICALS}]")
_COMMENT = re.compile(r"^<!--.*-->$", re.DOTALL)
_REFERENCE = re.compile(rf"[、，,；;。)）》〉”]|的|之规定|第{NUMERAL}+[款项]")
_CLOSE_REFERENCE = re.compile(r"规定|所[列称指述]|(?:和|与|及|或|或者|至|到|以及)(?:本|第)|中的|[款项例件之：:]")
_SENTENCE_END = tuple("。；;，,：:、")
_PAGE_NUMBER, _LEADER = "0123456789０１２３４５６７８９", ".…·．-"  # end a line of contents


class ArticleLabel(msgspec.Struct, frozen=True):
    """A line that begins like an article. `separated`: a space, bracket or the line's end follows the label."""

    line: int
    number: int
    inserted: int
    label: str
    rest: str
    separated: bool


class HeadingLabel(msgspec.Struct, frozen=True):
    level: int
    number: int | None
    label: str
    title: str


class AnnexLabel(msgspec.Struct, frozen=True):
    label: str
    rest: str


def as_read(line: str) -> str:
    """The line with radicals ⼀ and compatibility ideographs as the characters that they look like; its places stay."""
    return _RADICAL.sub(lambda found: _looks_like(found[0]), line)


def radicals_in(text: str) -> list[str]:
    """Radicals ⼀ and compatibility ideographs that stand for ordinary characters, as copies from PDF have them."""
    return [sign for sign in _RADICAL.findall(text) if _looks_like(sign) != sign]


def _looks_like(sign: str) -> str:
    plain = normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def strip_line(line: str) -> str:
    """The line without surrounding white space, visible or not."""
    return line.strip(WHITE_SPACE)


def is_blank_or_comment(line: str) -> bool:
    """Whether the line has no words of the text: it is empty, or an HTML comment on its own."""
    return not (text := strip_line(line)) or _COMMENT.match(text) is not None


def is_contents_title(line: str) -> bool:
    return _CONTENTS.match(strip_line(line)) is not None


def article_label(line: str, index: int) -> ArticleLabel | None:
    """The article that this line may begin; not a reference such as 第三条的规定 or 第三条、第四条."""
    found = _ARTICLE.match(as_read(line))
    if not found or (number := _value(found["number"])) is None:
        return None
    rest, closed = without_bold(line[found.start("rest") :], found["bold"])
    text = strip_line(rest)
    separated = closed or not text or rest[0] in "【〔[：:" or strip_line(rest[0]) == ""
    if _REFERENCE.match(text) or (not separated and _CLOSE_REFERENCE.match(text)):
        return None
    inserted = (_value(found["inserted"]) or 0) if found["inserted"] else 0
    return ArticleLabel(index, number, inserted, _closed_up(found["label"]), text, separated)


def heading_label(line: str) -> HeadingLabel | None:
    """The heading that this line is: 第一章 总则, ## 总则, or 附则 alone."""
    marked = _MARKDOWN.match(line)
    found = _HEADING.match(as_read(line))
    if found and (number := _value(found["number"])) is not None:
        rest, closed = without_bold(line[found.start("rest") :], found["bold"])
        if marked or closed or _is_heading_title(rest):
            return HeadingLabel(LEVELS[found["kind"]], number, _closed_up(found["label"]), normalised_title(rest))
    if marked and (title := normalised_title(marked["title"].replace("**", ""))):
        return HeadingLabel(min(len(marked["depth"]) + 1, 4), None, "", title)
    plain = _closed_up(line).strip("*_")
    return HeadingLabel(3, None, "", plain) if plain in PLAIN_HEADINGS else None


def annex_label(line: str) -> AnnexLabel | None:
    """The annex that this line begins: 附件1, with or without a title after it."""
    found = _ANNEX.match(as_read(line))
    if not found:
        return None
    rest, closed = without_bold(line[found.start("rest") :], found["bold"])
    text = strip_line(rest)
    separated = closed or not text or rest[0] in ":：" or strip_line(rest[0]) == ""
    fits = separated and len(text) <= 60 and not text.endswith("。") and not _REFERENCE.match(text)
    return AnnexLabel(_closed_up(found["label"]), strip_line(text.lstrip(":："))) if fits else None


def contents_entry_key(line: str) -> str:
    """A line of contents without spaces, dots and page number, to find where it comes again."""
    return _closed_up(line).strip("#*_>-+").rstrip(_PAGE_NUMBER).rstrip(_LEADER)


def _value(numeral: str) -> int | None:
    try:
        return parse_chinese_number(numeral)
    except ValueError:
        return None


def without_bold(rest: str, bold: str | None) -> tuple[str, bool]:
    """The rest of a line after a bold label without the closing mark, and whether the label alone was bold."""
    if bold and rest.startswith(bold):
        return rest[len(bold) :], True
    return (rest.replace(bold, "", 1) if bold else rest), False


def _is_heading_title(rest: str) -> bool:
    title = strip_line(rest)
    if len(title) > 50 or title.endswith(_SENTENCE_END) or _REFERENCE.match(title):
        return False
    spaced = not title or strip_line(rest[0]) == ""
    return spaced or not (_CLOSE_REFERENCE.match(title) or any(mark in title for mark in _SENTENCE_END))


def normalised_title(title: str) -> str:
    """Spaces between single characters closed up (总　则), others made one space."""
    words = re.split(rf"{SPACE}+", strip_line(title).rstrip("#").rstrip())
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)


def _closed_up(text: str) -> str:
    return re.sub(rf"{SPACE}+", "", text)
