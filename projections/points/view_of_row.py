"""From database records to the view of a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.values import DispositionText
from projections.points.views import PointView
from projections.rows.point import EarlierDisposition

_disposition = msgspec.json.Decoder(DispositionText | None)
_earlier = msgspec.json.Decoder(tuple[EarlierDisposition, ...])


def point_view(row: Mapping[str, Any]) -> PointView:
    """The view of a row of `points` with `comment_numbers`, and how many comments it has `gathered`."""
    return PointView(
        id=row["point_id"],
        consultation_id=row["consultation_id"],
        number=row["number"],
        position=row["position"],
        articles=tuple(row["articles"]),
        summary=row["summary"],
        answered=row["answered"],
        published=row["published"],
        disposition=_disposition.decode(row["disposition"]),
        disposition_position=row["disposition_position"],
        earlier=_earlier.decode(row["earlier"]),
        comment_numbers=tuple(row["comment_numbers"]),
        comment_count=row["gathered"],
        supplement=row["supplement"],
    )
