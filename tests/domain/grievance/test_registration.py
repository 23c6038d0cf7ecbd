"""A comment that is no opinion on the draft is referred at its screening; what came alone is registered by itself."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.refusals import (
    AlreadyScreened,
    AlreadyWithdrawn,
    ChannelNotOffline,
    CommentBeforeOpening,
    ConsultationNotPublished,
    ContactImplausible,
    ContentErased,
    HandledAsGrievance,
    ReceivedInFuture,
)
from domain.comment.revision import revise_screening
from domain.comment.screening import publish_comment, withhold_comment
from domain.comment.withdrawal import withdraw_comment
from domain.consultation.coverage import coverage_of
from domain.consultation.ledger import CommentStanding, ledger_of
from domain.enumerations import Channel, CommentStatus, ErasureScope, GrievanceStatus, ScreeningOutcome, WithholdingReason
from domain.grievance.refusals import CommentInPoint
from domain.grievance.registration import register_beside, register_grievance
from domain.grievance.state import evolve
from domain.point.points import gather_comments, make_point
from domain.point.refusals import CommentNoOpinion
from domain.point.state import evolve as evolve_point
from domain.rules import GRIEVANCE_RULES, grievance_rules_named, grievance_rules_on
from domain.text import TextMissing
from domain.values import Contact
from tests.domain.comment import examples as given
from tests.domain.comment.test_erasure import erased
from tests.domain.grievance.examples import BY, CALENDAR, GRIEVANCE, alone, referral, referred


def test_a_comment_is_referred_and_its_clock_runs_from_the_day_it_came() -> None:
    comment, grievance = referred()
    assert (comment.status, comment.grievance_id) == (CommentStatus.REFERRED, grievance.id)
    assert (comment.screened_by, comment.reason, comment.outcome) == (str(given.SCREENER.id), None, None)
    assert (grievance.comment_id, grievance.channel, grievance.status) == (comment.id, Channel.WEB, GrievanceStatus.REGISTERED)
    assert (grievance.received_on, grievance.due_on) == (date(2026, 11, 10), date(2026, 11, 25))
    assert grievance.rules == "cn-xinfang-2022"
    assert grievance.owner_id == comment.id


def test_however_late_a_comment_is_screened_its_clock_has_run_from_its_receipt() -> None:
    _, event = referral(given.comment(), at=datetime(2026, 12, 20, tzinfo=UTC))
    assert (event.received_on, event.due_on) == (date(2026, 11, 10), date(2026, 11, 25))


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 11, 5), date(2026, 11, 20)),
        (date(2026, 11, 6), date(2026, 11, 23)),  # the 21st is a Saturday
        (date(2026, 11, 7), date(2026, 11, 23)),
    ],
)
def test_fifteen_calendar_days_after_the_receipt_a_day_of_rest_moves_on(received_on: date, due_on: date) -> None:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    event = alone(received_on, at=at)
    assert (event.due_on, event.provisional) == (due_on, False)
    assert evolve(None, event).owner_id == GRIEVANCE


def test_a_day_in_a_year_without_its_calendar_is_provisional() -> None:
    assert alone(date(2026, 12, 20), at=datetime(2026, 12, 30, tzinfo=UTC)).provisional


def test_the_rules_are_dated_and_found_by_their_name() -> None:
    (rules,) = GRIEVANCE_RULES
    assert (rules.tell_within_days, rules.effective_from) == (15, date(2022, 5, 1))
    assert "第二十三条" in rules.source
    assert grievance_rules_on(date(2026, 1, 1)) == grievance_rules_on(date(2020, 1, 1)) == grievance_rules_named(rules.name)
    with pytest.raises(KeyError):
        grievance_rules_named("cn-xinfang-2005")


def test_the_reason_is_given() -> None:
    with pytest.raises(TextMissing):
        referral(given.comment(), reason=" \n")


def test_only_what_waits_to_be_screened_is_referred() -> None:
    waiting = given.comment()
    published = given.after(waiting, publish_comment(waiting, given.opened(), **BY))
    reason = WithholdingReason.ADVERTISING
    withheld = given.after(waiting, withhold_comment(waiting, given.opened(), reason=reason, note="广告", **BY))
    again, _ = referred()
    for screened in (published, withheld, again):
        with pytest.raises(AlreadyScreened):
            referral(screened)
    withdrawn = given.after(waiting, withdraw_comment(waiting, given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        referral(withdrawn)
    with pytest.raises(ContentErased):
        referral(erased(waiting, ErasureScope.ALL))


def test_what_a_point_gathers_is_taken_out_of_it_first() -> None:
    with pytest.raises(CommentInPoint):
        referral(given.comment(), in_points=1)


@pytest.mark.parametrize(
    ("actor", "rule"), [(given.ANSWERER, RoleMissing), (given.OUTSIDER, OtherDivision), (given.NOBODY, RoleMissing)]
)
def test_by_a_screener_of_the_division(actor: Actor, rule: type[Exception]) -> None:
    with pytest.raises(rule):
        referral(given.comment(), actor=actor)
    with pytest.raises(rule):
        alone(actor=actor)


def test_what_was_referred_is_not_screened_revised_or_gathered() -> None:
    comment, _ = referred()
    consultation = given.opened()
    with pytest.raises(AlreadyScreened):
        publish_comment(comment, consultation, **BY)
    facts: dict[str, Any] = {"outcome": ScreeningOutcome.PUBLISHED, "reason": None, "redacted_text": None, "note": "看过"}
    with pytest.raises(HandledAsGrievance):
        revise_screening(comment, consultation, **facts, actor=given.OTHER_SCREENER, at=given.DURING)
    by: dict[str, Any] = {"actor": given.ANSWERER, "at": given.DURING}
    made = make_point(consultation, point_id=GRIEVANCE, articles=(), summary="延长营业", **by)
    with pytest.raises(CommentNoOpinion):
        gather_comments(evolve_point(None, made), consultation, [comment], **by)


def test_it_keeps_its_number_needs_no_answer_and_is_counted_apart() -> None:
    comment, _ = referred()
    standings = [
        CommentStanding(comment.id, 1, comment.status),
        CommentStanding(GRIEVANCE, 2, CommentStatus.WITHHELD, WithholdingReason.ABUSE),
    ]
    ledger = ledger_of(standings)
    ledger.balance()
    assert (ledger.received, ledger.referred, ledger.withheld, ledger.unanswered) == (2, 1, 1, 1)
    assert (ledger.figures.referred, coverage_of(standings, ()).complete) == (1, True)


def test_what_came_alone_came_by_another_channel_while_or_after_people_were_asked() -> None:
    with pytest.raises(ChannelNotOffline):
        alone(channel=Channel.WEB)
    with pytest.raises(ReceivedInFuture):
        alone(date(2026, 11, 11))
    with pytest.raises(CommentBeforeOpening):
        alone(date(2026, 10, 31))
    with pytest.raises(TextMissing):
        alone(text="")
    with pytest.raises(ContactImplausible):
        alone(contact=Contact(email="没有"))
    facts: dict[str, Any] = {"channel": Channel.PHONE, "received_on": date(2026, 10, 1), "text": "诉求", "name": None}
    facts |= {"contact": None, "grievance_id": GRIEVANCE, "calendar": CALENDAR}
    with pytest.raises(ConsultationNotPublished):
        register_grievance(given.unpublished(), **facts, **BY)


def test_a_complaint_beside_an_opinion_leaves_the_comment_as_it_is() -> None:
    comment = given.comment()
    event = register_beside(comment, given.opened(), grievance_id=GRIEVANCE, text="多收了摊位费。", calendar=CALENDAR, **BY)
    assert (event.comment_id, event.beside, event.channel) == (None, comment.id, comment.channel)
    assert event.received_on == date(2026, 11, 10)
    for gone in (
        erased(comment, ErasureScope.ALL),
        given.after(comment, withdraw_comment(comment, given.opened(), at=given.DURING)),
    ):
        with pytest.raises((ContentErased, AlreadyWithdrawn)):
            register_beside(gone, given.opened(), grievance_id=GRIEVANCE, text="多收", calendar=CALENDAR, **BY)
