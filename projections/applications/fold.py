"""What each event of an application's stream does to its row."""

from __future__ import annotations

from collections.abc import Sequence

from domain.application.events import (
    ApplicationAdmitted,
    ApplicationDeclined,
    ApplicationErased,
    ApplicationInvited,
    ApplicationListed,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from domain.enumerations import ApplicationStatus
from domain.event import Event
from domain.sealing import value_or_none
from projections.applications.row import ApplicationRow

FOLDED = (
    *(ApplicationWithdrawn, ApplicationAdmitted, ApplicationInvited),
    *(ApplicationDeclined, ApplicationListed, ApplicationErased),
)


def fold(row: ApplicationRow, event: Event, opened: Sequence[Event]) -> None:
    """Apply one event after the first. `opened`: what it opens in earlier ones."""
    row.version = event.originator_version
    match event:
        case ApplicationWithdrawn():
            row.status = ApplicationStatus.WITHDRAWN
        case ApplicationAdmitted(rank=rank):
            row.status, row.rank = ApplicationStatus.ADMITTED, rank
        case ApplicationInvited(reason=reason):
            row.status, row.reason = ApplicationStatus.INVITED, value_or_none(reason)
        case ApplicationDeclined():
            row.status = ApplicationStatus.DECLINED
        case ApplicationListed():
            row.name = _name(opened)
        case ApplicationErased():
            _erase(row)


def _name(opened: Sequence[Event]) -> str | None:
    names = (value_or_none(each.name) for each in opened if isinstance(each, ApplicationSubmitted))
    return next(names, None)


def _erase(row: ApplicationRow) -> None:
    row.erased, row.name, row.reason = True, None, None
    if row.status == ApplicationStatus.WAITING:
        row.status = ApplicationStatus.WITHDRAWN
