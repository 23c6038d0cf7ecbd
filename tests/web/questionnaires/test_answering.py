"""A questionnaire is answered by anybody at one form; nothing is told before the close, and then everything is counted."""

from __future__ import annotations

import csv
import io
import re
from uuid import UUID

import pytest

from consult.publication.disclosures import Disclosures
from consult.sealed.disclosure_rules import FieldState
from domain.questionnaire_response.events import ResponseSubmitted
from projections.questionnaires.queries import questionnaire_counts
from tests.desking import hidden_fields
from tests.driving import DAY, Driver
from tests.questioning import SPREAD, filled_in, questioned, responded

pytestmark = pytest.mark.anyio
HERE = "/consultations/2026-001/questionnaires/1"


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


async def page(driver: Driver, address: str) -> str:
    await driver.settle()
    response = await driver.client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.text


async def states(driver: Driver) -> dict[str, set[FieldState]]:
    """How each sealed field of the responses is answered."""
    runtime = driver.runtime
    entries = [entry for entry in await runtime.log.read(0, 10_000) if entry.is_of(ResponseSubmitted)]
    answers = await Disclosures(runtime.database.pool, runtime.log, runtime.sealed).states(entries)
    return {"all": {answer.state for answer in answers.values()}}


async def test_a_life_from_the_first_answer_to_the_figures(driver: Driver) -> None:
    decision = await driver.opened()
    questionnaire = await questioned(driver, decision)
    assert "填写问卷" in await page(driver, HERE)
    assert "夜市怎么办" in await page(driver, "/consultations/2026-001")
    first = await responded(driver, HERE, q2=["1", "3"], q3="5", q4="请公示摊位费。", as_comment="1")
    await responded(driver, HERE, kind="enterprise", q1="2")
    await responded(driver, HERE, q2=["1"])
    before = await page(driver, HERE)
    assert ("收到答卷3份" in words(before), "统计结果" in before, "噪声" in before) == (True, False, False)
    assert (await driver.client.get(f"{HERE}/figures.csv")).status_code == 404
    assert await states(driver) == {"all": {FieldState.NOT_OPENED}}
    receipt = await page(driver, f"/receipts/{first}")
    assert all(word in words(receipt) for word in ("噪声、交通", "请公示摊位费。", "截止以前任何人都看不到"))
    comment = re.findall(r"/receipts/([A-Z0-9-]{19})\"", receipt)[-1]
    assert "第1号意见" in await page(driver, f"/receipts/{comment}")
    (waiting,) = await driver.waiting(decision)
    assert waiting["text"] == "还有什么要说的？\n请公示摊位费。"
    assert (await driver.client.get(f"/receipts/{first}/zip")).status_code == 200

    await driver.close(driver.clock.now() + 31 * DAY)
    assert "统计完成后在这里公布" in await page(driver, HERE)
    assert await states(driver) == {"all": {FieldState.OPEN, FieldState.NOT_OPENED}}
    await driver.done("releaser", f"/questionnaires/{questionnaire}/figures", spread=SPREAD)
    shown = words(await page(driver, HERE))
    assert all(word in shown for word in (SPREAD, "噪声2100.0%20", "二十三时266.7%20", "5150.0%".replace("50.0", "100.0")))
    assert shown.count("不是抽样调查") == 5  # with each figure
    table = list(csv.reader(io.StringIO((await driver.client.get(f"{HERE}/figures.csv")).content.decode("utf-8-sig"))))
    assert table[0] == ["自愿填写的问卷，不是抽样调查，不代表全体公众的看法。", SPREAD]
    assert table[1:4] == [
        ["题号", "题目", "选项", "合计", "个人", "企业"],
        ["", "收到的答卷", "", "3", "2", "1"],
        ["1", "您希望夜市几点收市？", "回答的人", "3", "2", "1"],
    ]
    counts = await questionnaire_counts(driver.runtime.reads, UUID(questionnaire))
    assert (counts.of(2, 1), counts.of(2, 2), counts.of(4, 0)) == (2, 0, 1)
    await driver.check()


