"""verify-receipt as its author runs it, anywhere: a zip, or a .tlog-proof with its .entry; a changed one fails."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from consult.publication.guide import RECIPE
from tests.cli.test_commands import run
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def receipt_zip(driver: Driver, folder: Path) -> Path:
    consultation = await driver.opened()
    answer = await driver.comment(consultation, "夜市应当延长到零点。")
    await driver.comment(consultation, "同意。")
    file = folder / "receipt.zip"
    file.write_bytes((await driver.client.get(f"/receipts/{answer.json()['reference']}/zip")).content)
    return file


async def test_a_receipt_is_checked_step_by_step_in_words(driver: Driver, tmp_path: Path) -> None:
    file, key = await receipt_zip(driver, tmp_path), driver.runtime.signer.verification_key
    chinese = run(tmp_path, "verify-receipt", str(file), "--key", key)
    assert (chinese.returncode, chinese.stdout.count("✓")) == (0, 5), chinese.stdout
    assert "夜市应当延长到零点。" in chinese.stdout
    english = run(tmp_path, "verify-receipt", str(file), "--lang", "en")
    assert "Everything holds." in english.stdout
    assert "Note: the key was taken from the receipt itself" in english.stdout


async def test_the_unpacked_files_are_checked_just_so(driver: Driver, tmp_path: Path) -> None:
    with zipfile.ZipFile(await receipt_zip(driver, tmp_path)) as archive:
        archive.extractall(tmp_path / "receipt")
    (proof,) = (tmp_path / "receipt").glob("*.tlog-proof")
    machine = run(tmp_path, "verify-receipt", str(proof), "--json")
    assert (machine.returncode, json.loads(machine.stdout)["holds"]) == (0, True)
    entry = proof.with_suffix(".entry")
    entry.write_bytes(entry.read_bytes().replace(b'"late":false', b'"late":true'))
    changed = run(tmp_path, "verify-receipt", str(proof), "--json")
    failing = [step["check"] for step in json.loads(changed.stdout)["steps"] if not step["holds"]]
    assert (changed.returncode, failing) == (1, ["root"])
    entry.unlink()
    assert run(tmp_path, "verify-receipt", str(proof)).returncode == 2


def test_the_script_says_how_it_is_used(tmp_path: Path) -> None:
    for arguments in ((), ("receipt-1",), ("receipt-1", "key", "words", "more")):
        said = subprocess.run(["sh", str(RECIPE), *arguments], capture_output=True, text=True, cwd=tmp_path)
        assert (said.returncode, said.stdout, "用法：" in said.stderr, "Usage:" in said.stderr) == (2, "", True, True)


async def test_another_key_fails_and_no_receipt_is_said(driver: Driver, tmp_path: Path) -> None:
    file = await receipt_zip(driver, tmp_path)
    other = "consult.example/log/test+9d96db2a+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert run(tmp_path, "verify-receipt", str(file), "--key", other).returncode == 1
    (tmp_path / "no.zip").write_bytes(b"nothing")
    nothing = run(tmp_path, "verify-receipt", str(tmp_path / "no.zip"))
    assert (nothing.returncode, "Traceback" in nothing.stderr) == (2, False)
