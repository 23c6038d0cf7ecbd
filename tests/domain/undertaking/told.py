"""A task told up to each stage, through the decisions themselves; executed by another unit than the decision's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.access import Actor, Role
from domain.consultation.state import Consultation
from domain.event import Event
from domain.undertaking import inspecting, reporting, tasks
from domain.undertaking.events import ProgressWords, TaskWords
from domain.undertaking.state import Undertaking, evolve
from domain.values import Blob, Division
from tests.domain.consultation import told
from tests.domain.consultation.told import RELEASER, WHY, person

TASK = UUID(int=1_101)
EXECUTOR: Actor = person(21, Role.DRAFTER, division="service")
INSPECTOR: Actor = person(22, Role.REVIEWER, division="rules")
SERVICE, RULES = Division("service", "服务业处"), Division("rules", "法规处")
DECISION = told.adopted()
SETS = told.ADOPTS + timedelta(days=1)
LIMIT = date(2026, 9, 30)
WORDS = TaskWords("完成三处早市的划线和供水，安排专人清扫。", "服务业处处长")
SAID = ProgressWords("已完成两处。", "摊位有序。", "九月完成第三处。", "按计划推进。")
PROOF = Blob("7" * 64, 2_000, "application/pdf")


def then(state: Undertaking | None, *events: Event) -> Undertaking:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def task(decision: Consultation = DECISION, **changes: Any) -> Undertaking:
    facts: dict[str, Any] = {"unit": SERVICE, "limit": LIMIT, "words": WORDS, "actor": RELEASER, "at": SETS}
    return then(None, tasks.set_undertaking(decision, undertaking_id=TASK, **facts | changes))


def reported(state: Undertaking | None = None, actor: Actor = EXECUTOR) -> Undertaking:
    state = state or task()
    return then(state, reporting.report_progress(state, DECISION, SAID, actor=actor, at=SETS))


def completed(state: Undertaking | None = None, **changes: Any) -> Undertaking:
    state, facts = state or task(), {"effect": WHY, "evidence": PROOF, "actor": EXECUTOR, "at": SETS}
    return then(state, reporting.complete_undertaking(state, DECISION, **facts | changes))


def inspected(state: Undertaking | None = None, **changes: Any) -> Undertaking:
    state = state or task()
    facts: dict[str, Any] = {"unit": RULES, "findings": WHY, "rectify_by": LIMIT, "actor": INSPECTOR, "at": SETS}
    return then(state, inspecting.inspect_execution(state, DECISION, **facts | changes))


def rectified(state: Undertaking | None = None, inspection: int = 1, **changes: Any) -> Undertaking:
    state, facts = state or inspected(), {"done": WHY, "evidence": PROOF, "actor": EXECUTOR, "at": SETS}
    return then(state, inspecting.rectify_findings(state, DECISION, inspection, **facts | changes))
