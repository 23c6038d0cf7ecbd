"""Disclosures in the form of RFC 9901 (SD-JWT): base64url(JSON [salt, name, value]), digest over its ASCII."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from hashlib import sha256
from typing import Any

import msgspec

from consult.instance.randomness import random_bytes

SALT_SIZE = 32  # bytes
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_parts = msgspec.json.Decoder(tuple[str, str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder(order="sorted").encode


def base64url(data: bytes) -> str:
    """RFC 4648 section 5, without padding."""
    return b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode("ascii")


def disclose(name: str, value: Any) -> str:
    """The disclosure of one field, with a fresh salt."""
    return base64url(_encode((base64url(random_bytes(SALT_SIZE)), name, value)))


def digest(disclosure: str) -> str:
    """base64url(SHA-256(ASCII of the disclosure)): what stands in the entry. The string is hashed as received."""
    return base64url(sha256(disclosure.encode("ascii")).digest())


def decode_disclosure(disclosure: str) -> bytes:
    """The JSON array [salt, name, value] inside a disclosure."""
    return a2b_base64(disclosure.replace("-", "+").replace("_", "/") + "==")


def parts_of(array: bytes) -> tuple[str, str, msgspec.Raw]:
    """Salt, name, and the value as it stands, of the array inside a disclosure. Raises msgspec.MsgspecError."""
    return _parts(array)
