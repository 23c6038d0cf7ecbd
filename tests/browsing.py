"""A browser without scripts: whoever sends a form is led on to the address of the page that answers it."""

from __future__ import annotations

import re
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


def refuse_loose_errors(html: str) -> None:
    """Every line of an error summary names its field and leads to it, and the field is described by its error."""
    _, _, summary = html.partition('id="errors-title"')
    for field, words in re.findall(r'<li><a href="#([\w-]+)">(.*?)</a>', summary.partition("</div>")[0], re.DOTALL):
        if field != "main":
            assert re.match(r"[^：:]+(：|: )", re.sub(r"<[^>]+>", "", words)), f"{field} is not named: {words}"
            assert f'id="{field}"' in html, f"#{field} leads nowhere"
            assert re.search(rf'aria-describedby="[^"]*\b{field}-(error|about)\b', html), f"{field} is not tied to its error"
            assert f'id="{field}-error"' in html, f"{field} has no error beside it"
