"""With --pages, as a person runs it: what is read equals what is rebuilt from the log; the report comes whatever happens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from consult.public_log.note import FileSigner
from tests.audit.mirror import states_in, write_log
from tests.audit.tampering import back_dated, bundle_cut
from tests.links_check import ROOT


@pytest.fixture
def exported(honest: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(honest / "export", tmp_path / "export"))


def audited(folder: Path) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "consult", "audit", str(folder), "--pages", "--json", "--no-memory"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    return done.returncode, json.loads(done.stdout)


def test_pages_as_exported_equal_pages_rebuilt(exported: Path) -> None:
    status, report = audited(exported)
    assert (status, report["findings"]) == (0, [])
    assert report["site"]["organiser"] in (exported / "pages" / "index.html").read_text("utf-8")


def test_a_log_that_cannot_be_rebuilt_still_has_its_report(exported: Path, owner: FileSigner) -> None:
    """Times that run backwards, and a file of entries that was cut: no pages, but all other findings."""
    states = states_in(exported)
    write_log(exported, back_dated(states), owner)
    status, report = audited(exported)
    codes = [found["code"] for found in report["findings"]]
    assert (status, codes[0]) == (1, "back-dated")
    assert "pages-not-rebuilt" in codes
    assert "derived" in report["unchecked"]
    bundle_cut(exported, owner)
    status, report = audited(exported)
    codes = [found["code"] for found in report["findings"]]
    assert (status, codes[0], "pages-not-rebuilt" in codes) == (1, "bundle-malformed", True)
