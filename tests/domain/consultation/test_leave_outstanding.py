"""尚未答复: no adoption over a comment that waits, or it is said in public why all the same."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.coverage import AnswersMissing, Coverage
from domain.consultation.events import AnswersOutstanding, DecisionAdopted
from domain.consultation.outcome_refusals import CommentsUnanswered, FeedbackMissing, SamePersonAdopts
from domain.consultation.refusals import DecisionOver, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import adoption_events, leave_outstanding
from domain.event import Event
from tests.domain.consultation import told
from tests.domain.consultation.told import ADOPTS, COVERED, EVERY_ROLE, NOTICE, RELEASER, UNCHANGED, WHY, then


def waiting(**missing: int) -> Coverage:
    return replace(COVERED, counted=AnswersMissing(**{"awaiting": 0, "uncovered": 0, "open_points": 0} | missing))


def adopt(
    state: Consultation | None = None, coverage: Coverage = COVERED, reason: str | None = None, **changes: Any
) -> tuple[Event, ...]:
    return adoption_events(state or told.ready(), coverage, reason, **{"actor": RELEASER} | changes, **UNCHANGED, at=ADOPTS)


@pytest.mark.parametrize(
    ("coverage", "counts"),
    [
        (waiting(awaiting=1), (1, 0)),
        (waiting(uncovered=2), (0, 2)),
        (waiting(unpublished=3), (0, 3)),
        (waiting(awaiting=1, uncovered=2, unpublished=3), (1, 5)),
    ],
)
def test_a_comment_that_waits_holds_the_adoption_unless_it_is_said_why(coverage: Coverage, counts: tuple[int, int]) -> None:
    with pytest.raises(CommentsUnanswered) as refused:
        adopt(coverage=coverage)
    assert refused.value.params == {"awaiting_count": counts[0], "unanswered_count": counts[1]}
    left, adopted = adopt(coverage=coverage, reason=WHY)
    assert isinstance(left, AnswersOutstanding)
    assert (left.awaiting, left.unanswered, left.reason) == (*counts, WHY)
    assert isinstance(adopted, DecisionAdopted)
    assert adopted.originator_version == left.originator_version + 1
    assert then(told.ready(), left, adopted).adopted_at == ADOPTS


def test_the_reason_is_one() -> None:
    with pytest.raises(ReasonTooShort):
        adopt(coverage=waiting(awaiting=1), reason="急")


def test_where_nothing_waits_nothing_is_said() -> None:
    (event,) = adopt(reason=WHY)
    assert isinstance(event, DecisionAdopted)
    assert len(adopt(coverage=waiting(open_points=1))) == 1


def test_every_other_rule_comes_first() -> None:
    with pytest.raises(FeedbackMissing):
        adopt(told.closed(), waiting(awaiting=1))
    own = replace(told.ready(), notice_prepared_by=str(EVERY_ROLE.id), notice=NOTICE)
    with pytest.raises(SamePersonAdopts):
        adopt(own, waiting(awaiting=1), actor=EVERY_ROLE)
    with pytest.raises(DecisionOver):
        leave_outstanding(told.adopted(), waiting(awaiting=1), WHY, actor=RELEASER, at=ADOPTS)
