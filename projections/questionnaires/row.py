"""A row of `questionnaires` while its events are folded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class QuestionnaireRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    questionnaire_id: UUID
    consultation_id: UUID
    position: int
    number: int | None = None
    form: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reason: str | None = None
    closed: bool = False
    responses: int = 0
    counted: int = 0
    remaining: int | None = None
    figures_at: datetime | None = None
    spread: str | None = None


COLUMNS = QuestionnaireRow.__struct_fields__


def loaded_row(record: Any) -> QuestionnaireRow:
    """A row as it stands in the table."""
    return QuestionnaireRow(*(record[name] for name in COLUMNS))
