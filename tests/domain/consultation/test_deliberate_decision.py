"""集体讨论: after the answers and the reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from consult.sealed.mapper import seal, unseal
from domain.consultation.events import DecisionDeliberated, DecisionDeliberatedV1, Dissent, Minutes
from domain.consultation.outcome_refusals import (
    DissenterNotPresent,
    FairCompetitionReviewMissing,
    FeedbackMissing,
    LegalityReviewMissing,
    MajorityReasonMissing,
)
from domain.consultation.refusals import ContentClosed, DateAhead, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import deliberate_decision, waive_step
from domain.enumerations import DeliberationResult, LegalityResult, Regime, WaivableStep
from domain.sealing import CLOSED
from domain.text import TextMissing
from tests.domain.consultation.told import (
    DELIBERATES,
    MINUTES,
    RELEASER,
    WHY,
    answered,
    closed,
    complete,
    deliberated,
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

MEETING = "局长办公会第九次会议"


def deliberate(state: Consultation | None = None, **changes: Any) -> DecisionDeliberated:
    facts: dict[str, Any] = {"met_on": date(2026, 5, 20), "meeting": MEETING, "minutes": MINUTES} | changes
    return deliberate_decision(state or lawful(), DeliberationResult.PASSED, **facts, actor=RELEASER, at=DELIBERATES)


def answered_about(**changes: Any) -> Consultation:
    state = released(reviewed(submitted(complete(started(**changes)))))
    return answered(signed_off(prepared(closed(published(state)))))


@pytest.mark.parametrize("result", list(DeliberationResult))
def test_a_decision_is_deliberated_with_its_result(result: DeliberationResult) -> None:
    assert deliberated(None, result).deliberation == result


def test_a_decision_is_deliberated_at_a_meeting_on_a_day() -> None:
    event = deliberate()
    assert (event.meeting, event.met_on) == (MEETING, date(2026, 5, 20))


def test_a_postponed_decision_is_deliberated_again() -> None:
    assert deliberated(deliberated(None, DeliberationResult.POSTPONED)).deliberation == DeliberationResult.PASSED


def test_answers_are_published_before_deliberation() -> None:
    with pytest.raises(FeedbackMissing) as refused:
        deliberate(signed_off())
    assert "第二十九条" in refused.value.article


@pytest.mark.parametrize("result", [LegalityResult.UNLAWFUL, LegalityResult.TO_BE_CHANGED])
def test_what_is_not_lawful_is_not_deliberated(result: LegalityResult) -> None:
    with pytest.raises(LegalityReviewMissing) as refused:
        deliberate(lawful(None, result))
    assert "第二十五条" in refused.value.article


def test_what_was_not_reviewed_for_legality_is_not_deliberated() -> None:
    with pytest.raises(LegalityReviewMissing):
        deliberate(fair())


def test_an_exploratory_reform_is_deliberated() -> None:
    assert deliberate(lawful(None, LegalityResult.EXPLORATORY)).result == DeliberationResult.PASSED


def test_what_touches_operators_is_reviewed_for_fair_competition_first() -> None:
    with pytest.raises(FairCompetitionReviewMissing):
        deliberate(lawful(answered()))
    deliberate(lawful(answered_about(touches_operators=False)))


def test_a_waiver_replaces_the_review_of_fair_competition() -> None:
    state = lawful(answered())
    waived = then(state, waive_step(state, WaivableStep.FAIR_COMPETITION_REVIEW, WHY, actor=RELEASER, at=DELIBERATES))
    deliberate(waived)


def test_no_waiver_replaces_a_failed_review_of_fair_competition() -> None:
    state = lawful(fair(passed=False))
    waived = then(state, waive_step(state, WaivableStep.FAIR_COMPETITION_REVIEW, WHY, actor=RELEASER, at=DELIBERATES))
    with pytest.raises(FairCompetitionReviewMissing):
        deliberate(waived)
    with pytest.raises(FairCompetitionReviewMissing):
        deliberate(lawful(fair(answered_about(touches_operators=False), passed=False)))


def test_what_cannot_be_seen_to_touch_operators_is_not_decided() -> None:
    with pytest.raises(ContentClosed):
        deliberate(replace(lawful(answered()), touches_operators=CLOSED))


def test_an_ordinary_consultation_needs_no_legality_review_but_heeds_one() -> None:
    state = fair(answered_about(regime=Regime.ORDINARY_CONSULTATION))
    deliberate(state)
    with pytest.raises(LegalityReviewMissing):
        deliberate(lawful(state, LegalityResult.UNLAWFUL))


def test_the_meeting_was_held_today_or_before_and_has_a_name() -> None:
    with pytest.raises(DateAhead):
        deliberate(met_on=date(2026, 5, 21))
    with pytest.raises(TextMissing):
        deliberate(meeting=" ")


def test_who_was_there_what_was_said_and_what_was_decided_is_recorded() -> None:
    for field in ("attendees", "views", "decision"):
        with pytest.raises(TextMissing) as refused:
            deliberate(minutes=replace(MINUTES, **{field: () if field == "attendees" else " "}))
        assert refused.value.params["field"] == field


def test_a_dissent_is_recorded_as_it_was_said_by_somebody_who_was_there() -> None:
    said = replace(MINUTES, dissents=(Dissent(" 何副局长 ", "居民区周边应当一律二十三时收市。"),))
    recorded = deliberate(minutes=said).minutes
    assert isinstance(recorded, Minutes)
    assert recorded.dissents == (Dissent("何副局长", "居民区周边应当一律二十三时收市。"),)
    with pytest.raises(DissenterNotPresent):
        deliberate(minutes=replace(MINUTES, dissents=(Dissent("郑副局长", "不同意。"),)))


def test_a_decision_against_the_majority_gives_its_reason() -> None:
    against = replace(MINUTES, against_majority=True)
    with pytest.raises(MajorityReasonMissing):
        deliberate(minutes=against)
    with pytest.raises(ReasonTooShort):
        deliberate(minutes=replace(against, reason="忙。"))
    recorded = deliberate(minutes=replace(against, reason=WHY)).minutes
    assert isinstance(recorded, Minutes)
    assert recorded.reason == WHY
    with_most = deliberate(minutes=replace(MINUTES, reason="多数同意，不必说明。")).minutes
    assert isinstance(with_most, Minutes)
    assert with_most.reason is None, "none is due where most agree"


def test_a_deliberation_written_before_the_record_of_the_meeting_reads_as_one_without() -> None:
    event = deliberate()
    before = DecisionDeliberatedV1(**{name: value for name, value in asdict(event).items() if name != "minutes"})
    sealed = seal(before)
    assert unseal(sealed.state, sealed.content) == replace(event, minutes=None)
