"""What can be tried on the decision itself, with good and bad arguments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.access import Actor
from domain.anchor import anchors as anchoring
from domain.anchor.anchors import Anchors, Period, VerifiedTimeStamp
from domain.anchor.events import AnchorRecorded
from domain.calendar import end_of_day, local_date
from domain.comment.events import CommentSubmitted
from domain.consultation.contradictions import changed_without_comment, contradictions
from domain.consultation.events import BlanketAnswer, Dissent, Minutes
from domain.consultation.state import Consultation, evolve
from domain.consultation.steps import adoption, answering, archiving, correction, drafting, legality, period, treatments
from domain.enumerations import (
    Channel,
    DeliberationResult,
    EndingKind,
    FileTreatment,
    LegalityResult,
    MatterKind,
    Regime,
    Retention,
    Returnable,
    ReviewKind,
    ReviewResult,
    WaivableStep,
)
from domain.event import Event
from domain.sealing import Closed
from domain.values import (
    AdoptionNotice,
    ArticleDigest,
    Blob,
    ContactPoint,
    DispositionText,
    Division,
    FeedbackText,
    Interpretation,
    LegalBasis,
    NamedBlob,
    TextDocument,
    TreatedFile,
)
from tests.domain.property.tried_assessments import assessments_in, reviews_in
from tests.domain.property.tried_catalogue import require_named
from tests.domain.property.tried_returns import answers_changed
from tests.domain.property.world import CALENDAR, DECISION, SHORT, WHY, NothingThere, World

MAP = Blob("d" * 64, 900, "application/pdf")
INTERPRETATION = Interpretation("背景", "主要内容", "适用对象", "注意事项", "关键词", "新旧区别")


def text(*bodies: str) -> TextDocument:
    articles = tuple(ArticleDigest(f"a{number}", f"第{number}条", body * 64) for number, body in enumerate(bodies, 1))
    return TextDocument(Blob(bodies[0] * 64, 1000, "text/markdown"), articles)


def start_decision(world: World, actor: Actor) -> Event:
    if world.decision.consultation is not None:
        raise NothingThere
    matter = drafting.Matter(
        title="早市设置和管理办法",
        division=Division("market", "市场处"),
        matter_kind=world.pick(MatterKind.PUBLIC_POLICY, MatterKind.EMERGENCY),
        regime=world.chance.one_of((Regime.BUREAU_DECISION, Regime.BUREAU_DECISION, Regime.ORDINARY_CONSULTATION)),
        decision_organ="市商务局",
        proposer="市场处",
        touches_operators=world.chance.one_of((True, False)),
    )
    return drafting.start_decision(matter, consultation_id=DECISION, actor=actor, at=world.now)


def prepare_draft(world: World, actor: Actor) -> Event:
    draft = world.chance.one_of((text("1", "2", "3"), text("1", "2")))
    return drafting.prepare_draft(world.consultation, draft, actor=actor, at=world.now)


def prepare_materials(world: World, actor: Actor) -> list[Event]:
    papers = drafting.prepare_materials(
        world.consultation,
        explanation=world.pick(Blob("e" * 64, 10, "text/markdown"), None),
        basis=world.pick((LegalBasis("《条例》"),), ()),
        interpretation=world.pick(INTERPRETATION, None),
        attachments=(NamedBlob("示意图", MAP),),
        contact=ContactPoint("市场处"),
        actor=actor,
        at=world.now,
    )
    treatment, reason = world.pick(FileTreatment.CLEANED, FileTreatment.AS_IT_IS), world.pick(WHY, SHORT)
    files = (TreatedFile(MAP.sha256, treatment, ("author",), reason),)
    return [papers, treatments.treat_attachments(evolve(world.consultation, papers), files, actor=actor, at=world.now)]


def request_review(world: World, actor: Actor) -> Event:
    return drafting.request_review(world.consultation, actor=actor, at=world.now)


def review_draft(world: World, actor: Actor) -> Event:
    missing = [kind for kind in ReviewKind if kind not in world.consultation.reviews]
    kind = world.pick(missing[0] if missing else ReviewKind.EDITORIAL, *ReviewKind)
    result = world.pick(ReviewResult.PASSED, ReviewResult.RETURNED)
    return drafting.review_draft(world.consultation, kind, result, world.pick(WHY, None), actor=actor, at=world.now)


def release_draft(world: World, actor: Actor) -> Event:
    return drafting.release_draft(world.consultation, reason=world.pick(None, SHORT, WHY), actor=actor, at=world.now)


def sign_off_release(world: World, actor: Actor) -> Event:
    return drafting.sign_off_release(world.consultation, actor=actor, at=world.now)


def publish_consultation(world: World, actor: Actor) -> Event:
    opens = world.now + timedelta(hours=world.pick(0, 1, 30, -1))
    last = local_date(opens) + timedelta(days=world.pick(30, 29, 1, 0, -2))
    require_named(world)
    return period.publish_consultation(
        world.consultation,
        opens_at=opens,
        closes_at=end_of_day(last),
        channels=tuple(Channel),
        shortening_reason=world.pick(None, WHY, SHORT),
        actor=actor,
        at=world.now,
    )


def extend_period(world: World, actor: Actor) -> Event:
    closes = (world.consultation.closes_at or world.now) + timedelta(days=world.pick(3, 0, -3))
    return period.extend_period(world.consultation, closes, world.pick(WHY, SHORT), actor=actor, at=world.now)


def close_period(world: World, actor: Actor) -> Event:
    received = Counter(event.channel for event in world.events if isinstance(event, CommentSubmitted))
    return period.close_period(world.consultation, received, log_size=len(world.events), calendar=CALENDAR, at=world.now)


def record_anchor(world: World, actor: Actor) -> Event:
    """By the clock, whoever tries; now and then by an authority whose clock is wrong."""
    state = world.consultation
    if state.opens_at is None or state.closes_at is None:
        raise NothingThere
    recorded = {event.occasion: event.timestamp for event in world.events if isinstance(event, AnchorRecorded)}
    anchors = Anchors(state.id, len(recorded), recorded)
    span = Period(state.opens_at, state.closes_at, state.period_closed_at is not None, state.ended_at is not None)
    at = world.now + world.pick(timedelta(0), timedelta(hours=1))
    stamped = VerifiedTimeStamp(len(world.events), b"\7" * 32, "tsa.example", at, timedelta(0), b"token")
    return anchoring.record_anchor(anchors, anchoring.occasion_due(anchors, span, world.now), stamped, at=world.now)


def delay_answer(world: World, actor: Actor) -> Event:
    due = (world.consultation.answer_due_on or date(2026, 5, 1)) + timedelta(days=world.pick(20, 0, -1))
    return period.delay_answer(world.consultation, due, world.pick(WHY, SHORT), actor=actor, at=world.now)


def prepare_feedback(world: World, actor: Actor) -> Event:
    revised = world.chance.one_of((None, text("1", "2", "3"), text("9", "2", "3"), text("1", "9")))
    state, changed = world.consultation, answers_changed(world, Returnable.FEEDBACK)
    words = FeedbackText("问", "说", "做")
    return answering.prepare_feedback(state, words, revised, answers_changed=changed, actor=actor, at=world.now)


def compared(world: World, changed: TextDocument | Closed | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Contradictions, and articles changed without a point, as a command works them out."""
    consulted = world.consultation.draft
    if not isinstance(consulted, TextDocument) or not isinstance(changed, TextDocument):
        return (), ()
    points = world.decision.active_points()
    answers = [point.disposition for point in points if isinstance(point.disposition, DispositionText)]
    named = {article for point in points for article in point.articles}
    return contradictions(consulted, changed, answers), changed_without_comment(consulted, changed, named)


