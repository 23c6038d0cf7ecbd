"""Addresses and titles as hostile and unlucky people give them: what of them comes to a mail server."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_string
from email.message import Message
from uuid import UUID

import pytest

from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.mail.addresses import compared
from consult.mail.letters import Letter
from consult.mail.outbox import Leased
from consult.mail.sending import message_of
from domain.comment.draft import checked_contact
from domain.refusals import Refusal
from domain.values import Contact
from tests.driving import Driver
from tests.telling.people import delivered, mailing, text_of, writes

INJECTED = "=?utf-8?q?b=0D=0ABcc=3A_victim=40post=2Eexample=0D=0A=0D=0AYour_password?="


@pytest.mark.parametrize(
    "address",
    [
        f"ann@{INJECTED}.example",
        "=?utf-8?b?DQpCY2M6IHhAeS56?=@post.example",
        "ann@post.example\nBcc: ben@post.example",
        "ann@post.example,ben@post.example",
        "Ann <ann@post.example>",
        '"ann"@post.example',
        "ann@post.example\u2028x",
        "ann@[127.0.0.1]",
        "a" * 65 + "@post.example",
        "ann@" + "p" * 300 + ".example",
        "ann@post..example",
    ],
)
def test_what_is_no_address_is_refused_when_it_is_given(address: str) -> None:
    with pytest.raises(Refusal):
        checked_contact(Contact(email=address))


def written(to: str, subject: str) -> Message:
    leased = Leased(UUID(int=1), Letter(to, subject, "Hello."), 1)
    letter = message_of(leased, Settings(), ToldClock(datetime(2026, 3, 2, tzinfo=UTC)))
    return message_from_string(letter.as_string())


def test_no_address_and_no_title_makes_headers_of_its_own() -> None:
    plain = written("ann@post.example", "2026-001")
    injected = written("ann@post.example", f"2026-001 {INJECTED} 管理办法")
    assert (injected.keys(), injected["bcc"], injected.get_payload()) == (plain.keys(), None, plain.get_payload())
    with pytest.raises(ValueError, match="encoded word"):
        written(f"ann@{INJECTED}.example", "2026-001")


def test_one_address_is_one_however_it_is_written() -> None:
    spellings = ("Ann@post.example", "ann@po\u200bst.example", "ann@ｐｏｓｔ.example", "ann@POST.example", "ann@post。example")
    assert {compared(address) for address in spellings} == {"ann@post.example"}
    assert compared("ann@例子.中国") == compared("ANN@xn--fsqu00a.xn--fiqs8s")
    assert compared("ann@" + "例" * 64 + ".example") != compared("ann@post.example")


@pytest.mark.anyio
async def test_a_domain_in_chinese_is_written_as_every_server_takes_it(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened(title=f"{INJECTED} 管理办法")
        await writes(told, decision, "ann@例子.中国")
        await writes(told, decision, "欧阳@例子.中国")
        assert await delivered(told) == 2
        assert sorted(letter["to"] for letter in postbox.letters) == ["ann@xn--fsqu00a.xn--fiqs8s", "欧阳@xn--fsqu00a.xn--fiqs8s"]
        assert {(letter["bcc"], "Your_password" in letter["subject"]) for letter in postbox.letters} == {(None, True)}
        assert "确认" in text_of(postbox.letters[0])
