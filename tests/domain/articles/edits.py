"""Every kind of edit, on articles of the real texts."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from domain.articles.editing import insert_article, move_article, remove_article, reword_article
from domain.articles.parse import parse_text
from tests.real_texts import legal_texts

LARGEST = 30_000  # bytes; every edit reads the whole text again


def shorter_texts() -> list[Path]:
    """The real texts whose every article can be edited in a reasonable time."""
    return [path for path in legal_texts() if path.stat().st_size < LARGEST]


def edited_throughout(path: Path, most: int | None = None) -> int:
    """Reword, insert, move and remove each article, or `most` of them from the first to the last; how many that were.

    The edits themselves read every other article back by its words, and fail where one has changed.
    """
    source = path.read_text("utf-8")
    parsed = parse_text(source)
    units = [*parsed.articles, *parsed.annexes]
    places = range(len(units))[:: ceil(len(units) / most) if most else 1]
    known = {f"a{number}": number for number in range(len(units))}
    for place in {*places, len(units) - 1}:
        assert reword_article(source, place, units[place].text).order == tuple(range(len(units))), (path.name, units[place].label)
        if getattr(units[place], "number", None) is None:
            continue
        assert insert_article(source, f"a{place}", "新增的一条。", known.get).order[place + 1] is None
        assert len(remove_article(source, place).order) == len(units) - 1
        assert move_article(source, place, "", known.get).order[0] == place
    return len({*places, len(units) - 1})
