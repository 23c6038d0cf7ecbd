"""Single sign-on against real local providers: a published mock over HTTP, and one of our own that can be made to cheat."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from consult.commands.staff.signing_in import NotOfThisSite, person_by_single_sign_on
from consult.instance.clock import ToldClock
from consult.staff.oidc import Identity, SingleSignOn, SingleSignOnFailed, SingleSignOnUnavailable, StartedSignOn
from tests.accounts import Visitor, account, with_settings
from tests.driving import Driver
from tests.serving import served
from tests.waiting import until_now

pytestmark = pytest.mark.anyio
BACK = "http://consult.example/desk/sign-in/returned"
CLIENT = {"oidc_client_id": "consult", "oidc_client_secret": "hidden"}


PUBLISHED, OTHER = [RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}) for _ in range(2)]


class Provider:
    """An OpenID provider: authorization code with PKCE S256 and client_secret_basic, strict about what it is sent.

    `claims`, `header`: put into every ID token over what belongs there. `signing`: the key, when not the published one.
    """

    def __init__(self, clock: ToldClock) -> None:
        self.clock, self.issuer = clock, ""
        self.key = PUBLISHED
        self.signing: Any = self.key
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.user = {"sub": "u-17", "email": "LiuYang@haizhou.example", "email_verified": True}
        self.broken = ""

    def authorize(self, address: str) -> str:
        """What a browser would be sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = (await receive()).get("body", b"")
        status, answer = self.answer(scope["path"], dict(scope["headers"]), dict(parse_qsl(body.decode())))
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": content})

    def answer(self, path: str, headers: dict[bytes, bytes], form: dict[str, str]) -> tuple[int, Any]:
        if path == self.broken:
            return 200, b"<html>"
        if path == "/.well-known/openid-configuration":
            places = {name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return 200, {"issuer": self.issuer, **places}
        if path == "/jwks_uri":
            return 200, KeySet([self.key]).as_dict(private=False)
        asked = self.codes.pop(form.get("code", ""), None)
        basic = b"Basic " + base64.b64encode(b"consult:hidden")
        if asked is None or headers.get(b"authorization") != basic or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self.token(asked)}

    def token(self, asked: dict[str, str]) -> str:
        now = int(self.clock.now().timestamp())
        given = {"iss": self.issuer, "aud": "consult", "iat": now, "exp": now + 300, "nonce": asked["nonce"], "auth_time": now}
        claims = {name: value for name, value in {**given, **self.user, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": "1", **self.header}
        if header["alg"] == "none":
            parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
            return ".".join([*parts, ""])
        return jwt.encode(header, claims, self.signing, algorithms=["RS256", "ES256", "HS256"])


@asynccontextmanager
async def provider(driver: Driver) -> AsyncIterator[tuple[Provider, Driver]]:
    """A provider, and the program that trusts it."""
    found = Provider(driver.clock)
    async with served(found) as address:
        found.issuer = address
        yield found, with_settings(driver, oidc_issuer=address, **CLIENT)


async def identified(sign_on: SingleSignOn, provider: Provider, **changes: str) -> Identity:
    address, started = await sign_on.begin(BACK)
    query = dict(parse_qsl(urlsplit(provider.authorize(address)).query)) | changes
    return await sign_on.finish(started, query["state"], query["code"], BACK)


async def test_a_person_is_known_by_the_issuers_word(driver: Driver) -> None:
    async with provider(driver) as (issuer, trusting):
        found = await identified(trusting.runtime.single_sign_on, issuer)
    now = int(driver.clock.now().timestamp())
    assert found == Identity(issuer.issuer, "u-17", "liuyang@haizhou.example", now)


CURVE = ECKey.generate_key("P-256", {"kid": "1"})
SHARED = OctKey.import_key("hidden-hidden-hidden-hidden-hidden")
CHEATS: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "other"}},
    "no nonce": {"claims": {"nonce": None}},
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "somebody"}},
    "several audiences, made for another": {"claims": {"aud": ["consult", "somebody"], "azp": "somebody"}},
    "no audience": {"claims": {"aud": None}},
    "run out": {"claims": {"exp": 1}},
    "no end": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": 4_000_000_000, "exp": 4_000_000_300}},
    "no subject": {"claims": {"sub": None}},
    "another's key under the published id": {"signing": OTHER},
    "an unpublished key": {"signing": OTHER, "header": {"kid": "2"}},
    "another kind of key": {"signing": CURVE, "header": {"alg": "ES256"}},
    "a shared secret": {"signing": SHARED, "header": {"alg": "HS256"}},
    "no signature": {"header": {"alg": "none"}},
    "a hash of another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
}


