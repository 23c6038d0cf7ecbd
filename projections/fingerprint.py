"""The fingerprint of the read models: one hash over their table definitions and all code that fills the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dis import opmap
from functools import cache
from hashlib import sha256
from importlib.util import resolve_name
from modulefinder import ModuleFinder
from os.path import isfile
from pathlib import Path
from types import CodeType

from projections.apply import apply_batch
from projections.source import Source

VERSION = 9
"""To be raised when the tables made of the golden log change (tests/projections/test_golden_log.py), whatever changed them."""

ROOT = Path(__file__).parent.parent
IMPORT = opmap["IMPORT_NAME"]


def fingerprint_of(source: Source) -> str:
    """The fingerprint of read models that are fed by `source`."""
    return fingerprint(ROOT, apply_batch.__module__, type(source).__module__)


@cache
def fingerprint(tree: Path, *roots: str) -> str:
    """SHA-256 (hex) of the tables' definitions, and of the modules `roots` and all that they import, by name, from `tree`.

    Comments, docstrings, layout and the place of the tree do not count; a new version of Python may. Libraries do not count.
    """
    parts: list[object] = [VERSION]
    parts += [_statements(path) for path in sorted(tree.glob("projections/**/tables.sql"))]
    parts += [(name, *_meaning(code)) for name, code in sorted(closure(tree, roots).items())]
    return sha256(repr(parts).encode()).hexdigest()


def closure(tree: Path, roots: Iterable[str]) -> dict[str, CodeType]:
    """Every module in `tree` that the roots import, they included; a package counts where it is imported by its name."""
    found: dict[str, CodeType] = {}
    seen, left = set(), list(roots)
    while left:
        if (name := left.pop()) in seen:
            continue
        seen.add(name)
        if file := _file(tree, name):
            found[name] = compile(file.read_bytes(), name, "exec", dont_inherit=True, optimize=2)  # without docstrings
            left += _imports(found[name], name if file.name == "__init__.py" else name.rpartition(".")[0])
    return found


def _file(tree: Path, name: str) -> Path | None:
    stem = f"{tree}/{name.replace('.', '/')}"
    return next((Path(file) for file in (f"{stem}.py", f"{stem}/__init__.py") if isfile(file)), None)


def _imports(code: CodeType, package: str) -> Iterator[str]:
    for inner in _within(code):
        if IMPORT in inner.co_code[::2]:
            yield from _imported(inner, package)


def _imported(code: CodeType, package: str) -> Iterator[str]:
    """Modules named in import statements, and what is taken from them, which may be modules too."""
    for kind, what in ModuleFinder().scan_opcodes(code):
        if kind != "store":
            level, names, module = what if kind == "relative_import" else (0, *what)
            module = resolve_name("." * level + module, package)
            yield from (module, *(f"{module}.{name}" for name in names or ()))


def _within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _within(constant)


def _meaning(code: CodeType) -> Iterator[object]:
    """What the code does, without where it stands."""
    for inner in _within(code):
        names = (inner.co_name, inner.co_names, inner.co_varnames, inner.co_freevars, inner.co_cellvars)
        yield (inner.co_code, inner.co_exceptiontable, inner.co_flags, inner.co_argcount, inner.co_kwonlyargcount, *names)
        yield [_constant(each) for each in inner.co_consts]


def _constant(value: object) -> object:
    if isinstance(value, CodeType):
        return value.co_name
    return sorted(map(repr, value)) if isinstance(value, frozenset) else value  # a set has no order of its own


def _statements(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))
