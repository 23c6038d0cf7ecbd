"""Revision of a screening: by a second person, at any stage; and asking a colleague to look again."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.appeal import appeal_withholding, decide_appeal
from domain.comment.events import ScreeningRevised
from domain.comment.refusals import (
    AlreadyWithdrawn,
    AnotherScreened,
    AppealWaits,
    ContentErased,
    HidingUnexplained,
    NoSecondLookAsked,
    NotScreened,
    NotWithheld,
    RedactionAddsWords,
    RedactionChangesNothing,
    RevisionChangesNothing,
    SamePersonRevises,
    SecondLookWaits,
)
from domain.comment.revision import ask_second_look, confirm_screening, revise_screening
from domain.comment.screening import publish_comment, redact_comment, withhold_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, CommentStatus, ErasureScope, ScreeningOutcome, WithholdingReason
from domain.text import TextMissing
from tests.domain.comment import examples as given
from tests.domain.comment.test_erasure import erased

PUBLISHED, REDACTED, WITHHELD = ScreeningOutcome
TEXT, BLACKED, BLACKER = "邻居住在麒麟桥九号。", "邻居住在■■■■■。", "■■住在■■■■■。"
PERSONAL, ABUSE = WithholdingReason.PERSONAL_DATA, WithholdingReason.ABUSE
THIRD = given.person(9, *given.SCREENER.roles)


def screened(outcome: ScreeningOutcome, actor: Actor = given.SCREENER, **facts: Any) -> Comment:
    comment, decision = given.comment(text=TEXT, **facts), given.opened()
    act: Any = {"actor": actor, "at": given.DURING}
    if outcome == PUBLISHED:
        return given.after(comment, publish_comment(comment, decision, **act))
    if outcome == REDACTED:
        return given.after(comment, redact_comment(comment, decision, basis=PERSONAL, redacted_text=BLACKED, **act))
    return given.after(comment, withhold_comment(comment, decision, reason=PERSONAL, note="写有住址", **act))


def revise(
    comment: Comment,
    outcome: ScreeningOutcome,
    reason: WithholdingReason | None = PERSONAL,
    text: str | None = BLACKER,
    *,
    actor: Actor = given.OTHER_SCREENER,
    decision: Consultation | None = None,
    **words: str,
) -> ScreeningRevised:
    return revise_screening(
        comment,
        decision or given.opened(),
        outcome=outcome,
        reason=None if outcome == PUBLISHED and reason == PERSONAL else reason,
        redacted_text=text if outcome == REDACTED else None,
        actor=actor,
        at=given.DURING,
        **{"note": "审看时漏看", **words},
    )


@pytest.mark.parametrize("outcome", ScreeningOutcome)
@pytest.mark.parametrize("before", ScreeningOutcome)
def test_a_screening_is_revised_from_any_outcome_to_any_other(before: ScreeningOutcome, outcome: ScreeningOutcome) -> None:
    comment = screened(before)
    if before == outcome != REDACTED:
        with pytest.raises(RevisionChangesNothing):
            revise(comment, outcome)
        return
    event = revise(comment, outcome, public_note="更正说明")
    after = given.after(comment, event)
    assert (event.before, event.outcome, after.outcome) == (before, outcome, outcome)
    assert (event.spans, event.redacted_text) == ((2, BLACKER) if outcome == REDACTED else (0, None))
    assert (after.reason, after.redacted_text) == (None if outcome == PUBLISHED else PERSONAL, event.redacted_text)
    assert after.screened_by == str(given.OTHER_SCREENER.id)
    assert (event.note, event.public_note) == ("审看时漏看", "更正说明")


@pytest.mark.parametrize("decision", [given.closed(), given.answered(), given.ended()], ids=["closed", "answered", "ended"])
def test_the_stage_of_the_decision_does_not_matter(decision: Consultation) -> None:
    assert revise(screened(PUBLISHED), WITHHELD, decision=decision)


def test_the_same_person_does_not_revise_his_own_screening() -> None:
    with pytest.raises(SamePersonRevises) as refused:
        revise(screened(PUBLISHED), WITHHELD, actor=given.SCREENER)
    assert refused.value.status == 403


def test_nor_who_revised_it_or_decided_an_appeal_last() -> None:
    revised = given.after(screened(PUBLISHED), revise(screened(PUBLISHED), WITHHELD))
    with pytest.raises(SamePersonRevises):
        revise(revised, PUBLISHED)
    assert revise(revised, PUBLISHED, actor=given.SCREENER)
    for outcome in (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED):
        with pytest.raises(SamePersonRevises):
            revise(decided(screened(WITHHELD), outcome), REDACTED)
        assert revise(decided(screened(WITHHELD), outcome), REDACTED, actor=THIRD)


def decided(comment: Comment, outcome: AppealOutcome) -> Comment:
    comment = given.after(comment, appeal_withholding(comment, grounds="并无住址。", at=given.DURING))
    other = given.OTHER_SCREENER if comment.screened_by != str(given.OTHER_SCREENER.id) else given.SCREENER
    act: Any = {"outcome": outcome, "note": "看过", "actor": other, "at": given.DURING}
    return given.after(comment, decide_appeal(comment, given.opened(), **act))


def test_whatever_hides_has_a_reason_and_what_shows_all_has_none() -> None:
    for outcome in (REDACTED, WITHHELD):
        with pytest.raises(HidingUnexplained):
            revise(screened(PUBLISHED), outcome, None)
    with pytest.raises(HidingUnexplained):
        revise(screened(WITHHELD), PUBLISHED, ABUSE)
    with pytest.raises(TextMissing):
        revise(screened(PUBLISHED), WITHHELD, note=" ")


def test_a_revision_changes_something_if_only_the_reason() -> None:
    with pytest.raises(RevisionChangesNothing):
        revise(screened(REDACTED), REDACTED, text=BLACKED)
    assert revise(screened(REDACTED), REDACTED, ABUSE, text=BLACKED)
    assert revise(screened(WITHHELD), WITHHELD, ABUSE)


def test_a_redaction_afterwards_only_blacks_out_the_author_s_own_words() -> None:
    with pytest.raises(RedactionAddsWords):
        revise(screened(PUBLISHED), REDACTED, text="邻居住在■■■■■，真吵。")
    with pytest.raises(RedactionChangesNothing):
        revise(screened(PUBLISHED), REDACTED, text=TEXT)
    assert revise(screened(PUBLISHED, proposed_wording="改为麒麟桥九号"), REDACTED, text=TEXT)


def test_only_what_is_screened_and_still_there_is_revised() -> None:
    with pytest.raises(NotScreened):
        revise(given.comment(text=TEXT), WITHHELD)
    published = screened(PUBLISHED)
    with pytest.raises(AlreadyWithdrawn):
        revise(given.after(published, withdraw_comment(published, given.opened(), at=given.DURING)), WITHHELD)
    with pytest.raises(ContentErased):
        revise(erased(published, ErasureScope.ALL), WITHHELD)


def test_a_name_is_shown_with_consent_unless_it_is_erased_or_nothing_is_shown() -> None:
    comment = screened(PUBLISHED, name="张三", publish_name=True)
    assert revise(comment, REDACTED).name_shown
    assert not revise(comment, WITHHELD).name_shown
    assert not revise(erased(comment, ErasureScope.IDENTITY), REDACTED).name_shown


def test_an_appeal_that_waits_is_decided_first() -> None:
    comment = screened(WITHHELD)
    waiting = given.after(comment, appeal_withholding(comment, grounds="并无住址。", at=given.DURING))
    with pytest.raises(AppealWaits):
        revise(waiting, PUBLISHED)


def test_each_withholding_can_be_appealed_once() -> None:
    shown = decided(screened(WITHHELD), AppealOutcome.OVERTURNED)
    hidden = given.after(shown, revise(shown, WITHHELD, ABUSE, actor=THIRD))
    assert (hidden.status, hidden.appealed) == (CommentStatus.WITHHELD, False)
    assert decided(hidden, AppealOutcome.UPHELD).appealed
    opened = given.after(hidden, revise(hidden, PUBLISHED, actor=given.SCREENER))
    with pytest.raises(NotWithheld):
        appeal_withholding(opened, grounds="还要申请。", at=given.DURING)


def test_only_a_screener_of_the_division_revises() -> None:
    for actor, refusal in ((given.ANSWERER, RoleMissing), (given.OUTSIDER, OtherDivision)):
        with pytest.raises(refusal):
            revise(screened(PUBLISHED), WITHHELD, actor=actor)


def asked(comment: Comment, actor: Actor = given.SCREENER) -> Comment:
    return given.after(comment, ask_second_look(comment, given.opened(), note="请看住址", actor=actor, at=given.DURING))


def confirmed(comment: Comment, actor: Actor = given.OTHER_SCREENER) -> Comment:
    return given.after(comment, confirm_screening(comment, given.opened(), note="无误", actor=actor, at=given.DURING))


def test_who_screened_last_asks_a_colleague_and_the_comment_stays_as_it_is() -> None:
    comment = screened(REDACTED)
    waiting = asked(comment)
    assert (waiting.second_look, waiting.outcome, waiting.redacted_text) == (True, REDACTED, BLACKED)
    with pytest.raises(SecondLookWaits):
        asked(waiting)
    with pytest.raises(AnotherScreened):
        asked(comment, given.OTHER_SCREENER)


def test_a_colleague_leaves_it_or_revises_it_and_then_nothing_waits() -> None:
    waiting = asked(screened(PUBLISHED))
    with pytest.raises(SamePersonRevises):
        confirmed(waiting, given.SCREENER)
    left = confirmed(waiting)
    assert (left.second_look, left.outcome, left.screened_by) == (False, PUBLISHED, str(given.SCREENER.id))
    assert not given.after(waiting, revise(waiting, WITHHELD)).second_look
    with pytest.raises(NoSecondLookAsked):
        confirmed(left)


def test_a_second_look_ends_with_the_words_and_with_an_appeal() -> None:
    assert not erased(asked(screened(PUBLISHED)), ErasureScope.ALL).second_look
    assert not decided(asked(screened(WITHHELD)), AppealOutcome.UPHELD).second_look
