"""Act 4: the period closes; 王敏 gathers the opinions into points and answers them; nothing is published before the last."""

from __future__ import annotations

from typing import NamedTuple

from consult.work.closing import close_due_periods
from tests.desk.journey.hands import Hand
from tests.desk.journey.story import Story


class Point(NamedTuple):
    """A point, the article its opinions name ("": what is left), and its answer as it is filled in."""

    summary: str
    article: str
    kind: str
    reason_kind: str
    reason: str
    changed: str = ""
    citation: str = ""


POINTS = (
    Point("建议写明公开办理。", "第二条", "采纳", "政策取舍", "建议合理，第二条写明依法公开办理。", changed="第二条"),
    Point(
        "建议扩大古树的范围。",
        "第三条",
        "未采纳",
        "法律规定",
        "树龄标准由国家规定统一，地方不宜另定。",
        citation="《城市绿化条例》第二十四条",
    ),
    Point("其他生活诉求。", "", "不属本次征求意见范围", "转其他渠道", "所提事项已经转交有关部门办理，不属于本办法的内容。"),
)


async def the_period_closes(story: Story) -> None:
    story.later(days=40)
    assert await close_due_periods(story.driver.runtime) == 1


async def the_first_points_are_answered(story: Story) -> None:
    wang = await story.at_work("王敏")
    await wang.follow("归纳要点和答复")
    for point in POINTS[:-1]:
        await gathers(wang, point)
        await answers(wang, point)


async def the_last_point_is_answered(story: Story) -> None:
    wang = await story.at_decision("王敏")
    await wang.follow("归纳要点和答复")
    await gathers(wang, POINTS[-1])
    await answers(wang, POINTS[-1])
    await wang.reads("全部意见已审看、归入要点并且有答复，可以公布反馈。")


async def gathers(wang: Hand, point: Point) -> None:
    """The opinions about one article become one point."""
    if point.article:
        await wang.pick("条款", point.article)
        await wang.press("筛选")
    await wang.choose_all("第")
    await wang.write("要点", point.summary)
    await wang.press("建立新要点")
    await wang.reads("要点已建立。")


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
