"""Act 3: 王敏 looks at every opinion: one is not shown, one is shown in part, the others are shown."""

from __future__ import annotations

from tests.desk.journey.hands import Hand
from tests.desk.journey.story import Story

WITHHELD, REDACTED = 7, 8
PAGE = 50


async def the_comments_are_screened(story: Story) -> None:
    wang = await story.at_work("王敏")
    await wang.follow("审看意见")
    await withholds(wang, WITHHELD)
    await redacts(story, wang)
    await wang.follow("回到审看队列")
    await publishes_the_rest(wang, len(story.texts) - 2)


async def publishes_the_rest(wang: Hand, left: int) -> None:
    for done in range(0, left, PAGE):
        await publishes_all_shown(wang, min(PAGE, left - done))
    await wang.reads("这里没有意见。")


async def withholds(wang: Hand, number: int) -> None:
    await wang.follow(f"第{number}号意见")
    await wang.pick("理由", "涉及他人个人信息")
    await wang.write("内部说明", "来信写明了邻居的姓名和住址。")
    await wang.press("不予公开")
    await wang.reads(f"第{number}号意见：已决定不予公开。")


async def redacts(story: Story, wang: Hand) -> None:
    """The next one comes by itself."""
    await wang.follow("遮盖部分文字后公开")
    await wang.write("要遮盖的文字", story.texts[REDACTED - 1][:3])
    await wang.press("遮盖并预览")
    await wang.reads("预览：公众看到的文字")
    await wang.pick("遮盖的理由", "涉及他人个人信息")
    await wang.press("遮盖后公开")
    await wang.reads(f"第{REDACTED}号意见：已遮盖后公开。")


async def publishes_all_shown(wang: Hand, expected: int) -> None:
    await wang.press("选中本页全部意见")
    await wang.press("公开选中的意见")
    await wang.reads(f"已公开{expected}条意见。")
