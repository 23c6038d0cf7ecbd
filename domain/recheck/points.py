"""The rules of points and dispositions, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from domain.comment.events import CommentSubmitted
from domain.consultation.events import (
    DecisionEnded,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.enumerations import DispositionKind, ReasonKind
from domain.event import Event
from domain.point.events import (
    CommentsGathered,
    CommentsReleased,
    DispositionDrafted,
    DispositionSuperseded,
    PointDissolved,
    PointMade,
    PointReworded,
)
from domain.recheck.comments import is_withdrawn
from domain.recheck.record import Record
from domain.recheck.screening import comment_status
from domain.sealing import CLOSED, Closed
from domain.text import visible_length
from domain.values import DispositionText

MAX_GATHERED_AT_ONCE = 1_000


def point_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a point's stream, breaks after what is on `record`."""
    yield from _stage(record, event)
    if _dissolved(record, event.originator_id):
        yield "PointMerged"
    match event:
        case PointMade(articles=articles) | PointReworded(articles=articles):
            yield from _articles(record, articles)
        case CommentsGathered(comment_ids=ids):
            yield from _gathering(record, event.originator_id, ids)
        case CommentsReleased(comment_ids=ids):
            if not ids or not gathered(record, event.originator_id).issuperset(ids):
                yield "CommentNotGathered"
            if gathered_in_public(record, event.originator_id).intersection(ids):
                yield "CommentAnswered"
        case PointDissolved(into=into):
            yield from _merging(record, event.originator_id, into)
        case DispositionDrafted(disposition=disposition):
            yield from _disposition(record, disposition)
        case DispositionSuperseded(disposition=disposition, why=why):
            yield from _disposition(record, disposition)
            if why is not CLOSED and visible_length(why) < record.rules.min_reason_length:
                yield "ReasonMissing"
        case _:
            pass


def unmerged_points(record: Record) -> list[PointMade]:
    """The points made so far that were not merged into another."""
    return [point for point in record.all(PointMade) if not _dissolved(record, point.originator_id)]


def gathered(record: Record, point_id: UUID) -> set[UUID]:
    """Ids of the comments that the point gathers so far."""
    return _gathered_by(record.stream(point_id))


def gathered_in_public(record: Record, point_id: UUID) -> set[UUID]:
    """Ids of the comments that the point gathered when the feedback or a supplement was last published."""
    return _gathered_by(record.published_stream(point_id))


def is_public(record: Record, point_id: UUID) -> bool:
    """Whether the feedback or a supplement has published the point."""
    return bool(record.published_stream(point_id))


def _gathered_by(events: list[Event]) -> set[UUID]:
    ids: set[UUID] = set()
    for event in events:
        if isinstance(event, CommentsGathered):
            ids.update(event.comment_ids)
        elif isinstance(event, CommentsReleased):
            ids.difference_update(event.comment_ids)
    return ids


def _stage(record: Record, event: Event) -> Iterator[str]:
    answered = record.last(FeedbackPublished) is not None
    if record.published is None:
        yield "ConsultationNotPublished"
    if isinstance(event, DispositionSuperseded):
        if not is_public(record, event.originator_id):
            yield "PointNotPublished"
        return
    if isinstance(event, PointReworded | DispositionDrafted | PointDissolved) and is_public(record, event.originator_id):
        yield "PointPublished"
    if _signed_off(record, answered=answered):
        yield "AnswersSignedOff"
    if record.last(DecisionEnded) and not answered:
        yield "AnswersEnded"


def _signed_off(record: Record, *, answered: bool) -> bool:
    """Whether what is published next is signed off as it stands."""
    if not answered:
        prepared, signed = record.last(FeedbackPrepared), record.last(FeedbackSignedOff)
        return prepared is not None and signed is not None and signed.originator_version > prepared.originator_version
    return current_supplement_sign_off(record) is not None


def current_supplement(record: Record) -> SupplementPrepared | None:
    """The next supplement as last drafted; None where none was since the last was published."""
    prepared, published = record.last(SupplementPrepared), record.last(SupplementPublished)
    if prepared and published and published.originator_version > prepared.originator_version:
        return None
    return prepared


def current_supplement_sign_off(record: Record) -> SupplementSignedOff | None:
    """The sign-off of the next supplement as it stands."""
    prepared, signed = current_supplement(record), record.last(SupplementSignedOff)
    return signed if prepared and signed and signed.originator_version > prepared.originator_version else None


def _gathering(record: Record, point_id: UUID, ids: tuple[UUID, ...]) -> Iterator[str]:
    if not 1 <= len(ids) <= MAX_GATHERED_AT_ONCE:
        yield "GatheringSize"
    if len(set(ids)) < len(ids) or gathered(record, point_id).intersection(ids):
        yield "CommentRepeated"
    if not all(any(isinstance(event, CommentSubmitted) for event in record.stream(comment_id)) for comment_id in ids):
        yield "CommentElsewhere"
    if any(is_withdrawn(record, comment_id) for comment_id in ids):
        yield "CommentWithdrawnByAuthor"
    if any(comment_status(record.stream(comment_id)) == "referred" for comment_id in ids):
        yield "CommentNoOpinion"


def _dissolved(record: Record, point_id: UUID) -> bool:
    return any(isinstance(event, PointDissolved) for event in record.stream(point_id))


def _merging(record: Record, point_id: UUID, into: UUID) -> Iterator[str]:
    if into == point_id or into not in {point.originator_id for point in unmerged_points(record)}:
        yield "MergingElsewhere"
    left = gathered(record, point_id) - gathered(record, into)
    if any(not is_withdrawn(record, comment_id) for comment_id in left):
        yield "CommentsLeftBehind"


def _disposition(record: Record, disposition: DispositionText | Closed) -> Iterator[str]:
    if disposition is CLOSED:
        return
    if visible_length(disposition.reason) < record.rules.min_reason_length:
        yield "ReasonMissing"
    if disposition.reason_kind == ReasonKind.LAW and not disposition.citation:
        yield "CitationMissing"
    changing = disposition.kind in (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)
    if changing and not disposition.articles_changed:
        yield "ArticlesNotNamed"
    yield from _articles(record, disposition.articles_changed)


def _articles(record: Record, articles: tuple[str, ...]) -> Iterator[str]:
    known = record.article_ids()
    if known is not None and not known.issuperset(articles):
        yield "ArticleUnknown"
