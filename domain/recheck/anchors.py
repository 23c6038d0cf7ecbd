"""Anchors, checked again on the record: once for each occasion, when it was due. (The time stamps themselves: consult.audit.)"""

from __future__ import annotations

from collections.abc import Iterator

from domain.anchor.anchors import WHOLE_LOG, anchor_stream
from domain.anchor.events import AnchorRecorded
from domain.calendar import local_date
from domain.consultation.events import PeriodClosed
from domain.enumerations import Occasion
from domain.event import Event
from domain.recheck.record import Record


def anchor_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that an anchor breaks after what is on `record`."""
    if not isinstance(event, AnchorRecorded):
        return
    own = event.originator_id == anchor_stream(event.consultation_id)
    whole_log = event.consultation_id == WHOLE_LOG
    due = _daily_due(record, event) if whole_log else _occasion_due(record, event)
    if not own or not due or whole_log != (event.occasion == Occasion.DAILY):
        yield "AnchorNotDue"


def _daily_due(record: Record, event: AnchorRecorded) -> bool:
    earlier = record.last(AnchorRecorded)
    return earlier is None or local_date(earlier.timestamp) < local_date(event.timestamp)


def _occasion_due(record: Record, event: AnchorRecorded) -> bool:
    published, closes_at, sealed = record.published, record.closes_at, record.last(PeriodClosed)
    if published is None or closes_at is None or any(one.occasion == event.occasion for one in record.all(AnchorRecorded)):
        return False
    match event.occasion:
        case Occasion.OPENING:
            return sealed is None and published.opens_at <= event.timestamp < closes_at
        case Occasion.CLOSING:
            return sealed is None and event.timestamp >= closes_at
        case _:
            return sealed is not None
