"""A row of `corrections` while its events are folded; the old value is not kept where it was closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

_encode = msgspec.json.Encoder(order="sorted").encode


class CorrectionRow(msgspec.Struct):
    """Fields in the order of the table's columns; `old` and `new` are JSON."""

    position: int
    consultation_id: UUID
    at: datetime
    stream: UUID
    version: int
    topic: str | None
    field: str
    closes_original: bool
    old: str
    new: str
    reason: str | None

    def applied(self, topic: str, old: object) -> None:
        """The value of an event of `topic` was shown until now; it stays on record unless it is closed."""
        self.topic = topic
        if not self.closes_original:
            self.old = _encode(old).decode()


COLUMNS = CorrectionRow.__struct_fields__
