"""Decides when an anchor is due, from what is in the log, and records one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from domain.anchor.events import AnchorRecorded
from domain.anchor.refusals import AnchorNotDue, TimeStampOutOfStep
from domain.calendar import local_date
from domain.enumerations import Occasion
from domain.event import CLOCK, next_fields

WHOLE_LOG = UUID(int=0)
"""The `consultation_id` of an anchor that is about the whole log."""

MAX_CLOCK_DIFFERENCE = timedelta(seconds=10)
LATEST_AFTER_CLOSE = timedelta(days=7)
"""How long after the close its anchor may still be recorded; later it would say little more than the daily ones."""


def anchor_stream(consultation_id: UUID) -> UUID:
    """The stream of the anchors of a decision, or of the whole log."""
    return uuid5(consultation_id, "anchors")


class Anchors(msgspec.Struct, frozen=True):
    """The state of one stream of anchors: its version, and when each occasion was last anchored."""

    consultation_id: UUID
    version: int = 0
    recorded: dict[Occasion, datetime] = {}

    @property
    def id(self) -> UUID:
        return anchor_stream(self.consultation_id)


class Period(msgspec.Struct, frozen=True):
    """A published period, as far as anchoring depends on it.

    `sealed`: its sealing event is recorded; `ended`: the decision ended without adoption.
    """

    opens_at: datetime
    closes_at: datetime
    sealed: bool = False
    ended: bool = False


class VerifiedTimeStamp(msgspec.Struct, frozen=True):
    """A time stamp that was checked: of which checkpoint, by whom, when, and how exact it says it is."""

    size: int
    root: bytes
    authority: str
    at: datetime
    accuracy: timedelta
    token: bytes


def occasion_due(anchors: Anchors, period: Period, at: datetime) -> Occasion | None:
    """The occasion that a decision's period is to be anchored for at `at`, if any. What was missed stays missed, but the close.

    While open: `opening`. From the close to the sealing event: `closing`. After it, for a week: `closed`.
    """
    if period.ended or at < period.opens_at:
        return None
    if period.sealed:
        due = Occasion.CLOSED if at < period.closes_at + LATEST_AFTER_CLOSE else None
    else:
        due = Occasion.OPENING if at < period.closes_at else Occasion.CLOSING
    return due if due not in anchors.recorded else None


def daily_due(anchors: Anchors, at: datetime, *, grown: bool) -> bool:
    """Whether the whole log is to be anchored: once a calendar day in Beijing, if it has `grown` since any last anchor."""
    last = anchors.recorded.get(Occasion.DAILY)
    return grown and (last is None or local_date(last) < local_date(at))


def record_anchor(anchors: Anchors, due: Occasion | None, stamped: VerifiedTimeStamp, *, at: datetime) -> AnchorRecorded:
    """时间锚定, by the clock. `due`: the occasion due at `at`. Raises AnchorNotDue, TimeStampOutOfStep."""
    if due is None:
        raise AnchorNotDue
    if abs(stamped.at - at) > MAX_CLOCK_DIFFERENCE + stamped.accuracy:
        raise TimeStampOutOfStep
    return AnchorRecorded(
        occasion=due,
        size=stamped.size,
        root=stamped.root,
        stamped_at=stamped.at,
        authority=stamped.authority,
        token=stamped.token,
        **next_fields(anchors, CLOCK, at),
    )
