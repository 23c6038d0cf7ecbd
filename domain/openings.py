"""Which event opens which sealed fields (log.md, What is opened when)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, Protocol, TypeVar
from uuid import UUID

import msgspec

from domain.activity import events as v
from domain.anchor import events as a
from domain.application import events as n
from domain.catalogue import events as k
from domain.comment import events as c
from domain.consultation import events as e
from domain.enumerations import AppealOutcome, ScreeningOutcome
from domain.event import Event, stored_topics
from domain.expertise import events as x
from domain.grievance import events as g
from domain.point import events as p
from domain.questionnaire import events as q
from domain.questionnaire_response import events as qr
from domain.risk_assessment import events as r
from domain.sealing import sealed_fields
from domain.undertaking import events as u


class Recorded(Protocol):
    """An event, or its entry in a log."""

    @property
    def originator_id(self) -> UUID: ...
    @property
    def topic(self) -> str: ...


T = TypeVar("T", bound=Recorded)


class Opening(msgspec.Struct, frozen=True):
    """Fields opened in earlier events: the `which` events of `event_type` before the opening one.

    `streams`: on the opening event's own stream, or on every other stream about the same consultation. `unless`: streams that
    carry an event of this type are left alone. `since`: only of what came after the last event of one of these types.
    `of`: of these streams alone, where it names them.
    """

    event_type: type[Event]
    fields: tuple[str, ...]
    streams: Literal["own", "consultation"] = "own"
    which: Literal["last", "all"] = "last"
    unless: type[Event] | None = None
    since: tuple[type[Event], ...] = ()
    of: frozenset[UUID] | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics of all events that `opened_by` has to see."""
        return tuple(kind.topic for kind in (self.event_type, *([self.unless] if self.unless else ()), *self.since))


@cache
def opened_by_itself(event_type: type[Event]) -> tuple[str, ...]:
    """Names of the fields that an event of this type opens at once."""
    return tuple(field.name for field in sealed_fields(event_type) if field.seal.opened == "at_once")


def openings(event: Event) -> tuple[Opening, ...]:
    """What `event` opens in events before it; empty for most."""
    rule = OPENS.get(type(event))
    return rule(event) if rule else ()


def opens_files(event: Event) -> bool:
    """Whether it opens the files of a comment."""
    return any(rule.event_type is c.CommentSubmitted and "attachments" in rule.fields for rule in openings(event))


def opened_by(rule: Opening, stream: UUID, before: Sequence[T]) -> list[T]:
    """What of `before`, in order, a rule of an event on `stream` opens: the last of its type on each stream, or all of them."""
    before = before[_last(before, rule.since) + 1 :]
    spared = {earlier.originator_id for earlier in before if rule.unless and earlier.topic in stored_topics(rule.unless.topic)}
    found = [
        earlier
        for earlier in before
        if earlier.topic in stored_topics(rule.event_type.topic)
        and earlier.originator_id not in spared
        and (rule.streams == "consultation" or earlier.originator_id == stream)
        and (rule.of is None or earlier.originator_id in rule.of)
    ]
    return list({earlier.originator_id: earlier for earlier in found}.values()) if rule.which == "last" else found


def _last(before: Sequence[Recorded], kinds: tuple[type[Event], ...]) -> int:
    """The place of the last event of one of these types; -1 for none."""
    topics = stored_topics(*(kind.topic for kind in kinds)) if kinds else ()
    return max((place for place, earlier in enumerate(before) if earlier.topic in topics), default=-1)


def _later(event_type: type[Event]) -> tuple[str, ...]:
    return tuple(field.name for field in sealed_fields(event_type) if field.seal.opened == "later")


def _all_of(*event_types: type[Event]) -> tuple[Opening, ...]:
    return tuple(Opening(event_type, _later(event_type)) for event_type in event_types)


def _with_the_call(event: e.ConsultationPublished) -> tuple[Opening, ...]:
    treated = Opening(e.AttachmentsTreated, _later(e.AttachmentsTreated), since=(e.MaterialsPrepared,))
    units = Opening(e.UnitAsked, _later(e.UnitAsked), which="all")
    return (*_all_of(e.DecisionStarted, e.MatterNamed, e.DraftPrepared, e.MaterialsPrepared, e.DraftReleased), treated, units)


