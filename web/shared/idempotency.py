"""Idempotency keys, from a header or a form: the same limit wherever one comes in, and one drawn where there is none."""

from __future__ import annotations

import secrets

from domain.refusals import Refusal

KEY_LIMIT = 200  # characters


class KeyTooLong(Refusal):
    """An idempotency key has at most `limit` characters; it is never cut, or two commands could become one."""

    message = "请求的标识（Idempotency-Key）最多{limit}个字符。"
    status = 400


def checked_key(given: str) -> str:
    """The key as it was given. Raises KeyTooLong."""
    if len(given) > KEY_LIMIT:
        raise KeyTooLong(field="Idempotency-Key", limit=KEY_LIMIT)
    return given


def new_key() -> str:
    return secrets.token_urlsafe(16)


def key_or_new(given: str) -> str:
    """The key as it was given, a new one where it is empty. Raises KeyTooLong."""
    return checked_key(given) or new_key()
