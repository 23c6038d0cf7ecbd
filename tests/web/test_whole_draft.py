"""Words of no article (a note 题注, a preamble 序言, words under a heading) and annexes are on every page of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from tests.desk.drafting.stories import drafted, saved
from tests.desking import at_desk
from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio

TEXT = """# 夜间经济办法

（市商务局2026年起草）

为了繁荣夜市，特作如下规定。

第一章 总则

本章规定原则。

第一条 鼓励夜间经济。

第二条 夜市营业至二十三时。

第二章 附则

第三条 本办法自公布之日起施行。

附件

夜市名单见市商务局网站。
"""
REVISED = TEXT.replace("繁荣", "规范").replace("二十三时", "二十四时")
BEFORE = ("（市商务局2026年起草）", "为了繁荣夜市", "第一章 总则", "本章规定原则。", "鼓励夜间经济")
IN_ORDER = (*BEFORE, "第二章 附则", "自公布之日起", "夜市名单")
ADOPTED = {"kind": "adopted", "reason": "采纳，夜市营业延长至二十四时。", "articles_changed": ["a2"]}


async def test_the_public_reads_the_whole_draft_and_every_change_in_it(driver: Driver) -> None:
    consultation_id = await driver.opened(text=TEXT)
    in_order(await shown(driver, "/consultations/2026-001/draft"), IN_ORDER)
    await driver.comment(consultation_id, "建议延长。")
    (waiting,) = await driver.waiting(consultation_id)
    comment_id = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.answered(consultation_id, [comment_id], **ADOPTED)
    await driver.feedback(consultation_id, REVISED)
    comparison = await shown(driver, "/consultations/2026-001/comparison")
    assert "条款以前的文字" in comparison
    assert "<del>繁荣</del><ins>规范</ins>" in comparison
    assert "本章规定原则" not in comparison
    await driver.adopted(consultation_id, REVISED)
    adopted = await shown(driver, "/consultations/2026-001/adoption")
    in_order(adopted, [words.replace("繁荣", "规范") for words in IN_ORDER])
    await driver.check()


async def test_whoever_drafts_and_reviews_reads_it_whole_too(driver: Driver) -> None:
    drafter, reviewer = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    root = await drafted(drafter, TEXT)
    in_order(await drafter.page(f"{root}/drafts/articles"), IN_ORDER)
    in_order(await drafter.page(f"{root}/preview/page/draft"), IN_ORDER)
    in_order((await reviewer.open(f"{root}/reviews")).text, IN_ORDER)  # not submitted yet, and to be read all the same
    await saved(drafter, root, REVISED)
    versions = await drafter.page(f"{root}/drafts/versions")
    assert "<del>繁荣</del><ins>规范</ins>" in versions
    await saved(drafter, root, REVISED.replace("市商务局2026年起草", "2026年稿"))
    versions = await drafter.page(f"{root}/drafts/versions")
    assert ("条款以前的文字" in versions, "两稿没有不同" in versions) == (True, False)


async def shown(driver: Driver, path: str) -> str:
    answer = await driver.client.get(path)
    assert answer.status_code == 200, answer.text
    return re.sub(r"<wbr>", "", answer.text)


def in_order(page: str, words: Iterable[str]) -> None:
    """Each of the words once at least, one after the other."""
    assert re.search(".*?".join(re.escape(word) for word in words), page, re.DOTALL), words
