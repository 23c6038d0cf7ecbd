"""What the drafter's pages share: the decision being drafted, and the context of their templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.access import Role
from domain.consultation.refusals import DraftFrozen
from web.desk.access.decision import AtDesk, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest

TABS = (
    ("/drafts", "整篇草案"),
    ("/drafts/articles", "逐条修改"),
    ("/drafts/versions", "版本和对照"),
    ("/materials", "配套材料"),
    ("/preview", "预览"),
    ("/history", "办理记录"),
)


async def drafting_at(request: DeskRequest, *, sent: bool = False) -> AtDesk:
    """A drafter before a decision of his division. What was `sent` is refused by the command, which loses nothing typed.

    Raises what `at_desk` does, and DraftFrozen.
    """
    desk = await at_desk(request, Role.DRAFTER)
    if desk.state.published_at is not None and not sent:
        raise DraftFrozen
    return desk


def drafting_context(request: DeskRequest, desk: AtDesk, tab: str, **more: Any) -> dict[str, Any]:
    """What templates of the pages beside one another know."""
    may_write = Role.DRAFTER in desk.signed.actor.roles and desk.state.published_at is None
    tabs: Sequence[tuple[str, str]] = (
        TABS if may_write else [each for each in TABS if each[0] not in ("/drafts", "/drafts/articles")]
    )
    if not may_write:
        tabs = [each for each in tabs if each[0] != "/materials"]
    return decision_context(desk, tabs=tabs, tab=tab, done=outcome_notice(request), **more)
