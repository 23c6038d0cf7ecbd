"""An expert review told up to each step, through the decisions themselves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.consultation.state import Consultation
from domain.enumerations import ExpertFinding, Interest, OpinionUse, ReviewForm
from domain.event import Event
from domain.expertise import opinions, panel
from domain.expertise.state import Expertise, evolve
from domain.values import Blob
from tests.domain.consultation import told
from tests.domain.consultation.told import ANSWERS, DRAFTER, RELEASER, WHY

REVIEW = UUID(int=900)
OPINION = Blob("5" * 64, 1_234, "application/pdf")
NAMES = ("陈示例", "李示例", "王示例")
DECISION = told.unexcused()


def then(state: Expertise | None, *events: Event) -> Expertise:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def planned(form: ReviewForm = ReviewForm.WRITTEN, decision: Consultation = DECISION) -> Expertise:
    return then(None, panel.plan_review(decision, form, WHY, expertise_id=REVIEW, actor=DRAFTER, at=ANSWERS))


def asked(count: int = 2, state: Expertise | None = None) -> Expertise:
    state = state or planned()
    for name in NAMES[:count]:
        who = {"name": name, "unit": "示例大学", "field": "城市规划"}
        state = then(state, panel.ask_expert(state, DECISION, **who, actor=DRAFTER, at=ANSWERS))
    return state


def declared(state: Expertise, expert: int, interest: Interest = Interest.NONE, *, name_shown: bool = False) -> Expertise:
    facts: dict[str, Any] = {"statement": "本人与摊位经营没有往来。", "name_shown": name_shown}
    return then(state, panel.declare_interest(state, DECISION, expert, interest, **facts, actor=DRAFTER, at=ANSWERS))


def invited(count: int = 2) -> Expertise:
    state = asked(count)
    for number in range(1, count + 1):
        state = declared(state, number)
        state = then(state, panel.invite_expert(state, DECISION, number, actor=DRAFTER, at=ANSWERS))
    return state


def given(state: Expertise, expert: int, **changes: Any) -> Expertise:
    facts: dict[str, Any] = {"signed_on": date(2026, 4, 18), "summary": "路段宽度足够，建议增设消防通道。", "file": OPINION}
    finding = ExpertFinding.WITH_CHANGES
    return then(state, opinions.give_opinion(state, DECISION, expert, finding, **facts | changes, actor=DRAFTER, at=ANSWERS))


def used(state: Expertise, expert: int, use: OpinionUse = OpinionUse.ADOPTED, reason: str = WHY) -> Expertise:
    return then(state, opinions.use_opinion(state, DECISION, expert, use, reason, actor=DRAFTER, at=ANSWERS))


def complete() -> Expertise:
    """Two experts gave opinions, and of both it is said what became of them."""
    state = invited()
    for number in (1, 2):
        state = used(given(state, number), number)
    return state


def concluded() -> tuple[Expertise, Consultation]:
    """With what the decision learned of it."""
    review, reported = opinions.conclude_review(complete(), DECISION, actor=RELEASER, at=ANSWERS)
    return then(complete(), review), told.then(DECISION, reported)