async def test_a_token_with_any_flaw_proves_nothing(driver: Driver) -> None:
    believed = []
    async with provider(driver) as (issuer, trusting):
        for cheat, changes in CHEATS.items():
            honest = dict(vars(issuer))
            vars(issuer).update(changes)
            try:
                await identified(trusting.runtime.single_sign_on, issuer)
                believed.append(cheat)
            except SingleSignOnFailed:
                pass
            vars(issuer).update(honest)
        assert (await identified(trusting.runtime.single_sign_on, issuer)).subject == "u-17"
    assert believed == []


async def test_state_code_and_verifier_must_be_those_of_this_browser(driver: Driver) -> None:
    async with provider(driver) as (issuer, trusting):
        sign_on = trusting.runtime.single_sign_on
        for changes in ({"state": "other"}, {"state": ""}, {"code": "stolen"}, {"code": ""}):
            with pytest.raises(SingleSignOnFailed):
                await identified(sign_on, issuer, **changes)
        address, started = await sign_on.begin(BACK)
        query = dict(parse_qsl(urlsplit(issuer.authorize(address)).query))
        stolen = StartedSignOn(started.state, started.nonce, "x" * 64)
        with pytest.raises(SingleSignOnFailed):
            await sign_on.finish(stolen, query["state"], query["code"], BACK)


async def test_new_keys_of_the_issuer_are_fetched_when_they_are_used(driver: Driver) -> None:
    async with provider(driver) as (issuer, trusting):
        sign_on = trusting.runtime.single_sign_on
        await identified(sign_on, issuer)
        issuer.key = issuer.signing = RSAKey.generate_key(2048, {"kid": "2", "use": "sig", "alg": "RS256"})
        issuer.header = {"kid": "2"}
        assert (await identified(sign_on, issuer)).subject == "u-17"


async def test_without_an_issuer_one_is_led_to_the_password(driver: Driver) -> None:
    visitor = Visitor(driver)
    away = await visitor.get("/en/desk/sign-in/single?next=/desk/decisions")
    assert away.status_code == 303
    page = await visitor.get(away.headers["location"])
    assert (page.status_code, "Single sign-on has not been set up here" in page.text) == (200, True)
    assert "/desk/decisions" in page.text


async def test_an_issuer_that_is_away_or_another_one_is_said_to_be_unavailable(driver: Driver) -> None:
    away = with_settings(driver, oidc_issuer="http://127.0.0.1:9", **CLIENT)
    with pytest.raises(SingleSignOnUnavailable):
        await away.runtime.single_sign_on.begin(BACK)
    page = await Visitor(away).get("/desk/sign-in/single")
    assert (page.status_code, "暂时连接不上统一身份认证" in page.text) == (503, True)
    async with provider(driver) as (issuer, trusting):
        issuer.issuer += "/another"
        with pytest.raises(SingleSignOnUnavailable):
            await trusting.runtime.single_sign_on.begin(BACK)
        issuer.issuer, issuer.broken = issuer.issuer.removesuffix("/another"), "/.well-known/openid-configuration"
        with pytest.raises(SingleSignOnFailed):
            await trusting.runtime.single_sign_on.begin(BACK)


async def test_an_invited_person_is_bound_at_the_first_time_and_then_known_by_the_subject_alone(driver: Driver) -> None:
    who = await account(driver.runtime)
    runtime, issuer = driver.runtime, "https://sso.example"
    first = await person_by_single_sign_on(runtime, Identity(issuer, "u-17", "liuyang@haizhou.example", None))
    again = await person_by_single_sign_on(runtime, Identity(issuer, "u-17", "renamed@haizhou.example", None))
    assert first.id == again.id == who.person.id
    strangers = [
        Identity(issuer, "u-18", "liuyang@haizhou.example", None),  # the address has its subject already
        Identity(issuer, "u-19", None, None),  # not verified
        Identity(issuer, "u-20", "nobody@haizhou.example", None),
        Identity("https://other.example", "u-17", "liuyang@haizhou.example", None),
    ]
    for stranger in strangers:
        with pytest.raises(NotOfThisSite):
            await person_by_single_sign_on(runtime, stranger)
    await runtime.staff.set_disabled(who.person.id, True)
    with pytest.raises(NotOfThisSite):
        await person_by_single_sign_on(runtime, Identity(issuer, "u-17", "liuyang@haizhou.example", None))


