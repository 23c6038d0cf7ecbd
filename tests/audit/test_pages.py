"""With --pages: what a person reads equals what is rebuilt from the log; a page that was changed is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.links_check import ROOT


@pytest.fixture
def exported(honest: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(honest / "export", tmp_path / "export"))


def audited(folder: Path) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-m", "consult", "audit", str(folder), "--pages", "--json", "--no-memory"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    return done.returncode, json.loads(done.stdout)


def changed(folder: Path, page: str, was: str, now: str) -> str:
    file = folder / "pages" / "consultations" / page
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")
    return str(file)


def test_pages_as_exported_equal_pages_rebuilt(exported: Path) -> None:
    status, report = audited(exported)
    assert (status, report["findings"]) == (0, [])


def test_each_changed_or_missing_page_is_named(exported: Path) -> None:
    altered = {
        changed(exported, "2026-001/feedback.html", "采纳，营业时间延长至二十四时。", "采纳。"),
        changed(exported, "2026-001/comments.html", "共收到12条意见", "共收到11条意见"),
        changed(exported, "2026-001/history.html", "本人撤回意见", "意见不予公开"),
        changed(exported, "2026-001.html", "收到意见12条", "收到意见2条"),
    }
    missing = exported / "pages" / "consultations" / "2026-001" / "comments" / "1.html"
    missing.unlink()
    status, report = audited(exported)
    assert status == 1
    findings = report["findings"]
    assert isinstance(findings, list)
    assert {found["place"] for found in findings if found["code"] == "page-differs"} == altered
    assert [found["place"] for found in findings if found["code"] == "page-missing"] == [str(missing)]
    (feedback,) = [found for found in findings if found["place"].endswith("feedback.html")]
    assert (feedback["said"] != feedback["calculated"], "二十四时" in feedback["calculated"]) == (True, True)
