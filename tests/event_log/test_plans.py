"""The events of one decision are found among those of many others, also of a decision whose comments are half of the log."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from consult.event_log.log import ABOUT, OF_PROCEDURE

pytestmark = pytest.mark.anyio
DECISION, COMMENTS, OTHERS = UUID(int=1), 4_000, 400
CALL = ("adoption-prepared.v1", "consultation-published.v1", "decision-started.v1", "draft-prepared.v1", "period-closed.v1")
FILL = """
INSERT INTO log.events (position, originator_id, originator_version, topic, consultation_id, state, leaf_hash)
SELECT n, gen_random_uuid(), 1, 'comment-submitted.v1', $1::uuid, repeat('x', 400)::bytea, ''::bytea
    FROM generate_series(5, $2 - 1) n
UNION ALL SELECT n - 1, $1, n, ($4::text[])[n], $1, '', '' FROM generate_series(1, 5) n
UNION ALL SELECT $2 + 5 * n + k, id, k + 1, ($4::text[])[k + 1], id, repeat('x', 400)::bytea, ''
FROM generate_series(0, $3 - 1) n, LATERAL CAST(lpad(to_hex(n + 1000), 32, '0') AS uuid) id, generate_series(0, 4) k
"""
FEW = 40  # blocks


@pytest.mark.parametrize("limit", [None, 1, 101])
async def test_events_of_a_decision_are_found_without_walking_through_the_log(database_url: str, limit: int | None) -> None:
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(FILL, DECISION, COMMENTS, OTHERS, list(CALL))
        await owner.execute("ANALYZE log.events")
        last = await owner.fetchval("SELECT consultation_id FROM log.events ORDER BY position DESC LIMIT 1")
        for query, decision in ((OF_PROCEDURE, DECISION), (OF_PROCEDURE, last), (ABOUT, last)):
            read, found = await blocks_read(owner, query, decision, list(CALL), None, -1, limit)
            assert found == min(5, limit or 5)
            assert read < FEW, query
    finally:
        await owner.close()


async def blocks_read(owner: Any, query: str, *arguments: Any) -> tuple[int, int]:
    """Blocks that the statement touches, and rows that it finds."""
    explained = await owner.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT json) {query}", *arguments)
    plan = json.loads(explained)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], round(plan["Actual Rows"])
