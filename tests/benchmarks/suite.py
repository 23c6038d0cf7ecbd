"""What the suite costs: seconds by folder and the ten dearest places, out of the JUnit reports of one run or of two.

`pytest --junit-xml=after.xml`, then `python -m tests.benchmarks.suite after.xml` or `… before.xml after.xml`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from defusedxml.ElementTree import parse

DEAREST = 10


def seconds(report: Path) -> Counter[str]:
    """Seconds (set-up, call and tear-down together) by test file."""
    spent: Counter[str] = Counter()
    for case in parse(report).iter("testcase"):
        names = case.get("classname", "").split(".")
        file = names[:-1] if names[-1][:1].isupper() else names
        spent["/".join(file)] += float(case.get("time", 0))  # type: ignore[assignment]
    return spent


def by_folder(spent: Counter[str]) -> Counter[str]:
    folders: Counter[str] = Counter()
    for file, time in spent.items():
        folders[file.rpartition("/")[0]] += time
    return folders


def table(what: str, runs: list[Counter[str]], most: int | None = None) -> str:
    """Rows in the order of the first run; a dash where a run has nothing of that name."""
    names = [name for name, _ in runs[0].most_common(most)]
    if most is None:
        names += sorted(runs[-1].keys() - runs[0].keys())
    rows = [f"| {name} | {' | '.join(f'{run[name]:.1f}' if name in run else '–' for run in runs)} |" for name in names]
    total = f"| together | {' | '.join(f'{sum(run.values()):.1f}' for run in runs)} |"
    head = ["before", "after"] if len(runs) == 2 else ["seconds"]
    return "\n".join([f"| {what} | {' | '.join(head)} |", "|---|" + "---:|" * len(runs), *rows, total])


def main(reports: list[str]) -> int:
    runs = [seconds(Path(report)) for report in reports]
    print(table("folder", [by_folder(run) for run in runs]), table("dearest place", runs, DEAREST), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
