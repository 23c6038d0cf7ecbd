"""What each event does to the row of a comment. Shown content is filled by what opens it and emptied by what closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.comment.events import (
    AppealDecided,
    CommentErased,
    CommentPublished,
    CommentRedacted,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    ErasureRequested,
    WithholdingAppealed,
)
from domain.enumerations import AppealOutcome, CommentStatus, ErasureScope
from domain.event import Event
from domain.sealing import value_or_none
from projections.rows.comment import CommentRow
from projections.rows.ledger import LedgerRow
from projections.source import PublicEvent

Fold = Callable[[CommentRow, LedgerRow, Any, tuple[Event, ...]], None]


def fold(row: CommentRow, ledger: LedgerRow, public: PublicEvent) -> None:
    """Apply one event of the comment's stream after its submission."""
    apply = FOLDS.get(type(public.event))
    if apply:
        ledger.count_waiting(row, -1)
        apply(row, ledger, public.event, public.opened)
        ledger.count_waiting(row, 1)


def _published(row: CommentRow, ledger: LedgerRow, event: CommentPublished | AppealDecided, opened: tuple[Event, ...]) -> None:
    ledger.move(row, CommentStatus.PUBLISHED, None)
    row.public_note = None
    row.redacted = False
    _open(row, opened)


def _redacted(row: CommentRow, ledger: LedgerRow, event: CommentRedacted, opened: tuple[Event, ...]) -> None:
    ledger.move(row, CommentStatus.PUBLISHED, event.basis)
    row.redacted = True
    _open(row, opened)
    if row.erased != ErasureScope.ALL:
        row.text = value_or_none(event.redacted_text)


def _withheld(row: CommentRow, ledger: LedgerRow, event: CommentWithheld, opened: tuple[Event, ...]) -> None:
    ledger.move(row, CommentStatus.WITHHELD, event.reason)
    _close(row)
    if row.erased != ErasureScope.ALL:
        row.public_note = value_or_none(event.public_note)


def _appealed(row: CommentRow, ledger: LedgerRow, event: WithholdingAppealed, opened: tuple[Event, ...]) -> None:
    row.appeal = "open"


def _appeal_decided(row: CommentRow, ledger: LedgerRow, event: AppealDecided, opened: tuple[Event, ...]) -> None:
    row.appeal = event.outcome
    if event.outcome == AppealOutcome.OVERTURNED:
        _published(row, ledger, event, opened)


def _withdrawn(row: CommentRow, ledger: LedgerRow, event: CommentWithdrawn, opened: tuple[Event, ...]) -> None:
    ledger.move(row, CommentStatus.WITHDRAWN, None)
    row.appeal = None
    _close(row)


def _erasure_requested(row: CommentRow, ledger: LedgerRow, event: ErasureRequested, opened: tuple[Event, ...]) -> None:
    row.erasure_requested = event.scope


def _erased(row: CommentRow, ledger: LedgerRow, event: CommentErased, opened: tuple[Event, ...]) -> None:
    row.erasure_requested = None
    row.erased = event.scope
    row.name = row.organisation = None
    if event.scope == ErasureScope.ALL:
        row.text = row.proposed_wording = row.public_note = None
        row.attachments = ()


def _open(row: CommentRow, opened: tuple[Event, ...]) -> None:
    for event in opened:
        if isinstance(event, CommentSubmitted) and event.originator_id == row.comment_id:
            _fill(row, event)


def _fill(row: CommentRow, event: CommentSubmitted) -> None:
    if row.erased is None:
        row.name = value_or_none(event.name)
        row.organisation = value_or_none(event.organisation)
    if row.erased != ErasureScope.ALL:
        row.text = value_or_none(event.text)
        row.proposed_wording = value_or_none(event.proposed_wording)
        row.attachments = value_or_none(event.attachments) or ()


def _close(row: CommentRow) -> None:
    row.name = row.organisation = row.text = row.proposed_wording = row.public_note = None
    row.attachments = ()
    row.redacted = False


FOLDS: dict[type[Event], Fold] = {
    CommentPublished: _published,
    CommentRedacted: _redacted,
    CommentWithheld: _withheld,
    WithholdingAppealed: _appealed,
    AppealDecided: _appeal_decided,
    CommentWithdrawn: _withdrawn,
    ErasureRequested: _erasure_requested,
    CommentErased: _erased,
}
