"""A decision as far as its drafting, at the desk."""

from __future__ import annotations

from typing import Any

from tests.desk.drafting.matters import MATTER, TEXT
from tests.desking import AtDesk, hidden_fields


async def started(drafter: AtDesk) -> str:
    """A decision just started; its address at the desk."""
    address = await drafter.done("/desk/consultations/new", **MATTER)
    return address.split("?")[0]


async def previewed(drafter: AtDesk, root: str, text: str = TEXT, **fields: Any) -> str:
    """The page that shows what was recognised in a text that was pasted."""
    response = await drafter.send(f"{root}/drafts", source="text", text=text, **fields)
    assert response.status_code == 200, response.text
    return response.text


async def drafted(drafter: AtDesk, text: str = TEXT) -> str:
    """A decision with this draft; its address at the desk."""
    root = await started(drafter)
    await saved(drafter, root, text)
    return root


async def saved(drafter: AtDesk, root: str, text: str) -> str:
    """The text saved as the next version; the address that it leads to."""
    preview = await previewed(drafter, root, text)
    response = await drafter.post(f"{root}/drafts", hidden_fields(preview, f"{root}/drafts") | {"text": text, "step": "save"})
    assert response.status_code == 303, response.text
    return str(response.headers["location"])
