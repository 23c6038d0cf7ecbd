"""The events of a catalogue of decision matters: one stream for each year."""

from __future__ import annotations

from uuid import UUID

from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.event import Event, topic
from domain.sealing import Sealed, SealedNever

CATALOGUES = UUID(int=0xCA7A)
"""The `consultation_id` of every event of a catalogue: it is about no single decision."""


@topic("catalogue-prepared.v1")
class CataloguePrepared(Event, frozen=True, kw_only=True):
    """拟订目录: all matters of the year as they stand from now on, before publication."""

    year: int
    matters: Sealed[tuple[CatalogueMatter, ...]]


@topic("catalogue-submitted.v1")
class CatalogueSubmitted(Event, frozen=True, kw_only=True):
    """报送目录: handed over for publication as it stands."""


@topic("catalogue-published.v1")
class CataloguePublished(Event, frozen=True, kw_only=True):
    """公布目录 ([713] art. 3) by a second person: opens the matters as last prepared. `matters`: how many there are."""

    year: int
    matters: int


@topic("adjustment-prepared.v1")
class AdjustmentPrepared(Event, frozen=True, kw_only=True):
    """拟订目录调整: all changes as they stand from now on, each with its public reason; none, where they were given up."""

    changes: Sealed[tuple[MatterChange, ...]]


@topic("catalogue-adjusted.v1")
class CatalogueAdjusted(Event, frozen=True, kw_only=True):
    """调整目录 by a second person: opens the changes as last prepared. `number`: the n-th adjustment of the year, from 1."""

    number: int
    changes: int


@topic("matter-linked.v1")
class MatterLinked(Event, frozen=True, kw_only=True):
    """关联决策: a decision (its id) is about the matter of this number, or no longer about any; said with `matter-named`.

    Stays closed: what is in preparation is not public. With its call the decision itself says which matter it is about.
    """

    decision: SealedNever[str]
    matter: SealedNever[int | None]
