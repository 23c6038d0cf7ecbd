"""What is exported of one decision: the comment register with points, dispositions and ledger, for the public or for staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from consult.archive.streams import NotFound
from consult.instance.settings import marked
from consult.reading.access import readable_decision
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.events import CommentSubmitted
from domain.consultation.ledger import Ledger
from domain.enumerations import CommentStatus
from domain.point.state import Point
from domain.sealing import value_or_none
from domain.text import display_text
from domain.values import DispositionText
from projections.comments.queries import comments_after
from projections.comments.views import CommentView
from projections.consultations.queries import consultation
from projections.consultations.views import ConsultationView
from projections.points.queries import points
from projections.points.views import PointView

Audience = Literal["public", "staff"]
PAGE = 1_000
UNANSWERED = "unanswered"


class ExportedComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment with the numbers of its points. For staff its text is there before it is published; never when withdrawn."""

    view: CommentView
    name: str | None
    organisation: str | None
    text: str | None
    proposed_wording: str | None
    points: tuple[int, ...]


class ExportedPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A point with its answer; for staff as drafted. `supplement`: published with the n-th one; 0 with the feedback."""

    number: int
    articles: tuple[str, ...]
    summary: str | None
    disposition: DispositionText | None
    comment_numbers: tuple[int, ...]
    supplement: int = 0


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """One decision at one position; `points` by number, in order.

    Figures are those of its public page; for staff `dispositions` counts drafted ones.
    """

    audience: Audience
    consultation: ConsultationView
    ledger: Ledger
    dispositions: dict[str, int]
    by_channel: dict[str, int]
    comments: tuple[ExportedComment, ...]
    points: Mapping[int, ExportedPoint]
    labels: Mapping[str, str]


async def public_register(runtime: Runtime, consultation_id: UUID | str) -> Register:
    """What anybody may read, seen at one moment. Raises NotFound."""
    async with runtime.reads.acquire() as db, db.transaction(isolation="repeatable_read", readonly=True):
        view, comments = await _read(db, consultation_id)
        return _register("public", _titled(runtime, view), comments, await points(db, view.id), {}, {})


async def staff_register(runtime: Runtime, actor: Actor, consultation_id: UUID | str) -> Register:
    """The same with what is not public: texts to be screened or withheld, names, drafted answers. Contacts are never exported.

    Raises NotFound, RoleMissing, OtherDivision.
    """
    await readable_decision(runtime, actor, (await _view(runtime.reads, consultation_id)).id)
    async with runtime.reads.acquire() as db, db.transaction(isolation="repeatable_read", readonly=True):
        view, comments = await _read(db, consultation_id)
        all_points = await points(db, view.id, published_only=False)
    drafted = {point.id: point for point in await runtime.archive.points(view.id)}
    closed = await _closed(runtime, [comment.comment_id for comment in comments if comment.status != CommentStatus.WITHDRAWN])
    return _register("staff", _titled(runtime, view), comments, all_points, drafted, closed)


def _titled(runtime: Runtime, view: ConsultationView) -> ConsultationView:
    """What is exported in training says so in its title, and by that in its name."""
    return replace(view, title=marked(runtime.settings, view.title or "", "zh") or None)


async def _view(db: Any, consultation_id: UUID | str) -> ConsultationView:
    view = await consultation(db, consultation_id)
    if view is None:
        raise NotFound
    return view


async def _read(db: Any, consultation_id: UUID | str) -> tuple[ConsultationView, list[CommentView]]:
    view = await _view(db, consultation_id)
    comments: list[CommentView] = []
    while page := await comments_after(db, view.id, after=comments[-1].number if comments else 0, limit=PAGE):
        comments += page
    return view, comments


async def _closed(runtime: Runtime, comment_ids: Sequence[UUID]) -> dict[UUID, CommentSubmitted]:
    """The submissions as staff may read them; what was erased stays closed."""
    found: dict[UUID, CommentSubmitted] = {}
    for start in range(0, len(comment_ids), PAGE):
        found |= await runtime.archive.submissions(comment_ids[start : start + PAGE])
    return found


def _register(
    audience: Audience,
    view: ConsultationView,
    comments: Sequence[CommentView],
    point_views: Sequence[PointView],
    drafted: Mapping[UUID, Point],
    closed: Mapping[UUID, CommentSubmitted],
) -> Register:
    exported = tuple(_point(point, drafted.get(point.id)) for point in point_views)
    gathered: dict[int, list[int]] = defaultdict(list)
    for point in exported:
        for number in point.comment_numbers:
            gathered[number].append(point.number)
    rows = tuple(_comment(comment, closed.get(comment.comment_id), gathered[comment.number]) for comment in comments)
    return Register(
        audience=audience,
        consultation=view,
        ledger=view.ledger,
        dispositions=dict(view.dispositions) if audience == "public" else _drafted_dispositions(rows, exported),
        by_channel=dict(Counter(comment.channel.value for comment in comments)),
        comments=rows,
        points={point.number: point for point in exported},
        labels={article.id: article.label for article in view.articles},
    )


def _point(view: PointView, drafted: Point | None) -> ExportedPoint:
    summary, disposition = view.summary, view.disposition
    if drafted is not None and not view.published:  # what is public is shown as it is there, with its corrections
        summary = value_or_none(drafted.summary)
        disposition = value_or_none(drafted.disposition)
    return ExportedPoint(
        number=view.number,
        articles=view.articles,
        summary=_shown(summary),
        disposition=disposition and _shown_disposition(disposition),
        comment_numbers=view.comment_numbers,
        supplement=view.supplement,
    )


def _comment(view: CommentView, closed: CommentSubmitted | None, point_numbers: Sequence[int]) -> ExportedComment:
    source: CommentView | CommentSubmitted = view if closed is None else closed
    return ExportedComment(
        view=view,
        name=_shown(source.name),
        organisation=_shown(source.organisation),
        text=_shown(source.text),
        proposed_wording=_shown(source.proposed_wording),
        points=tuple(point_numbers),
    )


def _shown(text: object) -> str | None:
    """With no control over the direction of writing, as on the pages; None where closed."""
    return display_text(text) if isinstance(text, str) else None


def _shown_disposition(disposition: DispositionText) -> DispositionText:
    citation = disposition.citation
    return replace(disposition, reason=display_text(disposition.reason), citation=citation and display_text(citation))


def _drafted_dispositions(comments: Sequence[ExportedComment], exported: Sequence[ExportedPoint]) -> dict[str, int]:
    counts = Counter(point.disposition.kind.value for point in exported if point.disposition)
    answered = {number for point in exported if point.disposition for number in point.comment_numbers}
    screened = (CommentStatus.PUBLISHED, CommentStatus.WITHHELD)
    open_still = [each for each in comments if each.view.status in screened and each.view.number not in answered]
    return {**counts, UNANSWERED: len(open_still)}
