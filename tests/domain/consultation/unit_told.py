"""Other units of a decision: joint divisions, and units that are asked for their opinion."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.access import Role
from domain.consultation.state import Consultation
from domain.consultation.steps import divisions, unit_opinions
from domain.consultation.unit_events import Dispute
from domain.enumerations import UnitPosition
from domain.values import Blob
from tests.domain.consultation.told import DRAFTER, STARTS, WHY, person, then

SERVICE = "service"
KNOWN = {"market": "市场建设处", SERVICE: "服务业处", "ports": "口岸处"}
SERVICE_ALL = person(30, *Role, division=SERVICE)
PORTS_ALL = person(31, *Role, division="ports")
DUE = date(2026, 3, 12)
FILE = Blob("7" * 64, 9, "application/pdf")
DISPUTE = Dispute(
    question="早市占用的路段由谁管理。",
    unit_view="应当由城管部门管理。",
    own_view="由街道管理更便于群众。",
    reasons="街道已有管理人员和设备。",
    basis="《城市市容和环境卫生管理条例》第十四条。",
)


def joint(state: Consultation, *ids: str) -> Consultation:
    for division in ids or (SERVICE,):
        state = then(state, divisions.name_joint_division(state, division, WHY, known=KNOWN, actor=DRAFTER, at=STARTS))
    return state


def asked(state: Consultation, division: str | None = None, name: str | None = None, **changes: Any) -> Consultation:
    facts: dict[str, Any] = {"due_on": DUE, "letter": "请就草案提出意见。", "known": KNOWN, "actor": DRAFTER, "at": STARTS}
    return then(state, unit_opinions.ask_unit(state, division=division, name=name, **facts | changes))


def entered(state: Consultation, unit: int, position: UnitPosition, **changes: Any) -> Consultation:
    """The answer of an outside unit, with its letter."""
    facts: dict[str, Any] = {"received_on": date(2026, 3, 2), "file": FILE, "actor": DRAFTER, "at": STARTS}
    return then(state, unit_opinions.enter_unit_answer(state, unit, position, WHY, **facts | changes))
