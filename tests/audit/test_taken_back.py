"""A slip that was corrected, and taken back with its correction: what is closed again, and only that, is not public."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from consult.audit import audit, source_at
from tests.audit.mirror import mirrored
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_what_corrections_take_back_is_no_finding(driver: Driver, tmp_path: Path) -> None:
    consultation = await driver.opened()
    for field, value, closes in (
        ("title", "关于促进夜间经济的若干措施（王某起草）", False),
        ("title", "关于促进夜间经济的若干措施（试行）", True),
        ("proposer", "市场建设处、办公室", True),
    ):
        await corrected(driver, consultation, field=field, value=value, closes_original=closes)
    await driver.settle()
    assert "王某" not in (await driver.client.get("/consultations/2026-001")).text
    copy = await mirrored(driver.client, tmp_path / "copy")
    report = await asyncio.to_thread(audit, source_at(str(copy)))
    assert report.findings == ()
    assert report.decisions[0].digests["withheld"] == 3, "two originals, and the first correction of the title"


async def corrected(driver: Driver, consultation: str, **fields: Any) -> None:
    place = {"corrected_stream": consultation, "corrected_version": 1, "reason": "公布的内容有误，予以更正。"}
    await driver.done("releaser", f"/consultations/{consultation}/corrections", **place, **fields)
