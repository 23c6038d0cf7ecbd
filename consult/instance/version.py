"""The version of the program: that of pyproject.toml, read from the tree, since the program is never installed as a package."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent / "pyproject.toml"


@cache
def version() -> str:
    """`0.1.0`, by semantic versioning."""
    stated: str = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"]
    return stated
