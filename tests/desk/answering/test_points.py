"""Comments gathered into points at the desk: in bulk, identical texts together, moved, split, merged; nothing acts twice."""

from __future__ import annotations

import re

import pytest

from tests.desk.answering.closed import closed, point_of
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
ANSWER = {"kind": "not_adopted", "reason_kind": "policy_choice", "reason": "兼顾居民休息，维持二十三时。"}


def words(html: str) -> str:
    """What a reader sees, without white space."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def point_in(address: str) -> str:
    found = re.search(r"/desk/points/([0-9a-f-]{36})", address)
    assert found
    return found.group(1)


async def only_point(driver: Driver, consultation_id: str, summary: str) -> dict[str, object]:
    headers = {"authorization": f"Bearer {driver.tokens['drafter']}"}
    points = (await driver.client.get(f"/api/v1/desk/consultations/{consultation_id}/points", headers=headers)).json()
    (found,) = [point for point in points if point["summary"] == summary]
    assert isinstance(found, dict)
    return found


async def test_identical_texts_are_one_row_and_gathered_together(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    root = f"/desk/consultations/{consultation_id}"
    drafter = await at_desk(driver, "drafter")
    page = await drafter.page(f"{root}/points")
    assert "同文3条" in words(page)
    assert "5条意见，同文合并后3项。" in words(page)
    assert "没有归入要点的意见5" in words(page)
    address = await drafter.done(f"{root}/points", comments=ids[0], summary="延长营业时间", do="make")
    assert address == f"{root}/points?done=make_point#left"
    made = await only_point(driver, consultation_id, "延长营业时间")
    assert made["comment_ids"] == sorted([ids[0], ids[2], ids[4]])
    assert made["articles"] == ["a2"]
    page = await drafter.page(f"{root}/points", done="make_point")
    assert "要点已建立。" in page
    assert "没有归入要点的意见2" in words(page)


async def test_a_double_click_makes_one_point_and_the_back_button_none_by_mistake(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    path = f"/desk/consultations/{consultation_id}/points"
    drafter = await at_desk(driver, "drafter")
    fields = hidden_fields(await drafter.page(path), path) | {"comments": ids[0], "summary": "延长", "do": "make"}
    answers = [await drafter.post(path, fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (await only_point(driver, consultation_id, "延长"))["comment_ids"] == sorted([ids[0], ids[2], ids[4]])
    again = await drafter.post(path, fields | {"comments": ids[1], "summary": "太吵"})
    assert again.status_code == 409
    assert "太吵" in again.text
    retried = hidden_fields(again.text, path) | {"comments": ids[1], "summary": "太吵", "do": "make"}
    assert (await drafter.post(path, retried)).status_code == 303
    assert await only_point(driver, consultation_id, "太吵")


async def test_comments_are_added_to_a_point_there_is(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    path = f"/desk/consultations/{consultation_id}/points"
    point = await point_of(driver, consultation_id, "延长营业时间", ids[0])
    drafter = await at_desk(driver, "drafter")
    missing = await drafter.send(path, into=point, do="add")
    assert (missing.status_code, errors_in(missing.text)) == (422, ["请先选择意见。"])
    nowhere = await drafter.send(path, comments=ids[1], into="x", do="add")
    assert (nowhere.status_code, errors_in(nowhere.text)) == (422, ["请从列出的选项中选择。"])
    assert f'value="{ids[1]}" checked' in nowhere.text
    await drafter.done(path, comments=[ids[1], ids[2]], into=point, do="add")
    assert (await only_point(driver, consultation_id, "延长营业时间"))["comment_ids"] == sorted([*ids[:3], ids[4]])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [1, 2, 4]),
        ({"words": "摊位费"}, [4]),
        ({"words": "夜市 零点"}, [1]),
        ({"words": "没有这样的话"}, []),
        ({"article": "a2"}, [1]),
        ({"article": "whole"}, [2, 4]),
        ({"respondent": "enterprise"}, []),
        ({"status": "withheld"}, []),
        ({"more": "99", "page": "99"}, [1, 2, 4]),
        ({"article": "<script>"}, []),
    ],
)
async def test_the_comments_left_are_found_by_article_kind_and_words(
    driver: Driver, query: dict[str, str], numbers: list[int]
) -> None:
    consultation_id, _ = await closed(driver)
    drafter = await at_desk(driver, "drafter")
    page = await drafter.page(f"/desk/consultations/{consultation_id}/points", **query)
    assert [int(number) for number in re.findall(r"<label[^>]*>第(\d+)号意见</label>", page)] == numbers
    assert "<script>" not in page.replace("<script type", "")


async def test_a_selection_is_unlinked_moved_and_split_off(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    one = await point_of(driver, consultation_id, "延长", *ids)
    other = await point_of(driver, consultation_id, "太吵")
    drafter = await at_desk(driver, "drafter")
    path = f"/desk/points/{one}"
    before = (await driver.runtime.log.head()).size
    await drafter.done(path, comments=ids[1], into=other, do="move")
    assert (await only_point(driver, consultation_id, "太吵"))["comment_ids"] == [ids[1]]
    address = await drafter.done(path, comments=ids[3], summary="摊位费", articles="a3", do="split")
    split = await only_point(driver, consultation_id, "摊位费")
    assert (split["comment_ids"], split["articles"], split["id"]) == ([ids[3]], ["a3"], point_in(address))
    assert (await driver.runtime.log.head()).size == before + 2 + 3
    await drafter.done(path, comments=ids[0], do="release")
    assert (await only_point(driver, consultation_id, "延长"))["comment_ids"] == []
    await drafter.done(path, numbers="第1号、3", do="gather")
    assert (await only_point(driver, consultation_id, "延长"))["comment_ids"] == sorted([ids[0], ids[2]])
    unknown = await drafter.send(path, numbers="77", do="gather")
    assert (unknown.status_code, errors_in(unknown.text)) == (422, ["没有这些编号的意见：77。"])


async def test_merging_loses_no_comment_and_leads_to_the_other_point(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    one = await point_of(driver, consultation_id, "延长", ids[0], ids[1])
    other = await point_of(driver, consultation_id, "再延长", ids[1], ids[2])
    drafter = await at_desk(driver, "drafter")
    path = f"/desk/points/{other}/merging"
    fields = hidden_fields(await drafter.page(path), path) | {"into": one}
    answers = [await drafter.post(path, fields) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == [f"/desk/points/{one}?done=merge_point"] * 2
    assert (await only_point(driver, consultation_id, "延长"))["comment_ids"] == sorted(ids[:3])
    page = await drafter.page(f"/desk/consultations/{consultation_id}/points")
    assert "再延长" not in page
    gone = await drafter.open(f"/desk/points/{other}")
    assert (gone.status_code, point_in(gone.headers["location"])) == (303, one)
    assert (await drafter.open(f"/desk/points/{other}/wording")).status_code == 409
    itself = await drafter.send(f"/desk/points/{one}/merging", into=one)
    assert itself.status_code == 422


async def test_what_a_merged_point_said_is_never_opened(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    one = await driver.answered(consultation_id, ids)
    other = await point_of(driver, consultation_id, "并掉的说法", ids[1])
    await driver.done("drafter", f"/points/{other}/merging", into=one)
    await driver.feedback(consultation_id)
    feedback = (await driver.client.get("/consultations/2026-001/feedback")).text
    assert "归纳为1个要点" in words(feedback)
    assert "并掉的说法" not in feedback
    root = f"/consultations/{consultation_id}/corrections"
    fields = {
        "corrected_stream": other,
        "corrected_version": 1,
        "field": "summary",
        "value": "x",
        "reason": "更正并掉的要点的说法。",
    }
    assert (await driver.desk("releaser", root, **fields)).status_code == 409


async def test_an_answer_is_drafted_and_whoever_is_overtaken_keeps_his_text(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    point = await point_of(driver, consultation_id, "延长", *ids)
    drafter = await at_desk(driver, "drafter")
    path = f"/desk/points/{point}/disposition"
    page = await drafter.page(path)
    assert "第二条" in page
    seen = hidden_fields(page, path)
    refused = await drafter.send(path, **ANSWER | {"reason": "太短"})
    assert refused.status_code == 422
    assert "不少于10字" in errors_in(refused.text)[0]
    changed = await drafter.send(path, **ANSWER | {"kind": "adopted"})
    assert errors_in(changed.text) == ["采纳或者部分采纳的，应当写明修改了哪些条款。"]
    await drafter.done(path, **ANSWER)
    late = await drafter.post(path, seen | ANSWER | {"reason": "另一个人写的理由，晚到了一步。"})
    assert late.status_code == 409
    assert "另一个人写的理由" in late.text
    assert "兼顾居民休息" in late.text
    again = hidden_fields(late.text, path) | ANSWER | {"reason": "另一个人写的理由，晚到了一步。"}
    assert (await drafter.post(path, again)).status_code == 303
    await driver.settle()
    page = await drafter.page(f"/desk/points/{point}")
    assert "另一个人写的理由" in page
    assert "drafter" in page
    assert "此前的答复（1次）" in page


async def test_a_wording_is_changed_with_its_articles(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    point = await point_of(driver, consultation_id, "旧的说法", *ids)
    drafter = await at_desk(driver, "drafter")
    await drafter.done(f"/desk/points/{point}/wording", summary="新的说法", articles=["a1", "a3"])
    assert (await only_point(driver, consultation_id, "新的说法"))["articles"] == ["a1", "a3"]


async def test_who_may_not_answer_reads_and_has_no_forms(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    point = await point_of(driver, consultation_id, "延长", ids[0])
    releaser, outsider = await at_desk(driver, "releaser"), await at_desk(driver, "administrator")
    for path in (f"/desk/consultations/{consultation_id}/points", f"/desk/points/{point}"):
        assert 'name="do"' not in await releaser.page(path)
        assert (await outsider.open(path)).status_code == 403
        assert (await releaser.client.post(path, data={})).status_code == 403
    for step in ("wording", "disposition", "merging", "superseding"):
        assert (await releaser.open(f"/desk/points/{point}/{step}")).status_code == 403
    assert (await releaser.open(f"/desk/points/{consultation_id}")).status_code == 404
    assert (await releaser.open("/desk/points/x")).status_code == 404


async def test_after_the_sign_off_everything_stands_still_and_says_why(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    point = await driver.answered(consultation_id, ids)
    root = f"/consultations/{consultation_id}/feedback"
    await driver.done("drafter", root, text={"asked": "问。", "heard": "说。", "did": "做。"})
    await driver.done("releaser", f"{root}/sign-off")
    drafter = await at_desk(driver, "drafter")
    for path in (f"/desk/consultations/{consultation_id}/points", f"/desk/points/{point}"):
        page = await drafter.page(path)
        assert "反馈已经审签" in page
        assert 'name="do"' not in page
    refused = await drafter.send(f"/desk/points/{point}/disposition", **ANSWER)
    assert refused.status_code == 409
