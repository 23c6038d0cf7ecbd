"""Ways to tamper with what the log says of a questionnaire and its responses."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.audit.tampering_with_experts import States, changed, places

COUNTED, CLOSED = "responses-counted.v1", "questionnaire-closed.v1"


def _facts(states: States, topic: str) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(states[places(states, topic)[0]])
    return found


def after_the_close(states: States) -> States:
    """The questionnaire had closed before the last response came."""
    early = _facts(states, "response-submitted.v1")["timestamp"]
    return changed(states, places(states, "questionnaire-opened.v1"), closes_at=early)


def counted_early(states: States) -> States:
    """The answers are opened before the questionnaire is closed: both entries change places."""
    first, second = places(states, CLOSED)[0], places(states, COUNTED)[0]
    versions = [msgspec.json.decode(states[place])["originator_version"] for place in (first, second)]
    swapped = [*states]
    swapped[first], swapped[second] = states[second], states[first]
    swapped = changed(swapped, [first], originator_version=versions[0])
    return changed(swapped, [second], originator_version=versions[1])


def figure_wrong(states: States) -> States:
    """Of the first question one answer more is counted than there was."""
    counts = _facts(states, COUNTED)["counts"]
    counts[0]["questions"][0][1] += 1
    return changed(states, places(states, COUNTED), counts=counts)


def left_out(states: States) -> States:
    """The second response is not counted, and none is said to be left."""
    facts = _facts(states, COUNTED)
    published = places(states, "questionnaire-figures-published.v1")
    states = changed(states, places(states, COUNTED), responses=facts["responses"][:1], counts=facts["counts"][:1])
    return changed(states, published, responses=1)


def by_hand(states: States) -> States:
    """Somebody of the office counted."""
    return changed(states, places(states, COUNTED), actor=_facts(states, "questionnaire-opened.v1")["actor"])
