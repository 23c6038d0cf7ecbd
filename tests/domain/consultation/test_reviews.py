"""合法性审查 and 公平竞争审查."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.consultation.events import LegalityReviewed
from domain.consultation.outcome_refusals import FeedbackMissing
from domain.consultation.refusals import DateAhead, ReasonTooShort, SamePersonReviews
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import review_fair_competition
from domain.consultation.steps.legality import review_legality
from domain.enumerations import LegalityResult
from domain.text import TextMissing
from tests.domain.consultation.told import (
    DELIBERATES,
    EVERY_ROLE,
    LAWFUL,
    REVIEWER,
    STARTS,
    answered,
    closed,
    complete,
    drafted,
    fair,
    lawful,
    prepared,
    published,
    released,
    reviewed,
    signed_off,
    started,
    submitted,
    then,
)
from tests.domain.examples import text

OPINION = "摊位抽签分配，没有排除外地经营者的内容。"


def review(state: Consultation | None = None, result: LegalityResult = LegalityResult.LAWFUL, **changes: Any) -> LegalityReviewed:
    facts = {"actor": REVIEWER} | LAWFUL | changes
    return review_legality(state or answered(), result, **facts, at=DELIBERATES)


@pytest.mark.parametrize("result", list(LegalityResult))
def test_legality_is_reviewed_with_its_finding(result: LegalityResult) -> None:
    event = review(result=result)
    assert (event.result, event.file_received_on, event.reviewer) == (result, LAWFUL["file_received_on"], "法规处")
    assert then(answered(), event).legality == result


def test_the_last_finding_stands() -> None:
    assert lawful(lawful(None, LegalityResult.TO_BE_CHANGED)).legality == LegalityResult.LAWFUL


@pytest.mark.parametrize("stage", [published, closed, signed_off])
def test_asking_opinions_comes_before_the_legality_review(stage: Any) -> None:
    with pytest.raises(FeedbackMissing):
        review(stage())


def test_whoever_drafted_does_not_review_legality() -> None:
    wrote = released(reviewed(submitted(drafted(complete(), text("b"), EVERY_ROLE))))
    state = answered(signed_off(prepared(closed(published(wrote)))))
    with pytest.raises(SamePersonReviews) as refused:
        review(state, actor=EVERY_ROLE)
    assert "第二十五条" in refused.value.article


def test_the_file_was_received_today_or_before() -> None:
    assert review(file_received_on=date(2026, 5, 20)).file_received_on == date(2026, 5, 20)
    with pytest.raises(DateAhead) as refused:
        review(file_received_on=date(2026, 5, 21))
    assert refused.value.params == {"field": "file_received_on"}


def test_a_legality_review_names_its_reviewer_and_its_opinion() -> None:
    with pytest.raises(TextMissing):
        review(reviewer="")
    with pytest.raises(ReasonTooShort):
        review(opinion="合法")


@pytest.mark.parametrize("passed", [True, False])
def test_fair_competition_is_reviewed_at_any_stage(passed: bool) -> None:
    for state in (started(), answered()):
        event = review_fair_competition(state, passed=passed, opinion=OPINION, actor=REVIEWER, at=STARTS)
        assert then(state, event).fair_competition_passed is passed


def test_a_failed_review_of_fair_competition_may_be_passed_later() -> None:
    assert fair(fair(passed=False)).fair_competition_passed is True


def test_a_review_of_fair_competition_has_an_opinion() -> None:
    with pytest.raises(ReasonTooShort) as refused:
        review_fair_competition(started(), passed=True, opinion="通过", actor=REVIEWER, at=STARTS)
    assert refused.value.params["field"] == "opinion"
