"""How a decision stood when its feedback was published, or when it was adopted."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Handled(msgspec.Struct, frozen=True):
    """What is measured of it: another division may have it at the end of the batch. `warned`: of so many blanket answers."""

    division_id: str
    division_name: str
    period_closed_at: datetime | None
    answer_due_on: date | None
    warned: int
