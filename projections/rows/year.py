"""A row of `years` while events are counted."""

from __future__ import annotations

import msgspec


class YearRow(msgspec.Struct):
    """One row of `years`, in the order of its columns."""

    year: int
    published: int = 0
    received: int = 0
    grievances: int = 0
    grievances_waiting: int = 0
    grievances_in_time: int = 0
    grievances_late: int = 0


COLUMNS = YearRow.__struct_fields__
