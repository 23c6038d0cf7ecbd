"""What is asked of recipients, letters and outbox goes by an index, however many there are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from consult.backup.letters_kept import NEW
from consult.mail import outbox, recipients
from consult.reading import telling
from consult.telling import asking, figures, own_events, teller
from tests.backup.lives import asked
from tests.driving import Driver

pytestmark = pytest.mark.anyio
DECISION = UUID(int=7)
MANY = 20_000
FILL = """
INSERT INTO sealed.recipients (comment_id, consultation_id, language, state, changed_at, since, asked, asked_at, mark)
SELECT gen_random_uuid(), CASE WHEN n % 10 = 0 THEN $2 ELSE gen_random_uuid() END, 'zh',
    CASE WHEN n % 100 = 0 THEN 'refused' WHEN n % 3 = 0 THEN 'confirmed' ELSE 'unconfirmed' END,
    now() - n * interval '1 minute', n, 1, now() - n * interval '1 minute', sha256(n::text::bytea)
FROM generate_series(1, $1) n
"""
LETTERS = """
INSERT INTO sealed.letters (id, comment_id, kind, occasion, made_at, state, settled_at)
SELECT gen_random_uuid(), comment_id, 'answered', 1, changed_at, 'taken', changed_at FROM sealed.recipients
"""
WAITING = """
INSERT INTO staff.outbox (id, comment_id, ciphertext, bulk, due_at, expires_at, failing_since)
SELECT gen_random_uuid(), comment_id, 'x', asked_at < now() - interval '1 day', asked_at, now() + interval '1 day', NULL
FROM sealed.recipients
"""


async def test_nothing_is_read_from_end_to_end(driver: Driver) -> None:
    pool = driver.runtime.database.pool
    await pool.execute(FILL, MANY, DECISION)
    await pool.execute(LETTERS)
    await pool.execute(WAITING)
    await asked(driver.runtime.database.url, "ANALYZE sealed.recipients, sealed.letters, staff.outbox")
    one = await pool.fetchval("SELECT comment_id FROM sealed.recipients LIMIT 1")
    now = await pool.fetchval("SELECT now()")
    questions: list[tuple[str, tuple[Any, ...]]] = [
        (teller.CONFIRMED, (DECISION, MANY, None, 50)),
        (teller.CONFIRMED, (DECISION, MANY, one, 50)),
        (own_events.FIND, ([one],)),
        (telling.RECIPIENT, (one,)),
        (telling.LETTERS, (one,)),
        (outbox.LEASED, (now, now, 20)),
        (recipients.DROP, (one, "dropped", now)),
        (asking.COUNTS, ([b"x"], now)),
        (figures.REFUSED, ()),
        (NEW, (now, 100)),
    ]
    for query, values in questions:
        plan = "\n".join(row[0] for row in await pool.fetch(f"EXPLAIN {query}", *values))
        assert "Seq Scan" not in plan, f"{query}\n{plan}"
