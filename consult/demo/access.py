"""Sign-in data of the demonstration's staff, kept in the data folder so that later starts can print it again."""

from __future__ import annotations

import os

import msgspec

from consult.instance.settings import Settings


class DemoAccess(msgspec.Struct, frozen=True):
    """`password`: of all of them. `emails`, `tokens`: by name."""

    password: str
    emails: dict[str, str]
    tokens: dict[str, str]


def store_access(settings: Settings, access: DemoAccess | None) -> DemoAccess | None:
    """Write what is new to a file of mode 0600, or read that of the first start."""
    file = settings.data_dir / "demo-access.json"
    if access is not None:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(msgspec.json.encode(access))
    return msgspec.json.decode(file.read_bytes(), type=DemoAccess) if file.exists() else None