def sign_off_feedback(world: World, actor: Actor) -> Sequence[Event]:
    """Now and then warned of an answer, and not always with open eyes."""
    found, _ = compared(world, world.consultation.revised)
    accepted = world.pick(found, ())

    def decide(state: Consultation) -> Event:
        return answering.sign_off_feedback(state, found, accepted, actor=actor, at=world.now)

    points = [point for point in world.decision.active_points() if point.comment_ids][:1]
    warned = [BlanketAnswer(point.id, len(point.comment_ids), 1, False, True) for point in points] * world.pick(0, 1)
    seen = world.pick([str(each.point_id) for each in warned], [])
    return answering.sign_off_events(world.consultation, decide, warned, seen, actor=actor, at=world.now)


def publish_feedback(world: World, actor: Actor) -> Event:
    found, unexplained = compared(world, world.consultation.revised)
    lists: dict[str, Any] = {"contradictions": found, "changed_without_comment": unexplained}
    return answering.publish_feedback(world.consultation, world.decision.coverage(), **lists, actor=actor, at=world.now)


def waive_step(world: World, actor: Actor) -> Event:
    step = world.chance.one_of(tuple(WaivableStep))
    under_way = (step == WaivableStep.EXPERT_REVIEW and any(each.begun for each in reviews_in(world))) or (
        step == WaivableStep.RISK_ASSESSMENT and any(each.begun for each in assessments_in(world))
    )
    reason = world.pick(WHY, SHORT)
    return adoption.waive_step(world.consultation, step, reason, under_way=under_way, actor=actor, at=world.now)


