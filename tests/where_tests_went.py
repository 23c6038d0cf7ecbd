"""Says of every test function of 2026-11-29 where what it held is held now; fails where nobody has said it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

RESULTS = Path(__file__).parent / "benchmarks" / "results"
BEFORE, MOVED = RESULTS / "tests-2026-11-29-before.txt", RESULTS / "tests-2026-11-29-moved.txt"
REPORT = RESULTS / "tests-2026-11-29-where-they-went.md"


def functions(lines: Iterable[str]) -> set[str]:
    """File and function, without parameters, of what `pytest --collect-only -q` lists."""
    return {re.sub(r"\[.*", "", line.strip()) for line in lines if "::" in line}


def today() -> set[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"]
    return functions(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines())


def moved() -> dict[str, str]:
    lines = [line for line in MOVED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split(" -> ", 1) for line in lines)


def report(before: set[str], now: set[str], gone: dict[str, str]) -> str:
    """Folders whose functions are all kept in one line each, then every function that is not."""
    folder = lambda name: str(Path(name.split("::")[0]).parent)  # noqa: E731
    kept, new, all_of = Counter(map(folder, before & now)), Counter(map(folder, now - before)), Counter(map(folder, before))
    rows = [f"| {name} | {all_of[name]} | {kept[name]} | {new[name]} |" for name in sorted(all_of | new)]
    lines = [f"| `{name}` | {gone.get(name, '**nobody has said**')} |" for name in sorted(before - now)]
    head = "# Where the tests of 2026-11-29 went\n\nMade by `python -m tests.where_tests_went`: functions, without parameters.\n"
    table = "\n".join(["| folder | before | kept as they are | new since |", "|---|---|---|---|", *rows])
    rest = "\n".join(["| not kept | held now by |", "|---|---|", *lines]) if lines else "Every function of before is there."
    return f"{head}\n{table}\n\n{rest}\n"


def main() -> int:
    before, now, gone = functions(BEFORE.read_text("utf-8").splitlines()), today(), moved()
    REPORT.write_text(report(before, now, gone), "utf-8")
    unsaid = sorted(before - now - gone.keys())
    print("\n".join(unsaid) or f"{len(before)} functions of before: {len(before & now)} kept, {len(before - now)} moved")
    return 1 if unsaid else 0


if __name__ == "__main__":
    sys.exit(main())
