"""A row of `years` while events are counted."""

from __future__ import annotations

import msgspec


class YearRow(msgspec.Struct):
    """One row of `years`."""

    year: int
    published: int = 0
    received: int = 0
