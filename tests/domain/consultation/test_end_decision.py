"""终止: a decision ends without adoption."""

from __future__ import annotations

from typing import Any

import pytest

from domain.consultation.refusals import DecisionOver, ReasonTooShort
from domain.consultation.steps.adoption import end_decision
from domain.enumerations import EndingKind
from tests.domain.consultation import told
from tests.domain.consultation.told import OPENS, RELEASER, SECOND_RELEASER, WHY, adopted, ended, started, then

STAGES = ["started", "complete", "submitted", "reviewed", "released", "published", "closed", "signed_off", "answered", "ready"]


@pytest.mark.parametrize("kind", list(EndingKind))
@pytest.mark.parametrize("stage", STAGES)
def test_a_decision_ends_from_any_stage_with_its_reason(stage: str, kind: EndingKind) -> None:
    state: Any = getattr(told, stage)()
    event = end_decision(state, kind, WHY, actor=RELEASER, at=OPENS)
    assert (event.kind, event.reason) == (kind, WHY)
    assert then(state, event).ended_at == OPENS


def test_an_ending_says_why() -> None:
    with pytest.raises(ReasonTooShort):
        end_decision(started(), EndingKind.SHELVED, "搁置", actor=RELEASER, at=OPENS)


def test_an_adopted_decision_does_not_end() -> None:
    with pytest.raises(DecisionOver):
        end_decision(adopted(), EndingKind.WITHDRAWN, WHY, actor=RELEASER, at=OPENS)


def test_a_decision_ends_once() -> None:
    """Repeated, or someone was first."""
    for actor in (RELEASER, SECOND_RELEASER):
        with pytest.raises(DecisionOver):
            end_decision(ended(), EndingKind.SHELVED, WHY, actor=actor, at=OPENS)
