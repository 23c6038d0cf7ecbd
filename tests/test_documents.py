"""Documentation under test: settings, commands and names are the program's, links and citations lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import domain.all_events  # noqa: F401 (every refusal is defined with what raises it)
from consult.cli import COMMANDS
from consult.instance.settings import described
from domain.refusals import Refusal
from tests.links_check import ROOT, dead_links, documents

DOCS = ROOT / "consult" / "docs"
ALL = "\n".join(document.read_text("utf-8") for document in documents())
CITED = re.compile(r"\b([a-z-]+\.md), ([A-Z][^);]*)\)")
ROOMS = ("domain", "projections", "consult", "web")


def test_the_table_of_settings_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `(CONSULT_\w+)` \| (?:`([^`]*)`)? ?\| (.+) \|$", (DOCS / "settings.md").read_text("utf-8"), re.M)
    assert rows == described()


def test_every_setting_named_is_one() -> None:
    assert set(re.findall(r"CONSULT_[A-Z_]+", ALL)) <= {name for name, _, _ in described()}


def test_every_command_named_is_there() -> None:
    named = set(re.findall(r"python -m consult ([a-z][\w-]+)", ALL))
    assert named <= set(COMMANDS)


def test_every_command_is_named() -> None:
    assert [name for name in COMMANDS if not re.search(rf"`{name}\b|consult {name}\b|make {name}\b", ALL)] == []


def test_every_make_target_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"(?:`|^)make (\w+)", ALL, re.M)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_test_folder_stands_in_the_table_of_tests() -> None:
    rows = set(re.findall(r"^\| \[tests/(\w+)\]", (DOCS / "tests.md").read_text("utf-8"), re.M))
    assert rows == {file.parent.name for file in (ROOT / "tests").glob("*/__init__.py")}


def test_every_refusal_named_in_the_procedure_is_a_rule_of_the_code() -> None:
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`", (DOCS / "procedure.md").read_text("utf-8")))
    others = {"ProcedureRules", "GrievanceRules", "StepWaived"}
    assert sorted(named - others - {kind.__name__ for kind in refusals(Refusal)}) == []


def refusals(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind}.union(*(refusals(narrower) for narrower in kind.__subclasses__()))


def test_what_the_code_cites_is_in_a_document_of_ours() -> None:
    """A citation is `name.md, Section` in brackets: a heading of the document, or the bold words that a paragraph begins with."""
    cited = {
        citation for room in ROOMS for file in (ROOT / room).rglob("*.py") for citation in CITED.findall(file.read_text("utf-8"))
    }
    assert {document for document, _ in cited} >= {"log.md", "procedure.md"}
    assert sorted((document, section) for document, section in cited if section not in sections(DOCS / document)) == []


@cache
def sections(document: Path) -> tuple[str, ...]:
    text = document.read_text("utf-8") if document.exists() else ""
    found = re.findall(r"^#+ (.+)$|^\*\*([^*]+?)\.?\*\*", text, re.M)
    return tuple(part.split(":")[0].split(",")[0] for pair in found for part in pair if part)


def test_no_document_has_a_dead_link() -> None:
    assert [line for document in documents() for line in dead_links(document)] == []


def test_decisions_and_migrations_have_each_a_number_of_their_own() -> None:
    for folder, kind in ((ROOT / "consult" / "decisions", "*.md"), (ROOT / "consult" / "database" / "migrations", "*.sql")):
        numbers = [file.name[:4] for file in folder.glob(kind)]
        assert sorted(numbers) == sorted(set(numbers)), folder
