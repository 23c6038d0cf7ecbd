"""Where a decision stands: the next stage, and the rules in its way, each as it would refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from domain.consultation.coverage import AnswersMissing
from domain.consultation.stages import Stage, next_stage, stage_statuses
from domain.consultation.state import Consultation
from tests.domain.consultation import told

NONE = AnswersMissing(0, 0, 0)
LIFE: tuple[tuple[Callable[[], Consultation], datetime, Stage | None, tuple[str, ...]], ...] = (
    (told.started, told.STARTS, Stage.DRAFT, ("DraftMissing",)),
    (told.drafted, told.STARTS, Stage.MATERIALS, ("ExplanationMissing",)),
    (told.complete, told.STARTS, Stage.REVIEW, ("ReviewNotRequested",)),
    (told.submitted, told.STARTS, Stage.REVIEW, ("ReviewsIncomplete",)),
    (told.released, told.STARTS, Stage.PUBLICATION, ()),
    (told.published, told.PUBLISHES, Stage.PERIOD, ()),
    (told.closed, told.SEALED, Stage.FEEDBACK, ("FeedbackNotPrepared",)),
    (told.answered, told.ANSWERS, Stage.REVIEWED, ("LegalityReviewMissing",)),
)


@pytest.mark.parametrize(("state", "now", "stage", "missing"), LIFE)
def test_the_next_stage_says_what_stands_in_its_way(
    state: Callable[[], Consultation], now: datetime, stage: Stage, missing: tuple[str, ...]
) -> None:
    stages = stage_statuses(state(), NONE, now)
    assert next_stage(stages) == stage
    found = next(each for each in stages if each.stage == stage)
    assert tuple(type(refusal).__name__ for refusal in found.missing) == missing


def test_answers_that_are_missing_are_counted() -> None:
    stages = stage_statuses(told.closed(), AnswersMissing(3, 10, 1), told.SEALED)
    assert next_stage(stages) == Stage.ANSWERS
    (refusal,) = next(each.missing for each in stages if each.stage == Stage.ANSWERS)
    assert refusal.text() == "还不能公布意见反馈：3条意见尚未审看，10条意见尚未答复，1个要点没有采纳意见。"


@pytest.mark.parametrize("state", [told.answered, told.adopted])
@pytest.mark.parametrize("left", [AnswersMissing(1, 0, 0), AnswersMissing(0, 1, 0), AnswersMissing(0, 0, 0, 1)])
def test_no_tick_over_a_letter_that_came_after_the_feedback(state: Callable[[], Consultation], left: AnswersMissing) -> None:
    stages = {each.stage: each for each in stage_statuses(state(), left, told.ADOPTS)}
    assert next_stage(tuple(stages.values())) == Stage.ANSWERS
    assert [type(refusal).__name__ for refusal in stages[Stage.ANSWERS].missing] == ["CommentsUnanswered"]
    adopted = stages[Stage.ADOPTION]
    assert adopted.done or "CommentsUnanswered" in [type(refusal).__name__ for refusal in adopted.missing]


def test_a_late_point_without_an_answer_is_not_done_either() -> None:
    stages = stage_statuses(told.answered(), AnswersMissing(0, 0, 1), told.ADOPTS)
    assert next_stage(stages) == Stage.ANSWERS


def test_an_adopted_decision_has_no_next_stage() -> None:
    assert next_stage(stage_statuses(told.adopted(), NONE, told.ADOPTS)) is None
