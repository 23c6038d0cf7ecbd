"""The stages of a decision in order: which are done, and for each other one the rules that are not yet met."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import datetime
from functools import partial

import msgspec

from domain.consultation.coverage import AnswersMissing
from domain.consultation.outcome_refusals import (
    AdoptionNotPrepared,
    AnswersIncomplete,
    CommentsUnanswered,
    FeedbackMissing,
    FeedbackNotPrepared,
    FeedbackNotSignedOff,
    NotDeliberated,
    ReleaseNotSignedOff,
)
from domain.consultation.refusals import (
    DraftMissing,
    DraftNotReleased,
    NotPublished,
    PeriodStillOpen,
    ReviewNotRequested,
    ReviewsIncomplete,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import PASSED, REVIEWS, require_reviewed
from domain.consultation.steps.checks import not_submitted
from domain.consultation.steps.materials import require_complete
from domain.enumerations import Returnable, ReviewKind, ReviewResult
from domain.refusals import Refusal, refusal_of


class Stage(enum.StrEnum):
    """Stages of the procedure as a division walks through them (procedure.md, One decision)."""

    DRAFT = "draft"  # 拟订草案
    MATERIALS = "materials"  # 配套材料
    REVIEW = "review"  # 送审和审查
    RELEASE = "release"  # 签发
    PUBLICATION = "publication"  # 发布公告
    PERIOD = "period"  # 征求意见
    ANSWERS = "answers"  # 审看、归纳、答复
    FEEDBACK = "feedback"  # 意见反馈
    REVIEWED = "reviewed"  # 合法性审查、公平竞争审查
    DELIBERATION = "deliberation"  # 集体讨论
    ADOPTION = "adoption"  # 公布


class StageStatus(msgspec.Struct, frozen=True):
    """Whether a stage is done. `missing`: the rules not yet met, each as the refusal that a command would raise."""

    stage: Stage
    done: bool
    missing: tuple[Refusal, ...] = ()


def stage_statuses(state: Consultation, answers: AnswersMissing | None, now: datetime) -> tuple[StageStatus, ...]:
    """The status of every stage. `answers`: the figures of the coverage gate; None before the period opens."""
    done = _done(state, answers, now)
    return tuple(
        StageStatus(stage, done[stage], () if done[stage] else tuple(_missing(stage, state, answers))) for stage in Stage
    )


def next_stage(stages: tuple[StageStatus, ...]) -> Stage | None:
    """The first stage that is not done."""
    return next((each.stage for each in stages if not each.done), None)


def _done(state: Consultation, answers: AnswersMissing | None, now: datetime) -> dict[Stage, bool]:
    published, answered = state.published_at is not None, state.answered_at is not None
    return {
        Stage.DRAFT: state.draft is not None,
        Stage.MATERIALS: published or refusal_of(lambda: require_complete(state)) is None,
        Stage.REVIEW: state.released or (state.review_requested_by is not None and not _reviews_missing(state)),
        Stage.RELEASE: state.released,
        Stage.PUBLICATION: published,
        Stage.PERIOD: state.closes_at is not None and now >= state.closes_at,
        Stage.ANSWERS: _answers_done(state, answers),
        Stage.FEEDBACK: answered,
        Stage.REVIEWED: answered and refusal_of(lambda: require_reviewed(state)) is None,
        Stage.DELIBERATION: state.deliberation in PASSED or (not state.rules.needs_deliberation and answered),
        Stage.ADOPTION: state.adopted_at is not None,
    }


def _answers_done(state: Consultation, answers: AnswersMissing | None) -> bool:
    """Before the feedback: whether every comment has its answer; after it: whether every answer is public as well."""
    if answers is None:
        return state.answered_at is not None
    return state.period_closed_at is not None and answers.complete and not (state.answered_at and answers.unanswered)


def _reviews_missing(state: Consultation) -> list[str]:
    return [kind.value for kind in ReviewKind if state.reviews.get(kind) != ReviewResult.PASSED]


def _missing(stage: Stage, state: Consultation, answers: AnswersMissing | None) -> Iterator[Refusal]:
    match stage:
        case Stage.DRAFT:
            yield DraftMissing()
        case Stage.MATERIALS:
            yield from filter(None, [refusal_of(lambda: require_complete(state))])
        case Stage.REVIEW:
            yield ReviewsIncomplete(missing=_reviews_missing(state)) if state.review_requested_by else _unsubmitted(state)
        case Stage.RELEASE if state.review_requested_by is None:
            yield _unsubmitted(state)
        case Stage.RELEASE if _reviews_missing(state):
            yield ReviewsIncomplete(missing=_reviews_missing(state))
        case Stage.PUBLICATION if not state.released:
            yield DraftNotReleased()
        case Stage.PERIOD if state.published_at is None:
            yield NotPublished()
        case Stage.ANSWERS | Stage.FEEDBACK if state.period_closed_at is None:
            yield PeriodStillOpen() if state.published_at else NotPublished()
        case Stage.ANSWERS if state.answered_at is not None:
            yield from _unanswered(answers)
            if answers is not None and answers.open_points:
                yield AnswersIncomplete(awaiting_count=0, uncovered_count=0, open_points=answers.open_points)
        case Stage.ANSWERS | Stage.FEEDBACK:
            yield from _answers_missing(stage, state, answers)
        case Stage.REVIEWED:
            yield from _reviews_wanting(state)
        case Stage.DELIBERATION if state.answered_at is None:
            yield FeedbackMissing()
        case Stage.ADOPTION if state.answered_at is None:
            yield FeedbackMissing()
        case Stage.ADOPTION:
            yield from _adoption_missing(state)
            yield from _unanswered(answers)
        case _:
            return


def _answers_missing(stage: Stage, state: Consultation, answers: AnswersMissing | None) -> Iterator[Refusal]:
    if answers is not None and not answers.complete:
        yield AnswersIncomplete(
            awaiting_count=answers.awaiting, uncovered_count=answers.uncovered, open_points=answers.open_points
        )
    if stage == Stage.FEEDBACK:
        if state.feedback_prepared_by is None:
            yield not_submitted(state, Returnable.FEEDBACK, FeedbackNotPrepared)
        elif state.feedback_signed_off_by is None:
            yield FeedbackNotSignedOff()
        if state.forced and not state.release_signed_off:
            yield ReleaseNotSignedOff()


def _unsubmitted(state: Consultation) -> Refusal:
    return not_submitted(state, Returnable.DRAFT, ReviewNotRequested)


def _unanswered(answers: AnswersMissing | None) -> Iterator[Refusal]:
    """What came, or was let through, after the feedback, and has no public answer yet."""
    if answers is not None and (answers.awaiting or answers.unanswered):
        yield CommentsUnanswered(awaiting_count=answers.awaiting, unanswered_count=answers.unanswered)


def _reviews_wanting(state: Consultation) -> Iterator[Refusal]:
    """What each of the reviews would refuse."""
    for require_each in REVIEWS:
        if refusal := refusal_of(partial(require_each, state)):
            yield refusal


def _adoption_missing(state: Consultation) -> Iterator[Refusal]:
    yield from _reviews_wanting(state)
    if state.deliberation not in PASSED and state.rules.needs_deliberation:
        yield NotDeliberated()
    if state.notice_prepared_by is None:
        yield not_submitted(state, Returnable.ADOPTION, AdoptionNotPrepared)
