"""No page reads all comments of a decision, or all decisions: every list and count goes by an index, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from consult.database import Database
from domain.enumerations import CommentStatus, RespondentKind
from projections.anchors.queries import anchors_about, time_bounds
from projections.catch_up import catch_up
from projections.comments.queries import comment, comment_by_id, comments_after
from projections.consultations.queries import article, consultation, consultation_list, divisions
from projections.figures.queries import overdue
from projections.history.queries import figures_at, history, history_count, history_step_at, position_at
from projections.points.queries import feedback, point, points
from projections.worklists.correctable import public_notes, published_points
from projections.worklists.coverage_gate import coverage_gate
from projections.worklists.desk_queries import (
    Queue,
    comment_numbers,
    desk_comment,
    desk_comments,
    erasures,
    next_comment_appealed,
    next_comment_awaiting,
    queue_counts,
)
from projections.worklists.gathering import (
    articles_named,
    comment_ids_by_number,
    groups_of_point,
    groups_without_point,
    identical_comments,
    point_figures,
)
from projections.worklists.queries import comments_awaiting_screening, coverage, division_work, finished_work
from tests.benchmarks.rebuild import synthetic

pytestmark = pytest.mark.anyio
LARGE = ("comments", "history", "comment_articles", "point_comments", "search_entries", "text_repeats", "articles")
NOW = datetime(2027, 1, 5, tzinfo=UTC)
# Tables of the tests are small: a page of their blocks costs as much as if there were a million.
DEAR = "SET enable_seqscan = on; SET seq_page_cost = 1000; SET random_page_cost = 1.1; SET enable_bitmapscan = on"


class Explaining:
    """Asks as the pool does, and keeps the plans of what was asked."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.scans: list[tuple[str, str]] = []

    async def fetch(self, query: str, *arguments: Any) -> Any:
        for mode in ("force_custom_plan", "force_generic_plan"):
            await self._connection.execute(f"SET plan_cache_mode = {mode}")
            (explained,) = await self._connection.fetchrow(f"EXPLAIN (FORMAT JSON) {query}", *arguments)
            self.scans += [(name, query) for name in scanned(json.loads(explained)[0]["Plan"])]
        return await self._connection.fetch(query, *arguments)

    async def fetchrow(self, query: str, *arguments: Any) -> Any:
        rows = await self.fetch(query, *arguments)
        return rows[0] if rows else None

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        row = await self.fetchrow(query, *arguments)
        return row[0] if row else None


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """Tables that the plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from scanned(below)


@pytest.fixture
async def filled(database: Database) -> tuple[Database, UUID]:
    lives = synthetic(decisions=5, comments=400)
    await catch_up(database.pool, lives.source)
    return database, lives.decisions[0].id


async def test_no_question_of_a_page_reads_a_large_table_from_end_to_end(filled: tuple[Database, UUID]) -> None:
    database, decision = filled
    async with database.pool.acquire() as connection:
        for table in LARGE:
            await connection.execute(f"ANALYZE read.{table}")
        await connection.execute(DEAR)
        asking = Explaining(connection)
        await ask_everything(asking, decision)
        await connection.execute("RESET ALL")
    assert [(table, query) for table, query in asking.scans if table in LARGE] == []


async def ask_everything(db: Any, decision: UUID) -> None:
    """Every question that a page, an answer of the API or a command asks of one decision's read models."""
    first = await comment(db, decision, 1)
    assert first
    made = await points(db, decision, published_only=False, numbers=20)
    ids, point_id = [first.comment_id], made[0].id
    await comment_by_id(db, first.comment_id)
    for article_id in (None, "a1"):
        for respondent in (None, "individual"):
            for disposition in (None, "unanswered", "adopted"):
                filters = {"article": article_id, "respondent": respondent, "disposition": disposition}
                await comments_after(db, decision, after=200, limit=51, **filters)
    await point(db, point_id)
    await feedback(db, decision)
    await article(db, decision, "a1")
    await consultation(db, decision)
    await consultation(db, "2026-001")
    await consultation_list(db, now=NOW, with_articles=False)
    await consultation_list(db, now=NOW, q="办法", with_articles=False)
    await divisions(db)
    await overdue(db, NOW)
    await history(db, decision, after=100)
    await history_count(db, decision)
    await history_step_at(db, decision, 500)
    await figures_at(db, decision, 500)
    await position_at(db, decision, NOW)
    await anchors_about(db, decision)
    await time_bounds(db, 100)
    for queue in Queue:
        await desk_comments(db, decision, queue, after=100)
    await queue_counts(db, decision)
    await desk_comment(db, first.comment_id)
    await comment_numbers(db, decision, ids)
    await next_comment_awaiting(db, decision, 100)
    await next_comment_appealed(db, decision, 100)
    for done in (False, True):
        await erasures(db, "market", done=done)
    await coverage_gate(db, decision)
    await coverage(db, decision)
    await groups_without_point(db, decision, CommentStatus.PUBLISHED)
    await groups_without_point(
        db, decision, CommentStatus.AWAITING, article="a1", respondent=RespondentKind.INDIVIDUAL, after=100
    )
    await groups_of_point(db, decision, point_id)
    for gathering in (None, point_id):
        await identical_comments(db, decision, ids, gathering)
    await articles_named(db, decision, ids)
    await comment_ids_by_number(db, decision, [1, 2])
    await point_figures(db, decision)
    await comments_awaiting_screening(db, decision)
    await division_work(db, NOW, "market")
    await finished_work(db, NOW, "market")
    await public_notes(db, decision, limit=20)
    await published_points(db, decision, limit=20)
