"""Before deliberation a poll is made and enterprises are heard, or each is excused with its reason (DEC-25, DEC-26)."""

from __future__ import annotations

from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.assessment_refusals import StepReported
from domain.consultation.deliberation_file import missing_items
from domain.consultation.events import ParticipationReported
from domain.consultation.participation import require_enterprises, require_poll
from domain.consultation.participation_refusals import EnterprisesUnheard, OpinionPollMissing
from domain.consultation.refusals import ContentClosed
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import waive_step
from domain.enumerations import ActivityKind, DeliberationItem, Regime, WaivableStep
from domain.event import next_fields
from domain.rules import ASSESSED_RULES, rules_for
from domain.sealing import CLOSED
from tests.domain.consultation.told import ANSWERS, RELEASER, WHY, answered, then, unheard


def reported(kind: ActivityKind, *, enterprises: bool = False, state: Consultation | None = None) -> Consultation:
    state = state or unheard()
    facts = {"activity_id": UUID(int=930), "kind": kind, "enterprises_heard": enterprises}
    return then(state, ParticipationReported(**facts, **next_fields(state, RELEASER, ANSWERS)))  # type: ignore[arg-type]


def test_dec_25_without_a_poll_or_the_reason_why_none_is_needed_nothing_is_decided() -> None:
    with pytest.raises(OpinionPollMissing) as refused:
        require_poll(reported(ActivityKind.SYMPOSIUM))
    assert "2025年10月1日" in refused.value.article
    require_poll(reported(ActivityKind.OPINION_POLL))
    require_poll(answered())  # excused


def test_dec_26_enterprises_that_are_touched_are_heard_or_it_is_said_why_not() -> None:
    with pytest.raises(EnterprisesUnheard) as refused:
        require_enterprises(reported(ActivityKind.OPINION_POLL))
    assert "《优化营商环境条例》第六十二条" in refused.value.article
    require_enterprises(reported(ActivityKind.ENTERPRISE_FORUM, enterprises=True))
    require_enterprises(answered())  # excused
    require_enterprises(replace(unheard(), touches_operators=False))
    with pytest.raises(ContentClosed):
        require_enterprises(replace(unheard(), touches_operators=CLOSED))


def test_what_was_done_is_not_excused() -> None:
    done = reported(ActivityKind.OPINION_POLL, enterprises=True)
    for step in (WaivableStep.OPINION_POLL, WaivableStep.ENTERPRISES):
        with pytest.raises(StepReported):
            waive_step(done, step, WHY, actor=RELEASER, at=ANSWERS)


def test_decisions_started_under_earlier_rules_and_ordinary_ones_are_not_asked() -> None:
    old = replace(unheard(), rules_name=ASSESSED_RULES.name)
    require_poll(old)
    require_enterprises(old)
    assert not rules_for(Regime.ORDINARY_CONSULTATION).needs_participation


def test_the_file_for_the_deliberation_lacks_the_opinions_until_then() -> None:
    assert DeliberationItem.OPINIONS in missing_items(unheard())
    assert DeliberationItem.OPINIONS not in missing_items(answered())
