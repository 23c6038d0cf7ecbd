"""make breakages: break the program on purpose, one rule at a time, and see the suite fail each time."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.breakages.breakage import Breakage, Stale, function
from tests.breakages.server import server, sweep
from tests.breakages.table import BREAKAGES
from tests.breakages.trial import ROOT, Outcomes, broken, copied, outcomes

console = Console(highlight=False, soft_wrap=True)
Row = tuple[Breakage, str, str, float]
"""A breakage, `found` or what went otherwise, why, and seconds."""


def main() -> int:
    """0 where every breakage made its tests fail; 1 where one survived or proved nothing; 2 where a row is stale."""
    rows = _chosen()
    try:
        for breakage in rows:
            breakage.broken(ROOT)
    except Stale as stale:
        console.print(f"stale row: {stale}", markup=False)
        return 2
    with tempfile.TemporaryDirectory(prefix="breakages-") as folder, server() as url:
        tree = copied(Path(folder))
        if not _whole(tree, rows):
            return 1
        results = []
        for number, breakage in enumerate(rows, 1):
            sweep(url)
            results.append(_tried(tree, breakage, f"{number}/{len(rows)}"))
    _print_table(results)
    return 0 if all(result == "found" for _, result, _, _ in results) else 1


def _chosen() -> list[Breakage]:
    parser = argparse.ArgumentParser(prog="python -m tests.breakages", description=__doc__)
    parser.add_argument("names", nargs="*", help="only breakages whose sentence or file contains one of these")
    names = parser.parse_args().names
    found = [row for row in BREAKAGES if not names or any(name in row.name or name in row.file for name in names)]
    if not found:
        parser.error("no breakage is called so")
    return found


def _whole(tree: Path, rows: list[Breakage]) -> bool:
    """Whether every test named passes on the unbroken copy: all of them in one process."""
    tests = sorted({test for row in rows for test in row.tests})
    console.print(f"{len(rows)} breakages; first their {len(tests)} tests on the unbroken copy", markup=False)
    started = time.monotonic()
    found = outcomes(tree, tests)
    wrong = {**found.failed, **found.errors, **dict.fromkeys(found.skipped, "left out"), **_never_ran(found, tests)}
    for test, reason in wrong.items():
        console.print(f"on the unbroken copy: {test}: {reason}", markup=False)
    if wrong:
        console.print(found.output[-3000:], markup=False)
    console.print(f"{time.monotonic() - started:.0f} s", markup=False)
    return not wrong


def _never_ran(found: Outcomes, tests: list[str]) -> dict[str, str]:
    return {test: "did not run" for test in tests if function(test) not in found.ran}


def _tried(tree: Path, breakage: Breakage, place: str) -> Row:
    started = time.monotonic()
    with broken(tree, breakage):
        found = outcomes(tree, breakage.tests)
    result, why = _judged(breakage, found)
    seconds = time.monotonic() - started
    console.print(f"{place} {result}: {breakage.name} ({seconds:.0f} s)", markup=False)
    if result != "found":
        console.print(f"    {why}", markup=False)
    return breakage, result, why, seconds


def _judged(breakage: Breakage, found: Outcomes) -> tuple[str, str]:
    """An error at import or set-up proves nothing, nor does a test that passes all the same."""
    if missed := [test for test in breakage.tests if function(test) not in found.failed]:
        reasons = {test: found.errors.get(function(test), "passed") for test in missed}
        kind = "survived" if set(reasons.values()) == {"passed"} and not found.errors else "proves nothing"
        errors = reasons if kind == "survived" else {**reasons, **found.errors}
        return kind, "; ".join(f"{test}: {reason}" for test, reason in errors.items())
    return "found", found.failed[function(breakage.tests[0])]


def _print_table(results: list[Row]) -> None:
    table = Table("breakage", "file", "result", "the test said", title="Breakages")
    for breakage, result, why, _ in results:
        table.add_row(breakage.name, breakage.file, result, why[:120])
    console.print(table, soft_wrap=False)
    found = sum(result == "found" for _, result, _, _ in results)
    console.print(f"{found} of {len(results)} found in {sum(seconds for *_, seconds in results):.0f} s", markup=False)


if __name__ == "__main__":
    sys.exit(main())
