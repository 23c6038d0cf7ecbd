"""A batch of events on its way into the tables, and the rows it shares between projections while they are folded."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from projections.comments.ledger_row import LedgerRow
from projections.comments.row import CommentRow
from projections.consultations.correction_row import CorrectionRow
from projections.figures.row import YearRow
from projections.points.row import PointRow
from projections.search.words import Entry, entry
from projections.source import PublicEvent


class FoundAt(msgspec.Struct, frozen=True):
    """Where something can be found: a decision, comment or point, and a part of it."""

    subject: UUID
    kind: str
    part: str = ""


Found = dict[FoundAt, tuple[UUID, Entry] | None]


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
        self.closed_streams: list[UUID] = []
        self.published: dict[UUID, str] = {}
        self.then: dict[int, tuple[int, int, int, int, int]] = {}
        self.found: Found = {}

    def find(self, at: FoundAt, consultation_id: UUID, *texts: str | None) -> str:
        """From now on these texts are found there, and nothing else; answers with their bodies, apart by spaces."""
        found = entry(*filter(None, texts))
        self.found[at] = (consultation_id, found) if found.han or found.words else None
        return found.bodies
