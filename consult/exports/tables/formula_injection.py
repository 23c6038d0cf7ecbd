"""Escapes text that a spreadsheet would take for a formula (OWASP, CSV injection)."""

from __future__ import annotations

import re

# After white space and invisible characters, which some programs skip: = + - @, their full-width forms, tab, return, line feed.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*[=+\-@＝＋－＠]|[\t\r\n]")


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet might evaluate a cell with these words."""
    return _FORMULA.match(text) is not None


def neutralised(text: str) -> str:
    """The words with an apostrophe before them where they could be taken for a formula; otherwise as they are."""
    return f"'{text}" if is_like_formula(text) else text
