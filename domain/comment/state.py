"""The state of a comment, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.comment.events import (
    AppealDecided,
    AttachmentsCleaned,
    CommentErased,
    CommentPublished,
    CommentRedacted,
    CommentReferred,
    CommentReopened,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    ContactConfirmed,
    ErasureRequested,
    RegistrationCorrected,
    ScreeningConfirmed,
    ScreeningRevised,
    SecondLookAsked,
    WithholdingAppealed,
)
from domain.enumerations import (
    AppealOutcome,
    Channel,
    CommentStatus,
    ErasureScope,
    RespondentKind,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import Event
from domain.sealing import CLOSED, Closed
from domain.values import Blob


class PendingErasure(msgspec.Struct, frozen=True):
    """An erasure request not yet carried out."""

    scope: ErasureScope
    requested_by: str


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """One comment 意见. `text`, `proposed_wording`, `attachments` and `nameless` are CLOSED to whoever may not see them.

    `registered_by`: who registered it or corrected that last; `public` for what its author sent.
    `screened_by`: who screened or referred it, revised that or decided an appeal last. `reason`: why it is withheld, or why
    spans are blacked out. `cleaned`: copies of its attachments are published, not these. `appealed`: against the withholding
    or referral that stands. `grievance_id`: of what it is referred as; `reopened`: found to be an opinion after all.
    `second_look`: a colleague is asked to look, and has not. `nameless`: it came without a name of anybody.
    `contact_confirmed`: its author has confirmed the e-mail address that he gave.
    """

    id: UUID
    version: int
    consultation_id: UUID
    submitted_at: datetime
    channel: Channel
    draft_version: int
    respondent_kind: RespondentKind
    articles: tuple[str, ...]
    publish_name: bool
    received_on: date | None
    late: bool
    activity_id: UUID | None = None
    text: str | Closed
    proposed_wording: str | Closed | None
    attachments: tuple[Blob, ...] | Closed
    registered_by: str
    status: CommentStatus = CommentStatus.AWAITING
    screened_by: str | None = None
    reason: WithholdingReason | None = None
    redacted_text: str | Closed | None = None
    name_shown: bool = False
    appealed: bool = False
    appeal_outcome: AppealOutcome | None = None
    second_look: bool = False
    pending_erasure: PendingErasure | None = None
    erased: ErasureScope | None = None
    cleaned: bool = False
    grievance_id: UUID | None = None
    reopened: bool = False
    nameless: bool | Closed = CLOSED
    contact_confirmed: bool = False

    @property
    def redacted(self) -> bool:
        return self.redacted_text is not None

    @property
    def outcome(self) -> ScreeningOutcome | None:
        """What its screening has made of it; None where it waits to be screened, was referred or withdrawn."""
        if self.status == CommentStatus.PUBLISHED:
            return ScreeningOutcome.REDACTED if self.redacted else ScreeningOutcome.PUBLISHED
        return ScreeningOutcome.WITHHELD if self.status == CommentStatus.WITHHELD else None

    @property
    def appeal_open(self) -> bool:
        """Whether an appeal against the withholding, or the referral, waits to be decided."""
        return self.appealed and self.appeal_outcome is None and self.appealable

    @property
    def appealable(self) -> bool:
        """Whether there is something that its author may appeal against."""
        return self.status in (CommentStatus.WITHHELD, CommentStatus.REFERRED)


def evolve(state: Comment | None, event: Event) -> Comment:
    """The comment after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, CommentSubmitted):
        return _submitted(event)
    if state is None:
        raise TypeError(f"a comment begins with comment-submitted, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _submitted(event: CommentSubmitted) -> Comment:
    return Comment(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        submitted_at=event.timestamp,
        channel=event.channel,
        draft_version=event.draft_version,
        respondent_kind=event.respondent_kind,
        articles=event.articles,
        publish_name=event.publish_name,
        received_on=event.received_on,
        late=event.late,
        activity_id=event.activity_id,
        text=event.text,
        proposed_wording=event.proposed_wording,
        attachments=event.attachments,
        registered_by=event.actor,
        nameless=CLOSED if CLOSED in (event.name, event.organisation) else not (event.name or event.organisation),
    )


def _changed(state: Comment, event: Event) -> Comment:
    match event:
        case AttachmentsCleaned():
            return replace(state, cleaned=True)
        case RegistrationCorrected():
            return _registration_corrected(state, event)
        case CommentPublished(actor=actor, name_shown=shown):
            return replace(state, status=CommentStatus.PUBLISHED, screened_by=actor, name_shown=shown)
        case CommentRedacted():
            return _redacted(state, event)
        case CommentWithheld(actor=actor, reason=reason):
            return replace(state, status=CommentStatus.WITHHELD, screened_by=actor, reason=reason)
        case CommentReferred(actor=actor, grievance_id=grievance_id):
            return replace(state, status=CommentStatus.REFERRED, screened_by=actor, grievance_id=grievance_id)
        case CommentReopened():
            return _reopened(state)
        case WithholdingAppealed():
            return replace(state, appealed=True)
        case AppealDecided():
            return _appeal_decided(state, event)
        case ScreeningRevised():
            return _revised(state, event)
        case SecondLookAsked():
            return replace(state, second_look=True)
        case ScreeningConfirmed():
            return replace(state, second_look=False)
        case ContactConfirmed():
            return replace(state, contact_confirmed=True)
        case CommentWithdrawn():
            return replace(state, status=CommentStatus.WITHDRAWN, name_shown=False, reason=None, second_look=False)
        case ErasureRequested(actor=actor, scope=scope):
            return replace(state, pending_erasure=PendingErasure(scope, actor))
        case CommentErased(scope=scope):
            return _erased(state, scope)
        case _:
            return state


def _registration_corrected(state: Comment, event: RegistrationCorrected) -> Comment:
    return replace(state, late=event.late, name_shown=event.name_shown, registered_by=event.actor, **event.corrected)


def _redacted(state: Comment, event: CommentRedacted) -> Comment:
    return replace(
        state,
        status=CommentStatus.PUBLISHED,
        screened_by=event.actor,
        reason=event.basis,
        redacted_text=event.redacted_text,
        name_shown=event.name_shown,
    )


def _revised(state: Comment, event: ScreeningRevised) -> Comment:
    """The author may appeal anew: what he appealed against, if he did, is no longer what stands."""
    withheld = event.outcome == ScreeningOutcome.WITHHELD
    return replace(
        state,
        status=CommentStatus.WITHHELD if withheld else CommentStatus.PUBLISHED,
        screened_by=event.actor,
        reason=event.reason,
        redacted_text=event.redacted_text if event.outcome == ScreeningOutcome.REDACTED else None,
        name_shown=event.name_shown,
        appealed=False,
        appeal_outcome=None,
        second_look=False,
    )


def _appeal_decided(state: Comment, event: AppealDecided) -> Comment:
    state = replace(state, screened_by=event.actor, second_look=False)
    if event.outcome == AppealOutcome.UPHELD:
        return replace(state, appeal_outcome=event.outcome)
    if event.outcome == AppealOutcome.REOPENED:
        return _reopened(state)
    return replace(
        state,
        appeal_outcome=event.outcome,
        status=CommentStatus.PUBLISHED,
        reason=None,
        name_shown=event.name_shown,
    )


def _reopened(state: Comment) -> Comment:
    """It is screened by anybody, and what he withholds can be appealed against anew."""
    state = replace(state, status=CommentStatus.AWAITING, grievance_id=None, reopened=True)
    return replace(state, screened_by=None, appealed=False, appeal_outcome=None)


def _erased(state: Comment, scope: ErasureScope) -> Comment:
    state = replace(state, pending_erasure=None, erased=scope, name_shown=False)
    if scope == ErasureScope.IDENTITY:
        return state
    redacted = CLOSED if state.redacted else None
    state = replace(state, text=CLOSED, proposed_wording=CLOSED, attachments=CLOSED, redacted_text=redacted)
    return replace(state, second_look=False)
