"""Checkers that nobody here wrote: Go's sumdb packages, and the shell with coreutils and openssl. They accept the honest log."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from consult.public_log.note import FileSigner
from tests.audit import tampering as t
from tests.audit.mirror import states_in, write_log
from tests.links_check import ROOT

OUTSIDE = ROOT / "tests" / "audit" / "outside"
GOCODE = Path("/usr/share/gocode")
SUMDB = GOCODE / "src" / "golang.org" / "x" / "mod" / "sumdb"
REJECTED: dict[str, t.Tampering] = {
    "a byte of an entry": t.entries(t.byte_of),
    "an entry dropped": t.entries(t.dropped),
    "two entries swapped": t.entries(t.swapped),
    "an entry added": t.entries(t.added),
    "a file of entries cut": t.bundle_cut,
    "a file of entries missing": t.bundle_missing,
    "a forged entry with matching tiles": t.entries_and_tiles(t.byte_of),
    "the size": t.size_altered,
    "the root": t.root_altered,
    "the signature": t.signature_altered,
    "a wrong root signed by the owner": t.root_signed_wrong,
    "the key": t.key_replaced,
}
CONTENTS: dict[str, t.Tampering] = {
    "disclosures swapped": t.disclosures_swapped,
    "a disclosure altered": t.disclosure_altered,
    "a document altered": t.blob(lambda file: file.write_bytes(file.read_bytes() + b" ")),
}


@pytest.fixture(scope="session")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built from Debian's packages alone."""
    if not shutil.which("go") or not SUMDB.exists():
        pytest.skip("Go with golang-golang-x-mod-dev is not here (on Debian: apt-get install golang-go golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GOCODE), "GOCACHE": str(folder / "cache"), "GOFLAGS": ""}
    command = ["go", "build", "-o", str(folder / "replay"), str(OUTSIDE / "replay.go")]
    subprocess.run(command, env=environment, check=True, timeout=300)
    return folder / "replay"


def run(checker: Path, folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(checker), str(folder), key], capture_output=True, text=True, timeout=120)


def test_go_accepts_the_honest_log_of_any_size(replay: Path, copy: Path, owner: FileSigner) -> None:
    accepted = run(replay, copy, owner.verification_key)
    assert (accepted.returncode, accepted.stdout.split()[0]) == (0, "54"), accepted.stderr
    for size in (1, 255, 256, 257, 700):
        write_log(copy, t.higher(states_in(copy))[:size] if size < 256 else (t.higher(states_in(copy)) * 2)[:size], owner)
        accepted = run(replay, copy, owner.verification_key)
        assert (accepted.returncode, accepted.stdout.split()[0]) == (0, str(size)), accepted.stderr


@pytest.mark.parametrize("name", REJECTED)
def test_go_rejects_tampering(name: str, replay: Path, copy: Path, owner: FileSigner) -> None:
    REJECTED[name](copy, owner)
    assert run(replay, copy, owner.verification_key).returncode == 1


def test_the_shell_accepts_the_honest_log(copy: Path, owner: FileSigner) -> None:
    accepted = run(OUTSIDE / "check.sh", copy, owner.verification_key)
    assert (accepted.returncode, accepted.stdout.split()[0]) == (0, "54"), accepted.stderr


@pytest.mark.parametrize("name", REJECTED | CONTENTS)
def test_the_shell_rejects_tampering(name: str, copy: Path, owner: FileSigner) -> None:
    (REJECTED | CONTENTS)[name](copy, owner)
    rejected = run(OUTSIDE / "check.sh", copy, owner.verification_key)
    assert (rejected.returncode, rejected.stderr.strip() != "") == (1, True), rejected.stderr
