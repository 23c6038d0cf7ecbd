"""Erasing a comment erases what was said of it as a grievance, and what was registered beside it; after a restore, again."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from consult.backup.kept_apart import Erasure, ErasureJournal
from consult.commands.grievance.beside import beside_id
from consult.restore.erasing_again import erase_again
from domain.enumerations import ErasureScope
from domain.grievance.events import GrievanceForwarded, GrievanceRegistered
from domain.sealing import CLOSED
from tests.desk.grievances.story import COMPLAINT, ORGAN, complained, forwarded, referred
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def words_left(driver: Driver, grievance_id: UUID) -> list[object]:
    """What is open still of the grievance's words."""
    found: list[object] = []
    for event in await driver.runtime.archive.events(grievance_id):
        if isinstance(event, GrievanceRegistered):
            found.append(event.text)
        if isinstance(event, GrievanceForwarded):
            found.append(event.organ)
    return found


async def test_its_words_go_with_the_comment_also_after_a_restore(driver: Driver, tmp_path: Path) -> None:
    _, comments, _ = await complained(driver, COMPLAINT, f"建议延长。{COMPLAINT}")
    made = UUID(await referred(driver, comments[0]))
    await forwarded(driver, str(made))
    await driver.done("drafter", f"/comments/{comments[1]}/grievance", text=COMPLAINT)
    beside = beside_id(driver.runtime, UUID(comments[1]))
    assert (await words_left(driver, made), await words_left(driver, beside)) == ([None, ORGAN], [COMPLAINT])
    journal = ErasureJournal(tmp_path)
    size = (await driver.runtime.log.head()).size
    journal.add([Erasure(size + number, UUID(comment), ErasureScope.ALL) for number, comment in enumerate(comments)])
    assert await erase_again(driver.runtime, journal) == 2
    assert (await words_left(driver, made), await words_left(driver, beside)) == ([CLOSED, CLOSED], [CLOSED])
