"""Other units in random histories: one event after the other, round and round."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from domain.consultation import events as e
from domain.enumerations import Coordination, UnitPosition
from domain.event import Event
from domain.values import Blob

INSIDE = "只供内部使用的协商情况"
SERVICE, PORTS = {"division": "service", "name": "服务业处"}, {"division": "ports", "name": "口岸处"}
LETTER = Blob("7" * 64, 7, "application/pdf")
ANSWER: dict[str, Any] = {"received_on": date(2026, 12, 30), "late": False, "position": UnitPosition.DISAGREE, "text": INSIDE}
EACH: tuple[tuple[type[Event], dict[str, Any]], ...] = (
    (e.JointDivisionNamed, {**SERVICE, "reason": INSIDE}),
    (e.PartsAssigned, {"division": "service", "articles": ("a1",), "points": ()}),
    (e.UnitAsked, {"unit": 1, **PORTS}),
    (e.UnitAnswered, {"unit": 1, "division": "ports", **ANSWER, "file": None}),
    (e.UnitOpinionCoordinated, {"unit": 1, "result": Coordination.AGREED, "note": INSIDE, "dispute": None}),
    (e.UnitAsked, {"unit": 2, "division": None, "name": "海州市公安局"}),
    (e.UnitAnswered, {"unit": 2, "division": None, **ANSWER, "file": LETTER}),
    (e.JointDivisionNamed, {**PORTS, "reason": INSIDE}),
    (e.DraftCountersigned, {"division": "service", "draft_version": 1, "reservation": INSIDE}),
    (e.CountersignatureExcused, {"division": "ports", "draft_version": 1, "reason": INSIDE}),
    (e.DecisionHandedOver, {**PORTS, "officer": None, "agreed_on": date(2026, 12, 30), "reason": INSIDE}),
    (e.JointDivisionEnded, {"division": "service", "reason": INSIDE}),
)


class Log(Protocol):
    def add(self, kind: type[Event], decision: Any, /, **facts: Any) -> int: ...


def with_units(log: Log, decision: Any, place: int) -> None:
    """The next of them; from the second round on others are asked under new numbers."""
    round_, step = divmod(place, len(EACH))
    kind, facts = EACH[step]
    if "unit" in facts:
        facts = {**facts, "unit": facts["unit"] + 2 * round_}
    if kind is e.UnitAsked:
        facts |= {"text_version": 2, "due_on": date(2027, 1, 9), "letter": INSIDE}
    log.add(kind, decision, **facts)
