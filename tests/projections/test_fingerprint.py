"""What the read models were made by is known by a fingerprint: what may change a table changes it, and nothing else does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consult.work import LogSource
from projections.apply import apply_batch
from projections.fingerprint import ROOT, closure, fingerprint, fingerprint_of
from tests.projections.memory_source import MemorySource

FILLING = (apply_batch.__module__, LogSource.__module__)
CHANGING = {
    "a field more in what is stored as JSON": (
        "projections/consultations/views.py",
        "    previous_closes_at: datetime\n",
        "    previous_closes_at: datetime\n    asked_by: str\n",
    ),
    "what an event opens": ("domain/openings.py", 'fields = ["organisation"]', "fields = []"),
    "what the source takes of what is opened": (
        "consult/work/source.py",
        "if each.position < entry.position]",
        "if each.position <= entry.position]",
    ),
    "where words are cut": ("projections/search_words.py", "LONGEST = 60", "LONGEST = 61"),
    "how the text of a law is read": ("domain/articles/numbering/numerals.py", '"两"', '"俩"'),
    "a column": ("projections/figures/tables.sql", "    received integer NOT NULL,\n", "    received bigint NOT NULL,\n"),
    "where a name comes from": (
        "projections/history/projection.py",
        "from domain.event import CLOCK, PUBLIC, Event",
        "from domain.event import PUBLIC as CLOCK, PUBLIC, Event",
    ),
}
ASKING = ("consult/commands", "consult/reading", "consult/archive")
LEAVING = {
    "a comment": ("domain/openings.py", "def _later(", "# What is opened later.\ndef _later("),
    "a docstring": ("projections/apply.py", '"""Fold `events` into', '"""Put `events`\n    into'),
    "layout": ("projections/history/projection.py", "    closed = []\n", "\n    closed = [\n    ]\n"),
    "a comment in SQL": ("projections/figures/tables.sql", "-- Counts by year", "-- Numbers by year"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for room in ("domain", "projections", "consult"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def edit(tree: Path, change: tuple[str, str, str]) -> None:
    file, old, new = change
    text = (tree / file).read_text("utf-8")
    assert old in text
    (tree / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(autouse=True)
def told_anew() -> None:
    fingerprint.cache_clear()


@pytest.mark.parametrize("what", CHANGING)
def test_an_edit_of_what_fills_the_tables_changes_it(tree: Path, what: str) -> None:
    edit(tree, CHANGING[what])
    assert fingerprint(tree, *FILLING) != fingerprint(ROOT, *FILLING)


@pytest.mark.parametrize("what", LEAVING)
def test_an_edit_that_changes_no_behaviour_leaves_it(tree: Path, what: str) -> None:
    edit(tree, LEAVING[what])
    assert fingerprint(tree, *FILLING) == fingerprint(ROOT, *FILLING)


def test_an_edit_of_any_query_leaves_it(tree: Path) -> None:
    asking = [path for room in ASKING for path in (tree / room).rglob("*.py")]
    asking += tree.glob("projections/**/*queries.py")
    assert len(asking) > 30
    for file in asking:
        file.write_text(file.read_text("utf-8") + "\nCHANGED = True\n", "utf-8")
    assert fingerprint(tree, *FILLING) == fingerprint(ROOT, *FILLING)


def test_what_fills_the_tables_imports_nothing_that_asks_them_or_acts() -> None:
    found = closure(ROOT, FILLING)
    assert {"projections.consultations.views", "domain.openings", "projections.search_words"} <= found.keys()
    apart = ("web", "consult.commands", "consult.reading", "projections.runner", "projections.rebuild", "projections.fingerprint")
    assert not [name for name in found if name.startswith(apart) or name.endswith("queries")]


def test_imports_inside_functions_for_types_and_by_other_names_count(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "__init__.py").write_text("from .near import thing\n")
    for name in ("near", "far", "typed", "deep"):
        (tmp_path / "room" / f"{name}.py").write_text("thing = 1\n")
    text = "import room.deep as d\nif TYPE_CHECKING:\n    from room.typed import thing\ndef f():\n    from room import far\n"
    (tmp_path / "root.py").write_text(text)
    assert closure(tmp_path, ["root"]).keys() == {"root", "room", "room.near", "room.far", "room.typed", "room.deep"}


def test_each_process_finds_the_same() -> None:
    """Whatever the order of sets there: the seed of hashes differs."""
    program = "import sys; from projections.fingerprint import *; print(fingerprint(ROOT, *sys.argv[1:]))"
    for seed in ("1", "2"):
        command = [sys.executable, "-c", program, *FILLING]
        found = subprocess.run(command, cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        assert found.stdout.strip() == fingerprint(ROOT, *FILLING)


def test_the_source_that_is_handed_in_counts() -> None:
    assert fingerprint_of(LogSource(None)) == fingerprint(ROOT, *FILLING)  # type: ignore[arg-type]
    assert fingerprint_of(MemorySource()) != fingerprint(ROOT, *FILLING)
