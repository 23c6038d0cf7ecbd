"""The feedback summary, checked again on the record: sign-off, coverage, ledger, dispositions, contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from domain.consultation.events import (
    BlanketAnswersSeen,
    DecisionAdopted,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
    PeriodClosed,
    ReleaseSignedOff,
    SupplementPublished,
)
from domain.enumerations import DispositionKind
from domain.event import Event
from domain.point.events import DispositionDrafted, DispositionSuperseded, PointMade, PointReworded
from domain.recheck.grievances import made_grievances
from domain.recheck.points import gathered, unmerged_points
from domain.recheck.preparation import current_release
from domain.recheck.record import Record
from domain.recheck.screening import comment_status
from domain.sealing import CLOSED, Closed
from domain.values import DispositionText, TextDocument


def answer_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of stage 6 that `event`, on a decision's own stream, breaks."""
    if isinstance(event, BlanketAnswersSeen):
        yield from _warned(record, event)
    if not isinstance(event, FeedbackPrepared | FeedbackSignedOff | FeedbackPublished):
        return
    if record.last(PeriodClosed) is None:
        yield "PeriodStillOpen"
    if record.last(FeedbackPublished):
        yield "AlreadyAnswered"
    if isinstance(event, FeedbackSignedOff):
        yield from _signed_off(record, event)
    if isinstance(event, FeedbackPublished):
        yield from _published(record, event)


def _warned(record: Record, event: BlanketAnswersSeen) -> Iterator[str]:
    """Of points that stand, with the comments that they gather; how many different texts these are only contents tell."""
    standing = {point.originator_id for point in unmerged_points(record)}
    screened = {comment for comment, fate in comment_statuses(record).items() if fate in ("published", "withheld")}
    answered = len(screened & {comment for point in point_answers(record) for comment in gathered(record, point)})
    for each in event.answers:
        comments = len(gathered(record, each.point_id)) if each.point_id in standing else -1
        told = each.unnamed or (each.most and 2 * comments > answered)
        if each.comments != comments or not 0 < each.distinct_texts <= comments or not told:
            yield "BlanketAnswersMiscounted"
    if not event.answers:
        yield "BlanketAnswersMiscounted"


def _signed_off(record: Record, event: FeedbackSignedOff) -> Iterator[str]:
    prepared = record.last(FeedbackPrepared)
    if prepared is None:
        yield "FeedbackNotPrepared"
    elif prepared.actor == event.actor:
        yield "SamePersonSignsOff"


def _published(record: Record, event: FeedbackPublished) -> Iterator[str]:
    prepared, signed = record.last(FeedbackPrepared), record.last(FeedbackSignedOff)
    if prepared is None or signed is None or signed.originator_version < prepared.originator_version:
        yield "FeedbackNotSignedOff"
        return
    accepted = signed.contradictions_accepted
    if accepted is not CLOSED and not set(accepted).issuperset(event.contradictions):
        yield "ContradictionsUnseen"
    release = current_release(record)
    if release and release.forced and not record.last(ReleaseSignedOff):
        yield "ReleaseNotSignedOff"
    yield from coverage_rules_broken(record, event)
    yield from comparison_rules_broken(record, prepared.revised, event)


def coverage_rules_broken(record: Record, event: FeedbackPublished | SupplementPublished) -> Iterator[str]:
    """Whether every comment has its answer when answers are published, and the figures are those there are."""
    fates = comment_statuses(record)
    answers = point_answers(record)
    answered = {comment for point in answers for comment in gathered(record, point)}
    published = {comment for comment, fate in fates.items() if fate == "published"}
    referred = {comment for comment, fate in fates.items() if fate == "referred"}
    if referred - made_grievances(record):
        yield "GrievanceMissing"
    if "awaiting" in fates.values() or published - answered or len(answers) < len(unmerged_points(record)):
        yield "AnswersIncomplete"
    if event.ledger != _figures(fates, answered):
        yield "LedgerUnbalanced"
    kinds = [answer.kind for answer in answers.values() if answer is not CLOSED]
    if len(kinds) == len(answers) and {count.kind: count.points for count in event.dispositions} != dict(Counter(kinds)):
        yield "DispositionsMiscounted"


def comparison_rules_broken(
    record: Record, changed: TextDocument | Closed | None, event: FeedbackPublished | SupplementPublished | DecisionAdopted
) -> Iterator[str]:
    """Whether the contradictions published are those there are; nothing is said where the texts or answers are closed."""
    answers, consulted = list(point_answers(record).values()), record.consulted
    if consulted is None or consulted is CLOSED or changed is CLOSED or CLOSED in answers:
        return
    different = _different(consulted, changed) if changed else set()
    promised = {article for answer in answers if isinstance(answer, DispositionText) for article in _promises(answer)}
    unkept = promised - different if changed else set()
    if set(event.contradictions) != unkept:
        yield "ContradictionsMiscounted"
    if isinstance(event, SupplementPublished):
        return
    named = {article for point in unmerged_points(record) for article in _named(record, point.originator_id)}
    if set(event.changed_without_comment) != different - named:
        yield "ContradictionsMiscounted"


def _different(consulted: TextDocument, changed: TextDocument) -> set[str]:
    """Ids of articles that stand in one text only, or with another digest."""
    before = {(article.id, article.sha256) for article in consulted.articles}
    after = {(article.id, article.sha256) for article in changed.articles}
    return {article for article, _ in before ^ after}


def _promises(answer: DispositionText) -> tuple[str, ...]:
    changing = answer.kind in (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)
    return answer.articles_changed if changing else ()


def _named(record: Record, point_id: UUID) -> tuple[str, ...]:
    """The articles that a point concerns, as last worded."""
    worded = [event for event in record.stream(point_id) if isinstance(event, PointMade | PointReworded)]
    return worded[-1].articles


def comment_statuses(record: Record) -> dict[UUID, str]:
    """The status of each comment so far, by the last event that changes it."""
    return {comment_id: comment_status(events) for comment_id, events in record.comments()}


def point_answers(record: Record) -> dict[UUID, DispositionText | Closed]:
    """The last disposition of each standing point that has one."""
    answers: dict[UUID, DispositionText | Closed] = {}
    for point in unmerged_points(record):
        for event in record.stream(point.originator_id):
            if isinstance(event, DispositionDrafted | DispositionSuperseded):
                answers[point.originator_id] = event.disposition
    return answers


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
