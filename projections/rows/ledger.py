"""A row of `ledgers` while its events are folded: counted up and down with every event."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.enumerations import CommentStatus
from projections.rows.comment import CommentRow


class LedgerRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    consultation_id: UUID
    position: int = -1
    received: int = 0
    published: int = 0
    withheld: int = 0
    withdrawn: int = 0
    awaiting: int = 0
    covered: int = 0
    distinct_texts: int = 0
    points: int = 0
    events: int = 0
    uncovered: int = 0
    left_over: int = 0
    pending: int = 0
    unpublished: int = 0
    appealed: int = 0
    second_looks: int = 0
    to_erase: int = 0
    referred: int = 0
    grievances: int = 0
    grievances_waiting: int = 0
    grievances_in_time: int = 0
    grievances_late: int = 0
    feedback_published: bool = False
    withheld_by_reason: dict[str, int] = {}
    dispositions: str = "{}"

    def receive(self) -> int:
        """One more comment; answers with its number."""
        self.received += 1
        self.awaiting += 1
        return self.received

    def move(self, row: CommentRow, status: CommentStatus, reason: str | None) -> None:
        """The comment's status becomes `status`, for `reason`; every figure follows."""
        self._count(row, -1)
        row.status, row.reason = status, reason
        self._count(row, 1)

    def count_answers(self, status: str, in_points: int, covered: bool, pending: bool, by: int) -> None:
        """`by` more comments of this status that stand like this with the points."""
        if status == "published":
            self.uncovered += 0 if covered else by
            self.left_over += 0 if in_points else by
            self.unpublished += by if pending else 0
        if status in ("published", "withheld"):
            self.covered += by if covered else 0
            self.pending += by if pending else 0

    def count_waiting(self, row: CommentRow, by: int) -> None:
        """`by` more comments whose appeal, second look or erasure waits as that of `row` does."""
        self.appealed += by if row.appeal == "open" else 0
        self.second_looks += by if row.second_look else 0
        self.to_erase += by if row.erasure_requested is not None else 0

    def _count(self, row: CommentRow, by: int) -> None:
        match row.status:
            case "published":
                self.published += by
            case "withheld":
                self.withheld += by
                self._count_reason(str(row.reason), by)
            case "referred":
                self.referred += by
            case "withdrawn":
                self.withdrawn += by
            case _:
                self.awaiting += by
        self.count_answers(row.status, row.in_points, row.covered, row.pending, by)

    def _count_reason(self, reason: str, by: int) -> None:
        left = self.withheld_by_reason.pop(reason, 0) + by
        if left:
            self.withheld_by_reason[reason] = left


COLUMNS = LedgerRow.__struct_fields__
