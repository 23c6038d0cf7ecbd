"""The comments that came with an e-mail address or a telephone number, found by keyed hashes of them: see `text_marks`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from consult.runtime import Runtime
from consult.sealed.keys import InstanceKey
from domain.comment.events import CommentSubmitted
from domain.values import Contact
from projections.columns import columns
from projections.worklists.desk_queries import numbers_still_readable

MOST = 200  # comments found
COUNTRY = re.compile(r"^(?:00)?86(?=1\d{10}$)")
ADD = """
INSERT INTO sealed.contact_marks SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) ON CONFLICT DO NOTHING
"""
FIND = """
SELECT comment_id FROM sealed.contact_marks WHERE consultation_id = $1 AND mark = $2 LIMIT $3
"""


def normalised_contact(typed: str) -> str:
    """An address in small letters; of a telephone number the digits, without +86 before a mobile number. Empty: neither."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if "@" in text:
        return text
    return COUNTRY.sub("", re.sub(r"\D", "", text))


def contact_mark(key: InstanceKey, consultation_id: UUID, typed: str) -> bytes:
    """Equal within one decision for one address or number, however it is written."""
    return key.mac("contact mark", consultation_id.bytes, normalised_contact(typed).encode())


async def add_contact_marks(connection: Any, key: InstanceKey, events: Iterable[CommentSubmitted]) -> None:
    """DANGER: inside the transaction that holds their sealed parts, else a mark could outlive what it was made of."""
    marks = [
        (event.originator_id, event.consultation_id, contact_mark(key, event.consultation_id, given))
        for event in events
        if isinstance(event.contact, Contact)
        for given in filter(None, (event.contact.email, event.contact.phone))
    ]
    if marks:
        await connection.execute(ADD, *columns(marks))


async def numbers_of_contact(runtime: Runtime, consultation_id: UUID, typed: str) -> list[int]:
    """Numbers of the decision's comments that came with this address or number, but those withdrawn or erased."""
    if not normalised_contact(typed):
        return []
    mark = contact_mark(runtime.sealed.key, consultation_id, typed)
    found = await runtime.reads.fetch(FIND, consultation_id, mark, MOST)
    return await numbers_still_readable(runtime.reads, [row["comment_id"] for row in found])
