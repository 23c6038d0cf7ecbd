"""Rows as PostgreSQL takes many at once: a list of each column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of equal length turned into one list per column, for `unnest`. Of no rows: no columns."""
    return [list(column) for column in zip(*rows, strict=True)]
