"""The fingerprint of the program: one hash over all files that its public pages and data are made of."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

TREE = Path(__file__).parent.parent.parent
ABOUT = {"docs", "decisions"}  # what is written about it
ROOMS = ("consult", "domain", "projections", "web")
ENDINGS = {".py", ".html", ".sql", ".po", ".css", ".js", ".svg", ".md", ".sh"}


@cache
def fingerprint() -> str:
    """The first 16 digits of a SHA-256 (hex) over names and contents."""
    found = sha256()
    for file in sorted(path for room in ROOMS for path in (TREE / room).rglob("*") if _counts(path)):
        content = file.read_bytes()
        found.update(f"{file.relative_to(TREE).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()[:16]


def _counts(file: Path) -> bool:
    return file.suffix in ENDINGS and not ABOUT & set(file.parts)
