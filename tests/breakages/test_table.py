"""The table of breakages fits the tree: what each replaces is there exactly once, what it leaves is code, its tests exist."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.breakages.breakage import Breakage, function
from tests.breakages.table import BREAKAGES

ROOT = Path(__file__).parents[2]
ROWS = pytest.mark.parametrize("breakage", BREAKAGES, ids=[breakage.name for breakage in BREAKAGES])


@ROWS
def test_what_a_breakage_replaces_is_there_exactly_once_and_what_it_leaves_is_code(breakage: Breakage) -> None:
    text = breakage.broken(ROOT)
    if breakage.file.endswith(".py"):
        ast.parse(text)


@ROWS
def test_the_tests_that_a_breakage_must_fail_exist(breakage: Breakage) -> None:
    assert breakage.tests
    for test in breakage.tests:
        file, _, name = function(test).partition("::")
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_there_are_enough_breakages_of_every_room_and_no_two_of_one_name() -> None:
    rooms = Counter(breakage.file.partition("/")[0] for breakage in BREAKAGES)
    assert len(BREAKAGES) >= 150
    assert min(rooms[room] for room in ("domain", "consult", "projections", "web")) >= 15
    assert len({breakage.name for breakage in BREAKAGES}) == len(BREAKAGES)
