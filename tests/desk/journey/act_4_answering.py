"""Act 4: the period closes; 王敏 gathers the opinions into points and answers them; nothing is published before the last."""

from __future__ import annotations

from consult.work.closing import close_due_periods
from tests.desk.journey.hands import Hand
from tests.desk.journey.points import Point
from tests.desk.journey.story import Story


async def the_period_closes(story: Story) -> None:
    story.later(days=40)
    assert await close_due_periods(story.driver.runtime) == 1


async def the_first_points_are_answered(story: Story) -> None:
    wang = await story.at_work("王敏")
    await wang.follow("归纳要点和答复")
    for point in story.points[:-1]:
        await gathers(wang, point)
        await answers(wang, point)


async def the_last_point_is_answered(story: Story) -> None:
    wang = await story.at_decision("王敏")
    await wang.follow("归纳要点和答复")
    await gathers(wang, story.points[-1])
    await answers(wang, story.points[-1])
    await wang.reads("全部意见已审看、归入要点并且有答复，可以公布反馈。")


async def gathers(wang: Hand, point: Point) -> None:
    """The opinions about one article become one point, page by page."""
    if point.article:
        await wang.pick("条款", point.article)
        await wang.press("筛选")
    await wang.choose_all("第")
    await wang.write("要点", point.summary)
    await wang.press("建立新要点")
    await wang.reads("要点已建立。")
    while await wang.page.get_by_role("checkbox", name="第").count():
        await wang.choose_all("第")
        await wang.pick("归入已有要点", point.summary)
        await wang.press("归入该要点")


async def answers(wang: Hand, point: Point) -> None:
    await wang.follow(point.summary)
    await wang.follow("起草答复")
    await wang.choose(point.kind)
    await wang.pick("理由类别", point.reason_kind)
    await wang.write("理由", point.reason)
    if point.citation:
        await wang.write("依据的条款", point.citation)
    if point.changed:
        await wang.unfold("修改了哪些条款")
        await wang.choose(point.changed)
    await wang.press("保存答复")
    await wang.reads("答复已保存。")
    await wang.follow("归纳要点和答复")
