"""What each event does to the row of a grievance, and to the counts of its decision."""

from __future__ import annotations

from datetime import datetime

from domain.calendar import local_date
from domain.enumerations import GrievanceStatus
from domain.event import Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceTakenBack
from projections.grievances.row import GrievanceRow
from projections.rows.ledger import LedgerRow

FOLDED = (GrievanceForwarded, GrievanceClosed, GrievanceTakenBack)


def fold(row: GrievanceRow, ledger: LedgerRow, event: Event) -> None:
    """Apply one event of the grievance's stream after its registration."""
    count(row, ledger, -1)
    match event:
        case GrievanceForwarded(to=to):
            row.status, row.forwarded_to = GrievanceStatus.FORWARDED, to
            _told(row, event.timestamp)
        case GrievanceClosed(outcome=outcome):
            row.status, row.outcome = GrievanceStatus.CLOSED, outcome
            _told(row, event.timestamp)
        case GrievanceTakenBack():
            row.status = GrievanceStatus.TAKEN_BACK
    count(row, ledger, 1)


def count(row: GrievanceRow, ledger: LedgerRow, by: int) -> None:
    """`by` more grievances that stand as this one does; what was taken back is none."""
    if not row.standing:
        return
    ledger.grievances += by
    if row.told_on is None:
        ledger.grievances_waiting += by
    elif row.told_on <= row.due_on:
        ledger.grievances_in_time += by
    else:
        ledger.grievances_late += by


def _told(row: GrievanceRow, at: datetime) -> None:
    row.told_on = row.told_on or local_date(at)
