"""The English catalogue is complete: every string of templates, pages and refusals has a translation, with the same fields."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from consult.commands.table import TABLE
from domain.refusals import Refusal
from web.shared.wording.languages import CATALOGUES, english_strings, strings_of
from web.shared.wording.punctuation import BETWEEN, signs_of

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u4e00-\u9fff]")
CALL = re.compile(r"""_\(\s*'((?:[^'\\]|\\.)*)'""")
FIELD = re.compile(r"\{(\w+)\}")
NOT_SHOWN = {"web/shared/wording/languages.py", "web/shared/wording/dates.py"}


def template_strings() -> Iterator[str]:
    for file in sorted((ROOT / "web" / "templates").rglob("*.html")):
        source = file.read_text("utf-8")
        yield from CALL.findall(source)
        yield from signs_of(source)


def page_strings() -> Iterator[str]:
    """String constants with Chinese characters in the web's code, docstrings left out."""
    for file in sorted((ROOT / "web").rglob("*.py")):
        if str(file.relative_to(ROOT)) in NOT_SHOWN:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        docstrings = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
            if isinstance(text, str) and HAN.search(text):
                yield text


def _has_docstring(node: ast.AST) -> bool:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return isinstance(node, kinds) and bool(node.body) and ast.get_docstring(node) is not None


def refusal_strings() -> Iterator[str]:
    for room in ("domain", "consult"):
        for module in pkgutil.walk_packages([str(ROOT / room)], room + "."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for refusal in every_subclass(Refusal):
        yield refusal.message
        yield from filter(None, (refusal.article, refusal.title))


def every_subclass(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from every_subclass(child)


def label_strings() -> Iterator[str]:
    """What the desk's commands are called."""
    for row in TABLE:
        yield row.label


def shown_strings() -> list[str]:
    found = [*template_strings(), *page_strings(), *refusal_strings(), *label_strings(), Refusal.message]
    return sorted({text for text in found if HAN.search(text) or BETWEEN.fullmatch(text)})


def problems() -> list[str]:
    """Strings without a translation, and translations whose fields differ."""
    catalogue = english_strings()
    missing = [f"no translation: {text}" for text in shown_strings() if not catalogue.get(text)]
    differing = [
        f"other fields: {text}"
        for text in shown_strings()
        if text in catalogue and set(FIELD.findall(text)) != set(FIELD.findall(catalogue[text]))
    ]
    return missing + differing + said_twice()


def said_twice() -> list[str]:
    """Strings that two catalogue files translate."""
    seen: dict[str, str] = {}
    twice = []
    for file in sorted(CATALOGUES.glob("*.po")):
        for source, _ in strings_of(file):
            twice += [f"in {seen[source]} and in {file.name}: {source}"] if source in seen else []
            seen[source] = file.name
    return twice


def main() -> int:
    found = problems()
    print("\n".join(found) or "the English catalogue is complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
