"""What can be tried on expert reviews and risk assessments, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from domain.access import Actor
from domain.calendar import local_date
from domain.consultation.assessed import risk_settled
from domain.enumerations import (
    AssessmentMethod,
    Assessor,
    ExpertFinding,
    Interest,
    OpinionUse,
    ReviewForm,
    RiskKind,
    RiskLevel,
    WaivableStep,
)
from domain.event import Event, aggregate_of
from domain.expertise import opinions, panel
from domain.expertise import state as expertises
from domain.expertise.state import Expert, Expertise
from domain.risk_assessment import assessing
from domain.risk_assessment import state as assessments
from domain.risk_assessment.events import RiskPoint
from domain.risk_assessment.state import RiskAssessment
from domain.values import Blob
from tests.domain.property.world import SHORT, WHY, NothingThere, World

Attempt = Callable[[World, Actor], object]
FILE = Blob("5" * 64, 9, "application/pdf")
LEVELS = tuple(RiskLevel)


def reviews_in(world: World) -> list[Expertise]:
    found: dict[UUID, Expertise] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.expertise":
            found[event.originator_id] = expertises.evolve(found.get(event.originator_id), event)
    return list(found.values())


def assessments_in(world: World) -> list[RiskAssessment]:
    found: dict[UUID, RiskAssessment] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.risk_assessment":
            found[event.originator_id] = assessments.evolve(found.get(event.originator_id), event)
    return list(found.values())


def _review(world: World) -> Expertise:
    return world.any_of([review for review in reviews_in(world) if world.wild or not review.concluded][-1:])


def _expert(world: World, eligible: Callable[[Expert], bool]) -> tuple[Expertise, int]:
    """One who is there; in a tame attempt, one of whom it is the time."""
    review = _review(world)
    return review, world.any_of([expert for expert in review.experts if world.wild or eligible(expert)]).number


def plan_review(world: World, actor: Actor) -> Event:
    if not world.wild and any(not review.concluded for review in reviews_in(world)):
        raise NothingThere
    form = world.pick(ReviewForm.COMMISSIONED, ReviewForm.WRITTEN, ReviewForm.MEETING)
    subject, key = world.pick(WHY, SHORT), UUID(int=700_000 + len(world.events))
    return panel.plan_review(world.consultation, form, subject, expertise_id=key, actor=actor, at=world.now)


def ask_expert(world: World, actor: Actor) -> Event:
    review = _review(world)
    name = world.pick(f"专家{len(review.experts)}", "专家0")
    return panel.ask_expert(review, world.consultation, name=name, unit="大学", field="规划", actor=actor, at=world.now)


def declare_interest(world: World, actor: Actor) -> Event:
    review, number = _expert(world, lambda expert: expert.interest is None)
    interest, shown = world.chance.one_of(tuple(Interest)), world.chance.one_of((True, False))
    facts = {"statement": "已书面声明", "name_shown": shown, "actor": actor, "at": world.now}
    return panel.declare_interest(review, world.consultation, number, interest, **facts)  # type: ignore[arg-type]


def invite_expert(world: World, actor: Actor) -> Event:
    review, number = _expert(world, lambda expert: expert.interest == Interest.NONE and not expert.invited)
    return panel.invite_expert(review, world.consultation, number, actor=actor, at=world.now)


def give_opinion(world: World, actor: Actor) -> Event:
    review, number = _expert(world, lambda expert: expert.invited and expert.opinion is None)
    return opinions.give_opinion(
        review,
        world.consultation,
        number,
        world.chance.one_of(tuple(ExpertFinding)),
        signed_on=local_date(world.now) + timedelta(days=world.pick(0, 1)),
        summary=world.pick(WHY, SHORT),
        file=world.pick(FILE, None),
        actor=actor,
        at=world.now,
    )


def use_opinion(world: World, actor: Actor) -> Event:
    review, number = _expert(world, lambda expert: expert.opinion is not None and expert.use is None)
    use, reason = world.chance.one_of(tuple(OpinionUse)), world.pick(WHY, SHORT)
    return opinions.use_opinion(review, world.consultation, number, use, reason, actor=actor, at=world.now)


def conclude_review(world: World, actor: Actor) -> Sequence[Event]:
    return opinions.conclude_review(_review(world), world.consultation, actor=actor, at=world.now)


def _assessment(world: World) -> RiskAssessment:
    return world.any_of([each for each in assessments_in(world) if world.wild or each.concluded is None][-1:])


def start_assessment(world: World, actor: Actor) -> Event:
    if not world.wild and any(each.concluded is None for each in assessments_in(world)):
        raise NothingThere
    key, assessor = UUID(int=800_000 + len(world.events)), world.chance.one_of(tuple(Assessor))
    return assessing.start_assessment(world.consultation, assessor, "评估中心", assessment_id=key, actor=actor, at=world.now)


def find_risk(world: World, actor: Actor) -> Event:
    assessment = _assessment(world)
    if not world.wild and assessment.points:
        raise NothingThere
    risk = RiskPoint(RiskKind.FISCAL, world.chance.one_of(LEVELS), world.chance.one_of(LEVELS), WHY, world.pick(WHY, SHORT))
    return assessing.find_risk(assessment, world.consultation, risk, point=world.pick(None, 1), actor=actor, at=world.now)


def conclude_assessment(world: World, actor: Actor) -> Sequence[Event]:
    return assessing.conclude_assessment(
        _assessment(world),
        world.consultation,
        world.pick(RiskLevel.LOW, RiskLevel.HIGH, RiskLevel.MEDIUM),
        controllable=world.chance.one_of(range(8)) > 0,  # also the diligent find what cannot be controlled
        methods=world.pick((AssessmentMethod.KEY_VISITS,), ()),
        heard=WHY,
        conclusion=WHY,
        report=world.pick(FILE, None),
        actor=actor,
        at=world.now,
    )


REVIEWING: tuple[Attempt, ...] = (
    conclude_review,
    use_opinion,
    give_opinion,
    invite_expert,
    declare_interest,
    ask_expert,
    plan_review,
)
"""From the end to the start: the first of them whose time it is, is the next."""
ASSESSING: tuple[Attempt, ...] = (conclude_assessment, find_risk, start_assessment)


def next_of_experts_and_risk(world: World) -> Iterator[Attempt]:
    """What a diligent office does before it deliberates; nothing where all is done or excused."""
    state = world.consultation
    if WaivableStep.EXPERT_REVIEW not in state.waived and state.expert_review is None:
        yield from REVIEWING
    elif WaivableStep.RISK_ASSESSMENT not in state.waived and not risk_settled(state):
        yield from ASSESSING
