"""The ledger 意见台账: what was received and what became of it; it balances at every position of the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

import msgspec

from domain.consultation.events import LedgerFigures
from domain.enumerations import CommentStatus, WithholdingReason


class LedgerUnbalanced(Exception):
    """The figures contradict each other: a defect of whoever computed them, never a person's mistake."""


class CommentStanding(msgspec.Struct, frozen=True):
    """What the ledger needs to know of one comment. `number`: the n-th submission of its consultation, from 1.

    `reason` stands where it is withheld; `shown_text` is its public text, or any key equal for equal public texts.
    """

    comment_id: UUID
    number: int
    status: CommentStatus
    reason: WithholdingReason | None = None
    shown_text: str | None = None


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """received = published + withheld + referred + withdrawn + awaiting; published + withheld = answered + unanswered.

    What was referred is no opinion, and is not answered as one. Redacted counts as published, erased stays what it was.
    `distinct_texts`: different texts among the published.
    """

    received: int = 0
    published: int = 0
    withheld: int = 0
    withdrawn: int = 0
    awaiting: int = 0
    answered: int = 0
    unanswered: int = 0
    distinct_texts: int = 0
    referred: int = 0
    withheld_by_reason: dict[WithholdingReason, int] = {}

    def balance(self) -> None:
        """Raise LedgerUnbalanced, saying both sides, unless every figure agrees with the others."""
        kinds = self.published + self.withheld + self.referred + self.withdrawn + self.awaiting
        _equal("received", self.received, "published + withheld + referred + withdrawn + awaiting", kinds)
        _equal("published + withheld", self.published + self.withheld, "answered + unanswered", self.answered + self.unanswered)
        _equal("withheld", self.withheld, "withheld by reason", sum(self.withheld_by_reason.values()))
        if (
            min(
                kinds, self.published, self.withheld, self.referred, self.withdrawn, self.awaiting, self.answered, self.unanswered
            )
            < 0
        ):
            raise LedgerUnbalanced(f"negative figure in {self}")
        if not 0 <= self.distinct_texts <= self.received:
            raise LedgerUnbalanced(f"{self.distinct_texts} distinct texts in {self.received} received")

    @property
    def figures(self) -> LedgerFigures:
        """The figures as a `feedback-published` event records them."""
        names = LedgerFigures.__struct_fields__
        return LedgerFigures(**{name: getattr(self, name) for name in names})


def ledger_of(comments: Iterable[CommentStanding], answered: frozenset[UUID] | set[UUID] = frozenset()) -> Ledger:
    """The ledger of one consultation. `answered`: ids of the comments gathered by a point that has a disposition."""
    comments = tuple(comments)
    count = Counter(comment.status for comment in comments)
    screened = [comment for comment in comments if comment.status in (CommentStatus.PUBLISHED, CommentStatus.WITHHELD)]
    replied = sum(comment.comment_id in answered for comment in screened)
    return Ledger(
        received=len(comments),
        published=count[CommentStatus.PUBLISHED],
        withheld=count[CommentStatus.WITHHELD],
        referred=count[CommentStatus.REFERRED],
        withdrawn=count[CommentStatus.WITHDRAWN],
        awaiting=count[CommentStatus.AWAITING],
        answered=replied,
        unanswered=len(screened) - replied,
        distinct_texts=_distinct_texts(screened),
        withheld_by_reason=dict(Counter(comment.reason for comment in screened if comment.reason)),
    )


def _distinct_texts(screened: Iterable[CommentStanding]) -> int:
    shown = [comment.shown_text for comment in screened if comment.status == CommentStatus.PUBLISHED]
    return len({text for text in shown if text is not None})


def _equal(left: str, left_value: int, right: str, right_value: int) -> None:
    if left_value != right_value:
        raise LedgerUnbalanced(f"{left} = {left_value}, but {right} = {right_value}")
