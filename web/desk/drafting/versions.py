"""Every version of the draft: who made it and when; any two compared, article by article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import msgspec
from litestar import Response, get

from consult.commands.texts import document_of, drafts_of, whole_text
from domain.articles.full_text import TextChanges, compare_texts
from domain.consultation.events import DraftPrepared
from web.desk.access.decision import ROOT, at_desk
from web.desk.access.session import DeskRequest
from web.desk.drafting.context import drafting_context
from web.pages.decision import changes_context
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

TAB = "/drafts/versions"
PATHS = [f"{ROOT}{TAB}", f"/en{ROOT}{TAB}"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the draft."""

    number: int
    at: datetime
    name: str
    articles: int


@get(PATHS, name="desk_versions")
async def versions(request: DeskRequest) -> Response[bytes]:
    """The list, the latest first; below it the comparison asked for (else of the last two)."""
    desk, runtime = await at_desk(request), runtime_of(request)
    drafts = await drafts_of(runtime, desk.state.id)
    names = await runtime.staff.names()
    found = [_version(draft, names.get(draft.actor, "")) for draft in reversed(drafts)]
    old, new = _asked(request, drafts)
    texts = [await whole_text(runtime, desk.state, document_of(draft)) for draft in (old, new) if draft is not None]
    changes = await asyncio.to_thread(compare_texts, *texts) if len(texts) == 2 else TextChanges()
    context = {"versions": found, "old": old, "new": new, **changes_context(changes)}
    return page(request, "desk/drafting/versions.html", drafting_context(request, desk, TAB, **context))


def _version(draft: DraftPrepared, name: str) -> Version:
    count = len(document_of(draft).articles)
    return Version(number=draft.draft_version, at=draft.timestamp, name=name, articles=count)


def _asked(request: DeskRequest, drafts: Sequence[DraftPrepared]) -> tuple[DraftPrepared | None, DraftPrepared | None]:
    """The two versions named in the address; where they are not there, the last two."""
    by_number = {draft.draft_version: draft for draft in drafts}
    last = drafts[-1].draft_version if drafts else 0
    old = by_number.get(number_in(request, "old", last - 1))
    new = by_number.get(number_in(request, "new", last))
    return old, new


handlers = [versions]
