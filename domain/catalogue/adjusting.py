"""A published catalogue is adjusted: changes are prepared, each with its public reason, and published by another person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.access import Actor, Role, require_role
from domain.catalogue.checks import (
    checked_matter,
    checked_reason,
    refuse_title_twice,
    refuse_unknown_origin,
    require_carried_over,
    require_room,
    require_standing,
)
from domain.catalogue.events import AdjustmentPrepared, CatalogueAdjusted
from domain.catalogue.refusals import (
    CatalogueNotPublished,
    MatterLeadsToDecision,
    MatterUnchanged,
    MatterUnknown,
    NothingToAdjust,
    SamePersonAdjusts,
)
from domain.catalogue.state import Catalogue, adjusted
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.enumerations import AdjustmentKind
from domain.event import next_fields

Leads = Mapping[int, bool]
"""The matters that a decision is about which has not ended, and whether its call is published."""


def prepare_change(
    catalogue: Catalogue,
    kind: AdjustmentKind,
    number: int | None,
    matter: CatalogueMatter | None,
    reason: str,
    *,
    leads: Leads,
    before: Catalogue,
    actor: Actor,
    at: datetime,
) -> AdjustmentPrepared:
    """拟订调整: one more change, in place of an earlier one of the same matter. `before`: the catalogue of the year before.

    `number`, `matter`: the one that the kind asks for, both for a change; the number of an added one writes over it.
    Raises CatalogueNotPublished, MatterUnknown, MatterGone, MatterTitleTwice, CatalogueFull, MatterUnchanged,
    MatterLeadsToDecision, CarriedFromUnknown, ReasonTooShort.
    """
    _require_published(catalogue, Role.DRAFTER, actor)
    why, clean, after = checked_reason(reason), _matter(kind, matter), _after(catalogue)
    if kind == AdjustmentKind.ADDED:
        place = _place_of_added(catalogue, number, len(after))
    else:
        place = number or 0
        if clean == require_standing(catalogue, place):
            raise MatterUnchanged(field="title")
        refuse_led(kind, place, leads)
    if clean is not None:
        refuse_title_twice(clean, place, after)
        refuse_unknown_origin(clean, place, after, before)
    others = [change for change in catalogue.pending if change.number != place]
    return _prepared(catalogue, [*others, MatterChange(kind=kind, number=place, matter=clean, reason=why)], actor, at)


def _place_of_added(catalogue: Catalogue, number: int | None, standing: int) -> int:
    """That of one prepared before, or the next. Raises MatterUnknown, CatalogueFull."""
    if number is None:
        require_room(standing)
        return len(adjusted(catalogue.all_matters, catalogue.pending)) + 1
    if not any(change.kind == AdjustmentKind.ADDED and change.number == number for change in catalogue.pending):
        raise MatterUnknown
    return number


def _matter(kind: AdjustmentKind, matter: CatalogueMatter | None) -> CatalogueMatter | None:
    if kind not in (AdjustmentKind.ADDED, AdjustmentKind.CHANGED):
        return None
    if matter is None:
        raise MatterUnknown
    return checked_matter(matter)


def refuse_led(kind: AdjustmentKind, number: int, leads: Leads) -> None:
    """Raises MatterLeadsToDecision."""
    led, public = number in leads, leads.get(number, False)
    if (kind == AdjustmentKind.REMOVED and led) or (kind == AdjustmentKind.CARRIED_OVER and public):
        raise MatterLeadsToDecision(number=number)


def drop_change(catalogue: Catalogue, number: int, *, actor: Actor, at: datetime) -> AdjustmentPrepared:
    """撤销拟订的调整 of this matter; added ones after it move up.

    Raises CatalogueNotPublished, MatterUnknown; MatterTitleTwice where its title has been given to another since.
    """
    _require_published(catalogue, Role.DRAFTER, actor)
    left = [change for change in catalogue.pending if change.number != number]
    if len(left) == len(catalogue.pending):
        raise MatterUnknown
    last = len(catalogue.all_matters)
    moved = [replace(each, number=each.number - 1) if each.number > max(number, last) else each for each in left]
    if number <= last:
        after = _after(replace(catalogue, changes=tuple(moved)))
        refuse_title_twice(after[number], number, after)
    return _prepared(catalogue, moved, actor, at)


def adjust_catalogue(
    catalogue: Catalogue, following: Catalogue, *, leads: Leads, actor: Actor, at: datetime
) -> CatalogueAdjusted:
    """公布调整 ([713] art. 3 §3) by another person than those who prepared it. `following`: the catalogue of the next year.

    Raises NothingToAdjust, SamePersonAdjusts, MatterLeadsToDecision; CarriedOverMissing where the next year's is published.
    """
    _require_published(catalogue, Role.RELEASER, actor)
    changes = catalogue.pending
    if not changes:
        raise NothingToAdjust
    if str(actor.id) in catalogue.changed_by:
        raise SamePersonAdjusts
    for change in changes:
        refuse_led(change.kind, change.number, leads)
    event = CatalogueAdjusted(number=catalogue.adjustments + 1, changes=len(changes), **next_fields(catalogue, actor, at))
    if following.published_at is not None:
        moved = {each.number: each.kind for each in changes if each.kind == AdjustmentKind.CARRIED_OVER}
        require_carried_over(replace(catalogue, gone={**catalogue.gone, **moved}), following.standing())
    return event


def _after(catalogue: Catalogue) -> dict[int, CatalogueMatter]:
    """The matters as they would stand after the changes prepared so far."""
    gone = {change.number for change in catalogue.pending if change.matter is None} | set(catalogue.gone)
    matters = adjusted(catalogue.all_matters, catalogue.pending)
    return {number: matter for number, matter in enumerate(matters, 1) if number not in gone}


def _prepared(catalogue: Catalogue, changes: Sequence[MatterChange], actor: Actor, at: datetime) -> AdjustmentPrepared:
    ordered = tuple(sorted(changes, key=lambda change: change.number))
    return AdjustmentPrepared(changes=ordered, **next_fields(catalogue, actor, at))


def _require_published(catalogue: Catalogue, role: Role, actor: Actor) -> None:
    require_role(actor, role)
    if catalogue.published_at is None:
        raise CatalogueNotPublished
