"""Supplements at the desk: what came after the feedback is answered, signed off and published by forms; nobody overlooks it."""

from __future__ import annotations

import re

import pytest

from tests.desk.answering.closed import point_of
from tests.desk.answering.test_adoption import LATER, NOTICE, answered
from tests.desk.answering.test_feedback import main_of
from tests.desk.answering.test_points import ANSWER, words
from tests.desking import TYPED_MINUTES, AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
WHY = "来信在收发室压下，现补充答复。"


async def test_the_whole_way_of_a_late_letter(driver: Driver) -> None:
    decision, point = await answered(driver)
    root = f"/desk/consultations/{decision}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assert "没有新的要点，也没有新归入的意见" in await drafter.page(f"{root}/supplement")
    assert (await driver.client.get(f"{root}/supplement/preview")).status_code == 303
    await driver.letter(decision, "来信：公交太少。")
    assert "1条待答复" in words(await drafter.page(root))
    await drafter.done(f"{root}/points", comments=await _left(drafter, root), summary="增加公交", do="make")
    found = re.findall(r'href="(/desk/points/[0-9a-f-]{36})"', await drafter.page(f"{root}/points"))
    address = next(each for each in found if point not in each)
    page = await drafter.page(address)
    assert f"{address}/wording" in page
    assert "/superseding" not in page
    await drafter.done(f"{address}/disposition", **ANSWER)
    page = await drafter.page(f"{root}/supplement")
    assert "新的要点1个，答复意见1条" in words(page)
    assert (await drafter.done(f"{root}/supplement", text=WHY)).endswith("?done=prepare_supplement")
    page = await releaser.page(f"{root}/supplement/sign-off")
    assert WHY in page
    assert "增加公交" in page
    assert "延长夜市营业时间" not in page  # published with the feedback
    await releaser.done(f"{root}/supplement/sign-off")
    assert "审签随即失效" in await drafter.page(f"{root}/points")
    assert "增加公交" not in (await driver.client.get("/consultations/2026-001/feedback")).text
    preview = await drafter.page(f"{root}/supplement/preview")
    assert "预览：尚未公布" in preview
    await releaser.done(f"{root}/supplement/publication")
    public = (await driver.client.get("/consultations/2026-001/feedback")).text
    assert "增加公交" in public
    assert main_of(preview) == main_of(public)
    page = await drafter.page(address)
    assert "本要点和答复已经公布" in page
    assert f"{address}/wording" not in page
    assert WHY not in await drafter.page(f"{root}/supplement")  # the next one begins empty


async def _left(drafter: AtDesk, root: str) -> list[str]:
    page = await drafter.page(f"{root}/points")
    return re.findall(r'name="comments" value="([0-9a-f-]{36})"', page)


async def test_a_published_point_shows_what_waits_and_takes_no_other_words(driver: Driver) -> None:
    decision, point = await answered(driver)
    drafter = await at_desk(driver, "drafter")
    await driver.letter(decision, "来信：也请延长。")
    path = f"/desk/points/{point}"
    received = (await driver.client.get(f"/api/v1/consultations/{decision}")).json()["ledger"]["received"]
    await drafter.done(path, numbers=str(received), do="gather")
    assert "其中1条的答复待公布" in words(await drafter.page(path))
    refused = await drafter.send(f"{path}/wording", summary="换个说法", articles="a2")
    assert refused.status_code == 409
    assert any("已经公布" in text for text in errors_in(refused.text))


async def test_contradictions_are_ticked_here_too(driver: Driver) -> None:
    decision, _ = await answered(driver)
    new = await point_of(driver, decision, "改第三条", await driver.letter(decision, "来信：改第三条。"))
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    root = f"/desk/consultations/{decision}"
    await drafter.done(f"/desk/points/{new}/disposition", **ANSWER | {"kind": "adopted", "articles_changed": "a3"})
    await drafter.done(f"{root}/supplement", text=WHY)
    refused = await releaser.send(f"{root}/supplement/sign-off")
    assert refused.status_code == 422
    assert "第三条" in errors_in(refused.text)[0]
    await releaser.done(f"{root}/supplement/sign-off", contradictions_accepted="a3")
    await releaser.done(f"{root}/supplement/publication")
    assert "写明采纳但文本未变的条款：第三条" in words((await driver.client.get("/consultations/2026-001/feedback")).text)


