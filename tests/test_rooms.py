"""The rooms of the tree: what they are called, where they lie, who may import whom."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "projections", "consult", "web")
BREACHES = (
    ("Imports go one way", "domain/breach.py", "import consult\n"),
    ("The domain touches nothing of the world", "domain/breach.py", "import asyncpg\n"),
    ("The web never sees the driver", "web/breach.py", "import asyncpg\n"),
    ("Nothing below the web", "projections/breach.py", "import litestar\n"),
    ("Only commands", "consult/staff/breach.py", "import consult.event_log\n"),
    ("No circles", "consult/instance/breach.py", "import consult.opening\n"),
    ("The auditor needs", "consult/audit/breach.py", "import consult.runtime\n"),
    ("No circles", "projections/rows/breach.py", "import projections.points.queries\n"),
)
WITHOUT_CIRCLES = ("domain", "projections", "consult", "web")
CIRCLES = {
    "at the head": ("projections/search_words.py", "\nimport projections.freshness\n"),
    "inside a function": ("projections/source.py", "\ndef hidden():\n    from projections import runner\n"),
    "for types only": ("domain/event.py", "\nif TYPE_CHECKING:\n    from domain.comment.events import CommentSubmitted\n"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_this_tree(room: str) -> None:
    module = importlib.import_module(room)
    assert Path(str(module.__file__)).parent == ROOT / room


def test_no_other_distribution_claims_the_names_of_our_rooms() -> None:
    claimed = importlib.metadata.packages_distributions()
    assert not {room: claimed[room] for room in ROOMS if room in claimed}


def contracts_hold(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)


def test_the_import_contracts_hold() -> None:
    result = contracts_hold(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "file", "text"), BREACHES)
def test_each_import_contract_fails_when_it_is_broken(contract: str, file: str, text: str, tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / file).write_text(text)
    result = contracts_hold(tmp_path)
    broken = [line for line in result.stdout.splitlines() if contract in line and "BROKEN" in line]
    assert result.returncode == 1, result.stdout
    assert broken, result.stdout


def imports(tree: Path, room: str) -> dict[str, set[str]]:
    """Which modules of the room each of them imports, wherever in its file, for types only included."""
    files = {module_name(path.relative_to(tree)): path for path in (tree / room).rglob("*.py")}
    return {name: set(imported(ast.parse(path.read_bytes()), files)) - {name} for name, path in files.items()}


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(code: ast.Module, known: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else node.module for name in inside)


@pytest.mark.parametrize("room", WITHOUT_CIRCLES)
def test_no_file_of_a_room_comes_back_to_itself_by_imports(room: str) -> None:
    TopologicalSorter(imports(ROOT, room)).prepare()


@pytest.mark.parametrize("place", CIRCLES)
def test_a_circle_is_found_wherever_its_imports_stand(place: str, tmp_path: Path) -> None:
    file, text = CIRCLES[place]
    room = file.partition("/")[0]
    shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / file).open("a") as source:
        source.write(text)
    with pytest.raises(CycleError):
        TopologicalSorter(imports(tmp_path, room)).prepare()
