"""Making letters: addresses from the sealed store, words from the texts; each goes into the outbox once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from consult.mail.outbox import LASTING, ToAuthor
from consult.runtime import Runtime
from consult.sealed.keys import InstanceKey
from consult.staff.register import Language
from consult.telling.letters import LINK_LASTS, About, Kind, Links, letter_to
from consult.telling.tokens import Tokens
from domain.enumerations import WithholdingReason
from domain.values import Contact
from projections.columns import columns
from projections.worklists.telling import numbers_shown, titles

NOTE = """
INSERT INTO sealed.letters (id, comment_id, kind, occasion, made_at)
SELECT id, comment_id, kind, occasion, $5
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) AS n (id, comment_id, kind, occasion)
ON CONFLICT (id) DO NOTHING RETURNING id
"""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A letter to be made. `occasion`: the position of its event, of a confirmation which one it is. It is made once."""

    comment_id: UUID
    consultation_id: UUID
    language: Language
    kind: Kind
    occasion: int
    reason: WithholdingReason | None = None


@lru_cache(maxsize=8)
def tokens_of(key: InstanceKey) -> Tokens:
    return Tokens(key)


async def put_letters(runtime: Runtime, connection: Any, wanted: Sequence[Wanted], *, bulk: bool = False) -> int:
    """Put those into the outbox that were not made before; answers with how many. In the transaction of `connection`.

    DANGER: it holds the rows of their recipients, else a letter could be made after its recipient has ended them.
    """
    addresses = await _addresses(runtime, [each.comment_id for each in wanted])
    new = await _not_made_before(runtime, connection, [each for each in wanted if each.comment_id in addresses])
    known = await titles(runtime.reads, {each.consultation_id for each in new})
    shown = await numbers_shown(runtime.reads, [each.comment_id for each in new])
    letters = [
        _letter(runtime, each, addresses[each.comment_id], known[each.consultation_id], shown.get(each.comment_id))
        for each in new
    ]
    for lasting in {_lasting(each) for each in new}:
        ids = {_id(runtime, each) for each in new if _lasting(each) == lasting}
        await runtime.outbox.put_all(connection, [each for each in letters if each.id in ids], lasting, bulk=bulk)
    return len(letters)


async def _not_made_before(runtime: Runtime, connection: Any, wanted: Sequence[Wanted]) -> list[Wanted]:
    by_id = {_id(runtime, each): each for each in wanted}
    if not by_id:
        return []
    rows = columns((key, each.comment_id, each.kind.value, each.occasion) for key, each in by_id.items())
    noted = await connection.fetch(NOTE, *rows, runtime.real_clock.now())
    return [by_id[row["id"]] for row in noted]


def _id(runtime: Runtime, wanted: Wanted) -> UUID:
    occasion = wanted.occasion.to_bytes(8, "big")
    return UUID(bytes=runtime.sealed.key.mac("letter", wanted.comment_id.bytes, wanted.kind.encode(), occasion)[:16], version=4)


def _lasting(wanted: Wanted) -> timedelta:
    """How long it may wait for a mail server: after an erasure the address stands nowhere else."""
    return LASTING if wanted.kind == Kind.ERASED else LINK_LASTS


async def _addresses(runtime: Runtime, comment_ids: Sequence[UUID]) -> dict[UUID, str]:
    found = await runtime.archive.submissions(comment_ids)
    return {
        comment_id: event.contact.email
        for comment_id, event in found.items()
        if isinstance(event.contact, Contact) and event.contact.email
    }


def _letter(runtime: Runtime, wanted: Wanted, address: str, decision: tuple[str, str], shown: int | None) -> ToAuthor:
    number, title = decision
    about = About(kind=wanted.kind, number=number, title=title, comment=shown, reason=wanted.reason)
    links = _links(runtime, wanted, runtime.real_clock.now())
    return ToAuthor(_id(runtime, wanted), wanted.comment_id, letter_to(address, wanted.language, about, links, runtime.settings))


def _links(runtime: Runtime, wanted: Wanted, now: datetime) -> Links:
    tokens, comment_id = tokens_of(runtime.sealed.key), wanted.comment_id
    confirming = tokens.confirming(comment_id, now) if wanted.kind == Kind.CONFIRMATION else ""
    return Links(ending=tokens.ending(comment_id), bouncing=tokens.bouncing(comment_id), confirming=confirming, made_at=now)
