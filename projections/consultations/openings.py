"""Content of earlier events that a publication opens (the call, the revised text, the adoption), and corrections of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from domain.consultation import events as e
from domain.event import Event
from domain.sealing import value_or_none
from domain.values import ContactPoint, Interpretation, LegalBasis
from projections.consultations.published_texts import PublishedTexts, text_of
from projections.consultations.row import ConsultationRow
from projections.consultations.units import with_name
from projections.consultations.views import AdoptionFacts, ForcedRelease, Waiver
from projections.rows.correction import CorrectionRow
from projections.source import PublicEvent

Opening = Callable[[ConsultationRow, Any, PublicEvent, PublishedTexts], None]


def open_content(row: ConsultationRow, public: PublicEvent, documents: PublishedTexts) -> None:
    """Fill in what `public` opens on the decision's own stream."""
    if isinstance(public.event, e.DecisionAdopted):
        row.details.adoption = AdoptionFacts(
            contradictions=public.event.contradictions,
            changed_without_comment=public.event.changed_without_comment,
            fair_competition_passed=row.details.fair_competition_passed,
            outstanding=row.details.outstanding,
        )
    for event in public.opened:
        if (opening := OPENINGS.get(type(event))) and event.originator_id == row.consultation_id:
            opening(row, event, public, documents)


def apply_correction(row: ConsultationRow, correction: CorrectionRow) -> None:
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


def _started(row: ConsultationRow, event: e.DecisionStarted, public: PublicEvent, documents: PublishedTexts) -> None:
    handed = row.details.units.handed_over
    division = handed[-1].division if handed else value_or_none(event.division)
    row.title, row.matter_kind, row.regime = (
        value_or_none(event.title),
        value_or_none(event.matter_kind),
        value_or_none(event.regime),
    )
    row.division_id, row.division_name = (division.id, division.name) if division else (None, None)
    row.decision_organ, row.proposer = value_or_none(event.decision_organ), value_or_none(event.proposer)
    row.touches_operators = value_or_none(event.touches_operators)
    row.details.versions |= dict.fromkeys(("title", "decision_organ", "proposer"), event.originator_version)


def _named(row: ConsultationRow, event: e.MatterNamed, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.place = value_or_none(event.place)


def _draft(row: ConsultationRow, event: e.DraftPrepared, public: PublicEvent, documents: PublishedTexts) -> None:
    if draft := value_or_none(event.draft):
        documents.add_text(
            row.consultation_id,
            "consulted",
            draft,
            position=public.position,
            contents=public.texts,
            draft_version=event.draft_version,
        )


def _materials(row: ConsultationRow, event: e.MaterialsPrepared, public: PublicEvent, documents: PublishedTexts) -> None:
    details = row.details
    details.contact, details.basis = value_or_none(event.contact), value_or_none(event.basis) or ()
    details.interpretation, details.attachments = value_or_none(event.interpretation), value_or_none(event.attachments) or ()
    details.explanation_blob = value_or_none(event.explanation)
    details.versions |= dict.fromkeys(("contact", "basis", "interpretation"), event.originator_version)
    if details.explanation_blob:
        details.explanation = text_of(details.explanation_blob, public.texts)
        documents.add_blob(row.consultation_id, "explanation", details.explanation_blob)
    for attachment in details.attachments:
        documents.add_blob(row.consultation_id, attachment.title, attachment.blob)


def _treated(row: ConsultationRow, event: e.AttachmentsTreated, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.treated = value_or_none(event.files) or ()


def _released(row: ConsultationRow, event: e.DraftReleased, public: PublicEvent, documents: PublishedTexts) -> None:
    if event.forced:
        row.details.forced_release = ForcedRelease(
            version=event.originator_version,
            reason=value_or_none(event.reason),
            signed_off_at=row.details.release_signed_off_at,
        )


def _feedback(row: ConsultationRow, event: e.FeedbackPrepared, public: PublicEvent, documents: PublishedTexts) -> None:
    if revised := value_or_none(event.revised):
        documents.add_text(row.consultation_id, "revised", revised, position=public.position, contents=public.texts)


def _adoption(row: ConsultationRow, event: e.AdoptionPrepared, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.notice = value_or_none(event.notice)
    if row.details.notice:
        text = row.details.notice.text
        documents.add_text(row.consultation_id, "adopted", text, position=public.position, contents=public.texts)


def _legality(row: ConsultationRow, event: e.LegalityReviewed, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.adoption = replace(
        row.details.adoption or AdoptionFacts(),
        legality_result=event.result,
        legality_reviewer=value_or_none(event.reviewer),
        legality_reviewed_at=event.timestamp,
    )


def _deliberated(row: ConsultationRow, event: e.DecisionDeliberated, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.adoption = replace(
        row.details.adoption or AdoptionFacts(),
        deliberation_result=event.result,
        met_on=event.met_on,
        meeting=value_or_none(event.meeting),
    )


def _waived(row: ConsultationRow, event: e.StepWaived, public: PublicEvent, documents: PublishedTexts) -> None:
    adoption = row.details.adoption or AdoptionFacts()
    waiver = Waiver(version=event.originator_version, step=event.step, reason=value_or_none(event.reason))
    row.details.adoption = replace(adoption, waivers=(*adoption.waivers, waiver))


def _asked(row: ConsultationRow, event: e.UnitAsked, public: PublicEvent, documents: PublishedTexts) -> None:
    row.details.units = with_name(row.details.units, event.unit, value_or_none(event.name))


OPENINGS: dict[type[Event], Opening] = {
    e.DecisionStarted: _started,
    e.MatterNamed: _named,
    e.DraftPrepared: _draft,
    e.MaterialsPrepared: _materials,
    e.AttachmentsTreated: _treated,
    e.DraftReleased: _released,
    e.FeedbackPrepared: _feedback,
    e.AdoptionPrepared: _adoption,
    e.LegalityReviewed: _legality,
    e.DecisionDeliberated: _deliberated,
    e.StepWaived: _waived,
    e.UnitAsked: _asked,
}
