"""Which date of the outcome may not stand before which, and how long a review takes ([713] art. 25 to 32): one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from domain.calendar import local_date
from domain.consultation.outcome_refusals import FileBeforeFeedback, IssueBeforeMeeting, MeetingTooEarly
from domain.consultation.refusals import ProcedureRefusal
from domain.consultation.state import Consultation

Dates = Mapping[str, date | None]
"""Dates in Shanghai by name: `feedback`, `file_received_on`, `legality_review`, `met_on`, `issued_on`; None: not there yet."""


class Order(NamedTuple):
    """`later` is not before `earlier`, where both are there; the same day will do."""

    later: str
    earlier: str
    rule: type[ProcedureRefusal]


ORDERS = (
    Order("file_received_on", "feedback", FileBeforeFeedback),
    Order("met_on", "feedback", MeetingTooEarly),
    Order("met_on", "legality_review", MeetingTooEarly),
    Order("issued_on", "met_on", IssueBeforeMeeting),
)


def dates_of(state: Consultation, **given: date | None) -> Dates:
    """The dates there are so far, with those given now."""
    known = {"feedback": state.answered_at, "legality_review": state.legality_reviewed_at}
    days = {name: local_date(at) if at else None for name, at in known.items()}
    return {**days, "met_on": state.met_on, **given}


def orders_broken(dates: Dates, later: str) -> Iterator[tuple[type[ProcedureRefusal], date]]:
    """The rules that the date of this name breaks, with the day that it may not stand before."""
    day = dates.get(later)
    for order in ORDERS:
        earlier = dates.get(order.earlier)
        if order.later == later and day and earlier and day < earlier:
            yield order.rule, earlier


def require_order(dates: Dates, later: str) -> None:
    """Raises the first rule that the date of this name breaks, at the field of that name."""
    for rule, day in orders_broken(dates, later):
        raise rule(field=later, day=day)
