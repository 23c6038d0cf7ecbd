"""One comment looked for by its number, or by the address or telephone number of whoever sent it."""

from __future__ import annotations

from uuid import UUID

from consult.commands.comment.contact_marks import numbers_of_contact
from consult.reading.access import readable_decision
from consult.reading.comment_queue import LARGEST
from consult.runtime import Runtime
from domain.access import Actor
from projections.worklists.desk_queries import DeskComment, comments_numbered


async def found_comments(runtime: Runtime, actor: Actor, consultation_id: UUID, sought: str) -> tuple[DeskComment, ...]:
    """In order of number; empty where there is none. Raises NotFound, RoleMissing, OtherDivision."""
    await readable_decision(runtime, actor, consultation_id)
    numbers = await numbers_of_contact(runtime, consultation_id, sought)
    if sought.isascii() and sought.isdecimal() and len(sought) <= 10 and int(sought) <= LARGEST:
        numbers = [*numbers, int(sought)]
    return await comments_numbered(runtime.reads, consultation_id, sorted(set(numbers)))
