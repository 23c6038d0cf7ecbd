"""What was sent by e-mail about one's own comment, and whether anything will be."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from consult.commands.comment.contact import MOST
from consult.mail.recipients import State
from consult.runtime import Runtime
from consult.telling.letters import Kind
from domain.comment.state import Comment
from domain.sealing import Closed
from domain.values import Contact
from projections.worklists.telling import titles

RECIPIENT = "SELECT state, asked FROM sealed.recipients WHERE comment_id = $1"
LETTERS = """
SELECT l.kind, l.made_at, l.state, l.settled_at, o.failing_since IS NOT NULL AS failing
FROM sealed.letters l LEFT JOIN staff.outbox o ON o.id = l.id AND o.comment_id = $1
WHERE l.comment_id = $1 ORDER BY l.made_at, l.occasion
"""
COME_TO = "SELECT below FROM sealed.told"
LetterState = Literal["waiting", "taken", "refused", "given-up", "dropped"]


class SentLetter(msgspec.Struct, frozen=True, kw_only=True):
    """`settled_at`: when the mail server took or refused it; `failing`: it was tried, and is tried again."""

    kind: Kind
    made_at: datetime
    state: LetterState
    settled_at: datetime | None
    failing: bool


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: of the address; `soon`: the first letter is not made yet, `phone`: there is no address to write to.

    `may_ask`: whether the link can be sent again.
    """

    state: State | Literal["soon", "phone"]
    letters: tuple[SentLetter, ...] = ()
    may_ask: bool = False

    @property
    def goes_on(self) -> bool:
        return self.state in ("soon", "unconfirmed", "confirmed")


async def telling_of(runtime: Runtime, comment: Comment, contact: Contact | Closed | None, position: int) -> Telling | None:
    """None where nothing was ever promised. `position`: of the comment's submission."""
    pool = runtime.database.pool
    row = await pool.fetchrow(RECIPIENT, comment.id)
    if row is None:
        return await _without_letters(runtime, contact, position)
    letters = tuple([SentLetter(**dict(letter)) for letter in await pool.fetch(LETTERS, comment.id)])
    state = _state(row["state"], comment)
    may_ask = state == "unconfirmed" and row["asked"] < MOST and runtime.settings.letters
    return Telling(state=state, letters=letters, may_ask=may_ask)


async def _without_letters(runtime: Runtime, contact: Contact | Closed | None, position: int) -> Telling | None:
    if not isinstance(contact, Contact) or not runtime.settings.letters:
        return None
    if not contact.email:
        return Telling(state="phone")
    passed = await runtime.database.pool.fetchval(COME_TO) > position
    return None if passed else Telling(state="soon")


class LettersOf(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of a link shows: which decision, and whether anything is sent about the comment; nothing of the comment."""

    number: str
    title: str
    state: State


async def letters_of(runtime: Runtime, comment_id: UUID) -> LettersOf | None:
    """None where no letter was ever made about this comment."""
    row = await runtime.database.pool.fetchrow(RECIPIENT, comment_id)
    if row is None:
        return None
    comment = await runtime.archive.comment(comment_id)
    number, title = (await titles(runtime.reads, [comment.consultation_id]))[comment.consultation_id]
    return LettersOf(number=number, title=title, state=_state(row["state"], comment))


def _state(noted: State, comment: Comment) -> State:
    """A confirmation that the letters have not come to yet counts already."""
    return "confirmed" if noted == "unconfirmed" and comment.contact_confirmed else noted
