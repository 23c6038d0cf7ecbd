"""Correction of a registration, by a second person; of what its author sent only the showing of his name is ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.comment.events import CommentWithheld, RegistrationCorrected
from domain.comment.refusals import (
    AlreadyWithdrawn,
    ArticleUnknown,
    ChannelNotOffline,
    CommentBeforeOpening,
    NameConsentEmpty,
    ReceivedInFuture,
    RegistrationErrorMisused,
    RegistrationUnchanged,
    SamePersonCorrects,
    SentByAuthor,
)
from domain.comment.registration import RegisteredFacts, as_corrected, correct_registration
from domain.comment.revision import revise_screening
from domain.comment.screening import publish_comment, redact_comment, withhold_comment
from domain.comment.state import Comment, evolve
from domain.comment.submission import register_comment
from domain.comment.withdrawal import withdraw_comment
from domain.enumerations import Channel, CommentStatus, CorrectionCause, RespondentKind, ScreeningOutcome, WithholdingReason
from domain.text import TextMissing
from tests.domain.comment import examples as given

AFTER = given.CLOSES + timedelta(days=9)
ASKED = CorrectionCause.RESPONDENT_ASKED
LETTER = register_comment(
    given.closed(),
    given.draft(articles=("a1",), name="张三", publish_name=True),
    comment_id=given.CONSULTATION,
    channel=Channel.LETTER,
    received_on=date(2026, 12, 3),
    actor=given.REGISTRAR,
    at=AFTER,
)


def letter() -> Comment:
    """Registered as late, by the registrar."""
    return evolve(None, LETTER)


def correct(comment: Comment, cause: CorrectionCause = CorrectionCause.ENTERED_WRONGLY, **facts: Any) -> RegistrationCorrected:
    act = {"actor": given.SCREENER, "at": AFTER, "note": "核对原件"} | {
        name: facts.pop(name) for name in ("actor", "note") if name in facts
    }
    return correct_registration(comment, given.ended(), facts=RegisteredFacts(**facts), cause=cause, **act)


def test_what_was_entered_wrongly_is_replaced_and_late_is_derived_anew() -> None:
    facts = {"channel": Channel.COUNTER, "received_on": given.LAST_DAY, "articles": ("a2", "a2"), "respondent_kind": None}
    event = correct(letter(), **facts)
    assert (event.corrected, event.late) == (
        {"channel": Channel.COUNTER, "received_on": given.LAST_DAY, "articles": ("a2",)},
        False,
    )
    comment = given.after(letter(), event)
    assert (comment.channel, comment.received_on, comment.late, comment.articles) == (
        Channel.COUNTER,
        given.LAST_DAY,
        False,
        ("a2",),
    )
    assert (comment.respondent_kind, comment.publish_name) == (RespondentKind.INDIVIDUAL, True)
    now = as_corrected(LETTER, [event])
    assert (now.channel, now.late, now.articles, now.text) == (Channel.COUNTER, False, ("a2",), LETTER.text)


def test_the_name_is_shown_and_closed_as_consent_says() -> None:
    published = given.after(letter(), publish_comment(letter(), given.opened(), actor=given.SCREENER, at=AFTER))
    assert published.name_shown
    assert correct(published, articles=()).name_shown
    closing = correct(published, publish_name=False)
    assert not closing.name_shown
    closed = given.after(published, closing)
    assert not closed.name_shown
    assert correct(closed, publish_name=True, actor=given.OTHER_SCREENER).name_shown
    assert not correct(letter(), articles=()).name_shown, "it waits to be screened"


def test_by_another_person_than_who_registered_or_corrected_it_last() -> None:
    both = given.person(4, *given.REGISTRAR.roles, *given.SCREENER.roles)
    with pytest.raises(SamePersonCorrects):
        correct(letter(), articles=(), actor=both)
    corrected = given.after(letter(), correct(letter(), articles=()))
    with pytest.raises(SamePersonCorrects):
        correct(corrected, articles=("a1",))
    assert correct(corrected, articles=("a1",), actor=both).corrected == {"articles": ("a1",)}
    for actor, refusal in ((given.REGISTRAR, RoleMissing), (given.OUTSIDER, OtherDivision)):
        with pytest.raises(refusal):
            correct(letter(), articles=(), actor=actor)


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (RegistrationUnchanged, {"articles": ("a1",), "channel": Channel.LETTER}),
        (RegistrationUnchanged, {}),
        (RegistrationUnchanged, {"articles": ("a1", "a1")}),
        (ChannelNotOffline, {"channel": Channel.WEB}),
        (CommentBeforeOpening, {"received_on": date(2026, 10, 31)}),
        (ReceivedInFuture, {"received_on": date(2026, 12, 12)}),
        (ArticleUnknown, {"articles": ("a4",)}),
        (TextMissing, {"articles": (), "note": " "}),
    ],
)
def test_a_correction_keeps_the_rules_of_registration(refusal: type[Exception], facts: dict[str, Any]) -> None:
    with pytest.raises(refusal):
        correct(letter(), **facts)


def test_articles_in_another_order_are_the_same_and_nobody_consents_to_show_no_name() -> None:
    both = given.after(letter(), correct(letter(), articles=("a1", "a2")))
    act: dict[str, Any] = {"actor": given.OTHER_SCREENER}
    assert correct(both, articles=("a2", "a1"), channel=Channel.COUNTER, **act).corrected == {"channel": Channel.COUNTER}
    nameless = evolve(None, replace(LETTER, name=None, publish_name=False))
    with pytest.raises(NameConsentEmpty):
        correct(nameless, publish_name=True)


def test_what_its_author_sent_stands_but_that_his_name_is_closed_at_his_request() -> None:
    sent = given.comment(name="张三", publish_name=True)
    for facts in (
        {"articles": ()},
        {"publish_name": False, "channel": Channel.LETTER},
        {"respondent_kind": RespondentKind.OTHER},
    ):
        if facts != {"articles": sent.articles}:
            with pytest.raises(SentByAuthor):
                correct(sent, ASKED, **facts)
    with pytest.raises(SentByAuthor):
        correct(sent, publish_name=False)
    closed = given.after(sent, correct(sent, ASKED, publish_name=False))
    assert not closed.publish_name
    with pytest.raises(SentByAuthor):
        correct(closed, ASKED, publish_name=True, actor=given.OTHER_SCREENER)


def test_what_is_withdrawn_stays_as_it_was() -> None:
    comment = given.comment(name="张三", publish_name=True)
    withdrawn = given.after(comment, withdraw_comment(comment, given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        correct(withdrawn, ASKED, publish_name=False)


def withhold(comment: Comment, public_note: str | None = "与第3号意见重复，以第3号为准。") -> CommentWithheld:
    error = WithholdingReason.REGISTERED_IN_ERROR
    act: dict[str, Any] = {"note": "两人各登记了一次", "public_note": public_note, "actor": given.SCREENER, "at": AFTER}
    return withhold_comment(comment, given.opened(), reason=error, **act)


def test_what_was_registered_twice_is_withheld_and_it_is_said_which_stands() -> None:
    assert given.after(letter(), withhold(letter())).reason == WithholdingReason.REGISTERED_IN_ERROR
    published = given.after(letter(), publish_comment(letter(), given.opened(), actor=given.SCREENER, at=AFTER))
    act: dict[str, Any] = {"reason": WithholdingReason.REGISTERED_IN_ERROR, "note": "重复", "at": AFTER}
    act |= {"actor": given.OTHER_SCREENER, "redacted_text": "■■"}
    revised = revise_screening(published, given.opened(), outcome=ScreeningOutcome.WITHHELD, public_note="以第3号为准。", **act)
    assert given.after(published, revised).status == CommentStatus.WITHHELD
    for outcome, public_note in ((ScreeningOutcome.WITHHELD, None), (ScreeningOutcome.REDACTED, "以第3号为准。")):
        with pytest.raises(RegistrationErrorMisused):
            revise_screening(published, given.opened(), outcome=outcome, public_note=public_note, **act)


def test_what_its_author_sent_is_never_registered_in_error_nor_is_a_part_of_anything() -> None:
    with pytest.raises(RegistrationErrorMisused):
        withhold(given.comment())
    with pytest.raises(RegistrationErrorMisused):
        withhold(letter(), " ")
    basis = WithholdingReason.REGISTERED_IN_ERROR
    with pytest.raises(RegistrationErrorMisused):
        redact_comment(letter(), given.opened(), basis=basis, redacted_text="■■", actor=given.SCREENER, at=AFTER)
