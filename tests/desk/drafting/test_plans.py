"""A plan at the desk: the preview says what can be commented on, the depth is chosen there, what is in doubt is said."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.desk.drafting.matters import TEXT
from tests.desk.drafting.stories import drafted, previewed, saved, started
from tests.desk.drafting.test_importing import DOCX, latest, text_in, word_file
from tests.desking import AtDesk, at_desk, hidden_fields
from tests.domain.articles.test_plans import PLAN
from tests.driving import Driver

pytestmark = pytest.mark.anyio
LETTER = (
    "海州市商务局文件\n海商字〔2026〕12号\n关于征求意见的函\n各有关单位：\n请于12月20日前反馈。联系人：甲某，电话：0000-0000001。\n"
    "海州市商务局\n2026年11月20日\n\n促进夜间经济\n若干措施\n一、甲。\n二、乙。\n"
)


def depths(html: str) -> list[tuple[str, str, bool]]:
    """The depths offered: value, number of units, and whether it is the one chosen."""
    found = re.findall(r'name="depth" value="(\w+)"( checked)?><label[^>]*>.*?共(\d+)条', html)
    return [(value, count, bool(checked)) for value, checked, count in found]


async def sent_again(drafter: AtDesk, root: str, html: str, **fields: str) -> str:
    form = hidden_fields(html, f"{root}/drafts") | {"text": text_in(html)} | fields
    response = await drafter.post(f"{root}/drafts", form)
    assert response.status_code == 200, response.text
    return response.text


async def test_the_depth_is_chosen_in_the_preview_and_kept_by_the_next_version(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    preview = await previewed(drafter, root, PLAN)
    assert depths(preview) == [("point", "8", True), ("part", "3", False), ("item", "5", False), ("subpoint", "10", False)]
    assert "二（一）1" in preview
    assert "全部内容都已识别" not in preview
    again = await sent_again(drafter, root, preview, depth="item", step="again")
    assert [each for each in depths(again) if each[2]] == [("item", "5", True)]
    assert "识别到5条" in again
    assert text_in(again) == PLAN
    form = hidden_fields(again, f"{root}/drafts") | {"text": PLAN, "depth": "item", "step": "save"}
    assert (await drafter.post(f"{root}/drafts", form)).status_code == 303
    labels = [("a1", "一、"), ("a2", "二（一）"), ("a3", "二（二）"), ("a4", "三（一）"), ("a5", "三（二）")]
    assert (await latest(driver, root))[1] == labels
    assert "二（一）" in await drafter.page(f"{root}/drafts/articles")
    await drafter.done(f"{root}/drafts/articles/a5", text="加强监督。每季度公布。")
    assert (await latest(driver, root))[1] == labels
    changed = await previewed(drafter, root, PLAN.replace("六处", "八处"))
    assert [each for each in depths(changed) if each[2]] == [("item", "5", True)]


async def test_a_depth_that_is_none_is_refused_and_the_text_stays(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/drafts", source="text", text=PLAN, depth="deeper")
    assert response.status_code == 422
    assert text_in(response.text) == PLAN


async def test_what_the_file_could_not_say_is_still_said_when_it_is_read_again(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    file = ("方案.docx", word_file("某方案", "一、甲。", "（一）子。", "（二）丑。", "二、乙。", table=True), DOCX)
    first = (await drafter.send(f"{root}/drafts", {"file": file}, source="file", text="写了一半")).text
    again = await sent_again(drafter, root, first, depth="part", step="again", before=text_in(first, "before"))
    assert "表格：只保留文字" in again
    assert text_in(again, "before") == "写了一半"
    assert "识别到2条" in again


async def test_notes_that_somebody_else_wrote_are_none(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/drafts", text=TEXT, noted='[{"kind":"no such"}]', step="again")
    assert response.status_code == 200


async def test_a_letter_before_the_draft_is_named_and_can_be_taken_out(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    preview = await previewed(drafter, root, LETTER)
    assert "草案前面有函件或者公文版头的文字" in preview
    assert "文中有电话、邮箱或者联系人" in preview
    assert "各有关单位：" in preview.split("条款以前的文字")[1]
    cut = await sent_again(drafter, root, preview, step="cut")
    assert text_in(cut) == "促进夜间经济\n若干措施\n一、甲。\n二、乙。\n"
    assert "各有关单位" not in cut
    assert "文中有电话" not in cut


async def test_title_and_words_before_the_text_are_always_shown_beside_the_name_of_the_decision(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    preview = unescape(
        await previewed(drafter, root, "关于促进夜间经济的若干措施（征求意见稿）\n2026年11月\n第一条 甲。\n第二条 乙。\n")
    )
    assert "全部内容都已识别" in preview
    facts = re.sub(r"<[^>]+>|\s", "", preview.split("标题和正文以前的文字")[1].split("<form")[0])
    assert facts.startswith("草案的标题关于促进夜间经济的若干措施（征求意见稿）决策事项名称关于促进夜间经济的若干措施")
    assert "2026年11月" in facts
    other = await previewed(drafter, root, TEXT)
    assert "草案的标题和决策事项名称不同" in other
    assert "全部内容都已识别" not in other


async def test_a_plan_revised_is_compared_item_by_item(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter, PLAN)
    await saved(
        drafter,
        root,
        PLAN.replace("1．新增夜市。年内新增夜市六处。", "1．规范早市。早市六时开市。\n2．新增夜市。年内新增夜市六处。").replace(
            "2．改造", "3．改造"
        ),
    )
    shown = unescape(await drafter.page(f"{root}/drafts/versions"))
    kinds = dict(re.findall(r'<h2 class="small">([^　]*)　<strong class="tag (\w+)"', shown))
    assert (kinds["二（一）1"], kinds["二（一）2"], kinds["二（一）3"]) == ("added", "renumbered", "renumbered")