async def test_what_was_filled_in_is_kept_and_each_refusal_says_why(driver: Driver) -> None:
    decision = await driver.opened()
    questionnaire = await questioned(driver, decision)
    refused = await filled_in(driver, HERE, q2=["1", "2", "3"], q3="6", q4="字" * 10_001, kind="enterprise")
    assert refused.status_code == 422
    for text in ("这道题必须回答。", "这道题最多选2项，现在选了3项。", "请在1到5之间选一个分值。", "最多10000字，现有10001字。"):
        assert text in refused.text
    assert refused.text.count(" checked") == 4  # the kind and the three
    assert "字" * 10_001 in refused.text
    two = await filled_in(driver, HERE, kind="individual", q1=["1", "2"])
    unknown = await filled_in(driver, HERE, kind="individual", q1="7")
    assert ("这道题只能选一项。" in two.text, "没有这个选项" in unknown.text) == (True, True)
    empty = await filled_in(driver, HERE, kind="individual", q1="1", as_comment="1")
    assert "简答题都没有填写" in empty.text
    trapped = await filled_in(driver, HERE, kind="individual", q1="1", subject="x")
    assert trapped.status_code in (403, 422, 429)

    form = await driver.client.get(f"{HERE}/answer")
    fields = hidden_fields(form.text, f"{HERE}/answer") | {"kind": "individual", "q1": "1"}
    once, twice = [(await driver.client.post(f"{HERE}/answer", data=fields)).headers["location"] for _ in range(2)]
    assert once == twice
    changed = await driver.client.post(f"{HERE}/answer", data=fields | {"q1": "2"})
    assert "没有重复登记" in changed.text
    late = await driver.client.get(f"{HERE}/answer")
    fields = hidden_fields(late.text, f"{HERE}/answer") | {"kind": "individual", "q1": "2", "q4": "来晚了"}
    await driver.done("releaser", f"/questionnaires/{questionnaire}/withdrawal", reason="第一题的选项有误，改正后重新发布。")
    after = await driver.client.post(f"{HERE}/answer", data=fields)
    assert ("问卷已经撤回，没有提交。" in after.text, "来晚了" in after.text) == (True, True)
    shown = words(await page(driver, HERE))
    assert ("已经收到的1份答卷不公开、不统计" in shown, "第一题的选项有误" in shown) == (True, True)
    assert (await driver.client.get(f"{HERE}/answer")).status_code == 303
    await driver.close(driver.clock.now() + 31 * DAY)
    assert await states(driver) == {"all": {FieldState.NOT_OPENED}}


async def test_what_was_written_is_erased_and_what_was_chosen_still_counts(driver: Driver) -> None:
    decision = await driver.opened()
    questionnaire = await questioned(driver, decision)
    reference = await responded(driver, HERE, q4="我住在示例路1号")
    root = f"/questionnaires/{questionnaire}"
    wrong = await driver.desk("drafter", f"{root}/erasure-requests", reference="AAAA-AAAA-AAAA-AAAA", note="本人来电")
    assert wrong.status_code == 422
    asked = await driver.done("drafter", f"{root}/erasure-requests", reference=reference, note="本人来电")
    own = await driver.desk("drafter", f"{root}/erasures", response_id=asked["id"])
    assert own.status_code == 403
    await driver.done("second", f"{root}/erasures", response_id=asked["id"])
    shown = await page(driver, f"/receipts/{reference}")
    assert ("文字已经删除" in shown, "示例路" in shown) == (True, False)
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.done("releaser", f"{root}/figures", spread=SPREAD)
    assert FieldState.GONE in (await states(driver))["all"]
    counts = await questionnaire_counts(driver.runtime.reads, UUID(questionnaire))
    assert (counts.of(0, 0), counts.of(4, 0)) == (1, 1)


async def test_a_program_answers_too_and_reads_the_figures(driver: Driver) -> None:
    decision = await driver.opened()
    questionnaire = await questioned(driver, decision)
    address = f"/api/v1/questionnaires/{questionnaire}/responses"
    body = {"respondent_kind": "other", "answers": [{"question": 1, "chosen": [2]}]}
    once = {"idempotency-key": "a-program"}
    first, again = [(await driver.client.post(address, json=body, headers=once)).json() for _ in range(2)]
    assert first["position"] == again["position"]
    wrong = await driver.client.post(address, json=body | {"answers": [{"question": 1, "chosen": [1, 2]}]})
    assert (wrong.status_code, wrong.json()["rule"]) == (422, "TwoAnswers")
    listing = f"/api/v1/consultations/{decision}/questionnaires"
    await driver.settle()
    (before,) = (await driver.client.get(listing)).json()["items"]
    assert (before["responses"], before["figures"]) == (1, None)
    await driver.close(driver.clock.now() + 31 * DAY)
    late = await driver.client.post(address, json=body)
    assert (late.status_code, late.json()["rule"]) == (409, "ResponseAfterClosing")
    await driver.done("releaser", f"/questionnaires/{questionnaire}/figures", spread=SPREAD)
    await driver.settle()
    (after,) = (await driver.client.get(listing)).json()["items"]
    assert after["figures"] == [
        {"kind": "other", "responses": 1, "questions": [[1, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0]]}
    ]
