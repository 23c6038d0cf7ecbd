"""Ways to tamper with what the log says of expert reviews and risk assessments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tests.audit.tampering import with_facts

States = list[bytes]


def places(states: States, topic: str) -> list[int]:
    """Positions of the entries of a topic."""
    return [place for place, state in enumerate(states) if msgspec.json.decode(state)["type"] == topic]


def changed(states: States, where: Iterable[int], **facts: Any) -> States:
    for place in where:
        states = with_facts(place, **facts)(states)
    return states


def with_interest(states: States) -> States:
    """The second expert, who was invited and gave an opinion, had declared a direct interest."""
    return changed(states, places(states, "interest-declared.v1")[1:2], interest="direct")


def without_its_use(states: States) -> States:
    """What became of the last opinion is said of the one before, once more."""
    return changed(states, places(states, "expert-opinion-used.v1")[-1:], expert=2)


def too_few(states: States) -> States:
    """A meeting asks for three."""
    return changed(states, places(states, "expert-review-planned.v1"), form="meeting")


def uncontrollable(states: States) -> States:
    ended = places(states, "risk-assessment-concluded.v1") + places(states, "risk-assessment-reported.v1")
    return changed(states, ended, controllable=False)


def misreported(states: States) -> States:
    """The decision says low, the assessment ended with medium."""
    return changed(states, places(states, "risk-assessment-concluded.v1"), result="medium")


def of_another_text(states: States) -> States:
    """Of the draft consulted on, which the feedback has changed."""
    drafted = msgspec.json.decode(states[places(states, "draft-prepared.v1")[-1]])["originator_version"]
    of_risk = places(states, "risk-assessment-started.v1") + places(states, "risk-assessment-reported.v1")
    return changed(states, of_risk, text_version=drafted)
