"""The state of a decision, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.access import Divisions
from domain.consultation import events as e
from domain.consultation import execution as executions
from domain.consultation import returns, units
from domain.consultation.assessed_risk import AssessedRisk, Texts, assessed_risk
from domain.consultation.execution import Execution
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.returns import Returned, Returns
from domain.consultation.unit_events import division_of
from domain.consultation.units import Units, uncountersigned
from domain.enumerations import (
    ActivityKind,
    DeliberationResult,
    LegalityResult,
    MatterKind,
    Regime,
    Returnable,
    ReviewKind,
    ReviewResult,
    WaivableStep,
)
from domain.event import Event
from domain.rules import ProcedureRules, rules_named
from domain.sealing import CLOSED, Closed
from domain.values import AdoptionNotice, Division, TextDocument, TreatedFile


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """One decision 决策. Fields that may be CLOSED hold sealed content; people are actors' ids as they stand in events.

    `feedback_version`: the stream version at which the feedback summary was last prepared; `supplements`: how many were
    published after it, `supplement_prepared_by` and what follows of the next one. `draft_at`, `notice_at`: the stream versions
    at which the draft and the notice were last prepared; `expert_review`: the last one that was concluded; `polled`,
    `enterprises_heard`: by a participation activity that was reported.
    """

    id: UUID
    version: int
    rules_name: str
    title: str | Closed
    division: Division | Closed
    matter_kind: MatterKind | Closed
    regime: Regime | Closed
    touches_operators: bool | Closed
    started_by: str
    place: CataloguePlace | Closed | None = None
    draft_version: int = 0
    draft: TextDocument | Closed | None = None
    draft_at: int | None = None
    drafted_by: str | None = None
    materials: e.MaterialsPrepared | None = None
    treated: tuple[TreatedFile, ...] | Closed = ()
    review_requested_by: str | None = None
    reviews: dict[ReviewKind, ReviewResult] = {}
    released_by: str | None = None
    forced: bool = False
    release_signed_off: bool = False
    published_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    period_closed_at: datetime | None = None
    answer_due_on: date | None = None
    feedback_prepared_by: str | None = None
    feedback_version: int | None = None
    revised: TextDocument | Closed | None = None
    feedback_signed_off_by: str | None = None
    contradictions_accepted: tuple[str, ...] | Closed = ()
    answered_at: datetime | None = None
    supplements: int = 0
    supplement_prepared_by: str | None = None
    supplement_signed_off_by: str | None = None
    supplement_contradictions_accepted: tuple[str, ...] | Closed = ()
    waived: frozenset[WaivableStep] = frozenset()
    fair_competition_passed: bool | None = None
    legality: LegalityResult | None = None
    legality_reviewed_at: datetime | None = None
    deliberation: DeliberationResult | None = None
    met_on: date | None = None
    notice: AdoptionNotice | Closed | None = None
    notice_at: int | None = None
    notice_prepared_by: str | None = None
    expert_review: UUID | None = None
    risk: AssessedRisk | None = None
    polled: bool = False
    enterprises_heard: bool = False
    adopted_at: datetime | None = None
    ended_at: datetime | None = None
    archive_number: str | Closed | None = None
    returns: Returns = Returns()
    execution: Execution = Execution()
    units: Units = Units()

    @property
    def consultation_id(self) -> UUID:
        return self.id

    @property
    def divisions(self) -> Divisions:
        """Whose decision it is, as every command asks it."""
        return Divisions(lead=self.lead_id, joint=frozenset(self.units.joint), asked=self.units.asked, former=self.units.former)

    @property
    def lead_id(self) -> str | Closed:
        return CLOSED if self.division is CLOSED else self.division.id

    @property
    def rules(self) -> ProcedureRules:
        return rules_named(self.rules_name)

    @property
    def answers_signed_off(self) -> bool:
        """Whether the answers that are published next are signed off, and stand as they are until then."""
        return (self.feedback_signed_off_by if self.answered_at is None else self.supplement_signed_off_by) is not None

    def pending_return(self, what: Returnable) -> Returned | None:
        """Why this was returned for changes, until it is submitted again."""
        return self.returns.pending.get(what)

    @property
    def released(self) -> bool:
        """Whether the draft and materials as they stand now have been released."""
        return self.released_by is not None

    @property
    def drafters(self) -> frozenset[str]:
        """Who prepared or submitted what stands now: text, materials, the request for review."""
        materials_by = self.materials and self.materials.actor
        people = (self.drafted_by, materials_by, self.review_requested_by)
        return frozenset(person for person in people if person)


def evolve(state: Consultation | None, event: Event) -> Consultation:
    """The decision after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.DecisionStarted):
        return _started(event)
    if state is None:
        raise TypeError(f"a decision begins with decision-started, not {event.topic}")
    state = replace(
        state,
        version=event.originator_version,
        returns=returns.evolve(state.returns, event),
        execution=executions.evolve(state.execution, event),
        units=units.evolve(state.units, event, state.lead_id),
    )
    if isinstance(event, e.ReturnedForChanges):
        return _returned(state, event.what)
    return _outcome(_supplement(_answering(_period(_preparing(state, event), event), event), event), event)


def _started(event: e.DecisionStarted) -> Consultation:
    return Consultation(
        id=event.originator_id,
        version=event.originator_version,
        rules_name=event.rules,
        title=event.title,
        division=event.division,
        matter_kind=event.matter_kind,
        regime=event.regime,
        touches_operators=event.touches_operators,
        started_by=event.actor,
    )


