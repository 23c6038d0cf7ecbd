"""The files that every page names, as they are sent: one style sheet and one script for each kind of page, and compressed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from web.shared.http.compression import ONCE_FOR_ALL, compressed

FOLDER = Path(__file__).parents[2] / "static"
# What a page needs beside the common file comes with it in one: a request less.
WITH_COMMON = {"desk.css": "consult.css", "desk.js": "consult.js", "proof.js": "consult.js"}


def _content(name: str) -> bytes:
    common = WITH_COMMON.get(name)
    return (_content(common) + b"\n" if common else b"") + (FOLDER / name).read_bytes()


FILES = {file.name: _content(file.name) for file in FOLDER.iterdir()}
COMPRESSED = {name: compressed(content, ONCE_FOR_ALL) for name, content in FILES.items()}
VERSIONS = {name: sha256(content).hexdigest()[:12] for name, content in FILES.items()}
"""A short digest of each file, for its address."""
ICON = "data:image/svg+xml;base64," + b64encode(FILES["icon.svg"]).decode()
