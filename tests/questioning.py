"""A questionnaire beside a draft: written and opened through the API, answered as a person does at the public form."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.desking import hidden_fields
from tests.driving import Driver

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"kind": "single", "text": "您希望夜市几点收市？", "options": ["二十三时", "二十四时"], "required": True},
    {"kind": "several", "text": "您担心什么？", "options": ["噪声", "卫生", "交通"], "least": 1, "most": 2},
    {"kind": "scale", "text": "总体上您怎么看？", "options": ["很不赞成", "很赞成"], "least": 1, "most": 5},
    {"kind": "text", "text": "还有什么要说的？"},
)
SPREAD = "问卷链接在网站、公众号和夜市入口张贴，老年人不容易看到。"
REFERENCE = re.compile(r"/receipts/([A-Z0-9-]{19})")


async def written(driver: Driver, decision: str) -> str:
    """Its id."""
    heading = {"title": "夜市怎么办", "introduction": "两分钟，四道题。"}
    found = str((await driver.done("drafter", f"/consultations/{decision}/questionnaires", **heading))["id"])
    for question in QUESTIONS:
        await driver.done("drafter", f"/questionnaires/{found}/questions", **question)
    return found


async def questioned(driver: Driver, decision: str, **options: Any) -> str:
    """Written and open for answers; its id."""
    found = await written(driver, decision)
    await driver.done("releaser", f"/questionnaires/{found}/opening", **options)
    await driver.settle()
    return found


async def filled_in(driver: Driver, address: str, **fields: Any) -> httpx.Response:
    """The form opened, and sent with these fields."""
    await driver.settle()
    form = await driver.client.get(f"{address}/answer")
    assert form.status_code == 200, form.headers.get("location", form.text)
    return await driver.client.post(f"{address}/answer", data=hidden_fields(form.text, f"{address}/answer") | fields)


async def responded(driver: Driver, address: str, **fields: Any) -> str:
    """The reference of a response that was taken."""
    answer = await filled_in(driver, address, **{"kind": "individual", "q1": "1"} | fields)
    assert answer.status_code == 303, answer.text
    found = REFERENCE.search(answer.headers["location"])
    assert found
    return found.group(1)
