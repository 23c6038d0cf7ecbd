"""A point merged into another before the answers are published: its words stay closed, and the record is clean."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from consult.audit import audit, source_at
from tests.audit.lives import closed
from tests.audit.mirror import mirrored
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_a_merged_point_is_neither_answered_nor_opened(driver: Driver, tmp_path: Path) -> None:
    consultation, ids = await closed(driver)
    first = await driver.answered(consultation, ids[:2])
    second = await driver.answered(consultation, ids[2:])
    await driver.done("drafter", f"/points/{second}/merging", into=first)
    await driver.feedback(consultation)
    copy = await mirrored(driver.client, tmp_path / "copy")
    report = await asyncio.to_thread(audit, source_at(str(copy)))
    assert report.findings == ()
    assert report.events["point-dissolved.v1"] == 1
    replay = (await driver.client.get("/consultations/2026-001/replay")).text
    assert ("<dt>要点1</dt>" in replay, "<dt>要点2</dt>" in replay) == (True, False)
