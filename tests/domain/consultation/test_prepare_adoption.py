"""The adoption notice is drafted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import AdoptionPrepared
from domain.consultation.outcome_refusals import EffectBeforeIssue, FeedbackMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import prepare_adoption
from domain.text import TextMissing
from tests.domain.consultation.told import ADOPTS, DRAFTER, SECOND_DRAFTER, answered, ready, signed_off, then
from tests.domain.examples import NOTICE

ONE_DAY = timedelta(days=1)


def prepare(state: Consultation | None = None, **changes: Any) -> AdoptionPrepared:
    return prepare_adoption(state or answered(), replace(NOTICE, **changes), actor=DRAFTER, at=ADOPTS)


def test_a_notice_is_drafted_after_the_answers() -> None:
    assert prepare().notice == NOTICE
    state = then(answered(), prepare())
    assert (state.notice, state.notice_prepared_by) == (NOTICE, str(DRAFTER.id))


def test_a_notice_drafted_again_replaces_the_earlier_one_and_its_drafter() -> None:
    changed = replace(NOTICE, unified_number=None)
    state = then(ready(), prepare_adoption(ready(), changed, actor=SECOND_DRAFTER, at=ADOPTS))
    assert (state.notice, state.notice_prepared_by) == (changed, str(SECOND_DRAFTER.id))


def test_no_notice_is_drafted_before_the_answers() -> None:
    with pytest.raises(FeedbackMissing) as refused:
        prepare(signed_off())
    assert "第三十二条" in refused.value.article


@pytest.mark.parametrize(
    "dates",
    [
        {"effective_on": NOTICE.issued_on - ONE_DAY},
        {"valid_until": NOTICE.effective_on},
        {"valid_until": date(2020, 1, 1)},
    ],
)
def test_a_decision_takes_effect_after_its_issue_and_ends_after_its_effect(dates: dict[str, Any]) -> None:
    with pytest.raises(EffectBeforeIssue) as refused:
        prepare(**dates)
    assert refused.value.status == 422


def test_a_decision_may_take_effect_on_the_day_of_its_issue_and_be_valid_without_end() -> None:
    event = prepare(effective_on=NOTICE.issued_on, valid_until=None)
    assert event.notice == replace(NOTICE, effective_on=NOTICE.issued_on, valid_until=None)


@pytest.mark.parametrize("field", ["document_number", "opinions_note"])
def test_a_notice_has_its_number_and_says_how_opinions_were_used(field: str) -> None:
    blank: dict[str, Any] = {field: " "}
    with pytest.raises(TextMissing):
        prepare(**blank)


def test_a_blank_unified_number_is_none() -> None:
    assert prepare(unified_number=" ").notice == replace(NOTICE, unified_number=None)
