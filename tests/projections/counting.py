"""A connection that counts: how many rows of which table each statement reads, found by an index or from end to end."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

import msgspec

# Tables of the tests are small: they are read from end to end only where there is no other way, as if there were a million rows.
DEAR = "SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 1.1; SET LOCAL jit = off"
# What this transaction has read: rows of tables in their order, entries of indexes, and blocks of both.
READ = """
SELECT CASE relkind WHEN 'r' THEN relname END, pg_stat_get_xact_tuples_returned(oid), pg_stat_get_xact_blocks_fetched(oid)
FROM pg_class WHERE relnamespace = 'read'::regnamespace AND relkind IN ('r', 'i') ORDER BY oid
"""


class Relation(NamedTuple):
    """What was read so far of a table or (`table` is None) of an index."""

    table: str | None
    rows: int
    blocks: int


class Asked(msgspec.Struct, frozen=True):
    """A statement, the `occurrence`-th of its kind; `read`: rows, entries and blocks; `in_order`: tables read from end to end."""

    query: str
    occurrence: int
    read: int
    in_order: frozenset[str]


class Counting:
    """Asks as the connection does, inside a transaction. `table`: only statements that name it are counted.

    `answers`: kept of every question; one that is not counted is answered from there. None as soon as anything changes.
    """

    def __init__(self, connection: Any, answers: dict[str, Any], table: str = "") -> None:
        self._connection, self._table = connection, table
        self.answers: dict[str, Any] | None = answers
        self._occurrences: Counter[str] = Counter()
        self.asked: list[Asked] = []

    async def fetch(self, query: str, *arguments: Any) -> Any:
        if not re.search(rf"\b{self._table}\b", query):
            return await self._answer(query, *arguments)
        before = await self._read()
        found = await self._connection.fetch(query, *arguments)
        pairs = zip(before, await self._read(), strict=True)
        read = [(now.table, now.rows - then.rows, now.blocks - then.blocks) for then, now in pairs]
        self._occurrences[query] += 1
        in_order = frozenset(table for table, rows, _ in read if table and rows)
        self.asked.append(Asked(query, self._occurrences[query], sum(rows + blocks for _, rows, blocks in read), in_order))
        return found

    async def _answer(self, query: str, *arguments: Any) -> Any:
        question = f"{query} {arguments}"
        if self.answers is None:
            return await self._connection.fetch(query, *arguments)
        if question not in self.answers:
            self.answers[question] = await self._connection.fetch(query, *arguments)
        return self.answers[question]

    async def fetchrow(self, query: str, *arguments: Any) -> Any:
        rows = await self.fetch(query, *arguments)
        return rows[0] if rows else None

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        row = await self.fetchrow(query, *arguments)
        return row[0] if row else None

    async def execute(self, query: str, *arguments: Any) -> None:
        await self.fetch(query, *arguments)

    async def copy_records_to_table(self, table: str, **what: Any) -> None:
        await self._connection.copy_records_to_table(table, **what)

    async def _read(self) -> list[Relation]:
        return [Relation(*row) for row in await self._connection.fetch(READ)]
