"""Ten thousand responses to one questionnaire, each durable; then their count after the close, and the cross-tables."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from consult.commands.questionnaire.response import SubmitResponse, submit_response
from consult.work.closing import close_due_questionnaires, count_closed_questionnaires
from domain.enumerations import RespondentKind
from domain.questionnaire_response.answers import GivenAnswer
from projections.questionnaires.queries import questionnaire, questionnaire_counts
from tests.driving import DAY, Driver, driving
from tests.questioning import SPREAD
from web.pages.questionnaires.tables import tables_of

RESPONSES, QUESTIONS, AT_ONCE = 10_000, 10, 64
KINDS = tuple(RespondentKind)


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    limits = {"comment_burst": 0, "attack_burst": 0}
    async with fresh("questionnaire") as database, driving(database, folder / "questionnaire", **limits) as driver:
        return await _measured(driver)


async def _measured(driver: Driver) -> dict[str, Any]:
    asked = await _opened(driver)
    taken = await _timed(_respond(driver, asked))
    await driver.settle()
    driver.clock.tell(driver.clock.now() + 32 * DAY)
    await close_due_questionnaires(driver.runtime)
    await driver.settle()
    counted = await _timed(count_closed_questionnaires(driver.runtime))
    await driver.desk("releaser", f"/questionnaires/{asked}/figures", spread=SPREAD)
    await driver.settle()
    tables = [await _timed(_tables(driver, asked)) for _ in range(20)]
    page = await _timed(driver.client.get("/consultations/2026-001/questionnaires/1"))
    return {
        "responses": RESPONSES,
        "answers": RESPONSES * QUESTIONS,
        "taken, s": round(taken, 1),
        "opened and counted, s": round(counted, 1),
        "cross-tables, median ms": round(1000 * sorted(tables)[10], 1),
        "page, ms": round(1000 * page, 1),
    }


async def _opened(driver: Driver) -> UUID:
    decision = await driver.opened()
    asked = (await driver.done("drafter", f"/consultations/{decision}/questionnaires", title="一万人怎么看"))["id"]
    for number in range(1, QUESTIONS + 1):
        question = {"kind": "single", "text": f"第{number}题", "options": ["好", "中", "差"], "required": True}
        await driver.done("drafter", f"/questionnaires/{asked}/questions", **question)
    await driver.done("releaser", f"/questionnaires/{asked}/opening")
    return UUID(asked)


async def _respond(driver: Driver, asked: UUID) -> None:
    numbers = iter(range(RESPONSES))

    async def person() -> None:
        for number in numbers:
            answers = tuple(GivenAnswer(question=each, chosen=((number + each) % 3 + 1,)) for each in range(1, QUESTIONS + 1))
            kind = KINDS[number % len(KINDS)]
            command = SubmitResponse(questionnaire_id=asked, respondent_kind=kind, answers=answers)
            await submit_response(driver.runtime, command, f"response-{number}")

    await asyncio.gather(*(person() for _ in range(AT_ONCE)))


async def _tables(driver: Driver, asked: UUID) -> None:
    view = await questionnaire(driver.runtime.reads, asked)
    counts = await questionnaire_counts(driver.runtime.reads, asked)
    assert view
    assert tables_of(view, counts)[0].answered == RESPONSES


async def _timed(work: Any) -> float:
    started = time.perf_counter()
    await work
    return time.perf_counter() - started
