"""Act 2: sixty opinions come: from the public's own browsers, by letter, telephone, counter and hearing, and as a table."""

from __future__ import annotations

from itertools import cycle

from tests.desk.journey.hands import Hand
from tests.desk.journey.story import TITLE, Story
from tests.desk.journey.texts import write_sheet

ONLINE = 6
OFFLINE = ("信函", "电话", "现场窗口", "听证会")
ABOUT = ("第二条", "第三条", "")


async def the_public_comments(story: Story) -> None:
    citizen = await story.person("公众")
    for number in range(1, ONLINE + 1):
        await comments(story, citizen, number)
    story.later(days=3)
    wang = await story.at_decision("王敏")
    await registers_what_came_on_paper(story, wang)
    await imports_the_table(story, await story.at_decision("王敏"))


async def comments(story: Story, citizen: Hand, number: int) -> None:
    """From the home page to the receipt; the reference is written down."""
    await citizen.open(f"{story.address}/")
    await citizen.follow(TITLE)
    await citizen.follow("提出意见")
    await citizen.choose("个人")
    if article := ABOUT[number % 3]:
        await citizen.pick("针对哪一条", article)
    await citizen.write("意见内容", story.texts[number - 1])
    if file := story.files.get(number):
        await citizen.attach("附件", file)
    await citizen.press("下一步：核对")
    await citizen.press("提交意见")
    await citizen.reads("已收到，已登记")
    story.receipts[number] = await citizen.page.locator(".reference").inner_text()


async def registers_what_came_on_paper(story: Story, wang: Hand) -> None:
    await wang.follow("登记线下意见")
    for number, channel in enumerate(OFFLINE, ONLINE + 1):
        await wang.choose(channel)
        await wang.date("收到日期", story.today)
        await wang.unfold("针对的条款")
        await wang.choose("第二条")
        await wang.write("意见内容", story.texts[number - 1])
        last = channel == OFFLINE[-1]
        await wang.press("保存并打印确认单" if last else "保存并登记下一件")
        await wang.reads("意见登记确认单" if last else f"第{number}号意见已登记。")
        story.receipts[number] = await wang.page.locator(".reference").inner_text()
    await wang.follow("回到事项")


async def imports_the_table(story: Story, wang: Hand) -> None:
    done = ONLINE + len(OFFLINE)
    rows = story.texts[done:]
    sheet = write_sheet(rows, cycle(ABOUT), story.today.isoformat(), story.folder / "来件登记.xlsx")
    await wang.follow("批量导入意见")
    await wang.attach("表格文件", sheet)
    await wang.press("上传")
    await wang.reads(f"共{len(rows)}行。")
    await wang.press("试导入")
    await wang.reads("试导入的结果（还没有登记）")
    await wang.press(f"登记{len(rows)}条意见")
    await wang.reads("导入结果")
    await wang.reads(f"：{len(rows)}")