def review_fair_competition(world: World, actor: Actor) -> Event:
    passed = world.pick(True, False)
    return adoption.review_fair_competition(world.consultation, passed=passed, opinion=WHY, actor=actor, at=world.now)


def review_legality(world: World, actor: Actor) -> Sequence[Event]:
    return legality.legality_events(
        world.consultation,
        world.pick(LegalityResult.LAWFUL, *LegalityResult),
        world.pick(WHY, SHORT, None),
        file_received_on=local_date(world.now) + timedelta(days=world.pick(0, 1, -20)),
        reviewer="法规处",
        opinion=WHY,
        calendar=CALENDAR,
        actor=actor,
        at=world.now,
    )


def deliberate_decision(world: World, actor: Actor) -> Event:
    result = world.pick(DeliberationResult.PASSED, *DeliberationResult)
    met = local_date(world.now) + timedelta(days=world.pick(0, 1, -9))
    said = Dissent(world.pick("张局长", "不在场的人"), "不同意。")
    minutes = Minutes(
        attendees=("张局长", "李副局长"),
        views="各抒己见。",
        dissents=world.pick((), (said,)),
        decision="通过。",
        against_majority=world.pick(False, True),
        reason=world.pick(WHY, SHORT, None),
    )
    return adoption.deliberate_decision(
        world.consultation, result, met_on=met, meeting="办公会", minutes=minutes, actor=actor, at=world.now
    )


def archive_records(world: World, actor: Actor) -> Event:
    number = world.pick("WS·2026-Y-0003", "WS·2026-Y-0004")
    return archiving.archive_records(world.consultation, number, Retention.PERMANENT, actor=actor, at=world.now)


def prepare_adoption(world: World, actor: Actor) -> Event:
    day = local_date(world.now)
    effective = day + timedelta(days=world.pick(30, -1))
    adopted = world.chance.one_of((text("1", "2", "3"), text("9", "2", "3")))
    notice = AdoptionNotice("商字〔2026〕1号", None, adopted, "采纳情况", day, day, effective)
    changed = answers_changed(world, Returnable.ADOPTION)
    return adoption.prepare_adoption(world.consultation, notice, answers_changed=changed, actor=actor, at=world.now)


def adopt_over_what_waits(world: World, actor: Actor) -> Sequence[Event]:
    """With the reason why it can't wait: by chance alone it happens too seldom."""
    missing = world.decision.coverage().missing
    if not missing.unanswered and missing.complete:
        raise NothingThere
    return adopt_decision(world, actor, WHY)


def adopt_decision(world: World, actor: Actor, why: str | None = None) -> Sequence[Event]:
    notice = world.consultation.notice
    found, unexplained = compared(world, notice.text if isinstance(notice, AdoptionNotice) else None)
    lists: dict[str, Any] = {"contradictions": found, "changed_without_comment": unexplained}
    why = why or world.pick(world.chance.one_of((None, WHY)), SHORT)
    return adoption.adoption_events(world.consultation, world.decision.coverage(), why, **lists, actor=actor, at=world.now)


def end_decision(world: World, actor: Actor) -> Event:
    if world.chance.one_of(range(12)):
        raise NothingThere  # seldom: it ends the story
    return adoption.end_decision(world.consultation, EndingKind.SHELVED, world.pick(WHY, SHORT), actor=actor, at=world.now)


def make_correction(world: World, actor: Actor) -> Event:
    return correction.make_correction(
        world.consultation,
        corrected_stream=str(DECISION),
        corrected_version=1,
        corrected_topic="decision-started.v1",
        field=world.pick("title", "touches_operators"),
        value='"更正后的标题"',
        closes_original=False,
        reason=world.pick(WHY, SHORT),
        actor=actor,
        at=world.now,
    )
