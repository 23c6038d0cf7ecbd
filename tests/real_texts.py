"""Where the real texts lie. Tests that need them say so when they skip; CI has them."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent.parent / "shared" / "data"


def real_data() -> Path:
    """The folder of real texts, or a skip that says what is missing."""
    if not DATA.exists():
        pytest.skip("the real texts of ../shared/data are not here")
    return DATA


FOLDERS = ("drafts", "law", "revisions")


def legal_texts() -> list[Path]:
    """Drafts, laws and revision pairs; `documents` is a register to be imported, in forms of its own."""
    return sorted(file for folder in FOLDERS for file in (DATA / folder).glob("*.md"))
