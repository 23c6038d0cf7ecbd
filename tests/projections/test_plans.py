"""No question reads more as comments and decisions become many: lists and counts go by an index, and every index is needed."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from consult.database import Database
from projections.anchors import queries as anchors
from projections.apply import apply_batch
from projections.catch_up import catch_up
from projections.figures import queries as figures
from projections.points.drawn_texts import drawn_texts
from projections.worklists import all_decisions, gathering, queries
from tests.conftest import kept_database
from tests.projections import questions
from tests.projections.counting import DEAR, Asked, Counting
from tests.projections.crowd import LARGE as LARGE_POINT
from tests.projections.crowd import SMALL, Crowd, point_of
from tests.projections.questions import ask_everything

pytestmark = pytest.mark.anyio
LARGE = (
    "comments",
    "history",
    "comment_articles",
    "point_comments",
    "point_texts",
    "search_entries",
    "text_repeats",
    "articles",
    "consultations",
    "grievances",
    "undertakings",
    "undertaking_steps",
)
FEW, MANY, DECISIONS = 300, 3_000, 30
MOST, A_FEW = 1.3, 200  # rows, entries and blocks: as many more tell nothing
INDEXES = """
SELECT c.relname AS name, t.relname AS table FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = 'read'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY c.relname
"""
MOST_AT_ALL = 2_000
# What counts all decisions, by index, or asks for all that run, or for all anchors.
GROWING = (figures.FIGURES, all_decisions.COUNT, queries.RUNNING_WORK, queries.RUNNING_WORK_OF_DIVISION, anchors.POSITIONS)
# Told only by more files than a test can hold: 3,000 of them stand on forty blocks of another index.
TOO_SMALL = ["activities_awaited", "activities_number"]
# The crowd applies for no activity.
TOO_SMALL += ["applications_in_order", "applications_kept", "applications_observing", "applications_ranked"]
TOO_SMALL += ["comments_activity", "measures_of_division", "public_blobs_owner"]
# The crowd answers no questionnaire: tests/benchmarks/questionnaire.py has ten thousand responses.
TOO_SMALL += [
    *("questionnaire_responses_to_erase", "questionnaire_responses_uncounted"),
    *("questionnaires_of_decision", "questionnaires_to_close", "questionnaires_to_count"),
]
WITHIN_OTHERS = ("views_of",)  # asked by questions for the rows they found

Counts = dict[tuple[str, int], Asked]


class Filled:
    """A register after the first helping (`few`) and after the second (`many`): what was asked, by statement and occurrence.

    `few_without`, `many_without`: the same without one index, by its name; of the statements that name its table.
    """

    def __init__(self, database: Database) -> None:
        self.pool = database.pool
        self.lives = Crowd()

    async def fill(self) -> None:
        self.lives.first_helping(FEW, DECISIONS)
        self.few, self.few_without = await self._asked_after(range(FEW, FEW + 10))
        self.lives.second_helping(range(FEW + 10, MANY), 5 * DECISIONS)
        self.many, self.many_without = await self._asked_after(range(MANY, MANY + 10))

    async def _asked_after(self, day: range) -> tuple[Counts, dict[str, Counts]]:
        await catch_up(self.pool, self.lives.source)
        await self.pool.execute("VACUUM (ANALYZE)")
        self.lives.day(day)
        indexes = await self.pool.fetch(INDEXES)
        answers: dict[str, Any] = {}
        return await self.asked(answers), {name: await self.asked(answers, name, table) for name, table in indexes}

    async def asked(self, answers: dict[str, Any], without: str = "", table: str = "") -> Counts:
        """Everything asked of two decisions, and a day's events applied; then undone. `table`: only what names it counts.

        `answers`: of the questions so far, which are the same without an index.
        """
        async with self.pool.acquire() as connection:
            undone = connection.transaction()
            await undone.start()
            try:
                await connection.execute(DEAR)
                if without:
                    await connection.execute(f"DROP INDEX {without}")
                return await self._all(Counting(connection, answers, table))
            finally:
                await undone.rollback()

    async def _all(self, counting: Counting) -> Counts:
        for decision in (self.lives.running, self.lives.answered):
            await ask_everything(counting, decision.id, point_of(decision, SMALL), self.lives.at)
            await drawn_texts(counting, decision.id, {point_of(decision, LARGE_POINT): bytes(32)}, 5)
        position = await counting.fetchval("SELECT position FROM read.progress")
        counting.answers = None
        await apply_batch(counting, await self.lives.source.events(position, 200))
        return {(asked.query, asked.occurrence): asked for asked in counting.asked}


@pytest.fixture(scope="module")
async def filled(server_url: str, template: str) -> AsyncIterator[Filled]:
    looking = pytest.MonkeyPatch()
    looking.setattr(gathering, "MAX_EXAMINED", 50)  # fewer than there are at first, as the limits of all lists
    looking.setattr(queries, "NAMED", 10)
    async with kept_database(server_url, template) as database:
        found = Filled(database)
        await found.fill()
        yield found
    looking.undo()


def grown(few: Counts, many: Counts) -> list[tuple[int, int, str]]:
    """Statements that read more by far after the second helping, or very much, and how much."""
    return [
        (few[key].read, asked.read, asked.query)
        for key, asked in many.items()
        if key in few and asked.query not in GROWING and asked.read > min(MOST * few[key].read + A_FEW, MOST_AT_ALL)
    ]


async def test_no_question_reads_a_large_table_from_end_to_end(filled: Filled) -> None:
    found = {(table, asked.query) for asked in filled.many.values() for table in asked.in_order if table in LARGE}
    assert found == set()


async def test_no_question_reads_more_as_comments_and_decisions_become_many(filled: Filled) -> None:
    assert grown(filled.few, filled.many) == []


async def test_without_any_one_index_some_question_would(filled: Filled) -> None:
    unmissed = [name for name, few in filled.few_without.items() if not grown(few, filled.many_without[name])]
    assert unmissed == TOO_SMALL


async def test_a_statement_is_planned_for_its_values(filled: Filled) -> None:
    assert await filled.pool.fetchval("SHOW plan_cache_mode") == "force_custom_plan"


def test_every_question_is_asked() -> None:
    known = {*vars(questions), *WITHIN_OTHERS}
    assert [name for name, _ in every_question() if name not in known] == []


def every_question() -> list[tuple[str, Any]]:
    """All public functions of the read models that ask a database something."""
    root = Path(__file__).parents[2]
    modules = (".".join(path.relative_to(root).with_suffix("").parts) for path in root.glob("projections/*/*.py"))
    found = {
        name: function
        for module in modules
        for name, function in vars(import_module(module)).items()
        if inspect.iscoroutinefunction(function) and not name.startswith("_") and "db" in inspect.signature(function).parameters
    }
    return sorted(found.items())
