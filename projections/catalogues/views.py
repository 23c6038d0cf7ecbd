"""Views of a catalogue of decision matters: its matters with the decisions they lead to, and its adjustments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.catalogue.values import CatalogueMatter
from domain.enumerations import AdjustmentKind, ConsultationState

NOT_BEGUN = "not_begun"


class MatterDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A published decision about a matter; `number`: its public number."""

    id: UUID
    number: str
    title: str | None
    state: ConsultationState


class MatterView(msgspec.Struct, frozen=True, kw_only=True):
    """A matter as it stands. `gone`: removed or carried over; `decisions`: the last published first."""

    number: int
    matter: CatalogueMatter
    gone: AdjustmentKind | None
    decisions: tuple[MatterDecision, ...]

    @property
    def state(self) -> str:
        """What the public is told of it: gone, not begun, or the state of its decision. What is in preparation is not public."""
        if self.gone is not None:
            return str(self.gone)
        return str(self.decisions[0].state) if self.decisions else NOT_BEGUN


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a published catalogue."""

    number: int
    kind: AdjustmentKind
    before: CatalogueMatter | None
    after: CatalogueMatter | None
    reason: str


class AdjustmentView(msgspec.Struct, frozen=True, kw_only=True):
    """The n-th adjustment of the year, with its changes in order of number."""

    adjustment: int
    at: datetime
    position: int
    changes: tuple[ChangeView, ...]


class CatalogueView(msgspec.Struct, frozen=True, kw_only=True):
    """A published catalogue; matters by number, adjustments the last first. `next_change`: when the
    time alone changes the state of a decision."""

    year: int
    published_at: datetime
    position: int
    matters: tuple[MatterView, ...]
    adjustments: tuple[AdjustmentView, ...]
    next_change: datetime | None

    @property
    def standing(self) -> tuple[MatterView, ...]:
        """Without those that are gone."""
        return tuple(each for each in self.matters if each.gone is None)
