"""What answering staff read: points as drafted and by whom, closed texts of comments, drafted texts compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.answering import compare_with_points
from consult.commands.texts import whole_text
from consult.runtime import Runtime
from domain.articles.full_text import FullText
from domain.comment.events import CommentSubmitted
from domain.consultation.events import AdoptionPrepared, FeedbackPrepared, SupplementPrepared
from domain.consultation.state import Consultation
from domain.point.events import DispositionDrafted, DispositionSuperseded
from domain.point.state import Point
from domain.sealing import CLOSED, value_or_none
from domain.values import DispositionText, TextDocument
from projections.worklists.gathering import CommentGroup, PointFigures, point_figures

__all__ = ["Comparison", "DraftedAnswer", "PointAtDesk", "PreparedWords"]


class PointAtDesk(msgspec.Struct, frozen=True):
    """A point as it stands at the desk, published or not."""

    point: Point
    number: int
    comments: int
    distinct_texts: int

    @property
    def id(self) -> UUID:
        return self.point.id

    @property
    def summary(self) -> str:
        return value_or_none(self.point.summary) or ""

    @property
    def disposition(self) -> DispositionText | None:
        found = self.point.disposition
        return found if isinstance(found, DispositionText) else None


class DraftedAnswer(msgspec.Struct, frozen=True):
    """An answer, who wrote it (his name; empty where he is not known any more) and when. `why`: it superseded a published one."""

    disposition: DispositionText | None
    by: str
    at: datetime
    why: str | None = None


class Comparison(msgspec.Struct, frozen=True):
    """The consulted and a changed text (either empty where there is none), and where dispositions and changes disagree."""

    consulted: FullText = FullText()
    changed: FullText = FullText()
    contradictions: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


Prepared = FeedbackPrepared | SupplementPrepared | AdoptionPrepared


class PreparedWords(msgspec.Struct, frozen=True):
    """What was last prepared (None where nothing was), the source of its text, by whom and when."""

    event: Prepared | None = None
    source: str = ""
    by: str = ""

    @property
    def version(self) -> int:
        """The version of the decision's stream that prepared it; 0 where nothing was."""
        return self.event.originator_version if self.event else 0


async def points_at_desk(runtime: Runtime, consultation_id: UUID) -> tuple[PointAtDesk, ...]:
    """Every point that stands, in order of number. Ask `readable` first."""
    figures = await point_figures(runtime.reads, consultation_id)
    unknown = PointFigures(0, 0, 0)
    points = await runtime.archive.points(consultation_id)
    known = [(point, figures.get(point.id, unknown)) for point in points]
    return tuple(PointAtDesk(point, seen.number, seen.comments, seen.distinct_texts) for point, seen in known if seen.number)


async def answers_of(runtime: Runtime, point_id: UUID) -> tuple[DraftedAnswer, ...]:
    """Every answer that the point was given, oldest first."""
    events = await runtime.archive.events(point_id)
    drafted = [event for event in events if isinstance(event, DispositionDrafted | DispositionSuperseded)]
    names = await runtime.staff.names()
    return tuple(_answer(event, names.get(event.actor, "")) for event in drafted)


def _answer(event: DispositionDrafted | DispositionSuperseded, by: str) -> DraftedAnswer:
    why = event.why if isinstance(event, DispositionSuperseded) and event.why is not CLOSED else None
    found = event.disposition if isinstance(event.disposition, DispositionText) else None
    return DraftedAnswer(found, by, event.timestamp, why)


async def with_closed_texts(runtime: Runtime, groups: Sequence[CommentGroup]) -> tuple[CommentGroup, ...]:
    """The groups with the texts that the public does not see (yet), for staff. Ask `readable` first."""
    closed = [group.comment_id for group in groups if group.text is None]
    if not closed:
        return tuple(groups)
    events = await runtime.archive.submissions(closed)
    return tuple(_opened(group, events.get(group.comment_id)) for group in groups)


def _opened(group: CommentGroup, event: CommentSubmitted | None) -> CommentGroup:
    if event is None:
        return group
    return msgspec.structs.replace(group, text=value_or_none(event.text), proposed_wording=value_or_none(event.proposed_wording))


async def comparison_at_desk(runtime: Runtime, state: Consultation, changed: object, points: Sequence[PointAtDesk]) -> Comparison:
    """A drafted text against the consulted one, and the contradictions with these points as they stand now."""
    contradictions, unexplained = compare_with_points([each.point for each in points], state, changed)
    consulted = await whole_text(runtime, state, state.draft)
    return Comparison(consulted, await whole_text(runtime, state, changed), contradictions, unexplained)


async def prepared_words(runtime: Runtime, state: Consultation, kind: type[Prepared]) -> PreparedWords:
    """What was prepared last, with the source of its revised or adopted text."""
    entries = await runtime.log.streams([state.id], [kind.topic])
    if not entries:
        return PreparedWords()
    (event,) = await runtime.archive.unsealed(entries[-1:])
    assert isinstance(event, Prepared)
    document = _text_of(event)
    content = await runtime.sealed.blob(state.id, document.blob.sha256) if document else None
    names = await runtime.staff.names()
    return PreparedWords(event, content.decode() if content else "", names.get(event.actor, ""))


def _text_of(event: Prepared) -> TextDocument | None:
    if isinstance(event, SupplementPrepared):
        return None
    if isinstance(event, FeedbackPrepared):
        return event.revised if isinstance(event.revised, TextDocument) else None
    notice = value_or_none(event.notice)
    return notice.text if notice else None
