"""Preview of an unpublished draft: the same view as of a published decision, made from unpublished content."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.texts import whole_text
from consult.runtime import Runtime
from domain.articles.full_text import FullText
from domain.articles.identity import IdentifiedArticle
from domain.calendar import end_of_day, local_date
from domain.consultation.events import DecisionStarted
from domain.consultation.ledger import Ledger
from domain.consultation.refusals import DraftMissing
from domain.consultation.state import Consultation
from domain.enumerations import Channel, DispositionKind
from domain.sealing import CLOSED, value_or_none
from domain.values import TextDocument
from projections.consultations.details import Details
from projections.consultations.view_of_row import view_of
from projections.consultations.views import ArticleView, ConsultationView, GrievanceCounts

STARTED = ("title", "division", "regime", "matter_kind", "touches_operators", "decision_organ", "proposer")
LATER = (
    "period_closed_at",
    "answer_due_on",
    "answered_at",
    "adopted_at",
    "ended_at",
    "ending_kind",
    "suspended_at",
    "terminated_at",
)


class DraftPreview(msgspec.Struct, frozen=True):
    """`view`: as if it were published now, for the shortest period of its rules."""

    state: Consultation
    view: ConsultationView
    text: FullText


async def draft_preview(runtime: Runtime, consultation_id: UUID) -> DraftPreview:
    """The draft and its papers as they stand. Raises NotFound, DraftMissing."""
    events = await runtime.archive.unsealed(await runtime.log.streams([consultation_id], [DecisionStarted.topic]))
    state = await runtime.archive.consultation(consultation_id)
    started = events[0]
    assert isinstance(started, DecisionStarted)
    if not isinstance(state.draft, TextDocument):
        raise DraftMissing
    text = await whole_text(runtime, state, state.draft)
    now = runtime.clock.now()
    explanation = await explanation_of(runtime, state)
    return DraftPreview(state, _view(state, started, text.articles, explanation, now, _closing(runtime, state, now)), text)


async def explanation_of(runtime: Runtime, state: Consultation) -> str:
    """起草说明 as stored; empty where there is none."""
    stored = state.materials.explanation if state.materials else None
    content = None if stored is None or stored is CLOSED else await runtime.sealed.blob(state.id, stored.sha256)
    return content.decode() if content else ""


async def attachment_of(runtime: Runtime, state: Consultation, sha256: str) -> tuple[bytes, str]:
    """Content and media type of an attachment of the papers as they stand. Raises NotFound."""
    stored = state.materials.attachments if state.materials else ()
    found = next((each.blob for each in (() if stored is CLOSED else stored) if each.blob.sha256 == sha256), None)
    content = await runtime.sealed.blob(state.id, sha256) if found else None
    if found is None or content is None:
        raise NotFound
    return content, found.media_type


def _closing(runtime: Runtime, state: Consultation, now: datetime) -> datetime:
    return end_of_day(runtime.calendar.add_days(local_date(now), max(state.rules.min_period_days, 1)).day)


def _view(
    state: Consultation,
    started: DecisionStarted,
    articles: tuple[IdentifiedArticle, ...],
    explanation: str,
    now: datetime,
    closes_at: datetime,
) -> ConsultationView:
    """As if its call were published now; of what comes after that there is nothing."""
    facts = {name: value_or_none(getattr(started, name)) for name in STARTED}
    moments = {"published_at": now, "opens_at": now, "closes_at": closes_at}
    return view_of(
        facts | moments | dict.fromkeys(LATER),
        _papers(state, explanation),
        id=state.id,
        number="",
        position=0,
        rules=started.rules,
        started_at=started.timestamp,
        draft_version=state.draft_version,
        articles=tuple(ArticleView(each.id, each.label, each.text, each.path) for each in articles),
        ledger=Ledger(),
        grievances=GrievanceCounts(),
        dispositions={kind.value: 0 for kind in DispositionKind},
        corrections=(),
    )


def _papers(state: Consultation, explanation: str) -> Details:
    papers = state.materials
    if papers is None:
        return Details(channels=(Channel.WEB,), explanation=explanation or None, place=value_or_none(state.place))
    return Details(
        channels=(Channel.WEB,),
        contact=value_or_none(papers.contact),
        explanation=explanation or None,
        explanation_blob=value_or_none(papers.explanation),
        basis=value_or_none(papers.basis) or (),
        interpretation=value_or_none(papers.interpretation),
        attachments=value_or_none(papers.attachments) or (),
        treated=value_or_none(state.treated) or (),
        place=value_or_none(state.place),
    )
