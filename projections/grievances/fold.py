"""What each event does to the row of a grievance, and to the counts of its decision and year."""

from __future__ import annotations

from datetime import datetime

from domain.calendar import local_date
from domain.enumerations import GrievanceStatus
from domain.event import Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceTakenBack
from projections.grievances.row import GrievanceRow
from projections.rows.ledger import LedgerRow
from projections.rows.year import YearRow

Counts = tuple[LedgerRow, YearRow]
"""Those of its decision, and of the year of its registration."""
FOLDED = (GrievanceForwarded, GrievanceClosed, GrievanceTakenBack)


def fold(row: GrievanceRow, counts: Counts, event: Event) -> None:
    """Apply one event of the grievance's stream after its registration."""
    count(row, counts, -1)
    match event:
        case GrievanceForwarded(to=to):
            row.status, row.forwarded_to = GrievanceStatus.FORWARDED, to
            _told(row, event.timestamp)
        case GrievanceClosed(outcome=outcome):
            row.status, row.outcome = GrievanceStatus.CLOSED, outcome
            _told(row, event.timestamp)
        case GrievanceTakenBack():
            row.status = GrievanceStatus.TAKEN_BACK
    count(row, counts, 1)


def count(row: GrievanceRow, counts: Counts, by: int) -> None:
    """`by` more grievances that stand as this one does; what was taken back is none."""
    for each in counts if row.standing else ():
        _count(row, each, by)


def _count(row: GrievanceRow, ledger: LedgerRow | YearRow, by: int) -> None:
    ledger.grievances += by
    if row.told_on is None:
        ledger.grievances_waiting += by
    elif row.told_on <= row.due_on:
        ledger.grievances_in_time += by
    else:
        ledger.grievances_late += by


def _told(row: GrievanceRow, at: datetime) -> None:
    row.told_on = row.told_on or local_date(at)
