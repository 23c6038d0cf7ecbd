"""Submitting and registering comments: done, refused, repeated, someone was first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.access import OtherDivision, RoleMissing
from domain.comment.refusals import (
    ArticleUnknown,
    AttachmentNamesMismatch,
    ChannelNotOffline,
    CommentAfterClosing,
    CommentBeforeOpening,
    ConsultationNotPublished,
    ContactImplausible,
    NameConsentEmpty,
    ProcedureOver,
    ReceivedInFuture,
    TooManyAttachments,
)
from domain.comment.submission import register_comment, submit_comment
from domain.enumerations import Channel, CommentStatus, RespondentKind
from domain.event import moment
from domain.text import ControlCharacter, DirectionControl, TextMissing, TextTooLong
from domain.values import Blob, Contact
from tests.domain.comment import examples as given

ID = UUID(int=77)
PDF = Blob("f" * 64, 2048, "application/pdf")


def test_a_comment_is_taken_while_the_period_is_open() -> None:
    draft = given.draft(
        text="第一行\r\n第二行",
        articles=("a2", "a1", "a2"),
        name=" 张三 ",
        organisation="　",
        contact=Contact(email=" zhang@example.cn ", phone=""),
        publish_name=True,
        attachments=(PDF,),
        file_names=("身份说明.pdf",),
    )
    event = submit_comment(given.opened(), draft, comment_id=ID, at=given.DURING)
    assert (event.originator_id, event.originator_version, event.actor) == (ID, 1, "public")
    assert (event.consultation_id, event.timestamp) == (given.CONSULTATION, moment(given.DURING))
    assert (event.channel, event.draft_version, event.late, event.received_on) == (Channel.WEB, 1, False, None)
    assert (event.text, event.articles, event.proposed_wording) == ("第一行\n第二行", ("a2", "a1"), None)
    assert (event.name, event.organisation, event.contact) == ("张三", None, Contact(email="zhang@example.cn"))
    assert (event.attachments, event.file_names) == ((PDF,), ("身份说明.pdf",))


def test_the_comment_awaits_screening() -> None:
    comment = given.comment()
    assert (comment.status, comment.version) == (CommentStatus.AWAITING, 1)
    assert not comment.appeal_open


@pytest.mark.parametrize("at", [given.OPENS, given.CLOSES - timedelta(milliseconds=1)])
def test_the_first_and_the_last_moment_of_the_period_count(at: datetime) -> None:
    submit_comment(given.opened(), given.draft(), comment_id=ID, at=at)


def test_a_comment_is_refused_before_the_opening() -> None:
    with pytest.raises(CommentBeforeOpening) as refused:
        submit_comment(given.opened(), given.draft(), comment_id=ID, at=given.OPENS - timedelta(milliseconds=1))
    assert refused.value.params == {"opens_at": given.OPENS}


def test_a_comment_is_refused_after_the_closing_date() -> None:
    with pytest.raises(CommentAfterClosing) as refused:
        submit_comment(given.opened(), given.draft(), comment_id=ID, at=given.CLOSES)
    assert refused.value.params == {"closes_at": given.CLOSES}
    assert refused.value.status == 409


def test_a_comment_read_in_time_is_refused_once_the_period_is_sealed() -> None:
    with pytest.raises(CommentAfterClosing):
        submit_comment(given.closed(), given.draft(), comment_id=ID, at=given.CLOSES - given.SECOND)


def test_a_comment_is_refused_while_the_decision_is_not_published() -> None:
    with pytest.raises(ConsultationNotPublished) as refused:
        submit_comment(given.unpublished(), given.draft(), comment_id=ID, at=given.DURING)
    assert refused.value.status == 404


def test_a_comment_is_refused_once_the_decision_has_ended() -> None:
    with pytest.raises(ProcedureOver):
        submit_comment(given.ended(), given.draft(), comment_id=ID, at=given.DURING + given.SECOND)


def test_a_comment_names_only_articles_of_the_draft() -> None:
    with pytest.raises(ArticleUnknown) as refused:
        given.submitted(articles=("a1", "a9"))
    assert refused.value.params["articles"] == "a9"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": " \n"}, TextMissing),
        ({"text": "字" * 10_001}, TextTooLong),
        ({"text": "铃\x07"}, ControlCharacter),
        ({"proposed_wording": "字" * 10_001}, TextTooLong),
        ({"name": "字" * 51}, TextTooLong),
        ({"name": "张\u202e三"}, DirectionControl),
        ({"organisation": "字" * 101}, TextTooLong),
        ({"organisation": "公司\n二"}, ControlCharacter),
        ({"publish_name": True}, NameConsentEmpty),
        ({"publish_name": True, "name": " "}, NameConsentEmpty),
        ({"attachments": (PDF,) * 6, "file_names": ("a",) * 6}, TooManyAttachments),
        ({"attachments": (Blob("f" * 64, 10 * 1024 * 1024 + 1, "x"),), "file_names": ("a",)}, TooManyAttachments),
        ({"attachments": (Blob("f" * 64, 0, "x"),), "file_names": ("a",)}, TooManyAttachments),
        ({"attachments": (PDF,)}, AttachmentNamesMismatch),
    ],
)
def test_the_form_of_a_comment_is_checked(changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as refused:
        given.submitted(**changes)
    assert refused.value.status == 422  # type: ignore[attr-defined]


def test_the_longest_comment_is_taken() -> None:
    assert len(str(given.submitted(text="字" * 10_000).text)) == 10_000


@pytest.mark.parametrize("email", ["a@b.cn", "zhang.san+1@mail.example.com", "张三@例子.公司"])
@pytest.mark.parametrize("phone", ["13800000000", "0532-8591 0000", "+86 532 85910000", "(0532)85910000-8012"])
def test_plausible_contacts_are_taken(email: str, phone: str) -> None:
    assert given.submitted(contact=Contact(email=email, phone=phone)).contact == Contact(email=email, phone=phone)


@pytest.mark.parametrize("email", ["zhang", "a@b", "a b@c.cn", "a@b@c.cn", "a@.cn", "<a@b.cn>"])
def test_an_implausible_e_mail_address_is_refused(email: str) -> None:
    with pytest.raises(ContactImplausible) as refused:
        given.submitted(contact=Contact(email=email))
    assert refused.value.params["field"] == "email"
    assert email not in refused.value.text()


@pytest.mark.parametrize("phone", ["电话", "1234", "12345678901234567890123", "138-0000-000x", "-13800000000"])
def test_an_implausible_telephone_number_is_refused(phone: str) -> None:
    with pytest.raises(ContactImplausible):
        given.submitted(contact=Contact(phone=phone))


def test_an_empty_contact_is_none() -> None:
    assert given.submitted(contact=Contact(email=" ")).contact is None


def test_the_same_text_twice_is_two_comments() -> None:
    assert given.submitted(1).text == given.submitted(2).text
    assert given.submitted(1).originator_id != given.submitted(2).originator_id


def register(received_on: date, at: datetime, **changes: Any) -> object:
    arguments: dict[str, Any] = {"channel": Channel.LETTER, "actor": given.REGISTRAR} | changes
    return register_comment(
        given.opened(),
        given.draft(respondent_kind=RespondentKind.ENTERPRISE),
        comment_id=ID,
        received_on=received_on,
        at=at,
        **arguments,
    )


@pytest.mark.parametrize(
    ("received_on", "late"),
    [(date(2026, 11, 1), False), (given.LAST_DAY, False), (date(2026, 12, 2), True), (date(2026, 12, 5), True)],
)
def test_what_came_on_paper_is_late_by_its_date_of_receipt(received_on: date, late: bool) -> None:
    event = register(received_on, given.CLOSES + timedelta(days=6))
    assert (event.late, event.received_on, event.channel) == (late, received_on, Channel.LETTER)  # type: ignore[attr-defined]
    assert event.actor == str(given.REGISTRAR.id)  # type: ignore[attr-defined]


def test_the_date_of_receipt_is_a_date_in_shanghai() -> None:
    midnight_passed = datetime(2026, 11, 9, 17, tzinfo=UTC)
    assert register(date(2026, 11, 10), midnight_passed)
    with pytest.raises(ReceivedInFuture):
        register(date(2026, 11, 11), midnight_passed)


def test_nothing_is_registered_before_the_opening() -> None:
    with pytest.raises(CommentBeforeOpening):
        register(date(2026, 10, 31), given.DURING)
    with pytest.raises(CommentBeforeOpening):
        register(date(2026, 10, 31), given.OPENS - given.SECOND)


def test_the_web_registers_itself() -> None:
    with pytest.raises(ChannelNotOffline):
        register(date(2026, 11, 9), given.DURING, channel=Channel.WEB)


def test_only_a_registrar_of_the_division_registers() -> None:
    with pytest.raises(RoleMissing):
        register(date(2026, 11, 9), given.DURING, actor=given.SCREENER)
    with pytest.raises(OtherDivision):
        register(date(2026, 11, 9), given.DURING, actor=given.OUTSIDER)


def test_a_letter_is_registered_after_the_seal_but_not_after_the_end() -> None:
    draft, day = given.draft(), given.LAST_DAY
    later = given.CLOSES + timedelta(days=1)
    arguments = {"comment_id": ID, "channel": Channel.LETTER, "received_on": day, "actor": given.REGISTRAR}
    assert not register_comment(given.closed(), draft, at=later, **arguments).late  # type: ignore[arg-type]
    with pytest.raises(ProcedureOver):
        register_comment(given.ended(), draft, at=later, **arguments)  # type: ignore[arg-type]


def test_what_came_in_time_is_registered_whatever_became_of_a_decision_with_a_feedback() -> None:
    later = given.CLOSES + timedelta(days=90)
    over = given.then(
        given.answered(), given.DecisionEnded(kind=given.EndingKind.SHELVED, reason="情况有变，搁置。", **given._at(9, later))
    )
    arguments = {"comment_id": ID, "channel": Channel.LETTER, "actor": given.REGISTRAR, "at": later}
    assert not register_comment(over, given.draft(), received_on=given.LAST_DAY, **arguments).late  # type: ignore[arg-type]
    with pytest.raises(ProcedureOver):
        register_comment(over, given.draft(), received_on=given.LAST_DAY + timedelta(days=2), **arguments)  # type: ignore[arg-type]
