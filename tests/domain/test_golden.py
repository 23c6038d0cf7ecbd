"""Every stored form stays as it was first written."""

from __future__ import annotations

import json

import msgspec
import pytest

from domain.event import event_types
from tests.domain.examples import examples, streams
from tests.domain.golden_files import FOLDER, form, golden, read

EXAMPLES = examples()


def test_each_topic_has_an_example_and_a_golden_file_and_nothing_else_has() -> None:
    topics = set(event_types())
    assert set(EXAMPLES) == topics
    assert {file.stem for file in FOLDER.glob("*.json")} == topics


@pytest.mark.parametrize("topic", sorted(EXAMPLES))
def test_an_event_is_written_as_it_was_first_written(topic: str) -> None:
    assert form(EXAMPLES[topic]) == json.loads(golden(topic).read_text("utf-8"))


@pytest.mark.parametrize("topic", sorted(EXAMPLES))
def test_what_was_first_written_is_read_as_the_same_event(topic: str) -> None:
    assert read(json.loads(golden(topic).read_text("utf-8"))) == EXAMPLES[topic]


def test_a_field_taken_away_or_added_does_not_read() -> None:
    written = json.loads(golden("period-closed.v1").read_text("utf-8"))
    for changed in (
        {**written["event"], "more": 1},
        {name: value for name, value in written["event"].items() if name != "log_size"},
    ):
        with pytest.raises(msgspec.ValidationError):
            read({**written, "event": changed})


def test_every_field_of_the_examples_says_something() -> None:
    """An empty field in every example would leave its form unseen."""
    told: dict[tuple[str, str], bool] = {}
    for event in (event for stream in streams() for event in stream):
        for name in event.__struct_fields__:
            value = getattr(event, name)
            key = event.topic, name
            told[key] = told.get(key, False) or value not in (None, (), "")
    assert {key for key, speaks in told.items() if not speaks} == set()
