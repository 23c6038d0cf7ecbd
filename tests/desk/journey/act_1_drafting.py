"""Act 1: 王敏 starts a decision and brings its draft as a Word file; 李强 reviews it; 张岚 releases and publishes it."""

from __future__ import annotations

from tests.desk.journey.hands import Hand
from tests.desk.journey.story import TITLE, Story
from tests.desk.journey.texts import write_word

PAPERS = {
    "起草说明": "现行办法施行多年，养护责任和处罚规定需要修订。",
    "第1项名称": "《城市绿化条例》",
    "背景": "城市建设中古树名木受损的情况增多。",
    "主要内容": "明确养护责任，规定禁止的行为，完善处罚。",
    "适用对象": "本市的单位和个人。",
    "注意事项": "本稿正在征求意见，尚未生效。",
    "关键词解释": "古树：树龄在百年以上的树木。",
    "新旧政策差异": "增加养护单位的报告义务。",
}


async def a_draft_is_reviewed(story: Story) -> None:
    wang = await story.at_work("王敏")
    await starts(wang)
    await imports_the_word_file(story, wang)
    await completes_the_papers(wang)
    await sends_for_review(wang)
    await reviews(story)


async def starts(wang: Hand) -> None:
    await wang.follow("启动新的决策事项")
    await wang.write("决策事项名称", TITLE)
    await wang.choose("重大公共政策和措施")
    await wang.write("决策机关", "市园林和林业局")
    await wang.press("启动")
    await wang.reads("事项已启动。")


async def imports_the_word_file(story: Story, wang: Hand) -> None:
    await wang.follow("编写草案")
    await wang.attach("导入文件", write_word(story.draft, story.folder / "草案.docx"))
    await wang.press("导入并核对")
    await wang.reads("全部内容都已识别。")
    await wang.press("保存为第1稿")
    await wang.reads("草案已保存为新版本。")


async def completes_the_papers(wang: Hand) -> None:
    await wang.follow("配套材料")
    for label, words in PAPERS.items():
        await wang.write(label, words)
    await wang.press("保存配套材料")
    await wang.reads("配套材料已保存。")


async def sends_for_review(wang: Hand) -> None:
    await wang.follow("送审")
    await wang.press("送审")
    await wang.reads("已送审。")


async def reviews(story: Story) -> None:
    li = await story.at_work("李强")
    await li.follow("审查草案")
    for kind in ("合法性", "保密", "文字", "通过"):
        await li.choose(kind)
    await li.press("记录审查结果")
    await li.reads("审查结果已记录。")


async def the_draft_is_opened_for_comment(story: Story) -> None:
    zhang = await story.at_work("张岚")
    await zhang.follow("签发")
    await zhang.press("签发")
    await zhang.reads("已签发。")
    await zhang.follow("发布征求意见公告")
    await zhang.press("下一步：核对")
    await zhang.reads("确认后立即开始征求意见。")
    await zhang.press("确认：发布公告")
    await zhang.reads("征求意见公告已发布。")
    story.opened = story.today
