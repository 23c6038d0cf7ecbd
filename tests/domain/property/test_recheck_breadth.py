"""The re-check holds the blanket answers that a signer was warned of against the record."""

from __future__ import annotations

import pytest

from domain.consultation.events import BlanketAnswer, BlanketAnswersSeen, FeedbackSignedOff
from domain.event import Event
from domain.recheck import broken_rules
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck_supplements import added

TRUE = BlanketAnswer(life.point_id(2), 3, 3, most=True, unnamed=False)


def warned(*answers: BlanketAnswer) -> list[Event]:
    """A whole life in which whoever signs the feedback was warned of these."""
    return added(
        life.whole_life(),
        FeedbackSignedOff,
        lambda common: BlanketAnswersSeen(**common, actor=life.RELEASER, answers=answers),
        life.DECISION,
    )


def test_a_warning_with_the_figures_of_the_record_breaks_no_rule() -> None:
    assert broken_rules(warned(TRUE)) == ()


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (BlanketAnswer(life.point_id(2), 4, 3, most=True, unnamed=False),),
        (BlanketAnswer(life.point_id(2), 3, 4, most=True, unnamed=False),),
        (BlanketAnswer(life.point_id(2), 3, 3, most=False, unnamed=False),),
        (BlanketAnswer(life.point_id(3), 2, 2, most=True, unnamed=True),),
    ],
)
def test_other_figures_are_found(answers: tuple[BlanketAnswer, ...]) -> None:
    assert "BlanketAnswersMiscounted" in {finding.rule for finding in broken_rules(warned(*answers))}
