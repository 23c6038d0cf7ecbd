"""A hearing is held as it was announced; its record is confirmed by those who were there ([713] art. 17; HRG-6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.activity import holding
from domain.activity import refusals as r
from domain.activity.holding import code_hash_of, confirm_by_code, issue_code
from domain.activity.state import Activity
from domain.activity.statements import record_statement
from domain.activity.values import Poll, PollFigure
from domain.comment.draft import CommentDraft
from domain.comment.refusals import SaidAtActivity
from domain.comment.registration import RegisteredFacts, correct_registration
from domain.comment.state import Comment, evolve
from domain.consultation.refusals import DateAhead, DecisionOver, ReasonTooShort
from domain.enumerations import ActivityKind, Channel, Confirmation, CorrectionCause, PollMaker, PollMethod, RespondentKind
from domain.event import PUBLIC
from tests.domain.activity.told import (
    ACTIVITY,
    AFTER,
    DECISION,
    HELD_AT,
    OPERATOR,
    REGISTRAR,
    RESIDENT,
    SPEAKS,
    announced,
    closed,
    confirmed,
    delivered,
    forum,
    held,
    invited,
    listed,
    planned,
    then,
)
from tests.domain.consultation import told
from tests.domain.consultation.told import CLOSES, EVERY_ROLE, WHY

POLL = Poll(
    maker=PollMaker.THIRD_PARTY,
    unit="示例调查中心",
    method=PollMethod.PHONE,
    asked=1_000,
    answered=612,
    from_day=date(2026, 2, 2),
    to_day=date(2026, 2, 20),
    figures=(PollFigure("早市几点开市合适", "六点", 612),),
)
WORDS = CommentDraft(respondent_kind=RespondentKind.ENTERPRISE, text="六点开市对进货太晚。")


def state_at(activity: Activity, decision: Any = DECISION) -> Any:
    return record_statement(activity, decision, WORDS, comment_id=UUID(int=77), actor=REGISTRAR, at=SPEAKS)


def test_hrg_4_and_5_nothing_is_held_without_list_or_materials() -> None:
    with pytest.raises(r.NotAnnounced):
        held(planned(), attended=(OPERATOR,))
    with pytest.raises(r.ListMissing):
        held(invited())
    with pytest.raises(r.MaterialsMissing) as refused:
        held(delivered(OPERATOR, RESIDENT))
    assert refused.value.params["count"] == 1


def test_the_list_is_as_it_is_on_the_day() -> None:
    state = delivered()
    gone = replace(state, participants=state.participants[:2])
    with pytest.raises(r.ListOutdated):
        held(gone)
    held(listed(gone, at=HELD_AT - timedelta(hours=2)))


def test_a_hearing_is_not_held_before_the_hour_that_was_announced() -> None:
    with pytest.raises(r.HeldTooEarly):
        held(began_at=HELD_AT - timedelta(minutes=1))
    with pytest.raises(r.HeldTooEarly):
        held(began_at=SPEAKS + timedelta(minutes=1))
    assert held().recording


def test_whatever_was_announced_is_held_at_its_hour_and_once_applications_are_closed_and_drawn() -> None:
    forum = replace(delivered(), kind=ActivityKind.SYMPOSIUM)
    with pytest.raises(r.HeldTooEarly):
        held(forum, began_at=HELD_AT - timedelta(minutes=1))
    assert forum.announced
    open_still = replace(
        forum, announced=replace(forum.announced, apply_until=HELD_AT - timedelta(days=20), lot_commitment="0a" * 32)
    )
    with pytest.raises(r.ApplicationsStillOpen):
        held(open_still)
    with pytest.raises(r.ApplicationsStillOpen):
        held(replace(open_still, applications_closed_at=HELD_AT - timedelta(days=19)))  # observers wait for their lot


def test_somebody_came_and_the_undertaking_unit_presents() -> None:
    for attended in ((), (OPERATOR, ACTIVITY)):
        with pytest.raises(r.NobodyAttended):
            held(attended=attended)
    with pytest.raises(r.PresenterMissing) as refused:
        held(presenter=" ")
    assert "第十七条" in refused.value.article
    assert held(attended=(OPERATOR,)).attended == (OPERATOR,)


def test_it_is_held_once() -> None:
    with pytest.raises(r.AlreadyHeld):
        held(held())


def test_nothing_is_held_before_the_draft_is_public() -> None:
    with pytest.raises(r.ConsultationNotOpenYet):
        held(forum(), told.released(), presenter=None)


def test_a_forum_needs_neither_announcement_nor_list() -> None:
    assert held(forum(), presenter=None).recording


def test_what_is_said_is_a_comment_with_the_channel_and_the_day_of_the_activity() -> None:
    said = state_at(held())
    assert (said.channel, said.activity_id, said.received_on, said.late) == (Channel.HEARING, ACTIVITY, date(2026, 4, 15), False)
    assert CLOSES < HELD_AT  # what was asked for is never late
    assert state_at(held(forum(), presenter=None)).channel == Channel.ENTERPRISE_FORUM


def test_nothing_is_taken_down_before_it_is_held_nor_after_the_record_is_closed() -> None:
    for activity in (announced(), delivered()):
        with pytest.raises(r.NotHeld):
            state_at(activity)
    with pytest.raises(r.RecordIsClosed):
        state_at(closed())
    with pytest.raises(r.RecordIsClosed):
        closed(closed())
    with pytest.raises(r.NotHeld):
        closed(delivered())


def test_a_poll_is_no_place_to_speak() -> None:
    with pytest.raises(r.StepNotOfKind):
        state_at(polled())


def test_channel_and_day_of_a_statement_follow_from_the_activity() -> None:
    comment = evolve(None, state_at(held()))
    for facts in (RegisteredFacts(channel=Channel.LETTER), RegisteredFacts(received_on=date(2026, 4, 14))):
        with pytest.raises(SaidAtActivity):
            correct(comment, facts)
    correct(comment, RegisteredFacts(respondent_kind=RespondentKind.INDIVIDUAL))


def correct(comment: Comment, facts: RegisteredFacts) -> None:
    cause = CorrectionCause.ENTERED_WRONGLY
    correct_registration(comment, DECISION, facts=facts, cause=cause, note="录错", actor=EVERY_ROLE, at=AFTER)


def confirm(state: Activity, who: UUID, how: Confirmation, **changes: Any) -> Activity:
    facts: dict[str, Any] = {"signed_on": date(2026, 4, 15), "reason": None} | changes
    return then(state, holding.confirm_record(state, DECISION, who, how, **facts, actor=REGISTRAR, at=AFTER))


def test_hrg_6_a_record_is_confirmed_once_it_is_closed_by_those_who_were_there_once() -> None:
    with pytest.raises(r.RecordStillOpen):
        confirm(held(), OPERATOR, Confirmation.PAPER)
    with pytest.raises(r.NotAttended):
        confirm(closed(held(attended=(OPERATOR,))), RESIDENT, Confirmation.PAPER)
    with pytest.raises(r.AlreadyConfirmed):
        confirm(confirmed(OPERATOR), OPERATOR, Confirmation.REFUSED, reason=WHY)
    with pytest.raises(DateAhead):
        confirm(closed(), OPERATOR, Confirmation.PAPER, signed_on=date(2026, 4, 17))
    with pytest.raises(r.StepNotOfKind):
        confirm(closed(held(forum(), presenter=None)), OPERATOR, Confirmation.PAPER)


def test_a_refusal_to_sign_is_noted_with_its_reason() -> None:
    with pytest.raises(ReasonTooShort):
        confirm(closed(), OPERATOR, Confirmation.REFUSED, reason="太短")
    state = confirm(closed(), OPERATOR, Confirmation.REFUSED, reason="认为记录遗漏了他的第二点意见。")
    assert state.participants[0].confirmed == Confirmation.REFUSED


def coded(code: str = "7K3M-9QTX") -> Activity:
    state = closed()
    issue = issue_code(state, DECISION, OPERATOR, code_hash=code_hash_of(code), actor=REGISTRAR, at=AFTER)
    return then(state, issue)


def test_a_code_confirms_once_and_only_for_its_participant() -> None:
    event = confirm_by_code(coded(), DECISION, " 7k3m 9QTX ", at=AFTER)
    assert (event.participant, event.actor, event.how) == (OPERATOR, PUBLIC, Confirmation.LINK)
    assert event.signed_on == date(2026, 4, 16)
    for state, code in ((coded(), "7K3M-9QTY"), (coded(), ""), (closed(), "7K3M-9QTX")):
        with pytest.raises(r.CodeRefused):
            confirm_by_code(state, DECISION, code, at=AFTER)
    with pytest.raises(r.AlreadyConfirmed):
        confirm_by_code(then(coded(), event), DECISION, "7K3M-9QTX", at=AFTER)


def test_nobody_confirms_by_code_once_the_decision_is_over() -> None:
    with pytest.raises(DecisionOver):
        confirm_by_code(coded(), told.ended(), "7K3M-9QTX", at=AFTER)


def test_of_two_codes_the_last_one_counts_and_staff_do_not_confirm_by_code() -> None:
    state = coded()
    state = then(state, issue_code(state, DECISION, OPERATOR, code_hash=code_hash_of("NEW"), actor=REGISTRAR, at=AFTER))
    with pytest.raises(r.CodeRefused):
        confirm_by_code(state, DECISION, "7K3M-9QTX", at=AFTER)
    with pytest.raises(r.CodeRefused):
        confirm(state, OPERATOR, Confirmation.LINK)


def polled(poll: Poll = POLL) -> Activity:
    state = planned(ActivityKind.OPINION_POLL)
    return then(state, holding.take_poll(state, DECISION, poll, actor=REGISTRAR, at=SPEAKS))


def test_a_poll_is_recorded_as_whoever_made_it_reports_it() -> None:
    assert polled().polled
    for wrong in (
        replace(POLL, answered=1_001),
        replace(POLL, answered=0),
        replace(POLL, figures=()),
        replace(POLL, to_day=date(2026, 2, 1)),
        replace(POLL, to_day=date(2026, 5, 1)),
    ):
        with pytest.raises(r.PollFiguresUnclear):
            polled(wrong)


def test_a_poll_is_not_held_and_a_hearing_not_polled() -> None:
    with pytest.raises(r.StepNotOfKind):
        held(planned(ActivityKind.OPINION_POLL), attended=(OPERATOR,))
    with pytest.raises(r.StepNotOfKind):
        holding.take_poll(delivered(), DECISION, POLL, actor=REGISTRAR, at=SPEAKS)


def test_nothing_more_is_said_once_the_decision_is_over() -> None:
    with pytest.raises(DecisionOver):
        state_at(held(), told.ended())
