"""Grievances made of a comment, beside one and alone, for the tests."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.comment.state import Comment
from domain.enumerations import Channel, GrievanceChannel, GrievanceOutcome
from domain.event import Event
from domain.grievance import registration
from domain.grievance.events import GrievanceRegistered
from domain.grievance.handling import close_grievance, forward_grievance
from domain.grievance.state import Grievance, evolve
from tests.domain.calendars import calendar
from tests.domain.comment import examples as given

CALENDAR = calendar()
GRIEVANCE = UUID(int=77)
BY: dict[str, Any] = {"actor": given.SCREENER, "at": given.DURING}


def referral(
    comment: Comment, *, in_points: int = 0, reason: str = "只反映摊位费收据纠纷。", **by: Any
) -> tuple[Any, GrievanceRegistered]:
    facts: dict[str, Any] = {"grievance_id": GRIEVANCE, "reason": reason, "in_points": in_points, "calendar": CALENDAR}
    return registration.refer_comment(comment, given.opened(), **facts, **{**BY, **by})


def referred(**changes: Any) -> tuple[Comment, Grievance]:
    """A comment that was referred, and the grievance."""
    comment = given.comment(**changes)
    own, other = referral(comment)
    return given.after(comment, own), evolve(None, other)


def alone(received_on: date = date(2026, 11, 5), **changes: Any) -> GrievanceRegistered:
    facts: dict[str, Any] = {"channel": Channel.PHONE, "text": "摊位费多收了两个月。", "name": None, "contact": None}
    facts |= {"received_on": received_on, "grievance_id": GRIEVANCE, "calendar": CALENDAR, **BY, **changes}
    return registration.register_grievance(given.opened(), **facts)


def forwarded(grievance: Grievance, **by: Any) -> Event:
    words: dict[str, Any] = {"to": GrievanceChannel.HOTLINE, "organ": "12315热线", "told": "请向市场监管部门提出。"}
    return forward_grievance(grievance, given.opened(), **{**words, **BY, **by})


def closed(grievance: Grievance, **by: Any) -> Event:
    words: dict[str, Any] = {"outcome": GrievanceOutcome.ANSWERED, "answer": "多收的已经退回。"}
    return close_grievance(grievance, given.opened(), **{**words, **BY, **by})
