"""Act 5: the feedback is written by 王敏 and signed off by 张岚; the gate refuses until the last opinion is answered."""

from __future__ import annotations

from tests.desk.journey.hands import Hand
from tests.desk.journey.story import Story

WORDS = {
    "我们问了": "就古树名木保护管理办法的修订征求意见。",
    "你们说了": "主要意见是公开办理，扩大古树的范围。",
    "我们做了": "采纳了公开办理的意见；树龄标准由国家统一规定，没有采纳。",
}


async def the_feedback_is_written(story: Story) -> None:
    wang = await story.at_decision("王敏")
    await wang.follow("起草意见反馈")
    for label, words in WORDS.items():
        await wang.write(label, words)
    await wang.write("修改稿", story.revised)
    await wang.press("保存")
    await wang.reads("意见反馈已保存。")


async def signs_off(story: Story) -> Hand:
    zhang = await story.at_decision("张岚")
    await zhang.follow("审签意见反馈")
    await ticks_the_warnings(zhang)
    await zhang.press("审签")
    await zhang.reads("意见反馈已审签。")
    return zhang


async def ticks_the_warnings(zhang: Hand) -> None:
    """Answers to so many opinions may be blanket ones: 张岚 has seen it."""
    for warning in await zhang.page.get_by_text("一个答复对应").and_(zhang.page.locator("label")).all_inner_texts():
        await zhang.choose(warning)


async def the_gate_refuses(story: Story) -> None:
    """张岚 is told how many opinions are left, and nothing is published."""
    zhang = await signs_off(story)
    await zhang.press("公布意见反馈")
    await zhang.reads("以下各项全部为0，才能公布反馈。")
    assert (await zhang.page.title()).startswith("错误：")


async def the_feedback_is_saved_again(story: Story) -> None:
    """What was signed off is taken back, so that the last answers can be written."""
    wang = await story.at_decision("王敏")
    await wang.follow("起草意见反馈")
    await wang.press("保存")
    await wang.reads("意见反馈已保存。")


async def the_feedback_is_published(story: Story) -> None:
    zhang = await signs_off(story)
    await zhang.press("公布意见反馈")
    await zhang.reads("意见反馈已公布。")
