"""What goes wrong meanwhile, and is put right: a return, a slip, late letters, an appeal won after the feedback."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from tests.desk.journey import act_1_drafting as drafting
from tests.desk.journey import act_3_screening as screening
from tests.desk.journey import act_4_answering as answering
from tests.desk.journey import act_5_feedback as feedback
from tests.desk.journey.hands import Hand
from tests.desk.journey.points import Point
from tests.desk.journey.story import Story
from web.app import create_app

APPEALED, SLIP = 9, 10
RETURNED = "背景没有写明受损的数量，请补写。"
LATE = Point("建议补种。", "", "采纳", "政策取舍", "后到的意见合理，第二条已经写明。", changed="第二条")
LETTER = "来信：第三条的范围应当写明百年以下的后备古树。"


async def the_draft_is_returned_and_mended(story: Story) -> None:
    """张岚 returns it instead of releasing it; as it was it does not come back."""
    zhang = await story.at_work("张岚")
    await zhang.follow("签发")
    await zhang.follow("退回修改")
    await zhang.write("退回的理由", RETURNED)
    await zhang.press("退回修改")
    wang = await story.at_decision("王敏")
    await wang.reads(RETURNED)
    await wang.follow("送审")
    await wang.press("送审")
    await wang.reads("不能原样重新提交")
    wang = await story.at_decision("王敏")
    await wang.follow("填写配套材料")
    await wang.write("背景", "城市建设中古树名木受损，去年十二起。")
    await wang.press("保存配套材料")
    await drafting.sends_for_review(wang)
    await drafting.reviews(story)


def word_with_changes(path: Path) -> Path:
    """A Word file with a tracked deletion and its author."""
    document = Document()
    document.core_properties.author = "王小二"
    paragraph = document.add_paragraph("附上名录。")
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="王小二"><w:r><w:delText>原先写的树主姓名</w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(deleted))
    document.save(str(path))
    return path


async def somebody_s_address_is_published(story: Story) -> None:
    """Two opinions are not shown, one in part, the rest at once; then 王敏 notices the slip, and 李强 mends it."""
    wang = await story.at_work("王敏")
    await wang.follow("审看意见")
    await screening.withholds(wang, screening.WITHHELD)
    await screening.redacts(story, wang)
    await wang.follow("回到审看队列")
    await screening.withholds(wang, APPEALED)
    await wang.follow("回到审看队列")
    await screening.publishes_the_rest(wang, len(story.texts) - 3)
    await tab(wang, "全部")
    await wang.follow(f"第{SLIP}号意见")
    await wang.follow("请同事复看")
    await wang.write("请看什么", "开头写明了住址，公开时漏看了。")
    await wang.press("请同事复看")
    li = await story.at_work("李强")
    await li.follow("审看意见")
    await tab(li, "请同事复看")
    await li.follow(f"第{SLIP}号意见")
    await li.follow("更正审看结果")
    await li.follow("改为遮盖部分文字")
    await li.write("要遮盖的文字", story.texts[SLIP - 1][:4])
    await li.press("遮盖并预览")
    await li.pick("遮盖的理由", "涉及他人个人信息")
    await li.write("内部说明", "开头是住址。")
    await li.press("遮盖后公开")


async def tab(hand: Hand, name: str) -> None:
    await hand.leave(hand.page.get_by_role("link", name=re.compile(rf"^{name} \d+$")).first)


async def a_letter_comes_to_light_after_the_feedback(story: Story) -> None:
    """It came in time, and was registered only now."""
    wang = await story.at_decision("王敏")
    await wang.follow("登记线下意见")
    await wang.choose("信函")
    await wang.date("收到日期", story.opened)
    await wang.unfold("针对的条款")
    await wang.choose("第三条")
    await wang.write("意见内容", LETTER)
    await wang.press("保存并打印确认单")
    await wang.reads("意见登记确认单")
    story.texts.append(LETTER)
    wang = await story.at_work("王敏")
    await wang.follow("审看意见")
    await screening.publishes_the_rest(wang, 1)


async def an_appeal_is_won(story: Story) -> None:
    """Whoever wrote the letter asks with his receipt; 李强 decides."""
    citizen = await story.person("公众")
    await citizen.open(f"{story.address}/")
    await citizen.follow("查我的意见")
    await citizen.write("查询码", story.receipts[APPEALED])
    await citizen.press("查询")
    await citizen.reads("已登记，不予公开")
    await citizen.write("您认为应当公开的理由", "信里没有别人的姓名。")
    await citizen.press("申请复核")
    await citizen.reads("您的复核申请已经收到")
    li = await story.at_work("李强")
    await li.follow("审看意见")
    await tab(li, "申请复核")
    await li.follow(f"第{APPEALED}号意见")
    await li.choose("改为公开")
    await li.write("内部说明", "没有他人信息。")
    await li.press("记录复核决定")


async def what_came_late_is_answered(story: Story) -> None:
    """The letter joins the point of its article, the opinion won back gets one of its own; both in a supplement."""
    wang = await story.at_decision("王敏")
    await wang.follow("归纳要点和答复")
    await wang.follow(story.points[1].summary)
    await wang.write("按编号添加意见", str(len(story.texts)))
    await wang.press("添加")
    await wang.follow("归纳要点和答复")
    await answering.gathers(wang, LATE)
    await answering.answers(wang, LATE)
    story.points.append(LATE)
    await wang.follow("起草补充反馈")
    await wang.write("补充说明", "来信在收发室压下，一件经复核公开，现补充答复。")
    await wang.press("保存")
    zhang = await story.at_decision("张岚")
    await zhang.follow("审签补充反馈")
    await feedback.ticks_the_warnings(zhang)
    await zhang.press("审签")
    await zhang.press("公布补充反馈")
    await zhang.reads("补充反馈已公布。")


async def every_opinion_has_its_answer(story: Story) -> None:
    """But the one that is not shown; and whoever appealed reads it on his receipt."""
    citizen = await story.person("公众")
    await citizen.open(f"{story.address}/receipts/{story.receipts[APPEALED]}")
    await citizen.reads(LATE.reason)
    answered = [comment for comment in await story.comments() if all(point["disposition"] for point in comment["points"])]
    without = [comment["number"] for comment in answered if not comment["points"]]
    assert (len(answered), without) == (len(story.texts), [screening.WITHHELD])


async def an_auditor_finds_nothing(story: Story) -> None:
    """In a whole export, against which its pages and data are compared as well."""
    runtime, folder = story.driver.runtime, story.folder / "export"
    await export(runtime, in_process(create_app(runtime)), ExportFolder(folder))
    report = await asyncio.to_thread(audit, source_at(str(folder)))
    assert (report.findings, report.clean) == ((), True)
