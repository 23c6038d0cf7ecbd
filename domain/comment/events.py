"""The events of a comment."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.comment.earlier_events import CommentSubmittedV1 as CommentSubmittedV1
from domain.enumerations import (
    AppealOutcome,
    Channel,
    CorrectionCause,
    ErasureScope,
    FileTreatment,
    RespondentKind,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce, SealedContact, SealedIdentity, SealedNever
from domain.values import Blob, Contact

REGISTERED = ("channel", "received_on", "respondent_kind", "articles", "publish_name")
"""The facts of a registration that can be corrected."""


@topic("comment-submitted.v2")
class CommentSubmitted(Event, frozen=True, kw_only=True):
    """提出意见. `articles` empty = the whole draft. `received_on` and `late` concern paper channels.

    `activity_id`: of the participation activity at which it was said; None where it came otherwise.
    """

    channel: Channel
    draft_version: int
    respondent_kind: RespondentKind
    articles: tuple[str, ...]
    publish_name: bool
    received_on: date | None
    late: bool
    activity_id: UUID | None = None
    text: Sealed[str]
    proposed_wording: Sealed[str | None]
    attachments: Sealed[tuple[Blob, ...]]
    file_names: SealedNever[tuple[str, ...]]
    name: SealedIdentity[str | None]
    organisation: SealedIdentity[str | None]
    contact: SealedContact[Contact | None]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nothing was known of activities: see `domain.comment.earlier_events`."""
        state["activity_id"] = None


@topic("attachments-cleaned.v1")
class AttachmentsCleaned(Event, frozen=True, kw_only=True):
    """附件去除隐藏信息, once, by whoever first shows the comment in full, directly before; the files as they came stay closed.

    `treatments`: of each of them, in their order. `attachments`: what is published in their place, those left out missing.
    """

    treatments: tuple[FileTreatment, ...]
    attachments: Sealed[tuple[Blob, ...]]


@topic("registration-corrected.v1")
class RegistrationCorrected(Event, frozen=True, kw_only=True):
    """登记更正 by another person than who registered it or corrected that last; None leaves a fact as it is.

    `late`: as it is now. `name_shown`: whether the name stands with the comment from now on; where not, it is closed again.
    """

    channel: Channel | None
    late: bool
    received_on: date | None
    respondent_kind: RespondentKind | None
    articles: tuple[str, ...] | None
    publish_name: bool | None
    name_shown: bool
    cause: CorrectionCause
    note: SealedNever[str]

    @property
    def corrected(self) -> dict[str, Any]:
        """The facts that it replaces, by name, in the order of REGISTERED."""
        return {name: value for name in REGISTERED if (value := getattr(self, name)) is not None}


@topic("comment-published.v1")
class CommentPublished(Event, frozen=True, kw_only=True):
    """Screened 审看 and shown in full."""

    name_shown: bool


@topic("comment-redacted.v1")
class CommentRedacted(Event, frozen=True, kw_only=True):
    """Screened and shown with spans blacked out 部分遮盖; the original text, wording and attachments stay closed."""

    basis: WithholdingReason
    spans: int
    name_shown: bool
    redacted_text: SealedAtOnce[str]


@topic("comment-withheld.v1")
class CommentWithheld(Event, frozen=True, kw_only=True):
    """Not shown; a numbered stub stays. The author may appeal once against each withholding."""

    reason: WithholdingReason
    note: SealedNever[str]
    public_note: SealedAtOnce[str | None]


@topic("comment-referred.v1")
class CommentReferred(Event, frozen=True, kw_only=True):
    """意见转办: no opinion on the draft, so handled as the grievance of this id; not shown, and a numbered stub stays.

    `reason`: why, for its author alone. He may object once; directly after it stands `grievance-registered`.
    """

    grievance_id: UUID
    reason: SealedNever[str]


@topic("comment-reopened.v1")
class CommentReopened(Event, frozen=True, kw_only=True):
    """恢复审看 by another person than who referred it: it is an opinion after all, and waits for its screening again."""

    note: SealedNever[str]


@topic("withholding-appealed.v1")
class WithholdingAppealed(Event, frozen=True, kw_only=True):
    """The author appeals against the withholding, or objects to the referral, that stands."""

    grounds: SealedNever[str]


@topic("appeal-decided.v1")
class AppealDecided(Event, frozen=True, kw_only=True):
    """Decided by another person than the one who withheld or referred it.

    `overturned` opens what was withheld as if published; `reopened` brings what was referred back to screening.
    """

    outcome: AppealOutcome
    name_shown: bool
    note: SealedNever[str]


@topic("screening-revised.v1")
class ScreeningRevised(Event, frozen=True, kw_only=True):
    """审看更正 by another person than who screened last; whatever `outcome` does not show is closed again.

    `before`: what it was until now. `reason`: why spans or the whole are hidden, None where all is shown.
    `spans` and `redacted_text`: of what is shown with spans blacked out, else 0 and None.
    """

    before: ScreeningOutcome
    outcome: ScreeningOutcome
    reason: WithholdingReason | None
    spans: int
    name_shown: bool
    note: SealedNever[str]
    public_note: SealedAtOnce[str | None]
    redacted_text: SealedAtOnce[str | None]


@topic("second-look-asked.v1")
class SecondLookAsked(Event, frozen=True, kw_only=True):
    """请同事复看 by who screened last; the comment stays as it is until another person has decided."""

    note: SealedNever[str]


@topic("screening-confirmed.v1")
class ScreeningConfirmed(Event, frozen=True, kw_only=True):
    """复看后维持: another person was asked to look, and nothing changes."""

    note: SealedNever[str]


@topic("comment-contact-confirmed.v1")
class ContactConfirmed(Event, frozen=True, kw_only=True):
    """本人确认联系方式, once: whoever reads the mail at the address given with the comment followed the link sent there.

    The address stays sealed. From here on he is told by e-mail what becomes of the comment.
    """


@topic("comment-withdrawn.v1")
class CommentWithdrawn(Event, frozen=True, kw_only=True):
    """撤回 by the author before the close: the text is closed again, the stub stays."""


@topic("erasure-requested.v1")
class ErasureRequested(Event, frozen=True, kw_only=True):
    """删除请求 (PIPL art. 47)."""

    scope: ErasureScope
    note: SealedNever[str]


@topic("comment-erased.v1")
class CommentErased(Event, frozen=True, kw_only=True):
    """删除 by a second person: disclosures and data key are destroyed; number, digests and fate stay."""

    scope: ErasureScope
