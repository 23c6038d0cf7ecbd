"""What of a comment is open is derived twice, by what serves it and by what audits it: whatever happened, both say the same."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import pytest

from consult.audit.disclosure_check import DueState, fields_due
from consult.sealed.disclosure_rules import FieldState, fold
from domain.comment.events import CommentSubmitted
from domain.event import Event
from tests.projections.random_lives import RandomLives


@pytest.mark.parametrize("seed", range(4))
def test_what_is_served_of_a_comment_is_what_has_to_be_public(seed: int) -> None:
    streams: dict[UUID, list[Event]] = defaultdict(list)
    for event in RandomLives(seed).run(700).log:
        streams[event.originator_id].append(event)
    comments = [events for events in streams.values() if isinstance(events[0], CommentSubmitted)]
    assert any(event.topic == "screening-revised.v1" for events in comments for event in events)
    for events in comments:
        served, due = fold(events), fields_due(events)
        for event, fields in zip(events, due, strict=True):
            states = served[event.originator_id, event.originator_version]
            opened = {name for name, state in states.items() if state is FieldState.OPEN}
            assert opened == {name for name, state in fields.items() if state is DueState.OPENED}, [each.topic for each in events]
