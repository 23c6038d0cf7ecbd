"""A batch of events, and the rows that the projections share while they fold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from domain.calendar import local_date
from projections.rows.comment import CommentRow
from projections.rows.correction import CorrectionRow
from projections.rows.handled import Handled
from projections.rows.ledger import LedgerRow
from projections.rows.point import PointRow
from projections.rows.year import YearRow
from projections.search_words import IndexedText, indexed_text
from projections.source import PublicEvent


class SearchKey(msgspec.Struct, frozen=True):
    """The key of a search entry: a decision, comment or point, and a part of it."""

    subject: UUID
    kind: str
    part: str = ""


SearchEntries = dict[SearchKey, tuple[UUID, IndexedText] | None]


class Batch:
    """Events in the order of the log, and every row they touch. Rows are loaded and written by their own projections."""

    def __init__(self, events: Sequence[PublicEvent]) -> None:
        self.events = events
        self.ledgers: dict[UUID, LedgerRow] = {}
        self.years: dict[int, YearRow] = {}
        self.comments: dict[UUID, CommentRow] = {}
        self.points: dict[UUID, PointRow] = {}
        self.dissolved: dict[UUID, PointRow] = {}
        self.corrections: dict[int, CorrectionRow] = {}
        self.handled: dict[int, Handled] = {}
        self.closed_streams: list[UUID] = []
        self.published: dict[UUID, str] = {}
        self.ledger_figures: dict[int, tuple[int, int, int, int, int, int]] = {}
        self.search_entries: SearchEntries = {}

    def year_of(self, at: datetime) -> YearRow:
        """The row of the year (Beijing) in which `at` lies."""
        year = local_date(at).year
        return self.years.setdefault(year, YearRow(year))

    def index(self, at: SearchKey, consultation_id: UUID, *texts: str | None) -> str:
        """Replace the search entry under this key by one for these texts; answers with their bodies, apart by spaces."""
        found = indexed_text(*filter(None, texts))
        self.search_entries[at] = (consultation_id, found) if found.han or found.words else None
        return found.bodies
