"""References 条款引用 from article to article that the numbering has left behind: 依照第六条, where that is 第七条 by now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from domain.articles.identity import IdentifiedArticle
from domain.articles.numbering.labels import NUMERAL, SPACE
from domain.articles.numbering.numerals import parse_chinese_number
from domain.values import ArticleDigest

ReferenceKind = Literal["renumbered", "removed", "missing"]
Number = tuple[int, int]  # 第十条之一 is (10, 1), 第十条 (10, 0)

_ONE = rf"第{SPACE}*+(?P<number>{NUMERAL}++){SPACE}*+条(?:之(?P<inserted>{NUMERAL}++))?"
_ANY = re.sub(r"\?P<\w+>", "?:", _ONE) + rf"(?:第{NUMERAL}++[款项目])*+"
_RUN = re.compile(rf"{_ANY}(?:(?:、|和|与|以及|及|或者|或|至|到){_ANY})*+")
_EACH = re.compile(_ONE)
_KINDS = "法|条例|规定|办法|规则|细则|决定|规程|章程|解释|公约"
_OWN = re.compile(rf"本(?:{_KINDS})(?:第{NUMERAL}++[编章节])*+{SPACE}*+$")
_ELSEWHERE = re.compile(rf"(?:》|{_KINDS})(?:（[^（）]*）)?(?:第{NUMERAL}++[编章节])*+{SPACE}*+$")
_BEFORE = 40  # code points looked at before a reference, for the text it is of


class StaleReference(msgspec.Struct, frozen=True):
    """`written` in the article `article_id` (by now `label`). `now`: the label of the article meant; empty where there is none.

    `renumbered`: it has another number by now; `removed`: it was taken out; `missing`: there never was one of this number.
    """

    kind: ReferenceKind
    article_id: str
    label: str
    written: str
    now: str


def stale_references(
    versions: Sequence[Sequence[ArticleDigest]], articles: Sequence[IdentifiedArticle]
) -> tuple[StaleReference, ...]:
    """What to look at again in the latest text, in its order.

    `versions`: the articles of every version of the draft, the first first; `articles`: the latest one's, with their words. A
    reference is taken in the numbering of the version in which its article got the words that it has now. References to other
    laws (《…》第六条, 行政许可法第六条) are none of this text's; a text without numbered articles has none.
    """
    labels = {article.id: article.label for article in articles}
    worded = [{(each.id, each.sha256) for each in version} for version in versions]
    numbered = cache(lambda place: _numbering(versions[place]))
    return tuple(
        found for article in articles for found in _stale(article, numbered(_since((article.id, article.sha256), worded)), labels)
    )


def _stale(article: IdentifiedArticle, numbering: Mapping[Number, str], labels: Mapping[str, str]) -> Iterator[StaleReference]:
    for written, number in dict(_references(article.text)).items() if numbering else ():
        meant = numbering.get(number)
        now = labels.get(meant, "") if meant else ""
        if meant is None:
            yield StaleReference("missing", article.id, article.label, written, "")
        elif not now:
            yield StaleReference("removed", article.id, article.label, written, "")
        elif _number(now) != number:
            yield StaleReference("renumbered", article.id, article.label, written, now)


def _since(words: tuple[str, str], worded: Sequence[Collection[tuple[str, str]]]) -> int:
    """The version in which an article got its words, of those up to the last that have them."""
    place = len(worded) - 1
    while place > 0 and words in worded[place - 1]:
        place -= 1
    return place


def _numbering(version: Sequence[ArticleDigest]) -> dict[Number, str]:
    """Ids by number."""
    return {number: each.id for each in version if (number := _number(each.label))}


@lru_cache(maxsize=4096)
def _number(label: str) -> Number | None:
    found = _EACH.fullmatch(label)
    return _read(found) if found else None


def _references(text: str) -> Iterator[tuple[str, Number]]:
    """Label as written and number of each reference to an article of this text."""
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - _BEFORE) : run.start()]
        if _OWN.search(before) or not _ELSEWHERE.search(before):
            yield from ((each[0], number) for each in _EACH.finditer(run[0]) if (number := _read(each)))


def _read(found: re.Match[str]) -> Number | None:
    """None for what looks like a number and is none (第一二十条)."""
    try:
        return parse_chinese_number(found["number"]), parse_chinese_number(found["inserted"] or "〇")
    except ValueError:
        return None
