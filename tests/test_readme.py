"""Documentation under test: the README's settings are the program's, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from consult.cli import program
from consult.instance.settings import described
from tests.links_check import dead_links, documents

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_the_table_of_settings_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `(CONSULT_\w+)` \| (?:`([^`]*)`)? ?\| (.+) \|$", README, re.M)
    assert rows == described()


def test_every_command_named_is_there() -> None:
    named = set(re.findall(r"python -m consult ([\w-]+)", README))
    assert named <= set(program.commands)


def test_every_command_is_named() -> None:
    assert [name for name in program.commands if not re.search(rf"`{name}\b|consult {name}\b|make {name}\b", README)] == []


def test_every_make_target_named_is_there() -> None:
    makefile = (Path(__file__).parent.parent / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"make (\w+)", README)) - {"sure"}:
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_no_document_has_a_dead_link() -> None:
    assert [line for document in documents() for line in dead_links(document)] == []
