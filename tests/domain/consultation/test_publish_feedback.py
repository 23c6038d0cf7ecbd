"""公布反馈: the coverage gate, the sign-off, and the contradictions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.coverage import Coverage
from domain.consultation.events import FeedbackPublished
from domain.consultation.outcome_refusals import (
    AlreadyAnswered,
    AnswersIncomplete,
    ContradictionsUnseen,
    FeedbackNotPrepared,
    FeedbackNotSignedOff,
    ReleaseNotSignedOff,
)
from domain.consultation.refusals import ContentClosed, PeriodStillOpen
from domain.consultation.state import Consultation
from domain.consultation.steps.answering import publish_feedback
from domain.consultation.steps.drafting import sign_off_release
from domain.sealing import CLOSED
from tests.domain.consultation.told import (
    ANSWERS,
    COVERED,
    RELEASER,
    SECOND_RELEASER,
    UNCHANGED,
    answered,
    closed,
    forced,
    prepared,
    published,
    signed_off,
    then,
)


def publish(state: Consultation | None = None, coverage: Coverage = COVERED, **changes: Any) -> FeedbackPublished:
    return publish_feedback(state or signed_off(), coverage, **UNCHANGED | changes, actor=RELEASER, at=ANSWERS)


def test_feedback_is_published_with_ledger_and_dispositions() -> None:
    event = publish(changed_without_comment=("a3",))
    assert (event.ledger, event.dispositions) == (COVERED.ledger, COVERED.dispositions)
    assert (event.contradictions, event.changed_without_comment) == ((), ("a3",))
    assert answered().answered_at == ANSWERS


@pytest.mark.parametrize(
    ("gap", "missing"),
    [
        ({"awaiting": (3, 8)}, {"awaiting": [3, 8], "awaiting_count": 2}),
        ({"uncovered": (5,)}, {"uncovered": [5], "uncovered_count": 1}),
        ({"points_without_disposition": (UUID(int=7),)}, {"open_points": 1}),
    ],
)
def test_feedback_waits_for_every_answer_and_names_what_is_missing(gap: dict[str, Any], missing: dict[str, Any]) -> None:
    with pytest.raises(AnswersIncomplete) as refused:
        publish(coverage=replace(COVERED, **gap))
    nothing = {"awaiting": [], "awaiting_count": 0, "uncovered": [], "uncovered_count": 0, "open_points": 0}
    assert refused.value.params == nothing | missing


def test_of_many_missing_answers_the_first_hundred_are_named_and_all_are_counted() -> None:
    with pytest.raises(AnswersIncomplete) as refused:
        publish(coverage=replace(COVERED, uncovered=tuple(range(1, 5001))))
    assert refused.value.params["uncovered"] == list(range(1, 101))
    assert "5000条意见尚未答复" in refused.value.text()


def test_a_withheld_comment_may_stay_unanswered() -> None:
    assert publish().ledger.unanswered == 1


def test_feedback_is_prepared_before_it_is_published() -> None:
    with pytest.raises(FeedbackNotPrepared):
        publish(closed())


def test_feedback_is_signed_off_as_it_stands() -> None:
    for state in (prepared(), prepared(signed_off())):
        with pytest.raises(FeedbackNotSignedOff):
            publish(state)


def test_feedback_waits_for_the_close() -> None:
    with pytest.raises(PeriodStillOpen):
        publish(published())


def test_a_forced_release_is_signed_off_before_its_answers_are_published() -> None:
    state = signed_off(prepared(closed(published(forced()))))
    with pytest.raises(ReleaseNotSignedOff):
        publish(state)
    publish(then(state, sign_off_release(state, actor=SECOND_RELEASER, at=ANSWERS)))


def test_contradictions_accepted_at_sign_off_are_published_beside_the_answers() -> None:
    assert publish(signed_off(None, "a2"), contradictions=("a2",)).contradictions == ("a2",)


def test_a_contradiction_that_came_up_after_the_sign_off_is_refused() -> None:
    with pytest.raises(ContradictionsUnseen) as refused:
        publish(signed_off(None, "a2"), contradictions=("a2", "a3"))
    assert refused.value.params == {"articles": ["a3"]}


def test_a_sign_off_that_cannot_be_seen_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(ContentClosed):
        publish(replace(signed_off(), contradictions_accepted=CLOSED))


def test_feedback_is_published_once() -> None:
    """Repeated, or someone was first."""
    with pytest.raises(AlreadyAnswered):
        publish(answered())
