"""Rows of `undertakings` and `undertaking_steps` while their events are folded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

Words = dict[str, str | None]
_encode = msgspec.json.Encoder(order="deterministic").encode
_findings = msgspec.json.Decoder(dict[str, date])


class UndertakingRow(msgspec.Struct):
    """Fields in the order of the table's columns, but for the last one, which follows from them."""

    undertaking_id: UUID
    consultation_id: UUID
    position: int
    number: int
    division_id: str | None
    unit_id: str | None
    unit_name: str | None
    limit_on: date
    words_version: int
    measures: str | None
    responsible: str | None
    set_at: datetime
    updated_at: datetime
    reported_at: datetime | None = None
    progress_version: int | None = None
    progress: str | None = None
    effect: str | None = None
    next_steps: str | None = None
    carried_out: str | None = None
    problems: int = 0
    inspections: int = 0
    findings: dict[str, date] = {}
    findings_due: date | None = None
    completed_at: datetime | None = None
    completed_version: int | None = None
    completed_effect: str | None = None

    @property
    def is_open(self) -> bool:
        return self.completed_at is None


COLUMNS = (*UndertakingRow.__struct_fields__, "is_open")


def loaded_row(record: Any) -> UndertakingRow:
    """A row as it stands in the table."""
    facts = {name: record[name] for name in UndertakingRow.__struct_fields__}
    return UndertakingRow(**{**facts, "findings": _findings.decode(record["findings"])})


def stored(row: UndertakingRow) -> tuple[Any, ...]:
    """The row's values as the table takes them."""
    facts = {name: getattr(row, name) for name in COLUMNS}
    return tuple({**facts, "findings": _encode(row.findings).decode()}.values())


class StepRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    undertaking_id: UUID
    version: int
    consultation_id: UUID
    position: int
    at: datetime
    kind: str
    words: Words


STEP_COLUMNS = StepRow.__struct_fields__
_words = msgspec.json.Decoder(Words)


def loaded_step(record: Any) -> StepRow:
    facts = {name: record[name] for name in STEP_COLUMNS}
    return StepRow(**{**facts, "words": _words.decode(record["words"])})


def stored_step(step: StepRow) -> tuple[Any, ...]:
    return (*msgspec.structs.astuple(step)[:-1], _encode(step.words).decode())
