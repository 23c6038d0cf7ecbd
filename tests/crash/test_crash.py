"""Killed at any step, the program and PostgreSQL lose nothing that was acknowledged, and sign no second history."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.program import BOTH, POSTGRESQL, POSTMASTER, PROGRAM
from tests.crash.rounds import play

pytestmark = pytest.mark.anyio
ROUNDS = [
    (PROGRAM, "signed", 7),
    (POSTGRESQL, "recording", 11),
    (PROGRAM, "recorded", 9),
    (POSTMASTER, "committing", 3),
    (BOTH, "committed", 5),
    (PROGRAM, "checkpoint written beside", 1),
]


async def test_whatever_is_killed_nothing_acknowledged_is_lost(server_folder: Path) -> None:
    figures = await play(server_folder, ROUNDS)
    assert figures["rounds"] == len(ROUNDS)
    assert figures["comments acknowledged"] > 100
    assert figures["requests sent again"] > 0
