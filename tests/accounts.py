"""People with accounts for tests: set up by an invitation, as they would be; and a browser that signs in with forms alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pyotp

from consult.commands.staff.accounts import Invite, invite_person
from consult.commands.staff.setting_up import answer_recovery_requests, set_up
from consult.mail.sending import send_due
from consult.opening import runtime_on
from consult.runtime import Runtime
from consult.staff import Person
from consult.staff.totp import matching_step
from domain.access import Role
from domain.values import Division
from tests.browsing import FormClient
from tests.driving import OWN, Driver
from web.app import create_app

PASSWORD = "六只白鹅走过木桥 at dawn"
ORIGIN = "http://consult.example"


class Account(msgspec.Struct, frozen=True):
    """A person who can sign in, and what he signs in with."""

    person: Person
    password: str
    secret: str
    recovery_codes: tuple[str, ...]

    @property
    def email(self) -> str:
        assert self.person.email
        return self.person.email


async def account(
    runtime: Runtime, name: str = "刘洋", email: str = "liuyang@haizhou.example", division: Division = OWN, *roles: Role
) -> Account:
    """A person invited and set up; the code that proved the second factor counts as used."""
    command = Invite(name=name, email=email, division=division, roles=roles or (Role.DRAFTER,))
    return await set_up_by_link(runtime, await invite_person(runtime, command))


async def set_up_by_link(runtime: Runtime, person: Person) -> Account:
    """By a new invitation, whatever was before."""
    async with runtime.database.pool.acquire() as connection:
        token, _ = await runtime.accounts.invitations.issue(connection, person.id, "invitation")
    invitation = await runtime.accounts.invitations.of_token(token)
    secret = pyotp.random_base32()
    step = matching_step(secret, pyotp.TOTP(secret).at(runtime.real_clock.now()), runtime.real_clock.now())
    assert step
    codes = await set_up(runtime, invitation, PASSWORD, secret, step - 2)
    found = await runtime.staff.by_id(person.id)
    assert found
    return Account(found, PASSWORD, secret, codes)


def code_now(runtime: Runtime, secret: str) -> str:
    """What the authenticator app shows at this moment of the told clock."""
    return pyotp.TOTP(secret).at(runtime.real_clock.now())


class Visitor:
    """A browser without scripts: keeps cookies, sends the origin, posts the hidden fields of the form it was shown."""

    def __init__(
        self, driver: Driver, address: str = "203.0.113.7", cookies: Mapping[str, str] | None = None, origin: str = ORIGIN
    ) -> None:
        self.driver = driver
        app: Any = driver.client._transport.app  # type: ignore[attr-defined]
        transport = httpx.ASGITransport(app=app, client=(address, 1234))
        self.client = FormClient(transport=transport, base_url=origin, headers={"origin": origin}, cookies=dict(cookies or {}))

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def send(self, path: str, action: str | None = None, files: Any = None, **fields: Any) -> httpx.Response:
        """Open the page, fill in, send."""
        shown = await self.get(path)
        assert shown.status_code == 200, f"{path}: {shown.status_code} {shown.headers.get('location')}"
        target = action or urlsplit(path).path
        return await self.client.post(target, data=hidden_of(shown.text, target) | fields, files=files)

    async def sign_in(self, who: Account, next: str = "") -> httpx.Response:
        """Password, then code; the answer to the last step."""
        query = f"?next={next}" if next else ""
        first = await self.send(f"/desk/sign-in{query}", email=who.email, password=who.password)
        assert first.status_code == 303, first.text
        return await self.send(first.headers["location"], code=code_now(self.driver.runtime, who.secret))


def hidden_of(html: str, action: str) -> dict[str, Any]:
    """The hidden fields of the form that is sent to `action`."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', html, re.DOTALL)
    assert form, f"no form for {action}"
    tags = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', form[1])]
    return {tag["name"]: unescape(tag.get("value", "")) for tag in tags}


async def follow_mail(runtime: Runtime) -> int:
    """Let the work role do what it does about mail."""
    await answer_recovery_requests(runtime)
    return await send_due(runtime.outbox, runtime.settings, runtime.clock)


def link_in(text: str) -> str:
    """The path of the link in a letter."""
    found = re.search(r"http://consult\.example(/[\w/-]*/link/[\w-]+)", text)
    assert found, text
    return found[1]


def with_settings(driver: Driver, **changes: Any) -> Driver:
    """The same program on the same database, with other settings."""
    old = driver.runtime
    runtime = runtime_on(old.database, msgspec.structs.replace(old.settings, **changes), old.clock)
    runtime = msgspec.structs.replace(runtime, freshness=old.freshness)
    cache = create_app(runtime)
    client = FormClient(transport=httpx.ASGITransport(app=cache), base_url=ORIGIN)
    return Driver(runtime, driver.clock, client, driver.tokens, cache)
