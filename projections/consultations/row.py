"""A row of `consultations` while its events are folded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from projections.consultations.details import Details, decode_details, encode_details


class ConsultationRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    consultation_id: UUID
    started_at: datetime
    rules: str
    draft_version: int = 0
    materials: bool = False
    review_requested: bool = False
    reviews_passed: int = 0
    released: bool = False
    number: str | None = None
    published_position: int | None = None
    title: str | None = None
    division_id: str | None = None
    division_name: str | None = None
    regime: str | None = None
    matter_kind: str | None = None
    touches_operators: bool | None = None
    decision_organ: str | None = None
    proposer: str | None = None
    published_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    period_closed_at: datetime | None = None
    answer_due_on: date | None = None
    answered_at: datetime | None = None
    adopted_at: datetime | None = None
    ended_at: datetime | None = None
    ending_kind: str | None = None
    suspended_at: datetime | None = None
    terminated_at: datetime | None = None
    joint: list[str] = []
    asked: list[str] = []
    details: Details = msgspec.field(default_factory=Details)


COLUMNS = ConsultationRow.__struct_fields__


def loaded_row(record: Any) -> ConsultationRow:
    """A row as it stands in the table."""
    row = ConsultationRow(*record.values())
    row.details = decode_details(record["details"])
    return row


def stored(row: ConsultationRow) -> tuple[Any, ...]:
    """The row's values as the table takes them."""
    return (*msgspec.structs.astuple(row)[:-1], encode_details(row.details))
