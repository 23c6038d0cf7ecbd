"""退回修改 at the desk: who prepared it reads the reason in his work and where he mends it; what is signed meanwhile stays so."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.desk.answering.test_adoption import LATER, NOTICE, answered
from tests.desk.answering.test_feedback import TEXT, ready
from tests.desk.answering.test_points import ANSWER, words
from tests.desk.test_steps import drafted
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
REASON = "第二条没有写明清扫由谁负责，请补写。"
RETURNED = "已退回修改："
UNCHANGED = "退回以后没有任何修改，不能原样重新提交。请按退回的理由修改后再提交。"


async def test_a_draft_returned_at_its_release_is_mended_and_submitted_again(driver: Driver) -> None:
    root = await drafted(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/review-requests")
    assert f"{root}/release/return" in await releaser.page(f"{root}/release")
    assert "drafter" in await releaser.page(f"{root}/release/return")
    assert (await releaser.done(f"{root}/release/return", reason=REASON)).endswith("?done=return_draft")
    for path in ("/desk", root, f"{root}/drafts", f"{root}/materials"):
        page = await drafter.page(path)
        assert f"{RETURNED}草案和配套材料" in page, path
        assert REASON in page, path
    assert "releaser" in words(await drafter.page(f"{root}/drafts"))
    mine = (await drafter.page("/desk")).partition("等其他人办理")[0]
    assert f'href="{root}/drafts"' in mine
    refused = await drafter.send(f"{root}/review-requests")
    assert (refused.status_code, UNCHANGED in refused.text) == (409, True)
    await drafter.done(f"{root}/drafts/articles/a2", text="夜市营业至二十二时，由经营者清扫。")
    assert REASON in await drafter.page(f"{root}/drafts")
    await drafter.done(f"{root}/review-requests")
    assert REASON not in await drafter.page("/desk")
    await releaser.done(f"{root}/release", reason="情况紧急，先行签发，随后补办审查。")


async def test_feedback_comes_back_and_an_answer_changed_is_a_change(driver: Driver) -> None:
    root, points = await ready(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/feedback", **TEXT)
    assert f"{root}/feedback/return" in await releaser.page(f"{root}/feedback/sign-off")
    await releaser.done(f"{root}/feedback/return", reason=REASON)
    for path in ("/desk", root, f"{root}/feedback", f"{root}/points"):
        assert REASON in await drafter.page(path), path
    refused = await drafter.send(f"{root}/feedback", **TEXT)
    assert errors_in(refused.text) == [UNCHANGED]
    assert TEXT["did"] in refused.text
    signing = await releaser.send(f"{root}/feedback/sign-off")
    assert (signing.status_code, "修改并重新提交以后" in signing.text) == (409, True)
    answer = ANSWER | {"reason": "周末延长一小时，平日仍为二十三时。"}
    await drafter.done(f"/desk/points/{points[1]}/disposition", **answer)
    await drafter.done(f"{root}/feedback", **TEXT)
    await releaser.done(f"{root}/feedback/sign-off")
    await releaser.done(f"{root}/feedback/publication")
    public = (await driver.client.get("/consultations/2026-001/history")).text
    assert "退回修改" in public
    assert "退回的内容：意见反馈" in public
    log = await driver.runtime.log.about(UUID(root.rpartition("/")[2]), ["returned-for-changes.v1"])
    for text in (public, *(entry.state.decode() for entry in log)):
        assert REASON not in text
    assert REASON in await drafter.page(f"{root}/history")


async def test_of_two_who_return_and_sign_at_once_one_is_told(driver: Driver) -> None:
    root, _ = await ready(driver)
    drafter, releaser, second = [await at_desk(driver, name) for name in ("drafter", "releaser", "second")]
    await drafter.done(f"{root}/feedback", **TEXT)
    opened = hidden_fields(await second.page(f"{root}/feedback/return"), f"{root}/feedback/return")
    await releaser.done(f"{root}/feedback/sign-off")
    late = await second.post(f"{root}/feedback/return", opened | {"reason": REASON})
    assert late.status_code == 409
    assert "已经签发或者审签，不能再退回" in errors_in(late.text)[0]
    assert REASON in late.text
    await drafter.done(f"{root}/feedback", **TEXT | {"did": "逐条研究并答复。"})
    again = await releaser.send(f"{root}/feedback/return", reason="改")
    assert again.status_code == 422


async def test_what_was_prepared_anew_is_not_returned_unread(driver: Driver) -> None:
    decision, _ = await answered(driver)
    root = f"/desk/consultations/{decision}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/adoption", **NOTICE, text=LATER)
    seen = (await releaser.page(f"{root}/adoption/return")).partition('name="seen" value="')[2].partition('"')[0]
    await drafter.done(f"{root}/adoption", **NOTICE | {"opinions_note": "意见已逐条研究答复。"}, text=LATER)
    overtaken = await releaser.send(f"{root}/adoption/return", reason=REASON, seen=seen)
    assert overtaken.status_code == 409
    assert "已经被修改" in errors_in(overtaken.text)[0]
    await releaser.done(f"{root}/adoption/return", reason=REASON)
    assert REASON in await drafter.page(f"{root}/adoption")
    unchanged = await drafter.send(f"{root}/adoption", **NOTICE | {"opinions_note": "意见已逐条研究答复。"}, text=LATER)
    assert errors_in(unchanged.text) == [UNCHANGED]
