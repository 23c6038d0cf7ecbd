"""E-mail addresses as mail servers read them."""

from __future__ import annotations

import unicodedata


def written(address: str) -> str:
    """As every server takes it, its domain in ASCII (RFC 3490). Raises ValueError where the domain can be none."""
    name, _, domain = address.rpartition("@")
    return address if domain.isascii() else f"{name}@{domain.encode('idna').decode()}"


def compared(address: str) -> str:
    """Equal for one address, however it is written."""
    try:
        same = written(address)
    except ValueError:  # to which no letter goes
        same = address
    return unicodedata.normalize("NFKC", same).casefold()
