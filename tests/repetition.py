"""Rounds of repetition: a few with `make test`, many with `make torture`."""

from __future__ import annotations

import os


def rounds(few: int, many: int) -> int:
    """How many there are this time."""
    return many if os.environ.get("TORTURE") else few
