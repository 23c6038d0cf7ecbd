"""The grievance that stands beside a comment: found from the comment by whoever holds the instance's key, and by nobody else."""

from __future__ import annotations

from uuid import UUID

from consult.runtime import Runtime


def beside_id(runtime: Runtime, comment_id: UUID) -> UUID:
    """Its id, whether it is there or not: a keyed hash, so that the log does not tell which comment it belongs to."""
    return UUID(bytes=runtime.sealed.key.mac("grievance beside", comment_id.bytes)[:16], version=4)


async def grievance_beside(runtime: Runtime, comment_id: UUID) -> UUID | None:
    """The id of the grievance registered beside this comment; None where there is none."""
    found = beside_id(runtime, comment_id)
    return found if await runtime.log.stream(found) else None
