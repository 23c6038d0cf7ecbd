"""The excerpt of a search hit: the part of the text around the match."""

from __future__ import annotations

from collections.abc import Sequence

BEFORE = 30
LENGTH = 120


def excerpt(body: str, runs: Sequence[str]) -> str:
    """Up to 120 characters of `body` around the first of `runs` found in it, else its beginning; one line, … where cut."""
    text = " ".join(body.split())
    low = text.lower()
    found = next((at for at in (low.find(run) for run in runs) if at >= 0), 0)
    start = max(0, min(found - BEFORE, len(text) - LENGTH))
    end = start + LENGTH
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
