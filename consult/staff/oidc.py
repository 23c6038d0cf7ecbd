"""Single sign-on by OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce; ID token verified by JWKS.

OpenID Connect Core 1.0, section 3.1; Discovery 1.0, section 4; RFC 9700 (best current practice), section 2.1.
"""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import Any, ClassVar

import httpx
import msgspec
import structlog
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from consult.instance.clock import Clock
from consult.instance.settings import Settings
from domain.refusals import Refusal

logger = structlog.get_logger()
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
LEEWAY = 120  # seconds between the issuer's clock and ours
TIMEOUT = 10.0  # seconds


class SingleSignOnFailed(Refusal):
    """The issuer's answer proves nothing: nobody is signed in by it."""

    message = "统一身份认证没有成功，请重新登录。"
    status: ClassVar[int] = 403


class SingleSignOnUnavailable(Refusal):
    """The issuer cannot be reached."""

    message = "暂时连接不上统一身份认证，请稍后再试，或者用密码登录。"
    status: ClassVar[int] = 503


class StartedSignOn(msgspec.Struct, frozen=True):
    """What the browser keeps, in a ticket, while it is at the issuer."""

    state: str
    nonce: str
    verifier: str


class Identity(msgspec.Struct, frozen=True):
    """Who the issuer says it is. `email`: in lower case, None unless verified. `shown_at`: Unix time of the authentication."""

    issuer: str
    subject: str
    email: str | None
    shown_at: int | None


class SingleSignOn:
    """The client of one issuer. What it publishes about itself is asked for once, its keys again when an unknown one signs."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None

    @property
    def offered(self) -> bool:
        return bool(self._settings.oidc_issuer)

    async def begin(self, redirect_uri: str, *, anew: bool = False) -> tuple[str, StartedSignOn]:
        """The address at the issuer, and what to keep meanwhile. `anew`: credentials are to be shown again."""
        started = StartedSignOn(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))
        more = {"prompt": "login", "max_age": "0"} if anew else {}
        address = prepare_grant_uri(
            (await self._discovered())["authorization_endpoint"],
            client_id=self._settings.oidc_client_id,
            response_type="code",
            redirect_uri=redirect_uri,
            scope="openid email",
            state=started.state,
            nonce=started.nonce,
            code_challenge=create_s256_code_challenge(started.verifier),
            code_challenge_method="S256",
            **more,
        )
        return str(address), started

    async def finish(self, started: StartedSignOn, state: str, code: str, redirect_uri: str) -> Identity:
        """Who came back with this code. Raises SingleSignOnFailed, SingleSignOnUnavailable."""
        if not code or not compare_digest(state.encode(), started.state.encode()):
            raise SingleSignOnFailed
        answer = await self._token(started, code, redirect_uri)
        claims = await self._verified(str(answer.get("id_token", "")), started, answer.get("access_token"))
        email = claims.get("email") if claims.get("email_verified") is True else None
        return Identity(
            issuer=self._settings.oidc_issuer,
            subject=claims["sub"],
            email=email.strip().lower() if isinstance(email, str) else None,
            shown_at=claims.get("auth_time"),
        )

    async def _discovered(self) -> dict[str, Any]:
        if not self._metadata:
            issuer = self._settings.oidc_issuer
            found = await self._fetched("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                logger.error("issuer differs", configured=issuer, published=str(found.get("issuer"))[:200])
                raise SingleSignOnUnavailable
            self._metadata = found
        return self._metadata

    async def _token(self, started: StartedSignOn, code: str, redirect_uri: str) -> dict[str, Any]:
        body = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": started.verifier}
        secret = (self._settings.oidc_client_id, self._settings.oidc_client_secret)
        return await self._fetched("POST", (await self._discovered())["token_endpoint"], data=body, auth=secret)

    async def _verified(self, token: str, started: StartedSignOn, access_token: object) -> dict[str, Any]:
        settings = self._settings
        options = {
            "iss": {"essential": True, "value": settings.oidc_issuer},
            "sub": {"essential": True},
            "aud": {"essential": True, "value": settings.oidc_client_id},
        }
        params = {"nonce": started.nonce, "client_id": settings.oidc_client_id, "access_token": access_token}
        try:
            decoded = await self._decoded(token)
            claims = CodeIDToken(decoded.claims, decoded.header, options, params)
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY)
        except SingleSignOnUnavailable:
            raise
        except Exception as failure:  # whatever is wrong with it, it proves nothing
            logger.warning("ID token refused", failure=type(failure).__name__)
            raise SingleSignOnFailed from failure
        return dict(claims)

    async def _decoded(self, token: str) -> jwt.Token:
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                pass  # the issuer may have new keys
        found = await self._fetched("GET", (await self._discovered())["jwks_uri"])
        self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type]
        return jwt.decode(token, self._keys, algorithms=ALGORITHMS)

    async def _fetched(self, method: str, address: str, **more: Any) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT) as client:
                response = await client.request(method, address, headers={"accept": "application/json"}, **more)
        except httpx.HTTPError as failure:
            logger.warning("issuer not reached", failure=type(failure).__name__)
            raise SingleSignOnUnavailable from failure
        if response.status_code >= 500:
            raise SingleSignOnUnavailable
        if response.status_code != 200:
            raise SingleSignOnFailed
        try:
            return msgspec.json.decode(response.content, type=dict[str, Any])
        except msgspec.DecodeError as failure:
            raise SingleSignOnFailed from failure
