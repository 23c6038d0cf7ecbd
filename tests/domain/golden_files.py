"""The stored form of every event, written once: `python -m tests.domain.golden_files` adds what is missing, changes nothing.

A golden file is never edited: a change of shape is a new version of the topic. It holds the event with its sealed fields
in plain; which fields are sealed, and how, stands beside it. (The entry's own bytes are the log's: tests/event_log.)
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

import domain.all_events  # noqa: F401 (registers all topics)
from domain.event import Event, event_types
from domain.sealing import sealed_fields
from tests.domain.examples import examples

FOLDER = Path(__file__).parent / "golden"


def form(event: Event) -> dict[str, Any]:
    """The event as it is written: builtins of JSON, with the seals of its type."""
    seals = {field.name: f"{field.seal.opened} {field.seal.part}" for field in sealed_fields(type(event))}
    return {"type": event.topic, "sealed": seals, "event": msgspec.json.decode(msgspec.json.encode(event))}


def read(written: dict[str, Any]) -> Event:
    """The event of a written form, each sealed field read as the type inside."""
    event_type = event_types()[written["type"]]
    hints = get_type_hints(event_type) | {field.name: field.inner for field in sealed_fields(event_type)}
    plain = msgspec.defstruct("Plain", [(name, hints[name]) for name in event_type.__struct_fields__], forbid_unknown_fields=True)
    return event_type(**msgspec.structs.asdict(msgspec.convert(written["event"], plain)))


def golden(topic: str) -> Path:
    return FOLDER / f"{topic}.json"


def write_missing() -> None:
    for topic, event in examples().items():
        if not golden(topic).exists():
            golden(topic).write_text(json.dumps(form(event), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_missing()
