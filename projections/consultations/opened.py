"""What a publication opens of the events before it: the call, the revised text, the adoption; and corrections of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from domain.consultation import events as e
from domain.event import Event
from domain.sealing import shown
from domain.values import ContactPoint, Interpretation, LegalBasis
from projections.consultations.correction_row import CorrectionRow
from projections.consultations.documents import Documents, text_of
from projections.consultations.row import ConsultationRow
from projections.consultations.views import AdoptionFacts, ForcedRelease, Waiver
from projections.source import PublicEvent

Opening = Callable[[ConsultationRow, Any, PublicEvent, Documents], None]


def open_content(row: ConsultationRow, public: PublicEvent, documents: Documents) -> None:
    """Fill in what `public` opens on the decision's own stream."""
    if isinstance(public.event, e.DecisionAdopted):
        row.details.adoption = AdoptionFacts(
            contradictions=public.event.contradictions,
            changed_without_comment=public.event.changed_without_comment,
            fair_competition_passed=row.details.fair_competition_passed,
        )
    for event in public.opened:
        if (opening := OPENINGS.get(type(event))) and event.originator_id == row.consultation_id:
            opening(row, event, public, documents)


def correct(row: ConsultationRow, correction: CorrectionRow) -> None:
    """Show the corrected value in place of the one it names, if that is the one shown."""
    if correction.stream != row.consultation_id or row.details.versions.get(correction.field) != correction.version:
        return
    topic, value_type = CORRECTABLE[correction.field]
    holder = row if correction.field in row.__struct_fields__ else row.details
    correction.applied(topic, getattr(holder, correction.field))
    value = msgspec.json.decode(correction.new, type=value_type | None)
    setattr(holder, correction.field, () if value is None and correction.field == "basis" else value)


CORRECTABLE: dict[str, tuple[str, Any]] = {
    "title": ("decision-started.v1", str),
    "decision_organ": ("decision-started.v1", str),
    "proposer": ("decision-started.v1", str),
    "contact": ("materials-prepared.v1", ContactPoint),
    "basis": ("materials-prepared.v1", tuple[LegalBasis, ...]),
    "interpretation": ("materials-prepared.v1", Interpretation),
}


def _started(row: ConsultationRow, event: e.DecisionStarted, public: PublicEvent, documents: Documents) -> None:
    division = shown(event.division)
    row.title, row.matter_kind, row.regime = shown(event.title), shown(event.matter_kind), shown(event.regime)
    row.division_id, row.division_name = (division.id, division.name) if division else (None, None)
    row.decision_organ, row.proposer = shown(event.decision_organ), shown(event.proposer)
    row.touches_operators = shown(event.touches_operators)
    row.details.versions |= dict.fromkeys(("title", "decision_organ", "proposer"), event.originator_version)


def _draft(row: ConsultationRow, event: e.DraftPrepared, public: PublicEvent, documents: Documents) -> None:
    if draft := shown(event.draft):
        documents.add_text(
            row.consultation_id,
            "consulted",
            draft,
            position=public.position,
            contents=public.texts,
            draft_version=event.draft_version,
        )


def _materials(row: ConsultationRow, event: e.MaterialsPrepared, public: PublicEvent, documents: Documents) -> None:
    details = row.details
    details.contact, details.basis = shown(event.contact), shown(event.basis) or ()
    details.interpretation, details.attachments = shown(event.interpretation), shown(event.attachments) or ()
    details.explanation_blob = shown(event.explanation)
    details.versions |= dict.fromkeys(("contact", "basis", "interpretation"), event.originator_version)
    if details.explanation_blob:
        details.explanation = text_of(details.explanation_blob, public.texts)
        documents.add_blob(row.consultation_id, "explanation", details.explanation_blob)
    for attachment in details.attachments:
        documents.add_blob(row.consultation_id, attachment.title, attachment.blob)


def _released(row: ConsultationRow, event: e.DraftReleased, public: PublicEvent, documents: Documents) -> None:
    if event.forced:
        row.details.forced_release = ForcedRelease(
            version=event.originator_version,
            reason=shown(event.reason),
            signed_off_at=row.details.release_signed_off_at,
        )


def _feedback(row: ConsultationRow, event: e.FeedbackPrepared, public: PublicEvent, documents: Documents) -> None:
    if revised := shown(event.revised):
        documents.add_text(row.consultation_id, "revised", revised, position=public.position, contents=public.texts)


def _adoption(row: ConsultationRow, event: e.AdoptionPrepared, public: PublicEvent, documents: Documents) -> None:
    row.details.notice = shown(event.notice)
    if row.details.notice:
        text = row.details.notice.text
        documents.add_text(row.consultation_id, "adopted", text, position=public.position, contents=public.texts)


def _legality(row: ConsultationRow, event: e.LegalityReviewed, public: PublicEvent, documents: Documents) -> None:
    row.details.adoption = replace(
        row.details.adoption or AdoptionFacts(),
        legality_result=event.result,
        legality_reviewer=shown(event.reviewer),
        legality_reviewed_at=event.timestamp,
    )


def _deliberated(row: ConsultationRow, event: e.DecisionDeliberated, public: PublicEvent, documents: Documents) -> None:
    row.details.adoption = replace(
        row.details.adoption or AdoptionFacts(),
        deliberation_result=event.result,
        met_on=event.met_on,
        meeting=shown(event.meeting),
    )


def _waived(row: ConsultationRow, event: e.StepWaived, public: PublicEvent, documents: Documents) -> None:
    adoption = row.details.adoption or AdoptionFacts()
    waiver = Waiver(version=event.originator_version, step=event.step, reason=shown(event.reason))
    row.details.adoption = replace(adoption, waivers=(*adoption.waivers, waiver))


OPENINGS: dict[type[Event], Opening] = {
    e.DecisionStarted: _started,
    e.DraftPrepared: _draft,
    e.MaterialsPrepared: _materials,
    e.DraftReleased: _released,
    e.FeedbackPrepared: _feedback,
    e.AdoptionPrepared: _adoption,
    e.LegalityReviewed: _legality,
    e.DecisionDeliberated: _deliberated,
    e.StepWaived: _waived,
}
