"""Anchors as files: the authority's answer, and the text that it stamped, as `openssl ts -verify` takes them."""

from __future__ import annotations

import re

from consult.event_log import LogEntry
from consult.public_log.note import Checkpoint
from consult.runtime import Runtime
from consult.sealed.mapper import unseal
from domain.anchor.events import AnchorRecorded
from projections.anchors.queries import anchor_positions

FOLDER = "log/anchors"
NAME = re.compile(r"(\d{1,18})\.(?:tsr|txt)")


def anchor_files(runtime: Runtime, entry: LogEntry) -> dict[str, bytes]:
    """Path and content: `<position>.tsr` (TimeStampResp) and `<position>.txt` (origin, size, root). Empty for other events."""
    event = unseal(entry.state) if entry.is_of(AnchorRecorded) else None
    if not isinstance(event, AnchorRecorded):
        return {}
    text = Checkpoint(runtime.settings.origin, event.size, event.root).text()
    name = f"{FOLDER}/{entry.position}"
    return {f"{name}.tsr": event.token, f"{name}.txt": text.encode()}


async def anchor_file(runtime: Runtime, name: str) -> bytes | None:
    """The file of this name, None where there is no such anchor."""
    if not (found := NAME.fullmatch(name)):
        return None
    for entry in await runtime.log.read(int(found[1]), 1):
        if entry.position == int(found[1]):
            return anchor_files(runtime, entry).get(f"{FOLDER}/{name}")
    return None


async def all_anchor_files(runtime: Runtime, size: int) -> dict[str, bytes]:
    """Those of every anchor below `size`."""
    files: dict[str, bytes] = {}
    for position in await anchor_positions(runtime.reads, size):
        for entry in await runtime.log.read(position, 1):
            files |= anchor_files(runtime, entry)
    return files
