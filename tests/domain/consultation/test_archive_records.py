"""归档: the records of a decision that is over go to the archive, under a number of their own."""

from __future__ import annotations

import pytest

from domain.consultation.outcome_refusals import ArchivedBefore, StillRunning
from domain.consultation.steps.archiving import archive_records
from domain.enumerations import Retention
from domain.text import TextMissing
from tests.domain.consultation.told import ADOPTS, RELEASER, adopted, lawful, then

NUMBER = "WS·2026-Y-0003"


def test_records_are_archived_once_the_decision_is_over() -> None:
    with pytest.raises(StillRunning):
        archive_records(lawful(), NUMBER, Retention.PERMANENT, actor=RELEASER, at=ADOPTS)
    event = archive_records(adopted(), f" {NUMBER} ", Retention.PERMANENT, actor=RELEASER, at=ADOPTS)
    assert (event.number, event.retention) == (NUMBER, Retention.PERMANENT)


def test_what_comes_later_is_archived_under_another_number() -> None:
    state = then(adopted(), archive_records(adopted(), NUMBER, Retention.PERMANENT, actor=RELEASER, at=ADOPTS))
    with pytest.raises(ArchivedBefore):
        archive_records(state, NUMBER, Retention.TEN_YEARS, actor=RELEASER, at=ADOPTS)
    assert archive_records(state, "WS·2027-Y-0001", Retention.PERMANENT, actor=RELEASER, at=ADOPTS).number == "WS·2027-Y-0001"
    with pytest.raises(TextMissing):
        archive_records(state, " ", Retention.PERMANENT, actor=RELEASER, at=ADOPTS)
