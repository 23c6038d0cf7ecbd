"""The checkpoint that is served to the public."""

from __future__ import annotations

from consult.publication.policy import policy_of
from consult.runtime import Runtime


async def served_checkpoint(runtime: Runtime) -> str:
    """The signed head of the log; with witnesses configured, the last head sent to them, with their cosignatures."""
    if policy_of(runtime).witnesses:
        published: str | None = await runtime.database.pool.fetchval("SELECT checkpoint FROM log.published")
        if published:
            return published
    return (await runtime.log.head()).checkpoint
