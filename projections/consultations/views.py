"""Views of a decision: the consultation and all that was published of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from domain.articles.full_text import FullText
from domain.articles.identity import IdentifiedArticle
from domain.calendar import is_overdue
from domain.consultation.ledger import Ledger
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.status import consultation_state
from domain.enumerations import (
    Channel,
    ConsultationState,
    DeliberationResult,
    EndingKind,
    LegalityResult,
    MatterKind,
    Regime,
    WaivableStep,
)
from domain.values import AdoptionNotice, Blob, ContactPoint, Division, Interpretation, LegalBasis, NamedBlob, TreatedFile
from projections.consultations.execution_views import ExecutionFacts
from projections.consultations.units import UnitsView

TextKind = Literal["consulted", "revised", "adopted"]


class ArticleView(msgspec.Struct, frozen=True):
    """One article 条 of a published text; `path`: headings 编/章/节 above it."""

    id: str
    label: str
    text: str
    path: tuple[str, ...]


class ArticleInTexts(msgspec.Struct, frozen=True, kw_only=True):
    """One article through the published texts, and how many comments name it. A text without it has no key."""

    id: str
    versions: dict[TextKind, ArticleView]
    comments: int
    previous: str | None
    next: str | None


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    """A published text: consulted, revised with the feedback, or adopted. `articles` as `domain.articles` compares them."""

    kind: TextKind
    position: int
    draft_version: int | None
    blob: Blob
    source: str | None
    articles: tuple[IdentifiedArticle, ...]

    @property
    def whole(self) -> FullText:
        """With the words of no article."""
        return FullText(self.source or "", self.articles)


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """The period was extended from `previous_closes_at` to `closes_at`."""

    version: int
    position: int
    at: datetime
    previous_closes_at: datetime
    closes_at: datetime
    reason: str | None


class AnswerDelay(msgspec.Struct, frozen=True, kw_only=True):
    """The answer was put off to `due_on`."""

    version: int
    position: int
    at: datetime
    due_on: date
    reason: str | None


class ForcedRelease(msgspec.Struct, frozen=True, kw_only=True):
    """The draft was released without all its reviews; `signed_off_at`: by another person afterwards."""

    version: int
    reason: str | None
    signed_off_at: datetime | None = None


class ReviewShortened(msgspec.Struct, frozen=True, kw_only=True):
    """The legality review took `working_days` only, and why."""

    working_days: int
    reason: str | None


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A step recorded as not required."""

    version: int
    step: WaivableStep
    reason: str | None


class Outstanding(msgspec.Struct, frozen=True, kw_only=True):
    """Comments that waited for screening or an answer when the decision was adopted, and why it was all the same."""

    awaiting: int
    unanswered: int
    reason: str | None


class AdoptionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What else became public with the adoption: reviews, deliberation, steps waived, contradictions listed."""

    contradictions: tuple[str, ...] = ()
    changed_without_comment: tuple[str, ...] = ()
    legality_result: LegalityResult | None = None
    legality_reviewer: str | None = None
    legality_reviewed_at: datetime | None = None
    fair_competition_passed: bool | None = None
    deliberation_result: DeliberationResult | None = None
    met_on: date | None = None
    meeting: str | None = None
    waivers: tuple[Waiver, ...] = ()
    outstanding: Outstanding | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """更正: `field` of version `version` of `stream` was replaced. `old` is None where it was closed (`closes_original`).

    `old` and `new` are JSON values; `topic` is that of the corrected event.
    """

    position: int
    at: datetime
    stream: UUID
    version: int
    topic: str | None
    field: str
    closes_original: bool
    old: Any
    new: Any
    reason: str | None


class PublicBlob(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be read: whose data key it is under (`owner_id`), under which neutral or official title."""

    sha256: str
    owner_id: UUID
    consultation_id: UUID
    title: str
    media_type: str
    size: int


class GrievanceCounts(msgspec.Struct, frozen=True, kw_only=True):
    """received = in_time + late + waiting: whoever raised it was told which channel is his, or it was closed, in time or late."""

    received: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0


class ConsultationView(msgspec.Struct, frozen=True, kw_only=True):
    """A published decision at `position` (of the last event about it). Moments are UTC; dates are Beijing's.

    `number`: "2026-001", the n-th publication of that year (Beijing). `ledger.answered` is 0 until the feedback is published.
    `dispositions`: published points by disposition, and `unanswered`: comments without a published answer.
    """

    id: UUID
    number: str
    position: int
    title: str | None
    division: Division | None
    regime: Regime | None
    matter_kind: MatterKind | None
    touches_operators: bool | None
    decision_organ: str | None
    proposer: str | None
    place: CataloguePlace | None
    rules: str
    started_at: datetime
    published_at: datetime
    opens_at: datetime
    closes_at: datetime
    period_closed_at: datetime | None
    received_by_channel: dict[Channel, int]
    answer_due_on: date | None
    answer_delays: tuple[AnswerDelay, ...]
    answered_at: datetime | None
    adopted_at: datetime | None
    ended_at: datetime | None
    ending_kind: EndingKind | None
    ending_reason: str | None
    shortened: bool
    shortening_reason: str | None
    extensions: tuple[Extension, ...]
    channels: tuple[Channel, ...]
    contact: ContactPoint | None
    explanation: str | None
    explanation_blob: Blob | None
    basis: tuple[LegalBasis, ...]
    interpretation: Interpretation | None
    attachments: tuple[NamedBlob, ...]
    treated: tuple[TreatedFile, ...]
    forced_release: ForcedRelease | None
    review_shortened: ReviewShortened | None
    draft_version: int
    articles: tuple[ArticleView, ...]
    ledger: Ledger
    grievances: GrievanceCounts
    dispositions: dict[str, int]
    corrections: tuple[Correction, ...]
    notice: AdoptionNotice | None
    adoption: AdoptionFacts | None
    suspended_at: datetime | None
    terminated_at: datetime | None
    execution: ExecutionFacts
    units: UnitsView

    def state(self, now: datetime) -> ConsultationState:
        """The public state at `now`."""
        return consultation_state(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            answered_at=self.answered_at,
            adopted_at=self.adopted_at,
            ended_at=self.ended_at,
            suspended_at=self.suspended_at,
            terminated_at=self.terminated_at,
            now=now,
        )

    def overdue(self, now: datetime) -> bool:
        """Whether the answer is late at `now`: past the first due date, whatever date was given since."""
        return is_overdue(self.answer_due_on, self.answered_at or self.ended_at, now)


class Page(msgspec.Struct, frozen=True):
    """One page of the list; pages count from 1. `total`: None, so many that they are not counted; `more`: another follows."""

    items: tuple[ConsultationView, ...]
    total: int | None
    page: int
    size: int
    more: bool
