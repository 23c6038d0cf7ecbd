"""A copy of the tree to break, and what pytest says of named tests in it."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

import tests.conftest  # noqa: F401 (for the libraries it needs)
from tests.breakages.breakage import Breakage, write

ROOT = Path(__file__).parents[2]
ROOMS = ("consult", "domain", "projections", "tests", "web")
LONGEST = 600  # seconds for the tests of one row
CODE_BROKEN = ("ImportError", "ModuleNotFoundError", "NameError", "SyntaxError", "IndentationError", "UnboundLocalError")


for plugin in importlib.metadata.entry_points(group="pytest11"):
    plugin.load()  # like the libraries, once for the processes of all rows


class Outcomes(msgspec.Struct, frozen=True):
    """Node ids without parameters: which ran, in which an assertion failed and why, which could not run, which were left out."""

    ran: frozenset[str]
    failed: dict[str, str]
    errors: dict[str, str]
    skipped: frozenset[str]
    output: str


def copied(folder: Path) -> Path:
    """The files that git knows, as they stand, in `folder`/tree; `../shared` is reached from there as from here."""
    tree = folder / "tree"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    if (ROOT.parent / "shared").exists():
        (folder / "shared").symlink_to((ROOT.parent / "shared").resolve())
    return tree


@contextmanager
def broken(tree: Path, breakage: Breakage) -> Iterator[None]:
    """The copy with one breakage in it, whole again afterwards. Raises Stale."""
    file = tree / breakage.file
    before, text = file.read_text("utf-8") if file.exists() else "", breakage.broken(tree)
    write(file, text)
    try:
        yield
    finally:
        write(file, before)


def outcomes(tree: Path, tests: Iterable[str]) -> Outcomes:
    """Run the tests in the copy, in a process of their own that has the libraries already."""
    report, output = tree.parent / "report.xml", tree.parent / "output.txt"
    report.unlink(missing_ok=True)
    process = get_context("fork").Process(target=_run, args=(tree, [f"--junit-xml={report}", *tests], output))
    process.start()
    process.join()
    said = output.read_text("utf-8", "replace")
    if not report.exists():
        return Outcomes(frozenset(), {}, {"pytest": said[-500:]}, frozenset(), said)
    return _read(ElementTree.parse(report).getroot(), said)


def _run(tree: Path, arguments: list[str], output: Path) -> None:
    """pytest as in a fresh process: none of our own modules is known yet, and ours are those of the copy."""
    with output.open("wb", 0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOMS]:
        del sys.modules[name]
    sys.path[:] = [str(tree), *(place for place in sys.path if Path(place).resolve() != ROOT)]
    os.chdir(tree)
    importlib.invalidate_caches()
    signal.signal(signal.SIGALRM, signal.default_int_handler)  # ends as by Ctrl-C, with everything put away
    signal.alarm(LONGEST)
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main(["-q", "-p", "no:cacheprovider", "--tb=short", *quiet, *arguments])


def _read(report: ElementTree.Element, output: str) -> Outcomes:
    ran, skipped = set(), set()
    failed: dict[str, str] = {}
    errors: dict[str, str] = {}
    for case in report.iter("testcase"):
        name = _node(case)
        ran.add(name)
        for found in case:
            reason = (found.get("message") or "").splitlines() or [found.tag]
            if found.tag == "skipped":
                skipped.add(name)
            elif found.tag == "failure" and not reason[0].startswith(CODE_BROKEN):
                failed[name] = reason[0]
            elif found.tag in ("failure", "error"):
                errors[name] = reason[0]
    return Outcomes(frozenset(ran), failed, errors, frozenset(skipped), output)


def _node(case: ElementTree.Element) -> str:
    """`tests/web/test_pages.py::test_a_page` of a case of JUnit's XML."""
    return f"{(case.get('classname') or '').replace('.', '/')}.py::{(case.get('name') or '').partition('[')[0]}"
