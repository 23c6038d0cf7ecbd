"""How broad each answer is that is signed: comments and different texts, a few of these drawn from the log, and warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.consultation.breadth import SEVERAL_TEXTS, blanket_answer, first_drawn
from domain.consultation.events import BlanketAnswer, FeedbackPrepared, SupplementPrepared
from domain.point.state import Point
from domain.sealing import value_or_none
from domain.values import DispositionText
from projections.points.drawn_texts import DrawnText, drawn_texts
from projections.worklists.coverage_gate import coverage_gate
from projections.worklists.gathering import point_figures

MOST_TOLD = 100  # warnings of one sign-off, of the points that gather most: an entry of the log is at most 60 KiB


class AnswerBreadth(msgspec.Struct, frozen=True, kw_only=True):
    """One point that is signed. `drawn`: up to five of its different public texts; `warning`: where there is one."""

    comments: int
    distinct_texts: int
    drawn: tuple[DrawnText, ...]
    warning: BlanketAnswer | None


async def answer_breadths(
    runtime: Runtime, consultation_id: UUID, points: Sequence[Point], prepared: type[FeedbackPrepared | SupplementPrepared]
) -> dict[UUID, AnswerBreadth]:
    """By point, as the read models stand. `prepared`: the kind of entry that is signed; the last of it begins the drawing."""
    entries = await runtime.log.streams([consultation_id], [prepared.topic])
    beginning = entries[-1].leaf_hash if entries else b""
    starts = {point.id: first_drawn(beginning, point.id) for point in points}
    drawn = await drawn_texts(runtime.reads, consultation_id, starts, SEVERAL_TEXTS)
    figures = await point_figures(runtime.reads, consultation_id)
    answered = (await coverage_gate(runtime.reads, consultation_id)).ledger.answered
    return {
        point.id: _breadth(point, figures[point.id].distinct_texts, answered, drawn.get(point.id, []))
        for point in points
        if point.id in figures
    }


def warnings_of(breadths: Mapping[UUID, AnswerBreadth]) -> list[BlanketAnswer]:
    """What whoever signs these is warned of, the points that gather most first."""
    warned = [each.warning for each in breadths.values() if each.warning]
    return sorted(warned, key=lambda each: (-each.comments, each.point_id))[:MOST_TOLD]


def _breadth(point: Point, distinct_texts: int, answered: int, drawn: Sequence[DrawnText]) -> AnswerBreadth:
    comments, disposition = len(point.comment_ids), point.disposition
    texts = [value_or_none(point.summary) or "", *(each.text for each in drawn)]
    warning = (
        blanket_answer(
            point.id,
            comments=comments,
            distinct_texts=distinct_texts,
            answered=answered,
            reason=disposition.reason,
            texts=texts,
        )
        if isinstance(disposition, DispositionText)
        else None
    )
    return AnswerBreadth(comments=comments, distinct_texts=distinct_texts, drawn=tuple(drawn), warning=warning)
