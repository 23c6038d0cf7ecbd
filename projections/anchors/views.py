"""Views of anchors."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.anchor.anchors import Anchors, Period
from domain.enumerations import Occasion


class AnchorView(msgspec.Struct, frozen=True):
    """An anchor: the first `size` entries of the log existed at `stamped_at`; it stands at `position`."""

    position: int
    occasion: Occasion
    size: int
    stamped_at: datetime
    authority: str


class TimeBounds(msgspec.Struct, frozen=True):
    """Between which anchors an entry lies: the last one before it, the first one that covers it."""

    after: AnchorView | None
    before: AnchorView | None


class PeriodToAnchor(msgspec.Struct, frozen=True):
    """A published decision for which an anchor may be due."""

    consultation_id: UUID
    period: Period
    anchors: Anchors
