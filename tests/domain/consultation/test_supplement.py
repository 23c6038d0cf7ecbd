"""补充反馈: answers to what came after the feedback; prepared, signed off by another, published; also of a finished decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.consultation.coverage import AnswersMissing, Coverage
from domain.consultation.events import SupplementPublished
from domain.consultation.outcome_refusals import (
    AnswersIncomplete,
    ContradictionsUnseen,
    FeedbackMissing,
    NothingToSupplement,
    SamePersonSignsOff,
    SupplementNotPrepared,
    SupplementNotSignedOff,
)
from domain.consultation.refusals import ContentClosed, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.supplement import (
    SupplementFigures,
    prepare_supplement,
    publish_supplement,
    sign_off_supplement,
    supplement_figures,
)
from domain.point.state import evolve, published
from domain.sealing import CLOSED
from tests.domain.consultation import told
from tests.domain.consultation.told import ADOPTS, ANSWERER, COVERED, EVERY_ROLE, OUTSIDER, RELEASER, WHY, then
from tests.domain.point.test_points import gather, point

ONE = SupplementFigures(points=1, comments=2)


def prepared(state: Consultation | None = None) -> Consultation:
    state = state or told.answered()
    return then(state, prepare_supplement(state, WHY, actor=ANSWERER, at=ADOPTS))


def signed_off(state: Consultation | None = None, *contradictions: str) -> Consultation:
    state = state or prepared()
    return then(state, sign_off_supplement(state, contradictions, contradictions, actor=RELEASER, at=ADOPTS))


def publish(state: Consultation | None = None, coverage: Coverage = COVERED, **changes: Any) -> SupplementPublished:
    facts = {"figures": ONE, "contradictions": (), "actor": RELEASER} | changes
    figures = facts.pop("figures")
    return publish_supplement(state or signed_off(), coverage, figures, at=ADOPTS, **facts)


def test_a_supplement_is_numbered_and_carries_the_figures_of_all_answers() -> None:
    event = publish()
    assert (event.number, event.points, event.comments) == (1, 1, 2)
    assert (event.ledger, event.dispositions) == (COVERED.ledger, COVERED.dispositions)
    after = then(signed_off(), event)
    assert (after.supplements, after.supplement_prepared_by, after.supplement_signed_off_by) == (1, None, None)
    assert publish(signed_off(prepared(after))).number == 2


@pytest.mark.parametrize("stage", [told.answered, told.adopted, lambda: told.ended(told.answered())])
def test_also_when_the_decision_is_over(stage: Any) -> None:
    assert publish(signed_off(prepared(stage()))).number == 1


def test_not_before_the_feedback() -> None:
    for state in (told.closed(), told.signed_off()):
        with pytest.raises(FeedbackMissing):
            prepare_supplement(state, WHY, actor=ANSWERER, at=ADOPTS)
        with pytest.raises(FeedbackMissing):
            sign_off_supplement(state, (), (), actor=RELEASER, at=ADOPTS)
        with pytest.raises(FeedbackMissing):
            publish(state)


def test_it_says_why_answers_come_later() -> None:
    with pytest.raises(ReasonTooShort):
        prepare_supplement(told.answered(), "晚到", actor=ANSWERER, at=ADOPTS)


def test_another_person_signs_what_was_drafted() -> None:
    with pytest.raises(SupplementNotPrepared):
        sign_off_supplement(told.answered(), (), (), actor=RELEASER, at=ADOPTS)
    state = told.answered()
    own = then(state, prepare_supplement(state, WHY, actor=EVERY_ROLE, at=ADOPTS))
    with pytest.raises(SamePersonSignsOff):
        sign_off_supplement(own, (), (), actor=EVERY_ROLE, at=ADOPTS)


def test_contradictions_are_seen_by_whoever_signs_and_are_those_published() -> None:
    with pytest.raises(ContradictionsUnseen):
        sign_off_supplement(prepared(), ("a1",), (), actor=RELEASER, at=ADOPTS)
    assert publish(signed_off(prepared(), "a1"), contradictions=("a1",)).contradictions == ("a1",)
    with pytest.raises(ContradictionsUnseen):
        publish(contradictions=("a1",))
    with pytest.raises(ContentClosed):
        publish(replace(signed_off(), supplement_contradictions_accepted=CLOSED))


def test_it_is_published_as_it_was_signed() -> None:
    with pytest.raises(SupplementNotPrepared):
        publish(told.answered())
    with pytest.raises(SupplementNotSignedOff):
        publish(prepared())
    with pytest.raises(SupplementNotSignedOff):
        publish(prepared(signed_off()))


def test_it_publishes_something() -> None:
    with pytest.raises(NothingToSupplement):
        publish(figures=SupplementFigures())
    assert publish(figures=SupplementFigures(comments=1))


@pytest.mark.parametrize("left", [AnswersMissing(1, 0, 0), AnswersMissing(0, 1, 0), AnswersMissing(0, 0, 1)])
def test_no_comment_is_left_out(left: AnswersMissing) -> None:
    with pytest.raises(AnswersIncomplete):
        publish(coverage=replace(COVERED, counted=left))


def test_answers_not_yet_public_are_what_it_is_for() -> None:
    assert publish(coverage=replace(COVERED, counted=AnswersMissing(0, 0, 0, 2)))


def test_its_figures_are_new_points_and_comments_not_yet_answered_by_theirs() -> None:
    earlier = published(point(1, 2))
    extended = evolve(earlier, gather(earlier, 3))
    new = replace(point(3, 4), id=UUID(int=777))
    merged = replace(point(9), dissolved_into=earlier.id)
    assert supplement_figures([extended, new, merged]) == SupplementFigures(points=1, comments=2)
    assert supplement_figures([earlier]) == SupplementFigures()


def test_by_an_answerer_and_releasers_of_the_division() -> None:
    with pytest.raises(RoleMissing):
        prepare_supplement(told.answered(), WHY, actor=RELEASER, at=ADOPTS)
    with pytest.raises(RoleMissing):
        sign_off_supplement(prepared(), (), (), actor=ANSWERER, at=ADOPTS)
    with pytest.raises(RoleMissing):
        publish(actor=ANSWERER)
    for act in (
        lambda: prepare_supplement(told.answered(), WHY, actor=OUTSIDER, at=ADOPTS),
        lambda: sign_off_supplement(prepared(), (), (), actor=OUTSIDER, at=ADOPTS),
        lambda: publish(actor=OUTSIDER),
    ):
        with pytest.raises(OtherDivision):
            act()
