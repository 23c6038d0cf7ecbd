"""Which passwords may be chosen (NIST SP 800-63B), and that verifying tells nothing by the work it does."""

from __future__ import annotations

import unicodedata

import pytest

from consult.staff.passwords import (
    PasswordGuessable,
    PasswordOfOneself,
    PasswordRefused,
    Passwords,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnwritable,
    breached,
    checked_password,
)

pytestmark = pytest.mark.anyio
OWN = ("刘洋", "liuyang@haizhou.example", "海州市公开征求意见平台", "Haizhou Public Consultation", "consult.example")
ACCEPTED = [
    "correct battery staple",
    "六只白鹅走过木桥在黎明时",  # twelve Han characters
    "        spaces count",
    "liuyang rides a red bicycle",  # one's name, and more
    "x" + "𠀀字é" * 42,
    "aaaaaaaaaaab but longer",
]
REFUSED: list[tuple[str, type[PasswordRefused]]] = [
    ("", PasswordTooShort),
    ("elevenchars", PasswordTooShort),
    ("e\u0301" * 11, PasswordTooShort),  # 22 code points become 11
    ("x1" * 65, PasswordTooLong),
    ("password1234", PasswordGuessable),
    ("PassWord1234", PasswordGuessable),
    ("woaini1314520", PasswordGuessable),
    ("p@ssw0rd2024", PasswordGuessable),
    ("aaaaaaaaaaaa", PasswordGuessable),
    ("abcabcabcabcabc", PasswordGuessable),
    ("一二三一二三一二三一二三", PasswordGuessable),
    ("abcdefghijklm", PasswordGuessable),
    ("9876543210987", PasswordGuessable),
    ("liuyang123456", PasswordOfOneself),
    ("刘洋liuyang2026!", PasswordOfOneself),
    ("LiuYang@haizhou.example", PasswordOfOneself),
    ("haizhou public consultation", PasswordOfOneself),
    ("consult.example1", PasswordOfOneself),
    ("a bell rings\x07 here", PasswordUnwritable),
    ("a lone \ud800 surrogate", PasswordUnwritable),
]


@pytest.mark.parametrize("password", ACCEPTED)
def test_a_long_enough_password_is_taken_as_it_is_whatever_it_consists_of(password: str) -> None:
    assert checked_password(password, OWN) == unicodedata.normalize("NFC", password)


@pytest.mark.parametrize(("password", "refusal"), REFUSED)
def test_a_password_that_is_short_known_or_made_of_oneself_is_refused(password: str, refusal: type[PasswordRefused]) -> None:
    with pytest.raises(refusal) as raised:
        checked_password(password, OWN)
    assert password not in str(raised.value) or not password


def test_every_breached_password_is_of_the_length_that_could_be_chosen() -> None:
    assert len(breached()) > 1000
    assert {word for word in breached() if not 12 <= len(word) <= 128 or word != word.casefold()} == set()


async def test_the_same_work_is_done_with_and_without_an_account() -> None:
    passwords = Passwords()
    hashed = await passwords.hash("correct battery staple")
    assert hashed.startswith("$argon2id$")
    assert await passwords.verified("correct battery staple", hashed)
    assert not await passwords.verified("correct battery stapler", hashed)
    assert not await passwords.verified("nobody has this password", None)
    assert not await passwords.verified("correct battery staple", "not a hash")
    assert passwords.verifications == 4


async def test_a_password_typed_in_another_normal_form_is_the_same() -> None:
    passwords = Passwords()
    hashed = await passwords.hash(checked_password("caf\u00e9 on the corner"))
    assert await passwords.verified("cafe\u0301 on the corner", hashed)
