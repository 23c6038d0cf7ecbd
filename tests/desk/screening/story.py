"""A decision with comments of every fate, for the tests of the screening desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.calendar import local_date
from projections.comments.queries import comments_after
from tests.desking import AtDesk
from tests.driving import Driver


async def commented(driver: Driver, count: int = 3, **options: Any) -> tuple[str, list[str]]:
    """An open decision with so many comments; its id, and theirs in order of number."""
    consultation_id = await driver.opened(**options)
    for number in range(1, count + 1):
        response = await driver.comment(consultation_id, f"第{number}条意见：建议延长夜市营业时间。", key=f"told-{number}")
        assert response.status_code == 201, response.text
    return consultation_id, await ids(driver, consultation_id)


async def ids(driver: Driver, consultation_id: str) -> list[str]:
    await driver.settle()
    found = await comments_after(driver.runtime.reads, UUID(consultation_id), limit=1000)
    return [str(comment.comment_id) for comment in found]


async def statuses(driver: Driver, consultation_id: str) -> list[str]:
    await driver.settle()
    found = await comments_after(driver.runtime.reads, UUID(consultation_id), limit=1000)
    return [comment.status.value for comment in found]


async def log_size(driver: Driver) -> int:
    return (await driver.runtime.log.head()).size


async def register(driver: Driver, desk: AtDesk, consultation_id: str, **fields: Any) -> Any:
    """An offline comment entered through the form; the answer."""
    today = local_date(driver.clock.now()).isoformat()
    values = {"channel": "letter", "received_on": today, "kind": "individual", "text": "来信：路灯太暗。"} | fields
    return await landed(desk, await desk.send(f"/desk/consultations/{consultation_id}/registration", **values))


async def landed(desk: AtDesk, answer: Any) -> Any:
    """The page that an answer leads to; itself where it leads nowhere."""
    return await desk.open(answer.headers["location"]) if answer.status_code == 303 else answer


LATER = timedelta(days=40)