def _with_the_feedback(event: e.FeedbackPublished) -> tuple[Opening, ...]:
    own = _all_of(e.FeedbackPrepared, e.FeedbackSignedOff)
    points = (p.PointMade, p.PointReworded, p.DispositionDrafted)
    return own + tuple(Opening(kind, _later(kind), "consultation", unless=p.PointDissolved) for kind in points)


def _with_a_supplement(event: e.SupplementPublished) -> tuple[Opening, ...]:
    own = _all_of(e.SupplementPrepared, e.SupplementSignedOff)
    published = (e.FeedbackPublished, e.SupplementPublished)
    return own + tuple(
        Opening(kind, _later(kind), "consultation", unless=p.PointDissolved, since=published)
        for kind in (p.PointMade, p.PointReworded, p.DispositionDrafted)
    )


def _with_the_adoption(event: e.DecisionAdopted) -> tuple[Opening, ...]:
    waived = Opening(e.StepWaived, _later(e.StepWaived), which="all")
    units = Opening(e.UnitAsked, _later(e.UnitAsked), which="all", since=(e.ConsultationPublished,))
    return (*_all_of(e.AdoptionPrepared, e.LegalityReviewed, e.DecisionDeliberated), waived, units, *ASSESSMENTS)


ASSESSMENTS = tuple(
    Opening(kind, _later(kind), "consultation", which="all")
    for kind in (
        *(x.ExpertReviewPlanned, x.ExpertAsked, x.InterestDeclared, x.ExpertOpinionGiven, x.ExpertOpinionUsed),
        r.RiskAssessmentStarted,
    )
)
"""What the public reads of expert reviews and risk assessments, concluded or not (decision record 34)."""


def _with_a_count(event: q.ResponsesCounted) -> tuple[Opening, ...]:
    """The answers of the responses that it names, and of no other."""
    return (Opening(qr.ResponseSubmitted, ("answers",), "consultation", which="all", of=frozenset(event.responses)),)


def _with_an_appeal(event: c.AppealDecided) -> tuple[Opening, ...]:
    return _comment(event.name_shown, whole=True) if event.outcome == AppealOutcome.OVERTURNED else ()


def _with_a_revision(event: c.ScreeningRevised) -> tuple[Opening, ...]:
    """What it does not open is closed again: see `consult.sealed.disclosure_rules`."""
    if event.outcome == ScreeningOutcome.WITHHELD:
        return ()
    return _comment(event.name_shown, whole=event.outcome == ScreeningOutcome.PUBLISHED)


def _comment(name_shown: bool, *, whole: bool) -> tuple[Opening, ...]:
    fields = ["organisation"]
    fields += ["name"] if name_shown else []
    fields += ["text", "proposed_wording"] if whole else []
    return (Opening(c.CommentSubmitted, tuple(fields)), *(FILES if whole else ()))


FILES = (
    Opening(c.CommentSubmitted, ("attachments",), unless=c.AttachmentsCleaned),
    Opening(c.AttachmentsCleaned, ("attachments",)),
)
"""The attachments as they came; where copies were made of them, these and no others."""


LISTED = Opening(v.ParticipantInvited, _later(v.ParticipantInvited), which="all")
"""The names of those participants who agreed to stand in the list with theirs."""


