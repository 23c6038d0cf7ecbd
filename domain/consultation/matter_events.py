"""Which matter of the catalogue of decision matters a decision is about."""

from __future__ import annotations

import msgspec

from domain.event import Event, topic
from domain.sealing import Sealed


class CataloguePlace(msgspec.Struct, frozen=True):
    """The matter of this number in the catalogue of this year, or (both None) the reason why the decision is in none."""

    year: int | None = None
    matter: int | None = None
    reason: str | None = None


@topic("matter-named.v1")
class MatterNamed(Event, frozen=True, kw_only=True):
    """对应目录事项 ([713] art. 3): said with the call; named again, the last one counts."""

    place: Sealed[CataloguePlace]