async def test_an_address_that_the_issuer_has_not_verified_binds_nobody(driver: Driver) -> None:
    await account(driver.runtime)
    async with provider(driver) as (issuer, trusting):
        for said in (False, None, "true", 1):
            issuer.claims = {"email_verified": said}
            identity = await identified(trusting.runtime.single_sign_on, issuer)
            assert identity.email is None


async def test_a_person_signs_in_through_the_issuer_and_shows_credentials_again_there(driver: Driver) -> None:
    who = await account(driver.runtime)
    async with provider(driver) as (issuer, trusting):
        await driver.runtime.database.pool.execute(
            "UPDATE staff.people SET password_hash = NULL, totp = NULL WHERE id = $1", who.person.id
        )
        browser = Visitor(trusting)
        away = await browser.get("/desk/sign-in/single?next=/desk/decisions")
        back = await browser.get(issuer.authorize(away.headers["location"]))
        assert (back.status_code, back.headers["location"]) == (303, "/desk/decisions")
        assert "刘洋" in (await browser.get("/desk")).text
        replayed = await browser.get(f"/desk/sign-in/returned?code=code-0&state={parse_qsl(away.headers['location'])[0][1]}")
        assert replayed.status_code == 403
        driver.clock.advance(timedelta(minutes=11))
        again = await browser.get("/desk/confirmation?next=/desk/decisions")
        asked = dict(parse_qsl(urlsplit(again.headers["location"]).query))
        assert (asked["prompt"], asked["max_age"]) == ("login", "0")
        issuer.claims = {"auth_time": int(driver.clock.now().timestamp()) - 600}
        assert (await browser.get(issuer.authorize(again.headers["location"]))).status_code == 403
        issuer.claims = {}
        again = await browser.get("/desk/confirmation?next=/desk/decisions")
        assert (await browser.get(issuer.authorize(again.headers["location"]))).headers["location"] == "/desk/decisions"
        (session,) = await driver.runtime.sessions.of_person(who.person.id)
        assert session.fresh(driver.clock.now())


async def test_another_browser_cannot_use_ones_way_back_from_the_issuer(driver: Driver) -> None:
    await account(driver.runtime)
    async with provider(driver) as (issuer, trusting):
        attacker, victim = Visitor(trusting), Visitor(trusting)
        away = await attacker.get("/desk/sign-in/single")
        answer = await victim.get(issuer.authorize(away.headers["location"]))
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


@pytest.fixture
def published_mock() -> Iterator[str]:
    """The provider of the package `oidc-provider-mock`, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = json.dumps({"sub": "mock-1", "email": "liuyang@haizhou.example", "email_verified": True})
    options = ["--port", str(port), "--user-claims", user, "--require-nonce", "true"]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"

    def answers() -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{address}/.well-known/openid-configuration").is_success
        return False

    try:
        until_now(answers, "the provider answers")
        yield address
    finally:
        process.terminate()
        process.wait()


async def test_the_published_mock_provider_is_understood(driver: Driver, published_mock: str) -> None:
    who = await account(driver.runtime)
    trusting = with_settings(driver, oidc_issuer=published_mock, **CLIENT)
    driver.clock.tell(datetime.now(UTC))
    browser = Visitor(trusting)
    away = await browser.get("/desk/sign-in/single")
    async with httpx.AsyncClient() as elsewhere:
        answer = await elsewhere.post(away.headers["location"], data={"sub": "mock-1"})
    back = await browser.get(answer.headers["location"])
    assert (back.status_code, back.headers["location"]) == (303, "/desk"), back.text
    assert (await driver.runtime.sessions.of_person(who.person.id)) != ()
