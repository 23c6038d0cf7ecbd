"""A member of staff at a browser without scripts: signs in, opens forms, fills them in, sends them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx

from tests.browsing import FormClient, refuse_loose_errors
from tests.driving import Driver

TYPED_MINUTES = {"attendees": "孙局长\n何副局长", "views": "何副局长同意。", "decision": "通过。"}
INPUT = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class AtDesk:
    """One person's browser. `send` opens a form's page, keeps its hidden fields, and posts it with these values."""

    def __init__(self, driver: Driver, person: str, client: httpx.AsyncClient) -> None:
        self.driver, self.person, self.client = driver, person, client

    async def open(self, path: str, **query: str) -> httpx.Response:
        await self.driver.settle()
        return await self.client.get(path, params=query or None)

    async def page(self, path: str, **query: str) -> str:
        """The page, where nothing else than success will do."""
        response = await self.open(path, **query)
        assert response.status_code == 200, f"{path}: {response.status_code} {response.headers.get('location', '')}"
        return response.text

    async def send(self, path: str, files: Any = None, action: str | None = None, **fields: Any) -> httpx.Response:
        """`action`: where the form is sent, when not to its own address."""
        opened = await self.open(path)
        if opened.status_code in (403, 409):  # refused when it is opened: there is no form
            return opened
        assert opened.status_code == 200, f"{path}: {opened.status_code}"
        hidden = hidden_fields(opened.text, action or path)
        return await self.post(action or path, hidden | fields, files)

    async def post(self, path: str, fields: dict[str, Any], files: Any = None) -> httpx.Response:
        """As the browser posts, while the work role keeps the read models up to date."""
        async with self.driver.working():
            return await self.client.post(path, data=fields, files=files)

    async def done(self, path: str, files: Any = None, action: str | None = None, **fields: Any) -> str:
        """As `send`, where the form must be carried out; answers with the address it leads to."""
        response = await self.send(path, files, action, **fields)
        assert response.status_code == 303, f"{path}: {response.status_code} {errors_in(response.text)}"
        await self.driver.settle()
        return str(response.headers["location"])


def hidden_fields(html: str, action: str) -> dict[str, Any]:
    """The hidden fields of the form that is sent to `action`, or of the page where it has no such form."""
    form = re.search(rf'<form[^>]*action="(?:/en)?{re.escape(action)}"[^>]*>(.*?)</form>', html, re.DOTALL)
    found: dict[str, Any] = {}
    for tag in INPUT.findall(form.group(1) if form else html):
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        found.setdefault(attributes["name"], []).append(attributes.get("value", ""))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def errors_in(html: str) -> list[str]:
    """What is wrong, in words; each of it is named with its field, and tied to it."""
    refuse_loose_errors(html)
    return [
        re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r'class="(?:error|missing)"[^>]*>(.*?)</p>', html, re.DOTALL)
    ]


async def at_desk(driver: Driver, person: str) -> AtDesk:
    """This person, signed in."""
    runtime = driver.runtime
    token = await runtime.sessions.open((await runtime.staff.person(person)).id, "test")
    transport = driver.client._transport
    cookies = {"desk": token}
    client = FormClient(transport=transport, base_url=driver.client.base_url, cookies=cookies)
    return AtDesk(driver, person, client)
