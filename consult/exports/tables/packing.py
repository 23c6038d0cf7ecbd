"""Reproducible office files: the same content gives the same bytes (fixed times, parts sorted by name)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def reproducible(content: bytes, at: datetime) -> bytes:
    """The same office file with `at` as the moment it was made and changed."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = before.read(name)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            after.writestr(entry, _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", part) if name == CORE else part)
    return out.getvalue()
