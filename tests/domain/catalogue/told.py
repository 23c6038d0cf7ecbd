"""A catalogue told event by event, with the people who do it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.catalogue import adjusting, preparing
from domain.catalogue.state import Catalogue, evolve
from domain.catalogue.values import CatalogueMatter
from domain.enumerations import AdjustmentKind, MatterKind
from domain.event import Event

AT = datetime(2026, 2, 3, 1, tzinfo=UTC)
DRAFTER, SECOND_DRAFTER, RELEASER, BOTH, NOBODY = (
    Actor(UUID(int=900 + number), division, roles)
    for number, (division, roles) in enumerate(
        (
            ("market", frozenset({Role.DRAFTER})),
            ("ports", frozenset({Role.DRAFTER})),
            ("ports", frozenset({Role.RELEASER})),
            ("market", frozenset({Role.DRAFTER, Role.RELEASER})),
            ("market", frozenset(Role) - {Role.DRAFTER, Role.RELEASER}),
        )
    )
)
WHY = "上级部署有变化，本项不再由本局决定。"
NEXT, BEFORE = Catalogue(year=2027), Catalogue(year=2025)
ADDED, CHANGED, REMOVED, CARRIED = AdjustmentKind
matter = partial(
    CatalogueMatter,
    title="早市设置和管理办法",
    undertaker="市场建设处",
    first_month=1,
    last_month=3,
    matter_kind=MatterKind.PUBLIC_POLICY,
    basis="关系群众日常生活，来信集中。",
)


def then(state: Catalogue, *events: Event) -> Catalogue:
    for event in events:
        assert event.originator_version == state.version + 1  # type: ignore[attr-defined]
        state = evolve(state, event)
    return state


def entered(state: Catalogue, *matters: CatalogueMatter, before: Catalogue = BEFORE, by: Actor = DRAFTER) -> Catalogue:
    for each in matters:
        state = then(state, preparing.enter_matter(state, each, None, before, actor=by, at=AT))
    return state


def submitted(state: Catalogue) -> Catalogue:
    return then(state, preparing.submit_catalogue(state, actor=DRAFTER, at=AT))


def published(year: int = 2026, *, before: Catalogue = BEFORE, **more: Any) -> Catalogue:
    """Three matters, handed over and published."""
    first = [
        matter(**more),
        matter(title="夜市设置办法", hearing=True),
        matter(title="菜市场改造规划", matter_kind=MatterKind.PLAN),
    ]
    state = submitted(entered(Catalogue(year=year), *first, before=before))
    return then(state, preparing.publish_catalogue(state, before, actor=RELEASER, at=AT))


def changed(
    state: Catalogue, kind: AdjustmentKind, number: int | None = None, what: CatalogueMatter | None = None, **how: Any
) -> Catalogue:
    known: dict[str, Any] = {"leads": {}, "before": BEFORE, "actor": DRAFTER, "at": AT, "reason": WHY}
    return then(state, adjusting.prepare_change(state, kind, number, what, **(known | how)))


def adjusted(state: Catalogue, *, following: Catalogue = NEXT) -> Catalogue:
    return then(state, adjusting.adjust_catalogue(state, following, leads={}, actor=RELEASER, at=AT))


def carried(year: int = 2026) -> Catalogue:
    """The second matter was carried over to the next year."""
    return adjusted(changed(published(year), CARRIED, 2), following=Catalogue(year=year + 1))


def linked(state: Catalogue, **links: int) -> Catalogue:
    return replace(state, links=links)
