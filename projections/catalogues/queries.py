"""Queries on catalogues of decision matters: they cost what one catalogue holds, however many decisions there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec

from domain.catalogue.values import CatalogueMatter
from domain.enumerations import AdjustmentKind
from projections.catalogues.views import AdjustmentView, CatalogueView, ChangeView, MatterDecision, MatterView
from projections.consultations.status import state_of_row

__all__ = ["AdjustmentView", "CatalogueView", "ChangeView", "MatterDecision", "MatterView", "catalogue", "catalogue_years"]

YEARS = "SELECT year FROM read.catalogues ORDER BY year DESC"
ONE = "SELECT year, published_at, position FROM read.catalogues WHERE year = $1"
MATTERS = "SELECT * FROM read.catalogue_matters WHERE year = $1 ORDER BY number"
CHANGES = "SELECT * FROM read.catalogue_changes WHERE year = $1 ORDER BY adjustment DESC, number"
DECISIONS = """
SELECT m.number AS matter, c.consultation_id, c.number, c.title, c.opens_at, c.closes_at, c.answered_at, c.adopted_at, c.ended_at,
    c.suspended_at, c.terminated_at
FROM read.matter_decisions m JOIN read.consultations c USING (consultation_id) WHERE m.year = $1
ORDER BY m.number, m.position DESC
"""
_decode = msgspec.json.Decoder(CatalogueMatter | None).decode


async def catalogue_years(db: Any) -> tuple[int, ...]:
    """Years whose catalogue is published, the latest first."""
    return tuple(row["year"] for row in await db.fetch(YEARS))


async def catalogue(db: Any, year: int, now: datetime) -> CatalogueView | None:
    """The catalogue of this year with where its matters are at `now`; None where it is not published."""
    row = await db.fetchrow(ONE, year) if 0 < year < 2**31 else None
    if row is None:
        return None
    decisions = await db.fetch(DECISIONS, year)
    about: dict[int, list[MatterDecision]] = defaultdict(list)
    for each in decisions:
        about[each["matter"]].append(_decision(each, now))
    return CatalogueView(
        **row,
        matters=tuple(_matter(each, about[each["number"]]) for each in await db.fetch(MATTERS, year)),
        adjustments=_adjustments(await db.fetch(CHANGES, year)),
        next_change=min((at for each in decisions for at in (each["opens_at"], each["closes_at"]) if at > now), default=None),
    )


def _decision(row: Mapping[str, Any], now: datetime) -> MatterDecision:
    state = state_of_row(row, now)
    return MatterDecision(id=row["consultation_id"], number=row["number"], title=row["title"], state=state)


def _matter(row: Mapping[str, Any], decisions: Sequence[MatterDecision]) -> MatterView:
    matter = msgspec.convert({name: row[name] for name in CatalogueMatter.__struct_fields__}, CatalogueMatter)
    gone = AdjustmentKind(row["gone"]) if row["gone"] else None
    return MatterView(number=row["number"], matter=matter, gone=gone, decisions=tuple(decisions))


def _adjustments(rows: Sequence[Mapping[str, Any]]) -> tuple[AdjustmentView, ...]:
    grouped = [(number, list(changes)) for number, changes in groupby(rows, key=lambda row: row["adjustment"])]
    return tuple(
        AdjustmentView(
            adjustment=number,
            at=changes[0]["at"],
            position=changes[0]["position"],
            changes=tuple(_change(change) for change in changes),
        )
        for number, changes in grouped
    )


def _change(row: Mapping[str, Any]) -> ChangeView:
    before, after = _decode(row["before"]), _decode(row["after"])
    return ChangeView(number=row["number"], kind=AdjustmentKind(row["kind"]), before=before, after=after, reason=row["reason"])
