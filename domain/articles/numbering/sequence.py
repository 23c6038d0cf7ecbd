"""Which lines that look like article labels are articles: the longest ascending run of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from domain.articles.numbering.labels import ArticleLabel

FOLLOWS, SKIPS = 2, 1  # what a label adds to a run: next in number, or only higher
Best = tuple[int, int]  # score, place in the sequence of the last label of that run
NOTHING: Best = (0, -1)


def ascending_run(labels: Sequence[ArticleLabel]) -> list[ArticleLabel]:
    """The articles among `labels` (in text order): numbers ascend, may skip and may stand twice where they are separated.

    A label that is not separated from its text counts only as the next number. A reference at the start of a line (第三十一条
    in the history of a law, before 第一条) does not fit the run and drops out. Time n log n.
    """
    runs = _Runs(labels)
    for place, label in enumerate(labels):
        runs.add(place, label)
    return runs.best()


class _Runs:
    """The best run that ends at each label; the best so far by number, and by everything up to a number (a Fenwick tree)."""

    def __init__(self, labels: Sequence[ArticleLabel]) -> None:
        self.labels = labels
        self.rank = {key: rank for rank, key in enumerate(sorted({_key(label) for label in labels}), 1)}
        self.tree = [NOTHING] * (len(self.rank) + 1)
        self.by_key: dict[tuple[int, int], Best] = {}
        self.by_number: dict[int, Best] = {}
        self.before: list[int] = []
        self.last = NOTHING

    def add(self, place: int, label: ArticleLabel) -> None:
        score, before = self._extended(label)
        self.before.append(before)
        if score:
            self._remember(label, (score, place))

    def best(self) -> list[ArticleLabel]:
        run, place = [], self.last[1]
        while place >= 0:
            run.append(self.labels[place])
            place = self.before[place]
        return run[::-1]

    def _extended(self, label: ArticleLabel) -> Best:
        score, before = self._next_before(label)
        follows = (score + FOLLOWS, before) if score or _key(label) == (1, 0) else NOTHING
        if not label.separated:
            return follows
        score, before = self._up_to(self.rank[_key(label)])
        return max(follows, (score + SKIPS, before))

    def _next_before(self, label: ArticleLabel) -> Best:
        if label.inserted:
            return self.by_key.get((label.number, label.inserted - 1), NOTHING)
        return self.by_number.get(label.number - 1, NOTHING)

    def _remember(self, label: ArticleLabel, best: Best) -> None:
        key = _key(label)
        self.last = max(self.last, best)
        self.by_key[key] = max(self.by_key.get(key, NOTHING), best)
        self.by_number[label.number] = max(self.by_number.get(label.number, NOTHING), best)
        rank = self.rank[key]
        while rank < len(self.tree):
            self.tree[rank] = max(self.tree[rank], best)
            rank += rank & -rank

    def _up_to(self, rank: int) -> Best:
        found = NOTHING
        while rank:
            found = max(found, self.tree[rank])
            rank -= rank & -rank
        return found


def _key(label: ArticleLabel) -> tuple[int, int]:
    return label.number, label.inserted
