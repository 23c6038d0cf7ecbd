"""Act 6: 李强 records the reviews, 张岚 the meeting; 王敏 drafts the adoption notice, 张岚 publishes it."""

from __future__ import annotations

from datetime import timedelta

from tests.desk.journey.story import Story


async def the_decision_is_reviewed(story: Story) -> None:
    li = await story.at_work("李强")
    await li.follow("记录公平竞争审查")
    await li.choose("通过")
    await li.write("审查结论", "不具有排除、限制竞争的内容。")
    await li.press("记录审查结果")
    await li.reads("公平竞争审查结果已记录。")
    await li.follow("记录合法性审查")
    await li.choose("合法")
    await li.date("收到送审材料的日期", story.today)
    await li.write("审查机构", "法规处")
    await li.write("审查意见", "权限、程序、内容合法。")
    await li.write("审查少于七个工作日的理由", "街区改造即将开工，法规处加班审查完毕。")
    await li.press("记录审查结果")
    await li.reads("合法性审查结果已记录。")


async def what_is_not_required_is_said(story: Story) -> None:
    for step in ("专家论证", "风险评估", "民意调查", "听取企业和行业协会商会意见"):
        zhang = await story.at_work("张岚")
        await zhang.follow("记录不需要的环节")
        await zhang.choose(step)
        await zhang.write("不需要的理由", "不涉及专业技术问题，也没有不利影响。")
        await zhang.press("记录")
        await zhang.reads("已记录。")


async def the_meeting_decides(story: Story) -> None:
    zhang = await story.at_work("张岚")
    await zhang.follow("记录集体讨论")
    await zhang.choose("通过")
    await zhang.write("会议名称", "局长办公会2026年第8次会议")
    await zhang.write("出席人员", "孙局长\n何副局长")
    await zhang.write("讨论情况", "何副局长同意。")
    await zhang.write("行政首长的决定", "通过。")
    await zhang.press("记录")
    await zhang.reads("集体讨论结果已记录。")


async def the_notice_is_drafted(story: Story) -> None:
    wang = await story.at_work("王敏")
    await wang.follow("起草公布文本")
    await wang.write("文号", "海园规〔2026〕3号")
    await wang.date("施行日期", story.today + timedelta(days=30))
    await wang.write("意见采纳情况说明", "收到意见60条，归纳要点3个，采纳1个。")
    await wang.press("保存")
    await wang.reads("公布文本已保存。")


async def the_decision_is_adopted(story: Story) -> None:
    zhang = await story.at_work("张岚")
    await zhang.follow("公布决策")
    await zhang.press("公布决策")
    await zhang.reads("决策已公布。")