OPENS: dict[type[Event], Callable[[Any], tuple[Opening, ...]]] = {
    e.ConsultationPublished: _with_the_call,
    e.FeedbackPublished: _with_the_feedback,
    e.SupplementPublished: _with_a_supplement,
    e.DecisionAdopted: _with_the_adoption,
    c.RegistrationCorrected: lambda event: (Opening(c.CommentSubmitted, ("name",)),) if event.name_shown else (),
    c.CommentPublished: lambda event: _comment(event.name_shown, whole=True),
    c.CommentRedacted: lambda event: _comment(event.name_shown, whole=False),
    c.AppealDecided: _with_an_appeal,
    c.ScreeningRevised: _with_a_revision,
    n.ApplicationListed: lambda event: (Opening(n.ApplicationSubmitted, ("name",)),) if event.name_shown else (),
    v.ActivityAnnounced: lambda event: _all_of(v.ActivityPlanned),
    v.ActivityHeld: lambda event: _all_of(v.ActivityPlanned),
    v.PollTaken: lambda event: _all_of(v.ActivityPlanned),
    v.ParticipantListPublished: lambda event: (LISTED,),
    v.ActivityReported: lambda event: (Opening(v.RecordConfirmed, _later(v.RecordConfirmed), which="all"),),
    k.CataloguePublished: lambda event: _all_of(k.CataloguePrepared),
    k.CatalogueAdjusted: lambda event: _all_of(k.AdjustmentPrepared),
    q.QuestionnaireOpened: lambda event: _all_of(q.QuestionnaireDrafted),
    q.ResponsesCounted: _with_a_count,
}
OPENS_NOTHING: frozenset[type[Event]] = frozenset(
    {
        *(e.AttachmentsTreated, c.AttachmentsCleaned, e.MatterNamed),
        *(k.CataloguePrepared, k.CatalogueSubmitted, k.AdjustmentPrepared, k.MatterLinked),
        *(e.DecisionStarted, e.DraftPrepared, e.MaterialsPrepared, e.ReviewRequested, e.DraftReviewed, e.DraftReleased),
        *(e.ReleaseSignedOff, e.PeriodExtended, e.PeriodClosed, e.AnswerDelayed, e.FeedbackPrepared, e.FeedbackSignedOff),
        *(e.SupplementPrepared, e.SupplementSignedOff, e.AnswersOutstanding, e.ReturnedForChanges),
        *(e.StepWaived, e.ReviewTimeShortened, e.LegalityReviewed, e.FairCompetitionReviewed, e.DecisionDeliberated),
        e.DecisionDeliberatedV1,
        e.RecordsArchived,
        e.AdoptionPrepared,
        e.BlanketAnswersSeen,
        *(e.DecisionEnded, e.CorrectionMade, a.AnchorRecorded),
        *(e.JointDivisionNamed, e.JointDivisionEnded, e.PartsAssigned, e.DecisionHandedOver),
        *(e.UnitAsked, e.UnitAnswered, e.UnitOpinionCoordinated, e.DraftCountersigned, e.CountersignatureExcused),
        *(c.CommentSubmitted, c.CommentWithheld, c.WithholdingAppealed, c.CommentWithdrawn, c.ErasureRequested),
        *(c.SecondLookAsked, c.ScreeningConfirmed, c.ContactConfirmed, c.CommentReferred, c.CommentReopened),
        *(g.GrievanceRegistered, g.GrievanceForwarded, g.GrievanceClosed, g.GrievanceTakenBack),
        *(c.CommentErased, p.PointMade, p.PointReworded, p.CommentsGathered, p.CommentsReleased, p.PointDissolved),
        *(p.DispositionDrafted, p.DispositionSuperseded),
        *(x.ExpertReviewPlanned, x.ExpertAsked, x.InterestDeclared, x.ExpertInvited, x.ExpertOpinionGiven, x.ExpertOpinionUsed),
        *(x.ExpertReviewConcluded, e.ExpertReviewReported),
        *(n.ApplicationSubmitted, n.ApplicationWithdrawn, n.ApplicationAdmitted, n.ApplicationInvited, n.ApplicationDeclined),
        *(n.ApplicationErased, v.ParticipantMovedUp),
        c.CommentSubmittedV1,
        *(v.ActivityPlanned, v.ApplicationsClosed, v.LotDrawn, v.ParticipantInvited, v.ParticipantDeclined, v.MaterialsDelivered),
        *(v.RecordClosed, v.ConfirmationCodeIssued, v.RecordConfirmed, v.ActivityCalledOff, e.ParticipationReported),
        *(r.RiskAssessmentStarted, r.RiskFound, r.RiskAssessmentConcluded, e.RiskAssessmentReported),
        *(e.ExecutionSuspended, e.ExecutionResumed, e.ExecutionTerminated, e.LaterDecisionLinked, e.EarlierDecisionNamed),
        *(e.EvaluationStarted, e.EvaluationReported, u.UndertakingSet, u.UndertakingChanged, u.ProgressReported),
        *(u.ProblemReported, u.UndertakingCompleted, u.ExecutionInspected, u.FindingsRectified),
        *(q.QuestionnaireDrafted, q.QuestionnaireWithdrawn, q.QuestionnaireClosed, q.QuestionnaireFiguresPublished),
        *(qr.ResponseSubmitted, qr.ResponseErasureRequested, qr.ResponseErased),
    }
)
"""Every other event, listed so that an event cannot be added without deciding what it opens (tests/test_completeness.py)."""
