"""The export: a folder that goes on with its log, forgets what is no longer public, and belongs to one log only."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import NotOurs, export
from consult.exports.folder import ExportFolder
from tests.audit.lives import commented
from tests.driving import Driver
from web.app import create_app

pytestmark = pytest.mark.anyio


async def exported(driver: Driver, folder: Path) -> dict[str, str]:
    """SHA-256 of every file by path, after an export that the audit finds clean."""
    await driver.settle()
    made = ExportFolder(folder)
    await export(driver.runtime, in_process(create_app(driver.runtime)), made)
    report = audit(source_at(str(folder)))
    assert (report.findings, report.unchecked.keys()) == ((), {"derived"})
    return dict(made.files)


async def test_a_repeat_writes_what_is_new_and_removes_what_is_no_longer_public(driver: Driver, tmp_path: Path) -> None:
    consultation = await driver.opened()
    first = await exported(driver, tmp_path / "export")
    assert await exported(driver, tmp_path / "export") == first
    for number in range(6):
        await commented(driver, consultation, number)
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation)]
    before = await exported(driver, tmp_path / "export")
    assert not any(path.startswith("pages/consultations/2026-001/comments/") for path in first)
    await driver.done("drafter", f"/comments/{ids[2]}/publication")
    shown = await exported(driver, tmp_path / "export")
    opened = {path for path in shown.keys() - before.keys() if path.startswith("log/disclosures/")}
    assert opened
    for person, path in (("drafter", "erasure-requests"), ("second", "erasure")):
        request = {"scope": "all", "note": "本人申请"} if person == "drafter" else {}
        await driver.done(person, f"/comments/{ids[2]}/{path}", **request)
    after = await exported(driver, tmp_path / "export")
    assert not opened & after.keys()
    assert not any("理由2。" in (tmp_path / "export" / path).read_text("utf-8", "replace") for path in after)
    assert {path.split(".p/")[0] for path in shown} - opened <= {path.split(".p/")[0] for path in after}


async def test_a_folder_of_another_log_or_of_another_history_is_not_touched(driver: Driver, tmp_path: Path) -> None:
    await driver.opened()
    await exported(driver, tmp_path / "export")
    manifest = tmp_path / "export" / "manifest.json"
    kept = manifest.read_bytes()
    for change in ({"origin": "another.example/log"}, {"root": "00" * 32}, {"size": 1000}):
        manifest.write_bytes(msgspec.json.encode(msgspec.json.decode(kept) | change))
        with pytest.raises(NotOurs):
            await export(driver.runtime, in_process(create_app(driver.runtime)), ExportFolder(tmp_path / "export"))


async def test_nothing_of_the_desk_and_no_receipt_is_copied(driver: Driver, tmp_path: Path) -> None:
    consultation = await driver.opened()
    await commented(driver, consultation, 1)
    files = await exported(driver, tmp_path / "export")
    pages = [path for path in files if path.startswith("pages/")]
    assert not [path for path in pages if "desk" in path or "receipt" in path or "find" in path]
    assert any(path.startswith("pages/static/") for path in files)
    assert "pages/consultations/2026-001.html" in files