async def test_nobody_signs_what_was_changed_after_he_read_it(driver: Driver) -> None:
    decision, _ = await answered(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    root = f"/desk/consultations/{decision}"
    await drafter.done(f"{root}/supplement", text=WHY)
    path = f"{root}/supplement/sign-off"
    read = hidden_fields(await releaser.page(path), path)
    await drafter.done(f"{root}/supplement", text=WHY + "另有说明。")
    late = await releaser.post(path, read)
    assert late.status_code == 409
    assert "另有说明" in late.text
    assert (await drafter.open(path)).status_code == 403


async def test_what_waits_is_among_my_work_also_when_the_decision_is_over(driver: Driver) -> None:
    decision, _ = await answered(driver)
    letter = await driver.letter(decision, "来信：公交太少。")
    body = {"channel": "letter", "received_on": "2026-03-11", "respondent": {"kind": "individual"}, "text": "再来一封。"}
    waiting = str((await driver.done("drafter", f"/consultations/{decision}/comments", **body))["id"])
    await driver.adopted(decision, LATER, "办法须在五月前施行，来信随后答复。")
    root = f"/desk/consultations/{decision}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    page = words(await drafter.page("/desk"))
    assert "1条意见待审看" in page
    assert "1条意见待答复" in page
    assert (await drafter.page("/desk/decisions")).count(f'"{root}"') == 1
    listed = await driver.client.get("/api/v1/desk/work", headers={"authorization": f"Bearer {driver.tokens['drafter']}"})
    assert [item["uncovered"] for item in listed.json()] == [1]
    for page in (await drafter.page(root), await drafter.page("/desk")):
        assert f"{root}/screening" in page
        assert f"{root}/points" in page
    assert "1条意见尚未审看，1条意见尚未公布答复" in await drafter.page(root)
    await driver.done("drafter", f"/comments/{waiting}/publication")
    new = await point_of(driver, decision, "增加公交", letter, waiting)
    await drafter.done(f"/desk/points/{new}/disposition", **ANSWER)
    page = await drafter.page("/desk")
    assert f"{root}/supplement" in page
    assert "2条意见的答复待公布" in words(page)
    await drafter.done(f"{root}/supplement", text=WHY)
    assert f"{root}/supplement/sign-off" in await releaser.page("/desk")
    await releaser.done(f"{root}/supplement/sign-off")
    assert f"{root}/supplement/publication" in await releaser.page("/desk")
    await releaser.done(f"{root}/supplement/publication")
    assert root not in await drafter.page("/desk")
    assert root not in await releaser.page("/desk")


async def test_whoever_publishes_the_decision_sees_who_waits_and_says_why(driver: Driver) -> None:
    decision, _ = await answered(driver)
    await driver.letter(decision, "来信：公交太少。")
    root = f"/desk/consultations/{decision}"
    drafter, reviewer, releaser = [await at_desk(driver, name) for name in ("drafter", "reviewer", "releaser")]
    today = driver.clock.now().date().isoformat()
    await reviewer.done(f"{root}/fair-competition-review", passed="yes", opinion="不具有排除、限制竞争的内容。")
    legality = {"result": "lawful", "file_received_on": today, "reviewer": "法规处", "opinion": "权限、程序、内容合法。"}
    await reviewer.done(f"{root}/legality-review", **legality, shortening_reason="汛期临近，法规处加班审查完毕。")
    await driver.excused(decision)
    await releaser.done(f"{root}/deliberation", result="passed", met_on=today, meeting="局长办公会", **TYPED_MINUTES)
    await drafter.done(f"{root}/adoption", **NOTICE, text=LATER)
    page = await releaser.page(f"{root}/adoption/publication")
    assert "0条意见尚未审看，1条意见尚未公布答复" in page
    assert 'name="outstanding_reason"' in page
    refused = await releaser.send(f"{root}/adoption/publication")
    assert refused.status_code == 409
    assert any("尚未公布答复" in text for text in errors_in(refused.text))
    short = await releaser.send(f"{root}/adoption/publication", outstanding_reason="急")
    assert (short.status_code, "急</textarea>" in short.text) == (422, True)
    await releaser.done(f"{root}/adoption/publication", outstanding_reason="办法须在五月前施行，来信随后答复。")
    assert "来信随后答复" in (await driver.client.get("/consultations/2026-001/adoption")).text


async def test_a_letter_found_after_the_adoption_is_registered_at_the_desk(driver: Driver) -> None:
    decision, _ = await answered(driver)
    await driver.adopted(decision, LATER)
    root, drafter = f"/desk/consultations/{decision}", await at_desk(driver, "drafter")
    assert f"{root}/registration" in await drafter.page(root)
    letter = {"channel": "letter", "received_on": "2026-03-10", "kind": "individual", "text": "来信：公交太少。"}
    await drafter.done(f"{root}/registration", **letter)
    await driver.settle()
    assert "1条意见待审看" in await drafter.page("/desk")


async def test_the_preview_of_a_published_feedback_is_the_public_page(driver: Driver) -> None:
    decision, _ = await answered(driver)
    drafter = await at_desk(driver, "drafter")
    response = await drafter.open(f"/desk/consultations/{decision}/feedback/preview")
    assert (response.status_code, response.headers["location"]) == (303, "/consultations/2026-001/feedback")
