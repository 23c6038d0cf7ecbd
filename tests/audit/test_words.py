"""The report has words, in both languages, for every finding there can be and for every rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import consult.audit
import domain.recheck
from consult.audit.disclosure_check import DueState
from consult.audit.figures import LEDGER
from consult.audit.words import LANGUAGES, words

AUDIT, RECHECK = Path(str(consult.audit.__file__)).parent, Path(str(domain.recheck.__file__)).parent
BEFORE_A_CODE = r"code=|code = |EntryWrong\(|_add\(|_found\(|_bundle\(|yield \(?|return "
CODE = re.compile(rf'\b(?:{BEFORE_A_CODE})"([a-z]+(?:-[a-z]+)+)"')


def sources(*folders: Path) -> str:
    return "\n".join(file.read_text("utf-8") for folder in folders for file in folder.rglob("*.py"))


def rules() -> set[str]:
    """Names that the re-check can answer with: those it yields, and those it hands on."""
    return set(re.findall(r'"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"', sources(RECHECK)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_rule_has_its_words(language: str) -> None:
    found = set(CODE.findall(sources(AUDIT))) | set(re.findall(r'"([a-z]+-[a-z-]+)" (?:if|else) ', sources(AUDIT)))
    assert len(found) > 35
    assert found <= words(language).finding.keys() | words(language).unchecked.keys()
    assert len(rules()) > 80
    assert rules() <= words(language).rule.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_has_its_words(language: str) -> None:
    counted = set(re.findall(r'\bchecked\["([a-z]+)"\]', sources(AUDIT)))
    assert counted <= words(language).checked.keys()
    assert {str(due) for due in DueState} == words(language).digests.keys()
    assert set(LEDGER) == words(language).ledger.keys()


def test_both_languages_have_the_same_words() -> None:
    zh, en = (words(language) for language in LANGUAGES)
    for name in zh.__struct_fields__:
        assert getattr(zh, name).keys() == getattr(en, name).keys()
