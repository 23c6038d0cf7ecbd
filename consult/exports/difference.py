"""The difference between a published file and the one that the log leads to, as a finding names it."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import zip_longest

from consult.audit.findings import AuditFinding

SHOWN = 120  # characters of a difference
KINDS = (
    (re.compile(r"api/|schema/"), "data"),
    (re.compile(r"(pages/)?static/"), "static"),
    (re.compile(r"(guide\.\w+|index)\.html$|verify-receipt\.sh$"), "guide"),
    (re.compile(r"blobs/|.*\.(?!html$|txt$)[a-z]{3,4}$"), "download"),
)


def kind_of(path: str) -> str:
    """data, static, guide, download or page."""
    return next((kind for pattern, kind in KINDS if pattern.match(path)), "page")


def difference(path: str, place: str, said: bytes | None, calculated: bytes) -> AuditFinding | None:
    """None where both are the same, byte for byte."""
    if said == calculated:
        return None
    kind = kind_of(path)
    if said is None:
        return AuditFinding(code=f"{kind}-missing", place=place)
    one, other = _shown(said, calculated)
    return AuditFinding(code=f"{kind}-differs", place=place, said=one, calculated=other)


def _shown(said: bytes, calculated: bytes) -> tuple[str, str]:
    """Both sides where they begin to differ; their hashes where they are no text."""
    try:
        lines = zip_longest(said.decode().split("\n"), calculated.decode().split("\n"))
    except UnicodeDecodeError:
        return sha256(said).hexdigest(), sha256(calculated).hexdigest()
    one, other = next(pair for pair in lines if pair[0] != pair[1])
    return _around(one or "", other or ""), _around(other or "", one or "")


def _around(line: str, other: str) -> str:
    """The part of a line where it begins to differ from another."""
    pairs = enumerate(zip(line, other, strict=False))
    same = next((place for place, (one, two) in pairs if one != two), min(len(line), len(other)))
    return line[max(0, same - 20) : same + SHOWN]
