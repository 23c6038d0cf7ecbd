"""The checkers: how each is run on a case, and what has to be there for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec
import pytest
from pymerkle import InmemoryTree

from consult.audit.published_log.tiles import BundleMalformed
from consult.public_log.note import parse_checkpoint
from consult.publication.guide import RECIPE
from tests.outside.case import Case
from tests.prerequisites import GO_PACKAGES, NODE_MODULES, SIGSTORE, go_packages_found

HERE = Path(__file__).parent
COREUTILS = ("base64", "basenc", "cat", "cut", "head", "mktemp", "mv", "od", "rm", "tail", "tr", "wc")


class Verdict(msgspec.Struct, frozen=True):
    """Whether the checker accepts, and what it said."""

    accepted: bool
    said: str


Checker = Callable[[Case], Verdict]


def needed(found: object, what: str) -> None:
    """Skip, saying what is missing; in CI nothing may be missing."""
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not here: python -m tests.prerequisites")


def ran(command: Sequence[str | Path], **environment: str) -> Verdict:
    """Exit 0 accepts, 1 rejects; anything else is a checker that does not work."""
    done = subprocess.run(list(map(str, command)), env={**os.environ, **environment}, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return Verdict(done.returncode == 0, done.stdout + done.stderr)


@cache
def replay() -> Path:
    """The Go program, compiled once against Debian's packages."""
    needed(shutil.which("go") and go_packages_found(), "Go with golang.org/x/mod (golang-golang-x-mod-dev)")
    program = Path(tempfile.mkdtemp()) / "replay"
    cache_folder = os.environ.get("GOCACHE", str(Path(sys.prefix) / "checkers" / "go"))
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GO_PACKAGES), "GOFLAGS": "", "GOCACHE": cache_folder}
    subprocess.run(["go", "build", "-o", program, HERE / "replay.go"], env=environment, check=True)
    return program


def go(case: Case) -> Verdict:
    """Go's sumdb/note and sumdb/tlog over the whole log, the receipt and the earlier checkpoint."""
    return ran([replay(), case.folder, case.vkey, case.entry, case.proof, case.earlier, case.consistency])


def go_at(address: str, case: Case) -> Verdict:
    """As `go`, with the log read over HTTP."""
    return ran([replay(), address, case.vkey, case.entry, case.proof, case.earlier, case.consistency])


def sigstore_js(case: Case) -> Verdict:
    """npm's @sigstore/verify on the receipt."""
    needed(shutil.which("node") and (NODE_MODULES / "@sigstore" / "verify").exists(), "npm's @sigstore/verify")
    return ran(["node", HERE / "verify.cjs", NODE_MODULES, case.entry, case.proof, case.vkey])


def sigstore_python(case: Case) -> Verdict:
    """PyPI's sigstore on the receipt."""
    needed((SIGSTORE / "bin" / "python").exists(), "PyPI's sigstore")
    return ran([SIGSTORE / "bin" / "python", HERE / "verify_sigstore.py", case.entry, case.proof, case.vkey])


@cache
def bare_path() -> Path:
    """A folder with a shell, openssl and the programs of coreutils that the recipe uses: no sed, no awk, no Python."""
    folder = Path(tempfile.mkdtemp())
    for name in ("sh", "openssl", *COREUTILS):
        found = shutil.which(name)
        needed(found, name)
        (folder / name).symlink_to(str(found))
    return folder


def recipe(case: Case) -> Verdict:
    """The guide's shell script on the receipt and one's own words."""
    receipt = case.entry.with_suffix("")
    return ran([bare_path() / "sh", RECIPE, receipt, case.vkey, case.disclosures], PATH=str(bare_path()))


def pymerkle(case: Case) -> Verdict:
    """pymerkle's tree over the entries, against the roots of both checkpoints. It knows nothing of signatures."""
    tree = InmemoryTree(algorithm="sha256")
    try:
        for state in case.states():
            tree.append_entry(state)
    except BundleMalformed as error:
        return Verdict(False, f"root: {error}")
    for note in (case.note, case.earlier.read_text()):
        said = parse_checkpoint(note.rpartition("\n\n")[0] + "\n")
        if said.size > tree.get_size() or tree.get_root(said.size) != said.root:
            return Verdict(False, f"root: not that of the entries at size {said.size}")
    return Verdict(True, "root")


CHECKERS: dict[str, Checker] = {
    "go": go,
    "sigstore-js": sigstore_js,
    "sigstore-python": sigstore_python,
    "recipe": recipe,
    "pymerkle": pymerkle,
}
RECEIPT = ("go", "sigstore-js", "sigstore-python", "recipe")
"""Those that look at a receipt."""
