"""The vocabulary under test: every aggregate, enumerated value and event has its row, and no row is left over."""

from __future__ import annotations

import enum
import re
from pathlib import Path
from pkgutil import resolve_name

import domain
import domain.all_events
from domain import enumerations
from domain.access import Role
from domain.consultation import execution_values
from domain.consultation.stages import Stage
from domain.event import written_types
from web.shared.wording.words import WORDS

PAGE = (Path(__file__).parent.parent / "consult" / "docs" / "vocabulary.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([^`]+)` \|$", PAGE, re.M)
NAMED = [where for *_, where in ROWS]
ENUMERATIONS = [
    *(
        kind
        for kinds in (enumerations, execution_values)
        for kind in vars(kinds).values()
        if isinstance(kind, type) and issubclass(kind, enum.StrEnum)
    ),
    *(Role, Stage),
]
SAID = {str(value) for kind in WORDS.values() for value in kind.values()}


def in_code() -> set[str]:
    return {f"{kind.__name__}.{member.name}" for kind in ENUMERATIONS for member in kind} | set(written_types())


def on_the_page() -> set[str]:
    """Rows of enumerated values and of events; rows of things name a module or a class below a room."""
    return {where for where in NAMED if not where.startswith(("domain.", "consult.", "projections"))}


def test_every_enumerated_value_and_every_event_has_a_row() -> None:
    assert sorted(in_code() - on_the_page()) == []


def test_no_row_is_left_over() -> None:
    assert sorted(on_the_page() - in_code()) == []
    assert sorted({where for where in NAMED if NAMED.count(where) > 1}) == []


def test_every_line_of_a_table_is_a_row() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| English |", "|---"))]
    assert len(lines) == len(ROWS)


def test_every_enumeration_has_its_heading() -> None:
    headings = re.findall(r"^## ([A-Z]\w+) [\u4e00-\u9fff]", PAGE, re.M)
    assert sorted(headings) == sorted([*{kind.__name__ for kind in ENUMERATIONS}, "Events"])


def test_every_aggregate_is_there() -> None:
    aggregates = {folder.parent.name for folder in Path(str(domain.__file__)).parent.glob("*/events.py")}
    assert sorted(name for name in aggregates if not any(where.startswith(f"domain.{name}.") for where in NAMED)) == []


def test_every_thing_is_where_the_page_says() -> None:
    things = [where for where in NAMED if where.startswith(("domain.", "consult.", "projections"))]
    assert things
    for where in things:
        assert resolve_name(where) is not None


def test_the_chinese_of_a_value_is_what_the_pages_say() -> None:
    wrong = [(where, chinese) for _, chinese, _, where in ROWS if where in in_code() and chinese not in SAID]
    assert wrong == []
