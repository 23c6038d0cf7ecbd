"""送审: the drafter submits draft and materials, complete."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.refusals import (
    AlreadyReleased,
    BasisMissing,
    ContentClosed,
    DraftFrozen,
    DraftMissing,
    ExplanationMissing,
    InterpretationMissing,
    ReviewUnderWay,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.drafting import request_review
from domain.sealing import CLOSED
from domain.values import Interpretation
from tests.domain.consultation.told import (
    DRAFTER,
    INTERPRETATION,
    SECOND_DRAFTER,
    STARTS,
    complete,
    drafted,
    published,
    released,
    started,
    submitted,
    then,
)
from tests.domain.examples import text


def request(state: Consultation) -> Consultation:
    return then(state, request_review(state, actor=DRAFTER, at=STARTS))


def interpreted(**changes: Any) -> Consultation:
    return complete(interpretation=Interpretation(**INTERPRETATION | changes))


def test_complete_papers_are_submitted_with_the_version_they_have() -> None:
    event = request_review(drafted(complete(), text("b")), actor=DRAFTER, at=STARTS)
    assert event.draft_version == 2
    assert request(complete()).review_requested_by == str(DRAFTER.id)


def test_nothing_is_submitted_without_a_draft() -> None:
    with pytest.raises(DraftMissing):
        request(started())


def test_a_draft_is_submitted_with_its_explanation() -> None:
    for state in (drafted(), complete(explanation=None)):
        with pytest.raises(ExplanationMissing):
            request(state)


def test_a_draft_is_submitted_with_its_basis() -> None:
    with pytest.raises(BasisMissing):
        request(complete(basis=()))


def test_a_draft_is_submitted_with_its_interpretation() -> None:
    with pytest.raises(InterpretationMissing) as refused:
        request(complete(interpretation=None))
    assert refused.value.params == {"missing": ["interpretation"]}


@pytest.mark.parametrize("part", sorted(INTERPRETATION))
def test_an_interpretation_has_six_parts(part: str) -> None:
    with pytest.raises(InterpretationMissing) as refused:
        request(interpreted(**{part: "\u3000"}))
    assert refused.value.params == {"missing": [part]}


def test_key_terms_and_differences_may_be_left_out_with_a_reason() -> None:
    without = {"key_terms": None, "differences": None}
    request(interpreted(**without, not_applicable_reason="首次制定，没有专业术语。"))
    for reason in (None, "  "):
        with pytest.raises(InterpretationMissing) as refused:
            request(interpreted(**without, not_applicable_reason=reason))
        assert refused.value.params == {"missing": ["key_terms", "differences"]}


def test_no_reason_replaces_the_other_four_parts() -> None:
    with pytest.raises(InterpretationMissing) as refused:
        request(interpreted(applies_to="", not_applicable_reason="首次制定。"))
    assert refused.value.params == {"missing": ["applies_to"]}


@pytest.mark.parametrize("field", ["explanation", "basis", "interpretation"])
def test_papers_that_cannot_be_seen_are_not_taken_for_complete(field: str) -> None:
    state = complete()
    assert state.materials is not None
    unseen = replace(state, materials=replace(state.materials, **{field: CLOSED}))
    with pytest.raises(ContentClosed):
        request(unseen)


def test_a_draft_under_review_is_not_submitted_again() -> None:
    """Someone was first."""
    with pytest.raises(ReviewUnderWay):
        request_review(submitted(), actor=SECOND_DRAFTER, at=STARTS)


def test_a_released_draft_is_not_submitted_again() -> None:
    with pytest.raises(AlreadyReleased):
        request(released())


def test_a_published_draft_is_not_submitted_again() -> None:
    with pytest.raises(DraftFrozen):
        request(published())
