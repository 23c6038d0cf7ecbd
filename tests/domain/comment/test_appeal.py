"""Appeal against a withholding: once, by the author, decided by another person."""

from typing import Any

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.appeal import appeal_withholding, decide_appeal
from domain.comment.events import AppealDecided
from domain.comment.refusals import (
    AlreadyAppealed,
    AlreadyScreened,
    AlreadyWithdrawn,
    ContentErased,
    NoAppealOpen,
    NotWithheld,
    SamePersonDecides,
)
from domain.comment.screening import publish_comment, withhold_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.enumerations import AppealOutcome, CommentStatus, ErasureScope, WithholdingReason
from domain.text import TextMissing
from tests.domain.comment import examples as given
from tests.domain.comment.test_erasure import erased

UPHELD, OVERTURNED = AppealOutcome.UPHELD, AppealOutcome.OVERTURNED


def withheld(**changes: Any) -> Comment:
    comment = given.comment(**changes)
    reason = WithholdingReason.ADVERTISING
    event = withhold_comment(comment, given.opened(), reason=reason, note="像广告", actor=given.SCREENER, at=given.DURING)
    return given.after(comment, event)


def appealed(**changes: Any) -> Comment:
    comment = withheld(**changes)
    return given.after(comment, appeal_withholding(comment, grounds="这不是广告。", at=given.DURING))


def decide(comment: Comment, outcome: AppealOutcome, actor: Actor = given.OTHER_SCREENER) -> AppealDecided:
    return decide_appeal(comment, given.opened(), outcome=outcome, note="看过原文", actor=actor, at=given.DURING)


def test_the_author_appeals_against_a_withholding() -> None:
    event = appeal_withholding(withheld(), grounds="这不是广告。", at=given.DURING)
    assert (event.actor, event.originator_version, event.grounds) == ("public", 3, "这不是广告。")
    assert appealed().appeal_open


def test_an_appeal_gives_its_grounds() -> None:
    with pytest.raises(TextMissing):
        appeal_withholding(withheld(), grounds=" ", at=given.DURING)


def test_only_a_withholding_is_appealed() -> None:
    published = given.after(
        given.comment(), publish_comment(given.comment(), given.opened(), actor=given.SCREENER, at=given.DURING)
    )
    for comment in (given.comment(), published):
        with pytest.raises(NotWithheld):
            appeal_withholding(comment, grounds="为什么？", at=given.DURING)


@pytest.mark.parametrize("outcome", [None, UPHELD, OVERTURNED])
def test_an_appeal_is_made_once(outcome: AppealOutcome | None) -> None:
    comment = appealed()
    if outcome:
        comment = given.after(comment, decide(comment, outcome))
    with pytest.raises(AlreadyAppealed):
        appeal_withholding(comment, grounds="再看一次。", at=given.DURING)


def test_an_overturned_withholding_publishes_the_comment() -> None:
    comment = appealed(name="张三", publish_name=True)
    event = decide(comment, OVERTURNED)
    shown = given.after(comment, event)
    assert (shown.status, shown.reason, shown.name_shown) == (CommentStatus.PUBLISHED, None, True)
    assert not shown.appeal_open


def test_an_upheld_withholding_stays_and_shows_no_name() -> None:
    comment = appealed(name="张三", publish_name=True)
    event = decide(comment, UPHELD)
    assert not event.name_shown
    assert given.after(comment, event).status == CommentStatus.WITHHELD


def test_another_person_than_the_one_who_withheld_decides() -> None:
    with pytest.raises(SamePersonDecides) as refused:
        decide(appealed(), UPHELD, given.SCREENER)
    assert refused.value.status == 403


def test_an_appeal_is_decided_once_and_only_where_there_is_one() -> None:
    with pytest.raises(NoAppealOpen):
        decide(withheld(), OVERTURNED)
    for outcome in (UPHELD, OVERTURNED):
        decided = given.after(appealed(), decide(appealed(), outcome))
        with pytest.raises(NoAppealOpen):
            decide(decided, OVERTURNED)


def test_an_overturned_withholding_is_not_screened_again() -> None:
    shown = given.after(appealed(), decide(appealed(), OVERTURNED))
    with pytest.raises(AlreadyScreened):
        publish_comment(shown, given.opened(), actor=given.SCREENER, at=given.DURING)


def test_only_a_screener_of_the_division_decides() -> None:
    with pytest.raises(RoleMissing):
        decide(appealed(), UPHELD, given.ANSWERER)
    with pytest.raises(OtherDivision):
        decide(appealed(), UPHELD, given.OUTSIDER)


def test_a_withdrawn_comment_has_no_appeal() -> None:
    withdrawn = given.after(appealed(), withdraw_comment(appealed(), given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        decide(withdrawn, OVERTURNED)
    fresh = given.after(withheld(), withdraw_comment(withheld(), given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        appeal_withholding(fresh, grounds="这不是广告。", at=given.DURING)


def test_what_is_erased_can_be_neither_appealed_nor_shown() -> None:
    with pytest.raises(ContentErased):
        appeal_withholding(erased(withheld(), ErasureScope.ALL), grounds="这不是广告。", at=given.DURING)
    with pytest.raises(ContentErased):
        decide(erased(appealed(), ErasureScope.ALL), OVERTURNED)
    assert decide(erased(appealed(), ErasureScope.ALL), UPHELD)
    assert not decide(erased(appealed(name="张三", publish_name=True), ErasureScope.IDENTITY), OVERTURNED).name_shown
