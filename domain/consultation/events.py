"""The events of a decision up to its feedback and supplements (stages 1 to 6 of the procedure), and of what follows by name."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.consultation.assessment_events import ExpertReviewReported as ExpertReviewReported
from domain.consultation.assessment_events import RiskAssessmentReported as RiskAssessmentReported
from domain.consultation.execution_events import EarlierDecisionNamed as EarlierDecisionNamed
from domain.consultation.execution_events import EvaluationReported as EvaluationReported
from domain.consultation.execution_events import EvaluationStarted as EvaluationStarted
from domain.consultation.execution_events import ExecutionResumed as ExecutionResumed
from domain.consultation.execution_events import ExecutionSuspended as ExecutionSuspended
from domain.consultation.execution_events import ExecutionTerminated as ExecutionTerminated
from domain.consultation.execution_events import LaterDecisionLinked as LaterDecisionLinked
from domain.consultation.matter_events import MatterNamed as MatterNamed
from domain.consultation.outcome_events import AdoptionPrepared as AdoptionPrepared
from domain.consultation.outcome_events import AnswersOutstanding as AnswersOutstanding
from domain.consultation.outcome_events import CorrectionMade as CorrectionMade
from domain.consultation.outcome_events import DecisionAdopted as DecisionAdopted
from domain.consultation.outcome_events import DecisionDeliberated as DecisionDeliberated
from domain.consultation.outcome_events import DecisionDeliberatedV1 as DecisionDeliberatedV1
from domain.consultation.outcome_events import DecisionEnded as DecisionEnded
from domain.consultation.outcome_events import Dissent as Dissent
from domain.consultation.outcome_events import FairCompetitionReviewed as FairCompetitionReviewed
from domain.consultation.outcome_events import LegalityReviewed as LegalityReviewed
from domain.consultation.outcome_events import Minutes as Minutes
from domain.consultation.outcome_events import RecordsArchived as RecordsArchived
from domain.consultation.outcome_events import ReviewTimeShortened as ReviewTimeShortened
from domain.consultation.outcome_events import StepWaived as StepWaived
from domain.consultation.participation_events import ParticipationReported as ParticipationReported
from domain.consultation.unit_events import CountersignatureExcused as CountersignatureExcused
from domain.consultation.unit_events import DecisionHandedOver as DecisionHandedOver
from domain.consultation.unit_events import Dispute as Dispute
from domain.consultation.unit_events import DraftCountersigned as DraftCountersigned
from domain.consultation.unit_events import JointDivisionEnded as JointDivisionEnded
from domain.consultation.unit_events import JointDivisionNamed as JointDivisionNamed
from domain.consultation.unit_events import PartsAssigned as PartsAssigned
from domain.consultation.unit_events import UnitAnswered as UnitAnswered
from domain.consultation.unit_events import UnitAsked as UnitAsked
from domain.consultation.unit_events import UnitOpinionCoordinated as UnitOpinionCoordinated
from domain.enumerations import (
    Channel,
    DispositionKind,
    MatterKind,
    Regime,
    Returnable,
    ReviewKind,
    ReviewResult,
)
from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce, SealedNever
from domain.values import (
    Blob,
    ContactPoint,
    Division,
    FeedbackText,
    Interpretation,
    LegalBasis,
    NamedBlob,
    TextDocument,
    TreatedFile,
)


@topic("decision-started.v1")
class DecisionStarted(Event, frozen=True, kw_only=True):
    """启动 ([713] art. 10, 11). `rules` names the dated procedure rules applied."""

    rules: str
    title: Sealed[str]
    division: Sealed[Division]
    matter_kind: Sealed[MatterKind]
    regime: Sealed[Regime]
    decision_organ: Sealed[str]
    proposer: Sealed[str]
    touches_operators: Sealed[bool]


@topic("draft-prepared.v1")
class DraftPrepared(Event, frozen=True, kw_only=True):
    """草案拟订: version `draft_version` of the draft, from 1 on ([713] art. 12)."""

    draft_version: int
    draft: Sealed[TextDocument]


@topic("materials-prepared.v1")
class MaterialsPrepared(Event, frozen=True, kw_only=True):
    """起草说明, 决策依据, 解读材料 and attachments, as they stand from now on ([713] art. 15; 三同步)."""

    explanation: Sealed[Blob | None]
    basis: Sealed[tuple[LegalBasis, ...]]
    interpretation: Sealed[Interpretation | None]
    attachments: Sealed[tuple[NamedBlob, ...]]
    contact: Sealed[ContactPoint]


@topic("attachments-treated.v1")
class AttachmentsTreated(Event, frozen=True, kw_only=True):
    """附件处理方式, directly after the papers: a cleaned copy of each attachment, or the file as it is, with the reason."""

    files: Sealed[tuple[TreatedFile, ...]]


@topic("review-requested.v1")
class ReviewRequested(Event, frozen=True, kw_only=True):
    """送审: the drafter submits draft version and materials as they stand."""

    draft_version: int


@topic("draft-reviewed.v1")
class DraftReviewed(Event, frozen=True, kw_only=True):
    """Review before publication ([711] art. 17). The remark stays closed."""

    kind: ReviewKind
    result: ReviewResult
    remark: SealedNever[str | None]


@topic("draft-released.v1")
class DraftReleased(Event, frozen=True, kw_only=True):
    """签发 by a second person. `forced`: released without all reviews, with a reason and a later sign-off."""

    draft_version: int
    forced: bool
    reason: Sealed[str | None]


@topic("release-signed-off.v1")
class ReleaseSignedOff(Event, frozen=True, kw_only=True):
    """Later sign-off of a forced release by another person."""


@topic("consultation-published.v1")
class ConsultationPublished(Event, frozen=True, kw_only=True):
    """征求意见公告: publishes the call; opens title, draft and materials ([713] art. 15).

    The period is `opens_at` (inclusive) to `closes_at` (exclusive), UTC.
    """

    draft_version: int
    opens_at: datetime
    closes_at: datetime
    channels: tuple[Channel, ...]
    shortened: bool
    shortening_reason: SealedAtOnce[str | None]


@topic("period-extended.v1")
class PeriodExtended(Event, frozen=True, kw_only=True):
    closes_at: datetime
    reason: SealedAtOnce[str]


class ChannelCount(msgspec.Struct, frozen=True):
    channel: Channel
    received: int


@topic("period-closed.v1")
class PeriodClosed(Event, frozen=True, kw_only=True):
    """Sealing event 截止: comments received by channel, and the size of the log they were counted at."""

    closed_at: datetime
    received: tuple[ChannelCount, ...]
    log_size: int
    answer_due_on: date


@topic("answer-delayed.v1")
class AnswerDelayed(Event, frozen=True, kw_only=True):
    """延期答复: the answer is late; why, and the new date."""

    due_on: date
    reason: SealedAtOnce[str]


@topic("feedback-prepared.v1")
class FeedbackPrepared(Event, frozen=True, kw_only=True):
    """The feedback summary as drafted; `revised` is the revised draft where there is one."""

    text: Sealed[FeedbackText]
    revised: Sealed[TextDocument | None]


class BlanketAnswer(msgspec.Struct, frozen=True):
    """An answer that whoever signs was warned of: to so many comments, of so many different public texts.

    `most`: it answers more than half of all comments answered. `unnamed`: its reason names nothing of the point or of its texts.
    """

    point_id: UUID
    comments: int
    distinct_texts: int
    most: bool
    unnamed: bool


@topic("blanket-answers-seen.v1")
class BlanketAnswersSeen(Event, frozen=True, kw_only=True):
    """Directly before a sign-off: the answers that whoever signs was warned of, and signs all the same."""

    answers: tuple[BlanketAnswer, ...]


@topic("feedback-signed-off.v1")
class FeedbackSignedOff(Event, frozen=True, kw_only=True):
    """Signed off by a second person. Contradictions between dispositions and text were listed to him: their article ids."""

    contradictions_accepted: Sealed[tuple[str, ...]]


class DispositionCount(msgspec.Struct, frozen=True):
    kind: DispositionKind
    points: int


class LedgerFigures(msgspec.Struct, frozen=True):
    """received = published + withheld + referred + withdrawn + awaiting; published + withheld = answered + unanswered.

    What was referred 转办 is what the others leave of those received, so that entries from before it keep their form.
    """

    received: int
    published: int
    withheld: int
    withdrawn: int
    awaiting: int
    answered: int
    unanswered: int

    @property
    def referred(self) -> int:
        return self.received - self.published - self.withheld - self.withdrawn - self.awaiting


@topic("feedback-published.v1")
class FeedbackPublished(Event, frozen=True, kw_only=True):
    """反馈: opens the points, their dispositions and the summary, together ([713] art. 18)."""

    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]  # article ids named by an adopted disposition whose text did not change
    changed_without_comment: tuple[str, ...]


@topic("supplement-prepared.v1")
class SupplementPrepared(Event, frozen=True, kw_only=True):
    """补充反馈 as drafted: why answers come after the feedback summary. Preparing again undoes the sign-off."""

    text: Sealed[str]


@topic("supplement-signed-off.v1")
class SupplementSignedOff(Event, frozen=True, kw_only=True):
    """Signed off by a second person, with the contradictions that were listed to him, as for the feedback summary."""

    contradictions_accepted: Sealed[tuple[str, ...]]


@topic("supplement-published.v1")
class SupplementPublished(Event, frozen=True, kw_only=True):
    """补充反馈: opens the points made since the last publication, with their dispositions ([713] art. 18).

    `number`: the n-th supplement of the decision, from 1. `points`: how many new ones; `comments`: how many comments it answers.
    Ledger, dispositions and contradictions are of all answers, as they stand from now on.
    """

    number: int
    points: int
    comments: int
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]


@topic("returned-for-changes.v1")
class ReturnedForChanges(Event, frozen=True, kw_only=True):
    """退回修改 by a person who might have signed what `returned_version` of the stream submitted. The reason stays closed."""

    what: Returnable
    returned_version: int
    reason: SealedNever[str]