def _unreleased(state: Consultation) -> Consultation:
    """Whatever was reviewed or released no longer is: the text or the materials have changed."""
    undone = replace(state, review_requested_by=None, reviews={}, released_by=None, forced=False, release_signed_off=False)
    return replace(undone, units=uncountersigned(state.units))


def _returned(state: Consultation, what: Returnable) -> Consultation:
    """As before it was submitted; its words stay, to be changed."""
    match what:
        case Returnable.DRAFT:
            return _unreleased(state)
        case Returnable.FEEDBACK:
            return replace(state, feedback_prepared_by=None)
        case Returnable.SUPPLEMENT:
            return _without_supplement(state)
        case Returnable.ADOPTION:
            return replace(state, notice_prepared_by=None)


def _preparing(state: Consultation, event: Event) -> Consultation:
    match event:
        case e.MatterNamed(place=place):
            return replace(state, place=place)
        case e.DecisionHandedOver():
            return replace(state, division=division_of(event))
        case e.DraftPrepared(draft_version=number, draft=draft, actor=actor, originator_version=at):
            return replace(_unreleased(state), draft_version=number, draft=draft, draft_at=at, drafted_by=actor)
        case e.MaterialsPrepared():
            return replace(_unreleased(state), materials=event, treated=())
        case e.AttachmentsTreated(files=files):
            return replace(state, treated=files)
        case e.ReviewRequested(actor=actor):
            return replace(_unreleased(state), review_requested_by=actor)
        case e.DraftReviewed(result=ReviewResult.RETURNED):
            return _unreleased(state)
        case e.DraftReviewed(kind=kind, result=result):
            return replace(state, reviews={**state.reviews, kind: result})
        case e.DraftReleased(actor=actor, forced=forced):
            return replace(state, released_by=actor, forced=forced)
        case e.ReleaseSignedOff():
            return replace(state, release_signed_off=True)
        case _:
            return state


def _period(state: Consultation, event: Event) -> Consultation:
    match event:
        case e.ConsultationPublished(timestamp=at, opens_at=opens_at, closes_at=closes_at):
            return replace(state, published_at=at, opens_at=opens_at, closes_at=closes_at)
        case e.PeriodExtended(closes_at=closes_at):
            return replace(state, closes_at=closes_at)
        case e.PeriodClosed(closed_at=closed_at, answer_due_on=due_on):
            return replace(state, period_closed_at=closed_at, answer_due_on=due_on)
        case e.AnswerDelayed(due_on=due_on):
            return replace(state, answer_due_on=due_on)
        case e.DecisionEnded(timestamp=at):
            return replace(state, ended_at=at)
        case _:
            return state


def _feedback_prepared(state: Consultation, event: e.FeedbackPrepared) -> Consultation:
    """Whatever was signed off no longer is."""
    return replace(
        state,
        feedback_prepared_by=event.actor,
        feedback_version=event.originator_version,
        revised=event.revised,
        feedback_signed_off_by=None,
        contradictions_accepted=(),
    )


def _answering(state: Consultation, event: Event) -> Consultation:
    match event:
        case e.FeedbackPrepared():
            return _feedback_prepared(state, event)
        case e.FeedbackSignedOff(actor=actor, contradictions_accepted=accepted):
            return replace(state, feedback_signed_off_by=actor, contradictions_accepted=accepted)
        case e.FeedbackPublished(timestamp=at):
            return replace(state, answered_at=at)
        case _:
            return state


def _supplement(state: Consultation, event: Event) -> Consultation:
    match event:
        case e.SupplementPrepared(actor=actor):
            return replace(_without_supplement(state), supplement_prepared_by=actor)
        case e.SupplementSignedOff(actor=actor, contradictions_accepted=accepted):
            return replace(state, supplement_signed_off_by=actor, supplement_contradictions_accepted=accepted)
        case e.SupplementPublished(number=number):
            return replace(_without_supplement(state), supplements=number)
        case _:
            return state


def _without_supplement(state: Consultation) -> Consultation:
    """Nothing of the next supplement is prepared or signed off."""
    return replace(state, supplement_prepared_by=None, supplement_signed_off_by=None, supplement_contradictions_accepted=())


def _outcome(state: Consultation, event: Event) -> Consultation:
    match event:
        case e.StepWaived(step=step):
            return replace(state, waived=state.waived | {step})
        case e.FairCompetitionReviewed(passed=passed):
            return replace(state, fair_competition_passed=passed)
        case e.LegalityReviewed(result=legality, timestamp=at):
            return replace(state, legality=legality, legality_reviewed_at=at)
        case e.DecisionDeliberated(result=deliberation, met_on=met_on):
            return replace(state, deliberation=deliberation, met_on=met_on)
        case e.AdoptionPrepared(notice=notice, actor=actor, originator_version=at):
            return replace(state, notice=notice, notice_at=at, notice_prepared_by=actor)
        case e.ExpertReviewReported(expertise_id=review):
            return replace(state, expert_review=review)
        case e.RiskAssessmentReported():
            return replace(state, risk=assessed_risk(event, _texts(state)))
        case e.ParticipationReported(kind=kind, enterprises_heard=heard):
            polled = state.polled or kind == ActivityKind.OPINION_POLL
            return replace(state, polled=polled, enterprises_heard=state.enterprises_heard or heard)
        case e.DecisionAdopted(timestamp=at):
            return replace(state, adopted_at=at)
        case e.RecordsArchived(number=number):
            return replace(state, archive_number=number)
        case _:
            return state


def _texts(state: Consultation) -> Texts:
    """The texts that stand, by the version of the stream in which they do."""
    notice = state.notice.text if isinstance(state.notice, AdoptionNotice) else state.notice
    return {state.draft_at: state.draft, state.feedback_version: state.revised, state.notice_at: notice}
