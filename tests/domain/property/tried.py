"""Everything that can be tried, and what a diligent office would do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from domain.access import Actor
from domain.consultation.coverage import Coverage
from domain.consultation.steps import adoption
from domain.event import Event
from tests.domain.property import tried_activities as activities
from tests.domain.property import tried_assessments as experts
from tests.domain.property import tried_catalogue as k
from tests.domain.property import tried_comments as c
from tests.domain.property import tried_execution as after
from tests.domain.property import tried_grievances as g
from tests.domain.property import tried_questionnaires as asked
from tests.domain.property import tried_returns as r
from tests.domain.property import tried_stages as s
from tests.domain.property import tried_supplements as late
from tests.domain.property import tried_units as units
from tests.domain.property.world import LIMITED, OUTSIDER, PEOPLE, World

Attempt = Callable[[World, Actor], Event | Iterable[Event]]

RARE: tuple[Attempt, ...] = (s.end_decision, s.waive_step, s.make_correction)
STAGES: tuple[Attempt, ...] = (
    s.start_decision,
    s.prepare_draft,
    s.prepare_materials,
    s.request_review,
    s.review_draft,
    s.release_draft,
    r.return_draft,
    s.sign_off_release,
    s.publish_consultation,
    s.extend_period,
    s.close_period,
    s.record_anchor,
    s.delay_answer,
    s.prepare_feedback,
    s.sign_off_feedback,
    r.return_feedback,
    s.publish_feedback,
    late.prepare_supplement,
    late.sign_off_supplement,
    r.return_supplement,
    late.publish_supplement,
    s.review_fair_competition,
    s.review_legality,
    s.deliberate_decision,
    s.prepare_adoption,
    r.return_adoption,
    s.adopt_decision,
    s.adopt_over_what_waits,
    s.archive_records,
)
COMMENTS: tuple[Attempt, ...] = (
    c.submit_comment,
    c.register_comment,
    c.clean_attachments,
    c.publish_comment,
    c.redact_comment,
    c.withhold_comment,
    c.appeal_withholding,
    c.decide_appeal,
    c.withdraw_comment,
    c.confirm_contact,
    c.request_erasure,
    c.erase_comment,
    c.publish_what_is_erased,
)
SECOND_LOOKS: tuple[Attempt, ...] = (c.revise_screening, c.ask_second_look, c.confirm_screening, c.correct_registration)
GRIEVANCES: tuple[Attempt, ...] = (
    g.refer_comment,
    g.refer_what_was_found,
    g.register_beside,
    g.register_grievance,
    g.forward_grievance,
    g.close_grievance,
    g.take_back_grievance,
)
POINTS: tuple[Attempt, ...] = (
    c.make_point,
    c.reword_point,
    c.gather_comments,
    c.release_comments,
    c.dissolve_point,
    c.draft_disposition,
    c.supersede_disposition,
)
CATALOGUE: tuple[Attempt, ...] = (
    k.enter_matter,
    k.strike_matter,
    k.submit_catalogue,
    k.publish_catalogue,
    k.prepare_change,
    k.drop_change,
    k.adjust_catalogue,
    k.name_matter,
)
ANYTHING = (
    *(STAGES + COMMENTS * 2 + SECOND_LOOKS + GRIEVANCES + POINTS * 2 + RARE),
    *(after.TASKS + after.AFTER),
    *(experts.REVIEWING + experts.ASSESSING + CATALOGUE + units.UNITS),
    *(activities.ACTING + activities.UNDOING),
    *asked.ASKING,
)
ANYBODY = (*PEOPLE, *PEOPLE, LIMITED, OUTSIDER)
PAUSES = (timedelta(0), timedelta(milliseconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=12))


def try_anything(world: World) -> bool:
    """Anybody tries anything, with good or bad arguments."""
    world.wild = True
    return world.attempt(world.chance.one_of(ANYTHING), world.chance.one_of(ANYBODY))


def pause(world: World) -> None:
    """Time passes; often to the edge of the period."""
    closes_at = world.decision.consultation and world.decision.consultation.closes_at
    edges = [closes_at + delta - world.now for delta in (-PAUSES[1], PAUSES[0], timedelta(seconds=5))] if closes_at else []
    world.later(world.chance.one_of([*PAUSES, *(edge for edge in edges if edge >= PAUSES[0])]))


def go_on(world: World) -> bool:
    """A diligent office does the next sensible thing, by whoever may."""
    world.wild = False
    for attempt in _next_steps(world):
        for actor in PEOPLE:
            if world.attempt(attempt, actor):
                return True
    return False


def _next_steps(world: World) -> Iterator[Attempt]:
    state = world.decision.consultation
    if not world.chance.one_of(range(8)):
        yield from k.next_steps(world)
    if state is not None:
        yield from units.next_steps(world)
    if state is not None and not world.chance.one_of(range(3 if state.published_at else 9)):
        yield from asked.next_steps(world)
    if state is None:
        yield s.start_decision
    elif state.published_at is None:
        yield from _preparing(world)
    elif state.period_closed_at is None:
        yield from _consulting(world)
    elif state.answered_at is None:
        yield from _answering(world)
    elif state.adopted_at is not None:
        yield from after.next_steps(world)
    elif _waiting(world) and world.chance.one_of(range(6)):  # now and then it cannot wait for the answers
        yield from _supplementing(world)
    else:
        yield from _adopting(world)


def _waiting(world: World) -> bool:
    """Whether a comment, or a point made since, waits for its public answer."""
    missing = world.decision.coverage().missing
    return bool(missing.unanswered or not missing.complete)


def _preparing(world: World) -> Iterator[Attempt]:
    state = world.consultation
    if state.draft is None:
        yield s.prepare_draft
    elif state.released:
        yield from (s.publish_consultation, k.name_matter)
    elif state.review_requested_by is None:
        yield from (s.request_review, world.chance.one_of((s.prepare_materials, s.prepare_draft)))
    else:
        yield from (s.release_draft, s.review_draft)


def _consulting(world: World) -> Iterator[Attempt]:
    state = world.consultation
    if state.closes_at and world.now >= state.closes_at:
        yield s.close_period
    elif len(world.decision.comments) > 4 and state.closes_at:
        world.later(state.closes_at - world.now)
    yield world.chance.one_of((c.submit_comment, c.publish_comment, c.redact_comment, c.withhold_comment, g.refer_comment))
    yield c.submit_comment


def _covering(coverage: Coverage) -> Iterator[Attempt]:
    if coverage.awaiting:
        yield from (c.publish_comment, c.withhold_comment)
    elif coverage.points_without_disposition:
        yield c.draft_disposition
    else:
        yield from (c.cover_a_comment, c.make_point)


def _answering(world: World) -> Iterator[Attempt]:
    coverage = world.decision.coverage()
    if not coverage.complete:
        yield from _covering(coverage)
    elif world.consultation.forced and not world.consultation.release_signed_off:
        yield s.sign_off_release
    elif world.consultation.feedback_prepared_by is None:
        yield s.prepare_feedback
    else:
        yield from (s.publish_feedback, s.sign_off_feedback)


def _supplementing(world: World) -> Iterator[Attempt]:
    coverage = world.decision.coverage()
    if not coverage.complete:
        yield from _covering(coverage)
    elif world.consultation.supplement_prepared_by is None:
        yield late.prepare_supplement
    yield from (late.publish_supplement, late.sign_off_supplement, late.prepare_supplement)


def _adopting(world: World) -> Iterator[Attempt]:
    state = world.consultation
    if state.adopted_at is not None or state.ended_at is not None:
        yield s.archive_records
    elif state.legality not in adoption.LAWFUL:
        yield s.review_legality
    elif state.fair_competition_passed is not True:
        yield s.review_fair_competition
    elif state.deliberation not in adoption.PASSED:
        yield from experts.next_of_experts_and_risk(world)
        yield from activities.next_of_activities(world)
        yield s.deliberate_decision
    elif state.notice_prepared_by is None:
        yield s.prepare_adoption
    else:
        yield s.adopt_decision
