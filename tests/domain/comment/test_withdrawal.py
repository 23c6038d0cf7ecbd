"""Withdrawal by the author: before the close, once, whatever the screening said."""

from datetime import timedelta

import pytest

from domain.comment.refusals import AlreadyWithdrawn, ConsultationNotPublished, WithdrawalAfterClose
from domain.comment.screening import publish_comment, withhold_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.enumerations import CommentStatus, WithholdingReason
from tests.domain.comment import examples as given


def published() -> Comment:
    comment = given.comment(name="张三", publish_name=True)
    return given.after(comment, publish_comment(comment, given.opened(), actor=given.SCREENER, at=given.DURING))


def withheld() -> Comment:
    comment, reason = given.comment(), WithholdingReason.ABUSE
    return given.after(
        comment, withhold_comment(comment, given.opened(), reason=reason, note="辱骂", actor=given.SCREENER, at=given.DURING)
    )


@pytest.mark.parametrize("before", [given.comment, published, withheld])
def test_a_comment_is_withdrawn_whatever_the_screening_said(before: object) -> None:
    comment = before()  # type: ignore[operator]
    event = withdraw_comment(comment, given.opened(), at=given.CLOSES - timedelta(milliseconds=1))
    assert (event.actor, event.originator_version) == ("public", comment.version + 1)
    gone = given.after(comment, event)
    assert (gone.status, gone.name_shown, gone.reason) == (CommentStatus.WITHDRAWN, False, None)


def test_nothing_is_withdrawn_after_the_close() -> None:
    with pytest.raises(WithdrawalAfterClose) as refused:
        withdraw_comment(given.comment(), given.opened(), at=given.CLOSES)
    assert refused.value.params == {"closes_at": given.CLOSES}


def test_nothing_is_withdrawn_once_the_period_is_sealed() -> None:
    with pytest.raises(WithdrawalAfterClose):
        withdraw_comment(given.comment(), given.closed(), at=given.CLOSES - given.SECOND)


def test_a_comment_is_withdrawn_once() -> None:
    gone = given.after(given.comment(), withdraw_comment(given.comment(), given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        withdraw_comment(gone, given.opened(), at=given.DURING)


def test_there_is_no_withdrawal_before_publication() -> None:
    with pytest.raises(ConsultationNotPublished):
        withdraw_comment(given.comment(), given.unpublished(), at=given.DURING)


def test_withdrawal_and_screening_at_once_want_the_same_place_in_the_stream() -> None:
    screening = publish_comment(given.comment(), given.opened(), actor=given.SCREENER, at=given.DURING)
    assert withdraw_comment(given.comment(), given.opened(), at=given.DURING).originator_version == screening.originator_version
