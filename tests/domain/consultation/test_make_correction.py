"""更正: what was published is corrected in public."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import OtherDivision, RoleMissing
from domain.consultation.events import CorrectionMade
from domain.consultation.outcome_refusals import NotCorrectable
from domain.consultation.refusals import NotPublished, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.correction import make_correction
from domain.event import event_types
from domain.sealing import sealed_fields
from tests.domain.consultation.told import (
    ADOPTS,
    DRAFTER,
    OUTSIDER,
    RELEASER,
    WHY,
    adopted,
    answered,
    complete,
    ended,
    published,
    released,
    reviewed,
    signed_off,
    submitted,
    then,
)

CALL = [("decision-started.v1", field) for field in ("title", "decision_organ", "proposer")]
PAPERS = [("materials-prepared.v1", field) for field in ("contact", "basis", "interpretation")]
AT_ONCE = [
    ("comment-withheld.v1", "public_note"),
    ("screening-revised.v1", "public_note"),
    ("disposition-superseded.v1", "disposition"),
    ("undertaking-set.v1", "words"),
    ("undertaking-changed.v1", "words"),
    ("progress-reported.v1", "words"),
    ("undertaking-completed.v1", "effect"),
    ("execution-inspected.v1", "findings"),
    ("findings-rectified.v1", "done"),
]
FEEDBACK = [("feedback-prepared.v1", "text")]
ANSWERS = [
    ("point-made.v1", "summary"),
    ("point-reworded.v1", "summary"),
    ("disposition-drafted.v1", "disposition"),
]
EVERY_SEALED_FIELD = [(topic, field.name) for topic, kind in event_types().items() for field in sealed_fields(kind)]


def correct(state: Consultation | None, topic: str, field: str, **changes: Any) -> CorrectionMade:
    state = state or answered()
    last = {"materials-prepared.v1": _materials_version(state), "feedback-prepared.v1": state.feedback_version}
    facts: dict[str, Any] = {
        "corrected_stream": str(state.id),
        "corrected_version": last.get(topic) or 1,
        "value": '"更正"',
        "closes_original": False,
        "reason": WHY,
        "actor": RELEASER,
    }
    return make_correction(state, corrected_topic=topic, field=field, **facts | changes, at=ADOPTS)


def _materials_version(state: Consultation) -> int | None:
    return state.materials.originator_version if state.materials else None


@pytest.mark.parametrize(("topic", "field"), CALL + PAPERS + AT_ONCE)
def test_what_the_call_published_is_corrected(topic: str, field: str) -> None:
    event = correct(published(), topic, field, closes_original=True)
    assert (event.field, event.value, event.reason, event.closes_original) == (field, '"更正"', WHY, True)


@pytest.mark.parametrize(("topic", "field"), CALL + PAPERS + AT_ONCE + FEEDBACK + ANSWERS)
def test_what_the_answers_published_is_corrected_also_after_the_end(topic: str, field: str) -> None:
    for state in (answered(), adopted(), ended(answered())):
        event = correct(state, topic, field, point_published=(topic, field) in ANSWERS)
        assert event.originator_version == state.version + 1


@pytest.mark.parametrize(("topic", "field"), FEEDBACK + ANSWERS)
def test_an_answer_not_yet_published_is_not_corrected(topic: str, field: str) -> None:
    """A correction opens its value at once."""
    with pytest.raises(NotCorrectable):
        correct(signed_off(), topic, field)


@pytest.mark.parametrize(("topic", "field"), ANSWERS)
def test_nor_that_of_a_point_made_after_the_feedback_until_a_supplement_publishes_it(topic: str, field: str) -> None:
    with pytest.raises(NotCorrectable):
        correct(answered(), topic, field)


def test_papers_that_were_replaced_before_publication_are_not_corrected() -> None:
    state = published(released(reviewed(submitted(complete(complete())))))
    assert correct(state, "materials-prepared.v1", "basis").corrected_version == 5
    with pytest.raises(NotCorrectable):
        correct(state, "materials-prepared.v1", "basis", corrected_version=3)


def test_feedback_that_was_prepared_again_is_not_corrected() -> None:
    with pytest.raises(NotCorrectable):
        correct(answered(), "feedback-prepared.v1", "text", corrected_version=1)


@pytest.mark.parametrize(("topic", "field"), sorted(set(EVERY_SEALED_FIELD) - set(CALL + PAPERS + AT_ONCE + FEEDBACK + ANSWERS)))
def test_nothing_else_is_corrected(topic: str, field: str) -> None:
    with pytest.raises(NotCorrectable):
        correct(adopted(), topic, field)


@pytest.mark.parametrize("field", ["timestamp", "rules", "corrected_version", "nothing"])
def test_what_stands_in_the_log_itself_is_not_corrected(field: str) -> None:
    with pytest.raises(NotCorrectable):
        correct(adopted(), "decision-started.v1", field)


@pytest.mark.parametrize("stage", [released, lambda: ended(complete())])
def test_what_was_never_published_is_not_corrected(stage: Any) -> None:
    with pytest.raises(NotPublished):
        correct(stage(), "decision-started.v1", "title")


def test_a_correction_says_why() -> None:
    with pytest.raises(ReasonTooShort):
        correct(None, "decision-started.v1", "title", reason="笔误")


def test_only_a_releaser_of_the_division_corrects() -> None:
    with pytest.raises(RoleMissing):
        correct(None, "decision-started.v1", "title", actor=DRAFTER)
    with pytest.raises(OtherDivision):
        correct(None, "decision-started.v1", "title", actor=OUTSIDER)


def test_a_correction_leaves_the_decision_as_it_was_but_for_its_version() -> None:
    state = answered()
    after = then(state, correct(state, "decision-started.v1", "title"))
    assert after.version == state.version + 1
    assert after.title == state.title
