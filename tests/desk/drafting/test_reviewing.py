"""Reviews: what is reviewed stands beside the form; remarks reach the drafter, and nobody outside the division."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests import materials
from tests.desk.drafting.matters import PAPERS
from tests.desk.drafting.stories import drafted
from tests.desking import AtDesk, at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio
PDF = ("方案.pdf", materials.PDF, "application/pdf")
REMARK = "第二条与上位法不一致，请核对营业时间。"


async def submitted(drafter: AtDesk) -> str:
    root = await drafted(drafter)
    await drafter.done(f"{root}/materials", {"files": PDF}, **PAPERS)
    await drafter.done(f"{root}/review-requests")
    return root


async def test_the_reviewer_sees_text_and_papers_beside_the_form(driver: Driver) -> None:
    root = await submitted(await at_desk(driver, "drafter"))
    reviewer = await at_desk(driver, "reviewer")
    page = await reviewer.page(f"{root}/reviews")
    for words in ("夜市营业至二十三时", PAPERS["key_terms"], "《公平竞争审查条例》", "方案.pdf", "尚未审查", "还没有审查记录"):
        assert words in page, words
    file = await reviewer.open(f"{root}/files/{sha256(PDF[1]).hexdigest()}")
    assert file.content == PDF[1]
    assert file.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert (await reviewer.open(f"{root}/files/{'0' * 64}")).status_code == 404
    assert (await (await at_desk(driver, "administrator")).open(f"{root}/files/{'0' * 64}")).status_code == 403


async def test_a_returned_draft_shows_its_remarks_to_the_drafter(driver: Driver) -> None:
    drafter, reviewer = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    root = await submitted(drafter)
    await reviewer.done(f"{root}/reviews", kinds="secrecy", result="passed", remark="没有涉密内容。")
    await reviewer.done(f"{root}/reviews", kinds="legality", result="returned", remark=REMARK)
    for path in ("", "/drafts", "/materials"):
        page = await drafter.page(root + path)
        assert REMARK in page, path
        assert "没有涉密内容。" not in page
    await drafter.done(f"{root}/drafts/articles/a2", text="夜市营业至二十二时。")
    assert REMARK in await drafter.page(f"{root}/drafts")
    await drafter.done(f"{root}/review-requests")
    assert REMARK not in await drafter.page(f"{root}/drafts")
    again = await reviewer.page(f"{root}/reviews")
    for words in (REMARK, "没有涉密内容。", "第1次送审", "reviewer"):
        assert words in again, words


async def test_remarks_are_for_the_division_and_the_auditor(driver: Driver) -> None:
    drafter, reviewer = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    root = await submitted(drafter)
    await reviewer.done(f"{root}/reviews", kinds="legality", result="returned", remark=REMARK)
    assert REMARK in await (await at_desk(driver, "outsider")).page(f"{root}/history")
    assert (await (await at_desk(driver, "administrator")).open(f"{root}/history")).status_code == 403
    assert REMARK in await drafter.page(f"{root}/history")


async def test_the_releaser_sees_what_was_reviewed_by_whom(driver: Driver) -> None:
    root = await submitted(await at_desk(driver, "drafter"))
    reviewer, releaser = await at_desk(driver, "reviewer"), await at_desk(driver, "releaser")
    size = (await driver.runtime.log.head()).size
    for kinds, result in (([], "passed"), (["legality", "secrecy"], "returned")):
        refused = await reviewer.send(f"{root}/reviews", kinds=kinds, result=result, remark="三项都已核对，请修改。")
        assert (refused.status_code, 'href="#kinds"' in refused.text) == (422, True)
        assert "三项都已核对，请修改。" in refused.text
    assert (await driver.runtime.log.head()).size == size
    await reviewer.done(f"{root}/reviews", kinds=["legality", "secrecy", "editorial"], result="passed", remark="三项都已核对")
    assert (await driver.runtime.log.head()).size == size + 3
    page = await releaser.page(f"{root}/release")
    for words in ("三项都已核对", "夜市营业至二十三时", "第1次送审"):
        assert words in page, words
    await releaser.done(f"{root}/release")


async def test_a_review_that_returns_without_a_reason_is_refused_and_the_papers_stay(driver: Driver) -> None:
    root = await submitted(await at_desk(driver, "drafter"))
    reviewer = await at_desk(driver, "reviewer")
    response = await reviewer.send(f"{root}/reviews", kinds="legality", result="returned", remark="不妥")
    assert response.status_code == 422
    assert 'href="#remark"' in response.text
    assert "夜市营业至二十三时" in response.text
