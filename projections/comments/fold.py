"""What each event does to the row of a comment. Shown content is filled by what opens it and emptied by what closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from domain.enumerations import AppealOutcome, CommentStatus, ErasureScope, ScreeningOutcome
from domain.event import Event
from domain.sealing import CLOSED, value_or_none
from projections.rows.comment import CommentRow, RegistrationCorrection, Revision
from projections.rows.ledger import LedgerRow
from projections.source import PublicEvent

Fold = Callable[[CommentRow, LedgerRow, Any, PublicEvent], None]


def fold(row: CommentRow, ledger: LedgerRow, public: PublicEvent) -> None:
    """Apply one event of the comment's stream after its submission."""
    apply = FOLDS.get(type(public.event))
    if apply:
        ledger.count_waiting(row, -1)
        apply(row, ledger, public.event, public)
        ledger.count_waiting(row, 1)


def _cleaned(row: CommentRow, ledger: LedgerRow, event: AttachmentsCleaned, public: PublicEvent) -> None:
    row.treatments = event.treatments


def _published(row: CommentRow, ledger: LedgerRow, event: CommentPublished | AppealDecided, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.PUBLISHED, None)
    _note(row, None)
    row.redacted = False
    _open(row, public.opened)


def _redacted(row: CommentRow, ledger: LedgerRow, event: CommentRedacted, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.PUBLISHED, event.basis)
    row.redacted = True
    _open(row, public.opened)
    if row.erased != ErasureScope.ALL:
        row.text = value_or_none(event.redacted_text)


def _withheld(row: CommentRow, ledger: LedgerRow, event: CommentWithheld, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.WITHHELD, event.reason)
    _close(row)
    _note(row, event)


def _referred(row: CommentRow, ledger: LedgerRow, event: CommentReferred, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.REFERRED, None)
    row.referred_at = event.timestamp
    _close(row)


def _reopened(row: CommentRow, ledger: LedgerRow, event: CommentReopened | AppealDecided, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.AWAITING, None)
    row.appeal, row.referred_at = None, None


def _appealed(row: CommentRow, ledger: LedgerRow, event: WithholdingAppealed, public: PublicEvent) -> None:
    row.appeal = "open"


def _appeal_decided(row: CommentRow, ledger: LedgerRow, event: AppealDecided, public: PublicEvent) -> None:
    row.appeal, row.second_look = event.outcome, False
    if event.outcome == AppealOutcome.OVERTURNED:
        _published(row, ledger, event, public)
    if event.outcome == AppealOutcome.REOPENED:
        _reopened(row, ledger, event, public)


def _withdrawn(row: CommentRow, ledger: LedgerRow, event: CommentWithdrawn, public: PublicEvent) -> None:
    ledger.move(row, CommentStatus.WITHDRAWN, None)
    row.appeal, row.second_look, row.referred_at = None, False, None
    _close(row)


def _revised(row: CommentRow, ledger: LedgerRow, event: ScreeningRevised, public: PublicEvent) -> None:
    """Whatever was shown is closed, and what the revision opens is shown."""
    shown = event.outcome != ScreeningOutcome.WITHHELD
    ledger.move(row, CommentStatus.PUBLISHED if shown else CommentStatus.WITHHELD, event.reason)
    row.appeal, row.second_look = None, False
    _close(row)
    _open(row, public.opened)
    row.redacted = event.outcome == ScreeningOutcome.REDACTED
    if row.redacted and row.erased != ErasureScope.ALL:
        row.text = value_or_none(event.redacted_text)
    _note(row, event)
    revision = Revision(
        at=event.timestamp, position=public.position, before=event.before, outcome=event.outcome, reason=event.reason
    )
    row.revisions = (*row.revisions, revision)


def _registration_corrected(row: CommentRow, ledger: LedgerRow, event: RegistrationCorrected, public: PublicEvent) -> None:
    """The facts that it names; the name is shown, or no longer."""
    for name, value in event.corrected.items():
        if name != "publish_name":
            setattr(row, name, value)
    row.late, row.name = event.late, None
    for opened in public.opened if event.name_shown and row.erased is None else ():
        row.name = value_or_none(opened.name) if isinstance(opened, CommentSubmitted) else row.name
    facts = tuple(event.corrected)
    correction = RegistrationCorrection(at=event.timestamp, position=public.position, facts=facts, cause=event.cause)
    row.registrations = (*row.registrations, correction)


def _second_look_asked(row: CommentRow, ledger: LedgerRow, event: SecondLookAsked, public: PublicEvent) -> None:
    row.second_look = True


def _contact_confirmed(row: CommentRow, ledger: LedgerRow, event: ContactConfirmed, public: PublicEvent) -> None:
    """Nothing of the row; it is at hand for the history, which says of which comment it was."""


def _confirmed(row: CommentRow, ledger: LedgerRow, event: ScreeningConfirmed, public: PublicEvent) -> None:
    row.second_look = False


def _erasure_requested(row: CommentRow, ledger: LedgerRow, event: ErasureRequested, public: PublicEvent) -> None:
    row.erasure_requested = event.scope


def _erased(row: CommentRow, ledger: LedgerRow, event: CommentErased, public: PublicEvent) -> None:
    row.erasure_requested = None
    row.erased = event.scope
    row.name = row.organisation = None
    if event.scope == ErasureScope.ALL:
        row.text = row.proposed_wording = None
        row.attachments, row.second_look = (), False
        _note(row, None)


def _open(row: CommentRow, opened: tuple[Event, ...]) -> None:
    for event in opened:
        if isinstance(event, CommentSubmitted) and event.originator_id == row.comment_id:
            _fill(row, event)
        elif isinstance(event, AttachmentsCleaned) and row.erased != ErasureScope.ALL:
            row.attachments = value_or_none(event.attachments) or ()


def _fill(row: CommentRow, event: CommentSubmitted) -> None:
    """What is open of it: its files are opened apart from its words."""
    for fields, gone in ((IDENTITY, row.erased is not None), (WORDS, row.erased == ErasureScope.ALL)):
        for name in () if gone else fields:
            if (value := getattr(event, name)) is not CLOSED:
                setattr(row, name, value)


def _close(row: CommentRow) -> None:
    row.name = row.organisation = row.text = row.proposed_wording = None
    row.attachments = ()
    row.redacted = False
    _note(row, None)


def _note(row: CommentRow, event: CommentWithheld | ScreeningRevised | None) -> None:
    """The note for the public that stands beside the comment from now on."""
    row.public_note = value_or_none(event.public_note) if event and row.erased != ErasureScope.ALL else None
    row.note_version = event.originator_version if event else 0


IDENTITY, WORDS = ("name", "organisation"), ("text", "proposed_wording", "attachments")
FOLDS: dict[type[Event], Fold] = {
    AttachmentsCleaned: _cleaned,
    RegistrationCorrected: _registration_corrected,
    CommentPublished: _published,
    CommentRedacted: _redacted,
    CommentWithheld: _withheld,
    CommentReferred: _referred,
    CommentReopened: _reopened,
    WithholdingAppealed: _appealed,
    AppealDecided: _appeal_decided,
    ScreeningRevised: _revised,
    SecondLookAsked: _second_look_asked,
    ScreeningConfirmed: _confirmed,
    ContactConfirmed: _contact_confirmed,
    CommentWithdrawn: _withdrawn,
    ErasureRequested: _erasure_requested,
    CommentErased: _erased,
}
