"""Stages 1 to 3: a decision is started, drafted, reviewed and released."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.access import Actor, Divisions, Role, require
from domain.consultation.events import (
    DecisionStarted,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    MaterialsPrepared,
    ReleaseSignedOff,
    ReviewRequested,
)
from domain.consultation.refusals import (
    AlreadyReleased,
    AlreadyReviewed,
    DraftFrozen,
    DraftMissing,
    MatterExcluded,
    ReleaseNotForced,
    ReviewNotRequested,
    ReviewsIncomplete,
    ReviewUnderWay,
    SamePersonReleases,
    SamePersonReviews,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import not_submitted, reason_text, refuse_unchanged, require_running
from domain.consultation.steps.countersigning import require_countersigned
from domain.consultation.steps.materials import (
    checked_basis,
    checked_contact,
    checked_interpretation,
    checked_title,
    require_complete,
)
from domain.consultation.steps.unit_opinions import require_units_heard
from domain.enumerations import MatterKind, Regime, Returnable, ReviewKind, ReviewResult
from domain.event import moment, next_fields
from domain.rules import rules_for
from domain.text import NAME, NOTE, ORGANISATION, TITLE, name_text, optional_text
from domain.values import Blob, ContactPoint, Division, Interpretation, LegalBasis, NamedBlob, TextDocument

EXCLUDED = frozenset({MatterKind.MACRO_CONTROL, MatterKind.LEGISLATION, MatterKind.EMERGENCY})


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be decided 决策事项, by whom, and on whose proposal ([713] art. 3, 10, 11)."""

    title: str
    division: Division
    matter_kind: MatterKind
    regime: Regime
    decision_organ: str
    proposer: str
    touches_operators: bool


def start_decision(matter: Matter, *, consultation_id: UUID, actor: Actor, at: datetime) -> DecisionStarted:
    """启动. Raises MatterExcluded ([713] art. 3)."""
    require(actor, Role.DRAFTER, Divisions(lead=matter.division.id))
    if matter.matter_kind in EXCLUDED:
        raise MatterExcluded(field="matter_kind")
    return DecisionStarted(
        originator_id=consultation_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=consultation_id,
        rules=rules_for(matter.regime).name,
        title=name_text(matter.title, field="title", max_length=TITLE, required=True),
        division=Division(matter.division.id, name_text(matter.division.name, field="division", max_length=NAME, required=True)),
        matter_kind=matter.matter_kind,
        regime=matter.regime,
        decision_organ=name_text(matter.decision_organ, field="decision_organ", max_length=ORGANISATION, required=True),
        proposer=name_text(matter.proposer, field="proposer", max_length=NAME, required=True),
        touches_operators=matter.touches_operators,
    )


def prepare_draft(state: Consultation, draft: TextDocument, *, actor: Actor, at: datetime) -> DraftPrepared:
    """草案拟订: the next version of the draft. Raises DraftFrozen after publication."""
    require_unpublished(state, actor)
    if not draft.articles:
        raise DraftMissing
    return DraftPrepared(draft_version=state.draft_version + 1, draft=draft, **next_fields(state, actor, at))


def prepare_materials(
    state: Consultation,
    *,
    explanation: Blob | None,
    basis: tuple[LegalBasis, ...],
    interpretation: Interpretation | None,
    attachments: tuple[NamedBlob, ...],
    contact: ContactPoint,
    actor: Actor,
    at: datetime,
) -> MaterialsPrepared:
    """The papers that go with the draft, as they stand from now on; they may be completed later.

    Raises DraftFrozen, LinkNotWeb, TextRefused.
    """
    require_unpublished(state, actor)
    return MaterialsPrepared(
        explanation=explanation,
        basis=tuple(checked_basis(each) for each in basis),
        interpretation=interpretation and checked_interpretation(interpretation),
        attachments=tuple(NamedBlob(checked_title(each.title), each.blob) for each in attachments),
        contact=checked_contact(contact),
        **next_fields(state, actor, at),
    )


def request_review(state: Consultation, *, actor: Actor, at: datetime) -> ReviewRequested:
    """送审. Raises DraftMissing, ExplanationMissing, BasisMissing, InterpretationMissing, ReviewUnderWay, AlreadyReleased,
    ReturnedUnchanged, UnitOpinionsAwaited, DisagreementOpen.
    """
    require_unpublished(state, actor)
    if state.released:
        raise AlreadyReleased
    if state.review_requested_by is not None:
        raise ReviewUnderWay
    require_complete(state)
    refuse_unchanged(state, Returnable.DRAFT)
    require_units_heard(state, at)
    return ReviewRequested(draft_version=state.draft_version, **next_fields(state, actor, at))


def review_draft(
    state: Consultation, kind: ReviewKind, result: ReviewResult, remark: str | None, *, actor: Actor, at: datetime
) -> DraftReviewed:
    """审核 ([711] art. 17), by another person than those who drafted and submitted.

    A review that returns the draft says why, and sends it back to drafting. Raises SamePersonReviews, AlreadyReviewed.
    """
    require_running(state, actor, Role.REVIEWER)
    if state.review_requested_by is None:
        raise not_submitted(state, Returnable.DRAFT, ReviewNotRequested)
    if state.released:
        raise AlreadyReleased
    if str(actor.id) in state.drafters:
        raise SamePersonReviews
    if state.reviews.get(kind) == result == ReviewResult.PASSED:
        raise AlreadyReviewed
    text = optional_text(remark, field="remark", max_length=NOTE)
    if result == ReviewResult.RETURNED:
        text = reason_text(remark or "", state, field="remark")
    return DraftReviewed(kind=kind, result=result, remark=text, **next_fields(state, actor, at))


def release_draft(state: Consultation, *, reason: str | None = None, actor: Actor, at: datetime) -> DraftReleased:
    """签发 by a second person; without all reviews it is forced, with a reason.

    Raises SamePersonReleases, CountersignatureMissing, ReviewsIncomplete.
    """
    require_running(state, actor, Role.RELEASER)
    if state.review_requested_by is None:
        raise not_submitted(state, Returnable.DRAFT, ReviewNotRequested)
    if state.released:
        raise AlreadyReleased
    if str(actor.id) == state.review_requested_by:
        raise SamePersonReleases
    require_countersigned(state)
    missing = [kind.value for kind in ReviewKind if state.reviews.get(kind) != ReviewResult.PASSED]
    if missing and not reason:
        raise ReviewsIncomplete(missing=missing)
    given = reason_text(reason or "", state) if missing else None
    return DraftReleased(draft_version=state.draft_version, forced=bool(missing), reason=given, **next_fields(state, actor, at))


def sign_off_release(state: Consultation, *, actor: Actor, at: datetime) -> ReleaseSignedOff:
    """补签 of a forced release, by another person than the one who released or submitted."""
    require_running(state, actor, Role.RELEASER)
    if not state.forced or state.release_signed_off:
        raise ReleaseNotForced
    if str(actor.id) in (state.released_by, state.review_requested_by):
        raise SamePersonReleases
    return ReleaseSignedOff(**next_fields(state, actor, at))


def require_unpublished(state: Consultation, actor: Actor) -> None:
    """A drafter, and a call that is not published yet. Raises DraftFrozen."""
    require_running(state, actor, Role.DRAFTER)
    if state.published_at is not None:
        raise DraftFrozen
