"""Each rule has a name, a sentence for the person, and a test that sees it refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.consultation.refusals import ProcedureRefusal
from domain.refusals import Refusal

FOLDER = Path(__file__).parent


def every(kind: type[Refusal]) -> list[type[Refusal]]:
    return [found for child in kind.__subclasses__() for found in (child, *every(child))]


RULES = every(ProcedureRefusal)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_seen_to_refuse(rule: type[Refusal]) -> None:
    tests = "".join(file.read_text("utf-8") for file in FOLDER.glob("test_*.py"))
    assert f"raises({rule.__name__})" in tests


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_stated_in_law_and_in_words(rule: type[Refusal]) -> None:
    assert rule.__doc__
    assert re.search(r"[\u4e00-\u9fff].*。$", rule.message)
    assert rule.status in (409, 422)
    assert rule.article == "" or rule.article.startswith("《") or "要求" in rule.article


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_stands_in_the_tree_at_the_head_of_its_file(rule: type[Refusal]) -> None:
    head = (Path(__file__).parents[3] / rule.__module__.replace(".", "/")).with_suffix(".py").read_text("utf-8").split('"""')[1]
    assert re.search(rf"\b{rule.__name__}\b", head)
