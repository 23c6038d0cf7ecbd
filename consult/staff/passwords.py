"""Passwords by NIST SP 800-63B: length, no composition rules, no known or guessable ones; kept as Argon2id (RFC 9106)."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.refusals import Refusal

SHORTEST, LONGEST = 12, 128  # code points after NFC
OWN = 8  # code points that must remain when one's own names and the site's are taken out
NAME = 3  # shorter names are parts of too many words
AT_ONCE = 2  # each takes 64 MiB


class PasswordRefused(Refusal):
    """A password that may not be chosen (NIST SP 800-63B, 3.1.1.2)."""

    status: ClassVar[int] = 422


class PasswordTooShort(PasswordRefused):
    """A password has at least twelve code points."""

    message = "密码至少{limit}个字符，现有{count}个。可以用几个不相干的词连成一句。"


class PasswordTooLong(PasswordRefused):
    """A password has at most 128 code points, so that hashing has a bound."""

    message = "密码最多{limit}个字符，现有{count}个。"


class PasswordGuessable(PasswordRefused):
    """A password is not among those known from breaches, nor a repetition or a run of neighbouring characters."""

    message = "这个密码太常见或者太有规律，容易被猜到，请换一个。"


class PasswordOfOneself(PasswordRefused):
    """A password is not made of one's own name or address or the site's name."""

    message = "密码不能主要由您的姓名、邮箱或者本站名称组成，请换一个。"


class PasswordUnwritable(PasswordRefused):
    """A password holds no control character, which not every keyboard and form would send the same way again."""

    message = "密码中有不可见的控制字符，请换一个。"


def checked_password(password: str, own_words: Iterable[str] = ()) -> str:
    """The password in NFC, otherwise untouched. `own_words`: what it may not be made of. Raises PasswordRefused."""
    chosen = unicodedata.normalize("NFC", password)
    if len(chosen) < SHORTEST:
        raise PasswordTooShort(field="password", limit=SHORTEST, count=len(chosen))
    if len(chosen) > LONGEST:
        raise PasswordTooLong(field="password", limit=LONGEST, count=len(chosen))
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in chosen):
        raise PasswordUnwritable(field="password")
    folded = chosen.casefold()
    if folded in breached() or _regular(folded):
        raise PasswordGuessable(field="password")
    if _made_of(folded, own_words):
        raise PasswordOfOneself(field="password")
    return chosen


@cache
def breached() -> frozenset[str]:
    """Passwords of twelve characters or more known from breaches, casefolded."""
    return frozenset((files("consult.staff") / "breached.txt").read_text("utf-8").split())


def _regular(text: str) -> bool:
    """Whether it repeats a piece of up to six characters, or (almost) every character follows the one before."""
    repeats = any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 7))
    steps = [ord(right) - ord(left) for left, right in pairwise(text)]
    return repeats or any(steps.count(step) >= len(steps) - 1 for step in (-1, 0, 1))


def _made_of(folded: str, own_words: Iterable[str]) -> bool:
    parts = {
        part for word in own_words for part in (word.casefold(), *word.casefold().replace("@", " ").replace(".", " ").split())
    }
    rest = folded
    for part in sorted((part for part in parts if len(part) >= NAME or not part.isascii()), key=len, reverse=True):
        rest = rest.replace(part, "")
    return len(rest) < OWN and rest != folded


@cache
def _hash_of_nobody() -> str:
    """With the parameters of today, so that it costs as much to verify as anybody's."""
    return PasswordHasher().hash("nobody has this password")


class Passwords:
    """Hashing and verifying in threads, few at once. `verifications` counts: the work done tells nothing about an account."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._nobody = _hash_of_nobody()
        self.verifications = 0

    async def hash(self, password: str) -> str:
        """The Argon2id string of a checked password."""
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verified(self, password: str, hashed: str | None) -> bool:
        """Whether it is this password. Without a hash the same work is done, and the answer is no."""
        self.verifications += 1
        tried = unicodedata.normalize("NFC", password)[: LONGEST + 1]
        async with self._room:
            right = await asyncio.to_thread(self._matches, hashed or self._nobody, tried)
        return right and hashed is not None

    def outdated(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than those of today."""
        return self._hasher.check_needs_rehash(hashed)

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
