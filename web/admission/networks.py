"""Where a request comes from: its address, and the network whose people share a limit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any


def address_in(scope: Mapping[str, Any], proxies: int) -> str:
    """The visitor's address: of the connection, or what our own `proxies`, and nobody before them, have seen."""
    if proxies:
        seen = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        parts = b",".join(seen).decode("latin-1").split(",")
        if len(parts) >= proxies and parts[-proxies].strip():
            return parts[-proxies].strip()
    client = scope.get("client")
    return str(client[0]) if client else ""


@lru_cache(maxsize=65_536)
def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 address; what is neither is one network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ip_network((mapped, 24 if mapped.version == 4 else 48), strict=False))
