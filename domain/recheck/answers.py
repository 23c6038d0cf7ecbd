"""The feedback summary, checked again on the record: sign-off, coverage, ledger, dispositions, contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from domain.comment.events import (
    AppealDecided,
    CommentPublished,
    CommentRedacted,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
)
from domain.consultation.events import (
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
    PeriodClosed,
)
from domain.event import Event
from domain.point.events import DispositionDrafted, DispositionSuperseded, PointMade
from domain.recheck.points import gathered
from domain.recheck.record import Record
from domain.sealing import CLOSED, Closed
from domain.values import AppealOutcome, DispositionText


def answer_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks as to the answers."""
    match event:
        case FeedbackPrepared():
            if record.last(FeedbackPublished):
                yield "FeedbackAlreadyPublished"
        case FeedbackSignedOff():
            yield from _signed_off(record, event)
        case FeedbackPublished():
            yield from _published(record, event)
        case _:
            pass


def _signed_off(record: Record, event: FeedbackSignedOff) -> Iterator[str]:
    prepared = record.last(FeedbackPrepared)
    if prepared is None:
        yield "FeedbackNotPrepared"
    elif prepared.actor == event.actor:
        yield "SamePersonSignsOff"


def _published(record: Record, event: FeedbackPublished) -> Iterator[str]:
    prepared, signed = record.last(FeedbackPrepared), record.last(FeedbackSignedOff)
    if record.last(PeriodClosed) is None:
        yield "PeriodStillOpen"
    if record.last(FeedbackPublished):
        yield "FeedbackAlreadyPublished"
    if prepared is None or signed is None or signed.originator_version < prepared.originator_version:
        yield "FeedbackNotSignedOff"
    yield from _coverage(record, event)


def _coverage(record: Record, event: FeedbackPublished) -> Iterator[str]:
    fates = comment_fates(record)
    answers = point_answers(record)
    answered = {comment for point in answers for comment in gathered(record, point)}
    published = {comment for comment, fate in fates.items() if fate == "published"}
    if "awaiting" in fates.values() or published - answered or len(answers) < len(record.all(PointMade)):
        yield "AnswersIncomplete"
    if event.ledger != _figures(fates, answered):
        yield "LedgerUnbalanced"
    kinds = [answer.kind for answer in answers.values() if answer is not CLOSED]
    if len(kinds) == len(answers) and {count.kind: count.points for count in event.dispositions} != dict(Counter(kinds)):
        yield "DispositionsMiscounted"


def comment_fates(record: Record) -> dict[UUID, str]:
    """What has become of each comment so far, from its last telling event."""
    return {comment.originator_id: _fate(record.stream(comment.originator_id)) for comment in record.all(CommentSubmitted)}


def point_answers(record: Record) -> dict[UUID, DispositionText | Closed]:
    """The last disposition of each point that has one."""
    answers: dict[UUID, DispositionText | Closed] = {}
    for point in record.all(PointMade):
        for event in record.stream(point.originator_id):
            if isinstance(event, DispositionDrafted | DispositionSuperseded):
                answers[point.originator_id] = event.disposition
    return answers


def _fate(events: list[Event]) -> str:
    fate = "awaiting"
    for event in events:
        match event:
            case CommentPublished() | CommentRedacted() | AppealDecided(outcome=AppealOutcome.OVERTURNED):
                fate = "published"
            case CommentWithheld():
                fate = "withheld"
            case CommentWithdrawn():
                fate = "withdrawn"
            case _:
                pass
    return fate


def _figures(fates: dict[UUID, str], answered: set[UUID]) -> LedgerFigures:
    count = Counter(fates.values())
    screened = {comment for comment, fate in fates.items() if fate in ("published", "withheld")}
    return LedgerFigures(
        received=len(fates),
        published=count["published"],
        withheld=count["withheld"],
        withdrawn=count["withdrawn"],
        awaiting=count["awaiting"],
        answered=len(screened & answered),
        unanswered=len(screened - answered),
    )
