"""审核: legality, secrecy and editorial review before publication."""

from __future__ import annotations

from typing import Any

import pytest

from domain.consultation.events import DraftReviewed
from domain.consultation.refusals import (
    AlreadyReleased,
    AlreadyReviewed,
    ReasonTooShort,
    ReviewNotRequested,
    SamePersonReviews,
)
from domain.consultation.return_refusals import ReturnNotMended
from domain.consultation.state import Consultation
from domain.consultation.steps.drafting import release_draft, request_review, review_draft
from domain.enumerations import ReviewKind, ReviewResult
from domain.text import TextMissing
from tests.domain.consultation.told import (
    DRAFTER,
    EVERY_ROLE,
    RELEASER,
    REVIEWER,
    STARTS,
    complete,
    drafted,
    forced,
    released,
    reviewed,
    submitted,
    then,
)
from tests.domain.examples import text


def review(state: Consultation, kind: ReviewKind = ReviewKind.SECRECY, **changes: Any) -> DraftReviewed:
    facts = {"result": ReviewResult.PASSED, "remark": None, "actor": REVIEWER} | changes
    return review_draft(state, kind, facts["result"], facts["remark"], actor=facts["actor"], at=STARTS)


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_a_review_is_passed(kind: ReviewKind) -> None:
    event = review(submitted(), kind, remark=" ")
    assert (event.kind, event.result, event.remark) == (kind, ReviewResult.PASSED, None)
    assert then(submitted(), event).reviews == {kind: ReviewResult.PASSED}


def test_a_returned_review_sends_the_draft_back_to_drafting() -> None:
    state = reviewed(None, ReviewKind.LEGALITY)
    state = then(state, review(state, result=ReviewResult.RETURNED, remark="第二条涉及未公开的规划数据，请删去。"))
    assert (state.review_requested_by, state.reviews) == (None, {})
    with pytest.raises(ReturnNotMended):
        review(state, ReviewKind.EDITORIAL)
    with pytest.raises(ReturnNotMended):
        release_draft(state, reason="情况紧急，先行签发，理由如下。", actor=RELEASER, at=STARTS)
    again = drafted(state, text("b"))
    request_review(again, actor=DRAFTER, at=STARTS)


@pytest.mark.parametrize("remark", ["不行", "  请  改  一  改  "])
def test_a_returned_review_says_why(remark: str | None) -> None:
    with pytest.raises(ReasonTooShort) as refused:
        review(submitted(), result=ReviewResult.RETURNED, remark=remark)
    assert refused.value.params == {"field": "remark", "length": 10}


@pytest.mark.parametrize("remark", [None, "", "\u200b"])
def test_a_returned_review_is_not_without_a_remark(remark: str | None) -> None:
    with pytest.raises(TextMissing):
        review(submitted(), result=ReviewResult.RETURNED, remark=remark)


def test_a_passed_review_may_be_taken_back_before_release() -> None:
    state = reviewed()
    state = then(state, review(state, result=ReviewResult.RETURNED, remark="重新核对后发现第二条有误，退回。"))
    assert not state.reviews


def test_nothing_is_reviewed_before_it_is_submitted() -> None:
    with pytest.raises(ReviewNotRequested):
        review(complete())


def test_what_was_changed_after_submission_is_submitted_again() -> None:
    with pytest.raises(ReviewNotRequested):
        review(drafted(submitted(), text("b")))


@pytest.mark.parametrize("stage", [released, forced])
def test_a_released_draft_is_not_reviewed(stage: Any) -> None:
    with pytest.raises(AlreadyReleased):
        review(stage(), ReviewKind.EDITORIAL)


def test_whoever_submitted_does_not_review() -> None:
    with pytest.raises(SamePersonReviews):
        review(submitted(actor=EVERY_ROLE), actor=EVERY_ROLE)


def test_whoever_wrote_the_draft_does_not_review() -> None:
    state = submitted(drafted(complete(), text("b"), EVERY_ROLE))
    with pytest.raises(SamePersonReviews):
        review(state, actor=EVERY_ROLE)


def test_whoever_wrote_the_materials_does_not_review() -> None:
    with pytest.raises(SamePersonReviews):
        review(submitted(complete(actor=EVERY_ROLE)), actor=EVERY_ROLE)


def test_a_review_is_passed_once() -> None:
    """Repeated, or someone was first."""
    with pytest.raises(AlreadyReviewed):
        review(reviewed(None, ReviewKind.SECRECY))
