"""A browser without scripts: whoever sends a form is led on to the address of the page that answers it."""

from __future__ import annotations

from typing import Any

import httpx


class FormClient(httpx.AsyncClient):
    """As httpx asks, except that a form sent leads on to the page that answers it; every other redirect is left to the test."""

    async def post(self, *arguments: Any, **options: Any) -> httpx.Response:
        answer = await super().post(*arguments, **options)
        return await self.get(answer.headers["location"]) if leads_to_kept(answer) else answer


def leads_to_kept(answer: httpx.Response) -> bool:
    """Whether an answer leads to the page that is kept of it (`web.kept_pages`)."""
    return answer.status_code == 303 and "kept=" in answer.headers["location"]
