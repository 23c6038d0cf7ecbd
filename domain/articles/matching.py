"""Which article of an earlier text an article repeats or revises: same words first, then the most alike, one to one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from heapq import nlargest

import msgspec

from domain.articles.wording import fold_text, tokens

ALIKE = 0.5  # likeness from which an article is a revised form of another, wherever it stands
ALIKE_IN_PLACE = 0.4  # between neighbours that are matched already
CONTAINED = 0.7  # likeness of an article to a longer new one that has all its words (two made into one)
A_PART = 0.45  # likeness of an article to a shorter new one that has only words of it (one made into two)
SHORTEST = 12  # tokens; the words of a shorter article are in others by chance
MOSTLY = 0.75  # share of its words that must be there
WORTH_COMPARING = 0.2  # share of common bigrams below which texts are not alike
COMPARED = 8  # the nearest articles by bigrams that are compared token by token
NEAR, REACH = 0.1, 10  # what standing in the expected place adds; articles away from it where it adds nothing
LONGEST = 3000  # tokens compared; of a longer article, its beginning


class _Unit(msgspec.Struct, frozen=True):
    place: int
    folded: str
    tokens: list[str]
    bigrams: frozenset[str]


class _Likeness(msgspec.Struct, frozen=True):
    alike: float
    new: int
    old: int


def match_articles(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Place in `new` -> place in `old` for each text that repeats or revises one of the old, one to one.

    Likeness is the share of common tokens (difflib's ratio), or how far the shorter is contained in the longer.
    """
    olds, news = [_unit(*unit) for unit in enumerate(old)], [_unit(*unit) for unit in enumerate(new)]
    found = _same(olds, news)
    taken = set(found.values())
    rest = [unit for unit in olds if unit.place not in taken]
    likenesses = [likeness for unit in news if unit.place not in found for likeness in _likenesses(unit, rest)]
    _take_best(found, [likeness for likeness in likenesses if likeness.alike >= ALIKE])
    _take_best(found, _in_place(likenesses, found))
    return found


def _unit(place: int, text: str) -> _Unit:
    words = fold_text(text)
    return _Unit(place, words, tokens(words)[:LONGEST], frozenset(words[at : at + 2] for at in range(len(words))))


def _same(olds: Sequence[_Unit], news: Sequence[_Unit]) -> dict[int, int]:
    """Articles with the same words; where some stand more than once, in their order."""
    by_words: defaultdict[str, list[int]] = defaultdict(list)
    for unit in reversed(olds):
        by_words[unit.folded].append(unit.place)
    return {unit.place: by_words[unit.folded].pop() for unit in news if by_words[unit.folded]}


def _take_best(found: dict[int, int], likenesses: Sequence[_Likeness]) -> None:
    """The most alike first, with what their place adds; each article once."""
    taken = set(found.values())
    expected = _expected_places({likeness.new for likeness in likenesses}, found)

    def rank(likeness: _Likeness) -> tuple[float, int, int]:
        away = min(abs(likeness.old - expected[likeness.new]), REACH) / REACH
        return -likeness.alike - NEAR * (1 - away), likeness.new, likeness.old

    for likeness in sorted(likenesses, key=rank):
        if likeness.new not in found and likeness.old not in taken:
            found[likeness.new] = likeness.old
            taken.add(likeness.old)


def _likenesses(unit: _Unit, olds: Sequence[_Unit]) -> Iterator[_Likeness]:
    shares = ((_share(unit.bigrams, other.bigrams), -other.place, other) for other in olds)
    for _, _, other in nlargest(COMPARED, (share for share in shares if share[0] >= WORTH_COMPARING)):
        yield _Likeness(_alike(other.tokens, unit.tokens), unit.place, other.place)


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    """Common bigrams, measured by the mean of both sizes or, where one may be contained in the other, by the smaller."""
    common = len(some & others)
    return max(2 * common / (len(some) + len(others) or 1), CONTAINED * common / (min(len(some), len(others)) or 1))


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shorter = min(len(old), len(new))
    if shorter < SHORTEST:
        return matcher.ratio()
    in_runs = sum(block.size for block in matcher.get_matching_blocks() if block.size > 2) / shorter
    contained = CONTAINED if len(old) <= len(new) else A_PART
    return max(matcher.ratio(), contained * in_runs if in_runs > MOSTLY else 0)


def _in_place(likenesses: Sequence[_Likeness], found: Mapping[int, int]) -> list[_Likeness]:
    """The fairly alike whose nearest matched neighbours stand around both of them."""
    anchors = sorted(found)

    def between(likeness: _Likeness) -> bool:
        at = bisect_left(anchors, likeness.new)
        follows = at == 0 or found[anchors[at - 1]] < likeness.old
        return follows and (at == len(anchors) or likeness.old < found[anchors[at]])

    return [likeness for likeness in likenesses if likeness.alike >= ALIKE_IN_PLACE and between(likeness)]


def _expected_places(places: Collection[int], found: Mapping[int, int]) -> dict[int, int]:
    """Where each article would stand in the old text, counted from the matched article before it."""
    anchors = sorted(found)
    expected = {}
    for place in places:
        at = bisect_left(anchors, place) - 1
        expected[place] = place if at < 0 else found[anchors[at]] + place - anchors[at]
    return expected
