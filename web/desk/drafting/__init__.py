"""From starting a decision to the end of its open period: the pages that need more than a few fields."""

from __future__ import annotations

from typing import Any

from web.desk.drafting import articles, history, importing, materials, preview_links, publishing, reviewing, starting, versions

handlers: list[Any] = [
    *starting.handlers,
    *importing.handlers,
    *articles.handlers,
    *versions.handlers,
    *materials.handlers,
    *preview_links.handlers,
    *reviewing.handlers,
    *history.handlers,
    *publishing.handlers,
]
