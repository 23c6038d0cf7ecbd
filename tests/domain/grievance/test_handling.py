"""A grievance is handed on and the person told, closed, and taken back by another person where it is an opinion after all."""

from datetime import timedelta
from typing import Any

import pytest

from domain.access import OtherDivision, RoleMissing
from domain.comment.appeal import appeal_withholding, decide_appeal
from domain.comment.events import CommentReopened
from domain.comment.refusals import AlreadyAppealed, AppealMisjudged, AppealWaits, NotWithheld, SamePersonDecides
from domain.comment.screening import publish_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.enumerations import AppealOutcome, CommentStatus, GrievanceChannel, GrievanceOutcome, GrievanceStatus
from domain.grievance.events import GrievanceTakenBack
from domain.grievance.handling import close_withdrawn, take_back_grievance, take_back_on_appeal
from domain.grievance.refusals import AlreadyTakenBack, FoundOpinion, GrievanceOver, SamePersonTakesBack
from domain.grievance.state import Grievance, evolve
from domain.text import TextMissing
from tests.domain.comment import examples as given
from tests.domain.comment.test_appeal import withheld
from tests.domain.grievance.examples import BY, alone, closed, forwarded, referral, referred

OTHER: dict[str, Any] = {"actor": given.OTHER_SCREENER, "at": given.DURING}


def test_the_person_is_told_and_told_again() -> None:
    _, grievance = referred()
    told = evolve(grievance, forwarded(grievance))
    assert (told.status, told.to, told.told_at) == (GrievanceStatus.FORWARDED, GrievanceChannel.HOTLINE, given.DURING)
    later = given.DURING + timedelta(days=2)
    again = evolve(told, forwarded(told, to=GrievanceChannel.PETITION_OFFICE, at=later))
    assert (again.to, again.told_at, again.open) == (GrievanceChannel.PETITION_OFFICE, given.DURING, True)


@pytest.mark.parametrize("missing", ["organ", "told"])
def test_he_is_told_to_whom_and_in_words(missing: str) -> None:
    with pytest.raises(TextMissing):
        forwarded(referred()[1], **{missing: " "})


def test_closing_tells_him_too_and_ends_it() -> None:
    _, grievance = referred()
    over = evolve(grievance, closed(grievance, outcome=GrievanceOutcome.NOT_ACCEPTED))
    assert (over.status, over.outcome, over.told_at, over.open) == (
        GrievanceStatus.CLOSED,
        GrievanceOutcome.NOT_ACCEPTED,
        given.DURING,
        False,
    )
    for decide in (forwarded, closed):
        with pytest.raises(GrievanceOver):
            decide(over)
    with pytest.raises(TextMissing):
        closed(grievance, answer="")


def test_it_is_handled_by_screeners_of_the_division() -> None:
    _, grievance = referred()
    for decide in (forwarded, closed, taken_back):
        with pytest.raises(RoleMissing):
            decide(grievance, actor=given.ANSWERER)
        with pytest.raises(OtherDivision):
            decide(grievance, actor=given.OUTSIDER)


def taken_back(grievance: Grievance, comment: Comment | None = None, **by: Any) -> tuple[Any, ...]:
    return take_back_grievance(grievance, comment, given.opened(), note="第二段是意见。", **{**OTHER, **by})


def test_another_person_takes_it_back_and_the_comment_is_screened() -> None:
    comment, grievance = referred()
    with pytest.raises(SamePersonTakesBack):
        taken_back(grievance, comment, actor=given.SCREENER)
    taken, reopened = taken_back(grievance, comment)
    assert isinstance(taken, GrievanceTakenBack)
    assert isinstance(reopened, CommentReopened)
    over, back = evolve(grievance, taken), given.after(comment, reopened)
    assert (over.status, back.status, back.grievance_id, back.screened_by) == (
        GrievanceStatus.TAKEN_BACK,
        CommentStatus.AWAITING,
        None,
        None,
    )
    with pytest.raises(AlreadyTakenBack):
        taken_back(over, back)
    with pytest.raises(FoundOpinion):
        referral(back)
    assert given.after(back, publish_comment(back, given.opened(), **BY)).status == CommentStatus.PUBLISHED


def test_also_once_it_is_closed_and_where_it_came_alone() -> None:
    comment, grievance = referred()
    assert len(taken_back(evolve(grievance, closed(grievance)), comment)) == 2
    assert len(taken_back(evolve(None, alone()))) == 1
    withdrawn = given.after(comment, withdraw_comment(comment, given.opened(), at=given.DURING))
    assert len(taken_back(grievance, withdrawn)) == 1, "what its author withdrew is not screened again"


def objected() -> tuple[Comment, Grievance]:
    comment, grievance = referred()
    return given.after(comment, appeal_withholding(comment, grounds="第二段是意见。", at=given.DURING)), grievance


def decide(comment: Comment, outcome: AppealOutcome, **by: Any) -> Comment:
    return given.after(comment, decide_appeal(comment, given.opened(), outcome=outcome, note="看过", **{**OTHER, **by}))


def test_the_author_objects_once_and_another_person_decides() -> None:
    comment, grievance = objected()
    assert comment.appeal_open
    with pytest.raises(AlreadyAppealed):
        appeal_withholding(comment, grounds="再看一次。", at=given.DURING)
    with pytest.raises(SamePersonDecides):
        decide(comment, AppealOutcome.REOPENED, actor=given.SCREENER)
    with pytest.raises(AppealWaits):
        taken_back(grievance, comment)
    stays = decide(comment, AppealOutcome.UPHELD)
    assert (stays.status, stays.appeal_open) == (CommentStatus.REFERRED, False)
    back = decide(comment, AppealOutcome.REOPENED)
    assert (back.status, back.appealed, back.reopened) == (CommentStatus.AWAITING, False, True)
    taken = take_back_on_appeal(grievance, note="成立", **OTHER)
    assert evolve(grievance, taken).status == GrievanceStatus.TAKEN_BACK
    with pytest.raises(NotWithheld):
        appeal_withholding(back, grounds="没有可复核的。", at=given.DURING)


def test_what_was_referred_is_not_published_by_an_appeal_nor_what_was_withheld_reopened() -> None:
    comment, _ = objected()
    with pytest.raises(AppealMisjudged):
        decide(comment, AppealOutcome.OVERTURNED)
    hidden = withheld()
    appealed = given.after(hidden, appeal_withholding(hidden, grounds="不是广告。", at=given.DURING))
    with pytest.raises(AppealMisjudged):
        decide(appealed, AppealOutcome.REOPENED)


def test_whoever_withdraws_his_comment_withdraws_the_grievance() -> None:
    comment, grievance = referred()
    assert withdraw_comment(comment, given.opened(), at=given.DURING).originator_version == comment.version + 1
    event = close_withdrawn(grievance, at=given.DURING)
    assert event is not None
    assert (event.actor, event.outcome, event.answer) == ("public", GrievanceOutcome.WITHDRAWN, None)
    assert close_withdrawn(evolve(grievance, event), at=given.DURING) is None
