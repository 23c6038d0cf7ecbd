"""One breakage: what is taken out where, and which tests must fail because of it."""

from __future__ import annotations

from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple


class Stale(Exception):
    """A row does not fit the tree any more: what it replaces is not there exactly once."""


class Breakage(NamedTuple):
    """`name`: a sentence that says what is wrong then. `tests`: node ids, every one of which must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def broken(self, root: Path) -> str:
        """The file's text with the breakage in it. Raises Stale."""
        file = root / self.file
        text = file.read_text("utf-8") if file.exists() else ""
        if text.count(self.old) != 1:
            raise Stale(f"“{self.name}”: {self.file} has {text.count(self.old)} times, not once: {self.old!r}")
        return text.replace(self.old, self.new)


def function(test: str) -> str:
    """The node id of a test without its parameters."""
    return test.partition("[")[0]


def write(file: Path, text: str) -> None:
    """DANGER: Python tells a changed module by size and whole second alone, so what it compiled before is taken away."""
    file.write_text(text, "utf-8")
    if file.suffix == ".py":
        Path(cache_from_source(str(file))).unlink(missing_ok=True)
