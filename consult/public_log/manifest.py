"""The manifest of an export: every file by its SHA-256, and the note over its own digest, signed by the log's key (C2SP)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import msgspec

from consult.public_log.note import NoteInvalid, open_note

MANIFEST, NOTE = "manifest.json", "manifest.json.note"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an export holds. `files`: SHA-256 (hex) by path; `looked_to`: entries looked through for disclosures; `at`: the
    moment (UTC) whose pages these are; `decisions`: the position each decision's pages were copied at, where nothing will
    change them but a new event; `made_by`: the fingerprint of the program and of the site's facts that the pages show.
    """

    origin: str = ""
    public_url: str = ""
    at: datetime | None = None
    verification_key: str = ""
    size: int = 0
    root: str = ""
    looked_to: int = 0
    made_by: str = ""
    decisions: dict[str, int] = {}
    files: dict[str, str] = {}


def manifest_text(origin: str, manifest: bytes) -> str:
    """What is signed. Never the text of a checkpoint, whose second line is a number."""
    return f"{origin}\n{MANIFEST} sha256:{sha256(manifest).hexdigest()}\n"


def wrong_with(note: str, manifest: bytes, origin: str, key: str) -> str | None:
    """None, or: `key` has not signed the note, its `signature` fits nothing, its `digest` is of another manifest."""
    try:
        text = open_note(note, key)
    except NoteInvalid as error:
        return "key" if "no signature" in str(error) else "signature"
    except ValueError:
        return "signature"
    return None if text == manifest_text(origin, manifest) else "digest"
