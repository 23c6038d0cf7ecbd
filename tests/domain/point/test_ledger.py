"""The ledger balances, and says so when figures contradict each other."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.consultation.ledger import CommentStanding, Ledger, LedgerUnbalanced, ledger_of
from domain.enumerations import CommentStatus, WithholdingReason

BALANCED = Ledger(
    received=10,
    published=5,
    withheld=2,
    withdrawn=1,
    awaiting=2,
    answered=4,
    unanswered=3,
    distinct_texts=4,
    withheld_by_reason={WithholdingReason.ABUSE: 1, WithholdingReason.EMPTY: 1},
)


def standing(number: int, status: CommentStatus, text: str | None = None) -> CommentStanding:
    reason = WithholdingReason.ABUSE if status == CommentStatus.WITHHELD else None
    return CommentStanding(UUID(int=number), number, status, reason, text)


def test_balanced_figures_pass() -> None:
    BALANCED.balance()
    Ledger().balance()


@pytest.mark.parametrize("figure", ["received", "published", "withheld", "withdrawn", "awaiting", "answered", "unanswered"])
@pytest.mark.parametrize("error", [1, -1])
def test_a_single_wrong_figure_is_found(figure: str, error: int) -> None:
    with pytest.raises(LedgerUnbalanced):
        replace(BALANCED, **{figure: getattr(BALANCED, figure) + error}).balance()


def test_reasons_that_do_not_add_up_are_found() -> None:
    with pytest.raises(LedgerUnbalanced, match="by reason"):
        replace(BALANCED, withheld_by_reason={WithholdingReason.ABUSE: 1}).balance()


def test_negative_figures_that_add_up_are_found() -> None:
    with pytest.raises(LedgerUnbalanced, match="negative"):
        replace(BALANCED, withdrawn=-1, awaiting=4).balance()


@pytest.mark.parametrize("distinct", [-1, 11])
def test_more_distinct_texts_than_comments_are_found(distinct: int) -> None:
    with pytest.raises(LedgerUnbalanced, match="distinct"):
        replace(BALANCED, distinct_texts=distinct).balance()


def test_equal_texts_are_counted_once_and_never_dropped() -> None:
    comments = [standing(number, CommentStatus.PUBLISHED, "同意" if number < 4 else "反对") for number in range(1, 6)]
    ledger = ledger_of(comments)
    assert (ledger.received, ledger.published, ledger.distinct_texts) == (5, 5, 2)


def test_a_closed_text_is_not_counted_among_the_distinct() -> None:
    comments = [
        standing(1, CommentStatus.AWAITING, "密"),
        standing(2, CommentStatus.WITHHELD, "密"),
        standing(3, CommentStatus.PUBLISHED),
    ]
    assert ledger_of(comments).distinct_texts == 0


def test_only_published_and_withheld_comments_are_answered_or_not() -> None:
    comments = [standing(number, status) for number, status in enumerate(CommentStatus, 1)]
    ledger = ledger_of(comments, {comment.comment_id for comment in comments})
    assert (ledger.answered, ledger.unanswered, ledger.awaiting, ledger.withdrawn) == (2, 0, 1, 1)
    assert ledger.figures.answered == 2
    assert ledger.withheld_by_reason == {WithholdingReason.ABUSE: 1}


@given(st.lists(st.sampled_from(CommentStatus)), st.sets(st.integers(1, 30)))
def test_whatever_the_comments_the_ledger_balances(statuses: list[CommentStatus], answered: set[int]) -> None:
    comments = [standing(number, status, str(number % 3)) for number, status in enumerate(statuses, 1)]
    ledger = ledger_of(comments, {UUID(int=number) for number in answered})
    ledger.balance()
    assert ledger.received == len(statuses)
