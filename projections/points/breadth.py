"""How broad the public answers of a decision are, counted from its points and its ledger."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from projections.points.views import PointView


class Breadth(msgspec.Struct, frozen=True, kw_only=True):
    """`answers`: points with an answer; `largest_answer`: the comments that the one with most of them answers; `answered`: the
    comments that any of them answers; `distinct_texts`: different texts among the published comments."""

    answers: int
    largest_answer: int
    answered: int
    distinct_texts: int

    @property
    def percent(self) -> int:
        """The share of the largest answer, in whole percent; a comment may stand in several points, and one withdrawn in any."""
        return min(100, round(100 * self.largest_answer / self.answered)) if self.answered else 0


def breadth_of(points: Iterable[PointView], answered: int, distinct_texts: int) -> Breadth:
    """Of these points; comments are counted as they are gathered."""
    counts = [point.comment_count for point in points if point.answered]
    return Breadth(answers=len(counts), largest_answer=max(counts, default=0), answered=answered, distinct_texts=distinct_texts)
