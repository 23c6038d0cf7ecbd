"""公布: the decision is adopted by a second person, after stages 6, 7 and 8."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import DecisionAdopted
from domain.consultation.outcome_refusals import (
    AdoptionNotPrepared,
    FairCompetitionReviewMissing,
    FeedbackMissing,
    LegalityReviewMissing,
    NotDeliberated,
    SamePersonAdopts,
)
from domain.consultation.refusals import ContentClosed, DecisionOver
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import adopt_decision, prepare_adoption
from domain.enumerations import DeliberationResult, LegalityResult, Regime
from domain.sealing import CLOSED
from tests.domain.consultation.test_deliberate_decision import answered_about
from tests.domain.consultation.told import (
    ADOPTS,
    EVERY_ROLE,
    RELEASER,
    SECOND_RELEASER,
    UNCHANGED,
    adopted,
    deliberated,
    fair,
    lawful,
    ready,
    signed_off,
    then,
)
from tests.domain.examples import NOTICE


def adopt(state: Consultation | None = None, **changes: Any) -> DecisionAdopted:
    return adopt_decision(state or ready(), **UNCHANGED | changes, actor=RELEASER, at=ADOPTS)


def test_a_decision_is_adopted_with_the_dates_of_its_notice() -> None:
    event = adopt(contradictions=("a2",), changed_without_comment=("a3",))
    dates = (NOTICE.issued_on, NOTICE.effective_on, NOTICE.valid_until)
    assert (event.issued_on, event.effective_on, event.valid_until) == dates
    assert (event.contradictions, event.changed_without_comment) == (("a2",), ("a3",))
    assert adopted().adopted_at == ADOPTS


@pytest.mark.parametrize("result", [DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES])
def test_what_was_passed_is_adopted(result: DeliberationResult) -> None:
    adopt(ready(deliberated(None, result)))


@pytest.mark.parametrize("result", [DeliberationResult.POSTPONED, DeliberationResult.REJECTED])
def test_what_was_postponed_or_rejected_is_not_adopted(result: DeliberationResult) -> None:
    with pytest.raises(NotDeliberated) as refused:
        adopt(ready(deliberated(None, result)))
    assert "第三十条" in refused.value.article


def test_the_last_deliberation_counts() -> None:
    state = ready()
    with pytest.raises(NotDeliberated):
        adopt(deliberated(state, DeliberationResult.REJECTED))


def test_what_was_not_deliberated_is_not_adopted() -> None:
    with pytest.raises(NotDeliberated):
        adopt(ready(lawful()))


def test_what_was_not_answered_is_not_adopted() -> None:
    with pytest.raises(FeedbackMissing):
        adopt(signed_off())


def test_what_was_found_unlawful_after_its_deliberation_is_not_adopted() -> None:
    with pytest.raises(LegalityReviewMissing):
        adopt(lawful(ready(), LegalityResult.UNLAWFUL))


def test_what_failed_fair_competition_after_its_deliberation_is_not_adopted() -> None:
    with pytest.raises(FairCompetitionReviewMissing):
        adopt(fair(ready(), passed=False))


def test_an_ordinary_consultation_ends_in_a_notice_without_deliberation() -> None:
    adopt(ready(fair(answered_about(regime=Regime.ORDINARY_CONSULTATION))))


def test_a_notice_is_drafted_before_it_is_published() -> None:
    with pytest.raises(AdoptionNotPrepared):
        adopt(deliberated())


def test_a_notice_that_cannot_be_seen_is_not_published() -> None:
    with pytest.raises(ContentClosed):
        adopt(replace(ready(), notice=CLOSED))


def test_whoever_drafted_the_notice_does_not_publish_it() -> None:
    state = then(deliberated(), prepare_adoption(deliberated(), NOTICE, actor=EVERY_ROLE, at=ADOPTS))
    with pytest.raises(SamePersonAdopts):
        adopt_decision(state, **UNCHANGED, actor=EVERY_ROLE, at=ADOPTS)


def test_a_decision_is_adopted_once() -> None:
    """Repeated, or someone was first."""
    for actor in (RELEASER, SECOND_RELEASER):
        with pytest.raises(DecisionOver):
            adopt_decision(adopted(), **UNCHANGED, actor=actor, at=ADOPTS)
