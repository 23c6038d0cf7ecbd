"""Act 7: whoever commented finds what became of it; what staff export agrees with what the public sees."""

from __future__ import annotations

import csv
import io
import re

import httpx

from tests.desk.journey.act_3_screening import REDACTED, WITHHELD
from tests.desk.journey.hands import Hand
from tests.desk.journey.story import TITLE, Story


async def a_citizen_asks_what_became_of_it(story: Story) -> None:
    """From the home page with the reference alone; the answer to opinion 1 is that of the article it named."""
    citizen = await story.person("公众")
    await citizen.open(f"{story.address}/")
    await citizen.follow("查我的意见")
    await citizen.write("查询码", story.receipts[1])
    await citizen.press("查询")
    await citizen.reads("对您意见的答复")
    await citizen.reads(story.points[1].reason)
    await citizen.follow("第1号意见")
    await citizen.reads(story.texts[0][:20])


async def a_citizen_reads_what_was_adopted(story: Story) -> None:
    citizen = await story.person("公众")
    await citizen.open(f"{story.address}/")
    await citizen.follow(TITLE)
    await citizen.follow("公布结果：海园规〔2026〕3号")
    await citizen.reads("第二条")
    await citizen.follow("修改对照")
    await citizen.reads("依法公开办理。")


async def what_was_kept_back_is_shown_as_such(story: Story) -> None:
    """The withheld opinion keeps its number and its reason; the redacted one shows no more than it should."""
    citizen = await story.person("公众")
    await citizen.open(f"{story.address}/consultations/{story.number}/comments/{WITHHELD}")
    await citizen.reads("涉及他人个人信息")
    assert story.texts[WITHHELD - 1] not in await citizen.page.content()
    await citizen.open(f"{story.address}/consultations/{story.number}/comments/{REDACTED}")
    await citizen.reads("■■■")


async def the_export_agrees_with_the_public_page(story: Story) -> None:
    zhang = await story.at_work("张岚")
    await zhang.follow("全部事项")
    await zhang.follow(TITLE)
    await zhang.follow("导出")
    rows, figures = await downloaded(zhang, "全部意见（CSV）"), await figures_of(story)
    statuses = [row["状态"] for row in rows]
    assert len(rows) == figures["收到"] == len(story.texts)
    assert statuses.count("已公开") == figures["已公开"] == len(story.texts) - 1
    assert statuses.count("不予公开") == figures["不予公开（保留编号和理由）"] == figures["未单独答复"] == 1
    assert figures["待审看"] == 0
    kinds = [row["采纳情况"] for row in await downloaded(zhang, "采纳情况和理由（CSV）")]
    assert sorted(kinds) == sorted(point.kind for point in story.points)
    assert {kind: kinds.count(kind) for kind in kinds} == {kind: figures[kind] for kind in kinds}


async def downloaded(hand: Hand, name: str) -> list[dict[str, str]]:
    """The table behind the last link of this name: what the public may have."""
    async with hand.page.expect_download() as download:
        await hand.use(hand.page.get_by_role("link", name=name, exact=True).last)
    text = (await (await download.value).path()).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


async def figures_of(story: Story) -> dict[str, int]:
    """The figures as the public page shows them: of the comments, and of the points by what became of them."""
    async with httpx.AsyncClient(base_url=story.address) as client:
        page = (await client.get(f"/consultations/{story.number}/feedback")).text
    return {name: int(value) for name, value in re.findall(r'<th scope="row">(.*?)</th><td>(\d+)</td>', page)}
