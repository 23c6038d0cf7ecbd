"""A decision told up to each stage, through the decisions themselves; its people and its dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.access import Actor, Role
from domain.calendar import end_of_day
from domain.consultation.coverage import Coverage
from domain.consultation.events import DispositionCount, LedgerFigures, Minutes
from domain.consultation.state import Consultation, evolve
from domain.consultation.steps import adoption, answering, drafting, legality, period
from domain.consultation.steps.drafting import Matter
from domain.enumerations import (
    Channel,
    DeliberationResult,
    DispositionKind,
    EndingKind,
    LegalityResult,
    MatterKind,
    Regime,
    ReviewKind,
    ReviewResult,
    WaivableStep,
)
from domain.event import Event
from domain.values import ContactPoint, Division, FeedbackText, Interpretation, LegalBasis, TextDocument
from tests.domain.calendars import calendar
from tests.domain.examples import DECISION, NOTICE, text


def person(number: int, *roles: Role, division: str = "market") -> Actor:
    return Actor(UUID(int=100 + number), division, frozenset(roles))


DRAFTER = person(1, Role.DRAFTER)
SECOND_DRAFTER = person(2, Role.DRAFTER)
REVIEWER = person(3, Role.REVIEWER)
RELEASER = person(4, Role.RELEASER)
SECOND_RELEASER = person(5, Role.RELEASER)
ANSWERER = person(6, Role.ANSWERER)
EVERY_ROLE = person(7, *Role)
OUTSIDER = person(8, *Role, division="service")
POWERLESS = person(9, Role.AUDITOR, Role.ADMINISTRATOR)

STARTS = datetime(2026, 3, 2, 1, tzinfo=UTC)
PUBLISHES = datetime(2026, 3, 5, 1, tzinfo=UTC)
OPENS = datetime(2026, 3, 9, 16, tzinfo=UTC)  # 2026-03-10, 00:00 in Shanghai
CLOSES = end_of_day(date(2026, 4, 9))  # the thirtieth day after the first
SEALED = CLOSES + timedelta(seconds=5)
ANSWERS = datetime(2026, 4, 20, 1, tzinfo=UTC)
DELIBERATES = datetime(2026, 5, 20, 1, tzinfo=UTC)
ADOPTS = datetime(2026, 6, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "现行办法即将到期，须在此之前定稿。"
CALENDAR = calendar()

MATTER: dict[str, Any] = {
    "title": "海州市早市设置和管理办法",
    "division": Division("market", "市场建设处"),
    "matter_kind": MatterKind.PUBLIC_POLICY,
    "regime": Regime.BUREAU_DECISION,
    "decision_organ": "海州市商务局",
    "proposer": "市场建设处",
    "touches_operators": True,
}
INTERPRETATION: dict[str, Any] = {
    "background": "早市占道的来信较多。",
    "main_content": "规定路段、时间和清扫责任。",
    "applies_to": "摊主、管理单位、居民。",
    "points_to_note": "摊位费另行公示。",
    "key_terms": "早市：上午经营的临时市场。",
    "differences": "本市此前没有专门规定。",
}
MATERIALS: dict[str, Any] = {
    "explanation": text("e").blob,
    "basis": (LegalBasis("《城市市容和环境卫生管理条例》", "https://example.org/law/101"),),
    "interpretation": Interpretation(**INTERPRETATION),
    "attachments": (),
    "contact": ContactPoint("市场建设处", "0000-0000001"),
}
CALL: dict[str, Any] = {"opens_at": OPENS, "closes_at": CLOSES, "channels": (Channel.WEB, Channel.LETTER)}
WORDS = FeedbackText("早市的路段、时间和清扫。", "多数意见要求提前开市。", "开市时间改为六点。")
FIGURES = LedgerFigures(received=3, published=2, withheld=1, withdrawn=0, awaiting=0, answered=2, unanswered=1)
COVERED = Coverage(40, (), (), (), FIGURES, (DispositionCount(DispositionKind.ADOPTED, 2),))
UNCHANGED: dict[str, Any] = {"contradictions": (), "changed_without_comment": ()}
LAWFUL: dict[str, Any] = {"file_received_on": date(2026, 5, 6), "reviewer": "法规处", "opinion": "权限、程序和内容合法。"}


def then(state: Consultation | None, *events: Event) -> Consultation:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def started(**changes: Any) -> Consultation:
    matter = Matter(**MATTER | changes)
    return then(None, drafting.start_decision(matter, consultation_id=DECISION, actor=DRAFTER, at=STARTS))


def drafted(state: Consultation | None = None, draft: TextDocument | None = None, actor: Actor = DRAFTER) -> Consultation:
    state = state or started()
    return then(state, drafting.prepare_draft(state, draft or text("a"), actor=actor, at=STARTS))


def complete(state: Consultation | None = None, actor: Actor = DRAFTER, **changes: Any) -> Consultation:
    """Draft and materials are there."""
    state = drafted(state)
    return then(state, drafting.prepare_materials(state, **MATERIALS | changes, actor=actor, at=STARTS))


def submitted(state: Consultation | None = None, actor: Actor = DRAFTER) -> Consultation:
    state = state or complete()
    return then(state, drafting.request_review(state, actor=actor, at=STARTS))


def reviewed(state: Consultation | None = None, *kinds: ReviewKind) -> Consultation:
    """The reviews of these kinds, or all three, have been passed."""
    state = state or submitted()
    for kind in kinds or tuple(ReviewKind):
        state = then(state, drafting.review_draft(state, kind, ReviewResult.PASSED, None, actor=REVIEWER, at=STARTS))
    return state


def released(state: Consultation | None = None) -> Consultation:
    state = state or reviewed()
    return then(state, drafting.release_draft(state, actor=RELEASER, at=STARTS))


def forced() -> Consultation:
    """Released with two reviews missing."""
    state = reviewed(None, ReviewKind.LEGALITY)
    return then(state, drafting.release_draft(state, reason=WHY, actor=RELEASER, at=STARTS))


def published(state: Consultation | None = None, **changes: Any) -> Consultation:
    state = state or released()
    return then(state, period.publish_consultation(state, **CALL | changes, actor=RELEASER, at=PUBLISHES))


def closed(state: Consultation | None = None) -> Consultation:
    state = state or published()
    return then(state, period.close_period(state, {Channel.WEB: 3}, log_size=41, calendar=CALENDAR, at=SEALED))


def prepared(state: Consultation | None = None) -> Consultation:
    """The feedback summary is drafted, with a revised text."""
    state = state or closed()
    return then(state, answering.prepare_feedback(state, WORDS, text("d"), actor=ANSWERER, at=ANSWERS))


def signed_off(state: Consultation | None = None, *contradictions: str) -> Consultation:
    """A second person has accepted these contradictions."""
    state = state or prepared()
    return then(state, answering.sign_off_feedback(state, contradictions, contradictions, actor=RELEASER, at=ANSWERS))


def answered(state: Consultation | None = None) -> Consultation:
    """Experts and risk are excused with their reasons, and so are poll and enterprises."""
    state = unexcused(state)
    for step in (WaivableStep.EXPERT_REVIEW, WaivableStep.RISK_ASSESSMENT):
        state = then(state, adoption.waive_step(state, step, WHY, actor=RELEASER, at=ANSWERS))
    return state


def unexcused(state: Consultation | None = None) -> Consultation:
    """Answered, and nothing said yet of experts and risk."""
    state = unheard(state)
    for step in (WaivableStep.OPINION_POLL, WaivableStep.ENTERPRISES):
        state = then(state, adoption.waive_step(state, step, WHY, actor=RELEASER, at=ANSWERS))
    return state


def unheard(state: Consultation | None = None) -> Consultation:
    """Answered, and neither a poll made nor enterprises heard."""
    state = state or signed_off()
    return then(state, answering.publish_feedback(state, COVERED, **UNCHANGED, actor=RELEASER, at=ANSWERS))


def fair(state: Consultation | None = None, *, passed: bool = True) -> Consultation:
    """Reviewed for fair competition."""
    state = state or answered()
    opinion = "摊位抽签分配，没有排除外地经营者的内容。"
    return then(state, adoption.review_fair_competition(state, passed=passed, opinion=opinion, actor=REVIEWER, at=DELIBERATES))


def lawful(state: Consultation | None = None, result: LegalityResult = LegalityResult.LAWFUL) -> Consultation:
    """Reviewed for legality, too."""
    state = state or fair()
    return then(state, legality.review_legality(state, result, **LAWFUL, actor=REVIEWER, at=DELIBERATES))


MINUTES = Minutes(attendees=("孙局长", "何副局长"), views="何副局长同意。", decision="通过。")


def deliberated(state: Consultation | None = None, result: DeliberationResult = DeliberationResult.PASSED) -> Consultation:
    state = state or lawful()
    facts: dict[str, Any] = {"met_on": date(2026, 5, 20), "meeting": "局长办公会第九次会议", "minutes": MINUTES}
    return then(state, adoption.deliberate_decision(state, result, **facts, actor=RELEASER, at=DELIBERATES))


def ready(state: Consultation | None = None) -> Consultation:
    """The adoption notice is drafted."""
    state = state or deliberated()
    return then(state, adoption.prepare_adoption(state, NOTICE, actor=DRAFTER, at=ADOPTS))


def adopted() -> Consultation:
    state = ready()
    return then(state, adoption.adopt_decision(state, **UNCHANGED, actor=RELEASER, at=ADOPTS))


def ended(state: Consultation | None = None) -> Consultation:
    state = state or published()
    return then(state, adoption.end_decision(state, EndingKind.SHELVED, WHY, actor=RELEASER, at=OPENS))
