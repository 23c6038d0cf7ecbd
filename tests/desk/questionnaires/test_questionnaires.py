"""A questionnaire is written at the desk question by question, opened, followed and published by forms alone."""

from __future__ import annotations

import re

import pytest

from tests.desking import at_desk, errors_in
from tests.driving import DAY, Driver
from tests.questioning import SPREAD, responded

pytestmark = pytest.mark.anyio
HERE = "/consultations/2026-001/questionnaires/1"
ONE = {"kind": "single", "text": "几点收市？", "options": "十点\n十一点\n", "required": "yes"}
GRADE = {"kind": "scale", "text": "总的看法", "options": "差\n好", "least": "1", "most": "5", "required": "no"}


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


async def test_a_questionnaire_is_run_by_forms_alone(driver: Driver) -> None:
    decision = await driver.opened()
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    listing = f"/desk/consultations/{decision}/questionnaires"
    assert "还没有问卷" in await drafter.page(listing)
    root = (await drafter.done(listing, title="夜市怎么办", introduction="两分钟。")).partition("?")[0]
    assert "还没有题目" in await drafter.page(root)
    assert "发布问卷" not in await releaser.page(root)  # nothing is asked yet
    await drafter.done(f"{root}/questions", **ONE)
    refused = await drafter.send(f"{root}/questions", **GRADE | {"most": "x"})
    assert (refused.status_code, errors_in(refused.text)) == (422, ["请填写整数，例如 3。"])
    assert "总的看法" in refused.text
    await drafter.done(f"{root}/questions", **GRADE | {"place": "1"})
    assert words(await drafter.page(root)).index("1.总的看法") < words(await drafter.page(root)).index("2.几点收市")
    form = await drafter.page(f"{root}/questions", question="2")
    assert ("十点\n十一点" in form, 'value="single" checked' in form) == (True, True)
    changed = ONE | {"options": "十点\n十一点\n十二点", "number": "2", "text": "夜市几点收市？"}
    await drafter.done(f"{root}/questions", **changed)
    await drafter.done(f"{root}/questions", **ONE | {"text": "多余的题"})
    await drafter.done(f"{root}/removals", number="3")
    await drafter.done(f"{root}/heading", title="夜市怎么办（问卷）", introduction="")
    preview = words(await releaser.page(root))
    assert ("夜市几点收市" in preview, "十二点" in preview, "多余的题" in preview) == (True, True, False)
    late = await releaser.send(f"{root}/opening", last_day="2030-01-01")
    assert (late.status_code, "不能晚于征求意见的截止时间" in late.text) == (422, True)
    await releaser.done(f"{root}/opening")
    assert (await drafter.send(f"{root}/questions", **ONE)).status_code == 409
    await responded(driver, HERE, q1="5", q2="1")
    shown = words(await drafter.page(root))
    assert ("收到的答卷1份" in shown, "撤回问卷" in shown, "登记答卷文字的删除申请" in shown) == (True, False, True)
    early = await releaser.send(f"{root}/figures", spread=SPREAD)
    assert (early.status_code, "问卷还没有截止" in early.text) == (409, True)
    await driver.close(driver.clock.now() + 31 * DAY)
    signed_in = await driver.runtime.sessions.open((await driver.runtime.staff.person("releaser")).id, "t")
    releaser.client.cookies.set("desk", signed_in)
    assert "统计完成，待公布" in await releaser.page(root)
    short = await releaser.send(f"{root}/figures", spread="网上")
    assert short.status_code == 422
    await releaser.done(f"{root}/figures", spread=SPREAD)
    public = words((await driver.client.get(HERE)).text)
    assert (SPREAD in public, "51100.0%1" in public) == (True, True)
