"""A row of `points` while its events are folded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.values import DispositionText


class EarlierDisposition(msgspec.Struct, frozen=True, kw_only=True):
    """A published answer that was superseded at `superseded_at`, for the reason `why`; it stays visible.

    `version`: of the point's event that drafted it; `position`: where it was published.
    """

    version: int
    disposition: DispositionText | None
    position: int
    superseded_at: datetime
    why: str | None


_disposition = msgspec.json.Decoder(DispositionText | None)
_earlier = msgspec.json.Decoder(tuple[EarlierDisposition, ...])
_encode = msgspec.json.Encoder(order="sorted").encode


class PointRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    point_id: UUID
    consultation_id: UUID
    number: int
    position: int
    articles: tuple[str, ...]
    answered: bool = False
    published: bool = False
    summary: str | None = None
    summary_version: int | None = None
    kind: str | None = None
    disposition: DispositionText | None = None
    disposition_version: int | None = None
    disposition_position: int | None = None
    earlier: tuple[EarlierDisposition, ...] = ()
    comments: int = 0
    supplement: int = 0
    distinct_texts: int = 0

    def answer(self, disposition: DispositionText | None, version: int, position: int) -> None:
        """`disposition` (None where closed), drafted in `version` of the point's stream, is shown from `position` on."""
        self.disposition, self.kind = disposition, disposition.kind if disposition else None
        self.disposition_version, self.disposition_position = version, position


COLUMNS = PointRow.__struct_fields__


def loaded_row(record: Any) -> PointRow:
    """A row as it stands in the table."""
    row = PointRow(*record.values())
    row.articles = tuple(record["articles"])
    row.disposition = _disposition.decode(record["disposition"])
    row.earlier = _earlier.decode(record["earlier"])
    return row


def stored(row: PointRow) -> tuple[Any, ...]:
    """The row's values as the table takes them."""
    values = [getattr(row, name) for name in COLUMNS]
    values[DISPOSITION] = _encode(row.disposition).decode()
    values[EARLIER] = _encode(row.earlier).decode()
    return tuple(values)


DISPOSITION, EARLIER = COLUMNS.index("disposition"), COLUMNS.index("earlier")
