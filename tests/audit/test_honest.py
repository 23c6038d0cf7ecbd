"""The honest log of a whole decision is clean: from a folder, over HTTP, as exported; and its pack verifies."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec

from consult.audit import audit, source_at
from consult.audit.report import Report
from tests.links_check import ROOT


def test_the_log_of_a_whole_decision_is_clean(copy: Path) -> None:
    report = audit(source_at(str(copy)))
    assert report.findings == ()
    assert report.clean
    assert report.unchecked.keys() == {"manifest", "derived"}, "a bare copy of the log, whose pages are not rebuilt"
    assert report.calculated_root == report.root
    (decision,) = report.decisions
    assert decision.ledger == {"received": 12, "published": 9, "withheld": 2, "withdrawn": 1, "referred": 0, "awaiting": 0}
    assert set(decision.digests) == {"opened", "withheld", "erased", "never", "not_due"}
    assert sum(decision.digests.values()) == report.checked["digests"]
    assert decision.digests["opened"] == report.checked["disclosures"]
    assert len(decision.edits) == 2


def test_over_http_it_is_just_as_clean(honest: Path) -> None:
    report = msgspec.json.decode((honest / "over-http.json").read_bytes(), type=Report)
    assert (report.findings, report.key_given) == ((), True)
    assert report.unchecked.keys() == {"living", "site-facts", "policy"}
    compared = {kind: report.checked.pop(kind) for kind in ("pages", "data", "static", "downloads")}
    assert report.checked == audit(source_at(str(honest / "log-copy"))).checked
    assert compared["pages"] > 40, "every page of the decision, in two languages, equals the page rebuilt from the log"
    assert min(compared.values()) > 1, compared


def test_the_export_is_clean_and_its_manifest_names_every_file(honest: Path) -> None:
    folder = honest / "export"
    report = audit(source_at(str(folder)))
    assert (report.findings, report.unchecked.keys()) == ((), {"derived"})
    manifest = json.loads((folder / "manifest.json").read_text())
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    assert manifest["files"].keys() == files.keys() - {"manifest.json", "manifest.json.note"}
    assert all(sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in manifest["files"].items())
    assert {"index.html", "guide.en.html", "pages/index.html", "pages/en/index.html"} <= files.keys()


def test_the_pack_of_the_decision_verifies_and_a_changed_one_does_not(honest: Path, tmp_path: Path) -> None:
    assert verified(honest / "pack.zip") == (0, True)
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(honest / "pack.zip") as before, zipfile.ZipFile(changed, "w") as after:
        document = next(name for name in before.namelist() if name.startswith("log/blobs/"))
        for name in before.namelist():
            after.writestr(name, before.read(name) + (b" " if name == document else b""))
    assert verified(changed) == (1, False)


def verified(file: Path) -> tuple[int, bool]:
    command = [sys.executable, "-m", "consult", "verify-receipt", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    return done.returncode, json.loads(done.stdout)["holds"]
