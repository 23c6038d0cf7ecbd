"""The feedback summary at the desk: written, previewed in the public's own templates, signed off by another person, published."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from tests.desk.answering.closed import closed, point_of
from tests.desk.answering.test_points import ANSWER, words
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import DRAFT, Driver

pytestmark = pytest.mark.anyio
TEXT = {"asked": "夜市营业时间。", "heard": "有人希望延长，有人嫌吵。", "did": "逐条研究。"}
REVISED = DRAFT.replace("第三条 本办法自公布之日起施行", "第三条 本办法自2027年1月1日起施行")


async def ready(driver: Driver) -> tuple[str, list[str]]:
    """Answered in full, in private: its desk address, and its points."""
    consultation_id, ids = await closed(driver)
    adopted = {"kind": "adopted", "reason": "采纳，延长至二十四时。", "articles_changed": ["a2"]}
    points = [
        await driver.answered(consultation_id, [ids[0], ids[2], ids[4]], **adopted),
        await driver.answered(consultation_id, [ids[1], ids[3]]),
    ]
    return f"/desk/consultations/{consultation_id}", points


async def test_the_whole_way_from_points_to_the_published_feedback(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    root = f"/desk/consultations/{consultation_id}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    early = await releaser.send(f"{root}/feedback/publication")
    assert early.status_code == 409
    address = await drafter.done(f"{root}/points", comments=ids[0], summary="延长营业时间", do="make")
    address = await drafter.done(f"{root}/points", comments=[ids[1], ids[3]], summary="噪声和收费", do="make")
    for found in dict.fromkeys(re.findall(r'href="(/desk/points/[0-9a-f-]{36})"', await drafter.page(f"{root}/points"))):
        await drafter.done(f"{found}/disposition", **ANSWER)
    assert "可以公布反馈" in await drafter.page(f"{root}/points")
    address = await drafter.done(f"{root}/feedback", **TEXT)
    assert address == f"{root}/feedback?done=prepare_feedback"
    page = await releaser.page(f"{root}/feedback/sign-off")
    for text in (*TEXT.values(), "噪声和收费", "兼顾居民休息"):
        assert text in page
    await releaser.done(f"{root}/feedback/sign-off")
    await releaser.done(f"{root}/feedback/publication")
    public = (await driver.client.get("/consultations/2026-001/feedback")).text
    assert "逐条研究。" in public
    linked = re.findall(r'<a href="/consultations/2026-001/comments/(\d+)">(\d+)</a>', public)
    assert linked
    assert all(address == shown for address, shown in linked)
    english = (await driver.client.get("/en/consultations/2026-001/feedback")).text
    assert [f'href="/en/consultations/2026-001/comments/{number}"' in english for number, _ in linked] == [True] * len(linked)
    assert "归纳为2个要点" in words(public)
    assert "反馈已经公布" in await drafter.page(f"{root}/points")


async def test_the_preview_is_the_page_that_will_be_published(driver: Driver) -> None:
    root, _ = await ready(driver)
    drafter = await at_desk(driver, "drafter")
    await drafter.done(f"{root}/feedback", **TEXT, revised=DRAFT.replace("二十三时", "二十四时"))
    preview = await drafter.page(f"{root}/feedback/preview")
    comparison = await drafter.page(f"{root}/feedback/comparison")
    assert "预览：尚未公布" in preview
    assert (await driver.client.get(f"{root}/feedback/preview")).status_code == 303
    releaser = await at_desk(driver, "releaser")
    await releaser.done(f"{root}/feedback/sign-off")
    await releaser.done(f"{root}/feedback/publication")
    for drafted, path in ((preview, "feedback"), (comparison, "comparison")):
        public = (await driver.client.get(f"/consultations/2026-001/{path}")).text
        assert main_of(drafted) == main_of(public)


def main_of(html: str) -> str:
    """What the page says, without the notice of the preview, its moment, and the downloads at its end."""
    main = html[html.index('<main id="main"') : html.index("</main>")]
    main = re.sub(r'<div class="notice warn" role="note">.*?</div>', "", main, flags=re.DOTALL)
    main = re.sub(r'<p class="hint">公布时间：.*?</p>', "", main)
    return re.sub(r"下载.*$", "", words(main))


async def test_contradictions_are_listed_ticked_and_published(driver: Driver) -> None:
    root, points = await ready(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/feedback", **TEXT, revised=REVISED)
    page = await drafter.page(f"{root}/feedback")
    assert "写明采纳但文本未变的条款" in page
    assert f'href="/desk/points/{points[0]}"' in page
    assert "没有对应意见的修改" in page
    assert "写明采纳但条款未变" in await drafter.page(f"/desk/points/{points[0]}")
    refused = await releaser.send(f"{root}/feedback/sign-off")
    assert refused.status_code == 422
    assert errors_in(refused.text) == ["以下条款写明采纳但修改稿没有变化，确认后才能审签，或者退回修改：第二条（要点1）。"]
    await releaser.done(f"{root}/feedback/sign-off", contradictions_accepted="a2")
    await releaser.done(f"{root}/feedback/publication")
    assert "写明采纳但文本未变的条款第二条" in words((await driver.client.get("/consultations/2026-001/feedback")).text)


async def test_nobody_signs_what_was_changed_after_he_read_it(driver: Driver) -> None:
    root, points = await ready(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/feedback", **TEXT)
    path = f"{root}/feedback/sign-off"
    read = hidden_fields(await releaser.page(path), path)
    await drafter.done(f"/desk/points/{points[1]}/disposition", **ANSWER | {"reason": "临时改动的理由，没有人看过。"})
    late = await releaser.post(path, read)
    assert late.status_code == 409
    assert "临时改动的理由" in late.text
    assert (await releaser.post(path, hidden_fields(late.text, path))).status_code == 303


async def test_the_drafter_does_not_sign_his_own_and_a_change_undoes_the_signature(driver: Driver) -> None:
    root, _ = await ready(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/feedback", **TEXT)
    assert (await drafter.open(f"{root}/feedback/sign-off")).status_code == 403
    await releaser.done(f"{root}/feedback/sign-off")
    assert "审签随即失效" in await drafter.page(f"{root}/feedback")
    await drafter.done(f"{root}/feedback", **TEXT | {"did": "再改一次。"})
    refused = await releaser.send(f"{root}/feedback/publication")
    assert refused.status_code == 409
    assert 'name="do"' in await drafter.page(f"{root}/points")


async def test_what_was_typed_survives_refusal_overtaking_and_a_lost_page(driver: Driver) -> None:
    root, _ = await ready(driver)
    drafter = await at_desk(driver, "drafter")
    path = f"{root}/feedback"
    seen = hidden_fields(await drafter.page(path), path)
    empty = await drafter.send(path, **TEXT | {"heard": " "})
    assert (empty.status_code, errors_in(empty.text)) == (422, ["此项必填。"])
    assert TEXT["did"] in empty.text
    nothing = await drafter.send(path, **TEXT, revised="没有条款的一段话")
    assert nothing.status_code in (303, 422)
    await drafter.done(path, **TEXT)
    late = await drafter.post(path, seen | TEXT | {"did": "晚到的文字。", "key": "another"})
    assert late.status_code == 409
    assert "晚到的文字。" in late.text
    saving = {"csrf": seen["csrf"], "place": path, **TEXT, "did": "写到一半"}
    assert (await drafter.client.post("/desk/saving", data=saving)).status_code == 204
    assert "自动保存" in await drafter.page(path)
    assert "写到一半" in await drafter.page(path, restore="1")


async def test_the_pages_stand_while_there_is_nothing_yet(driver: Driver) -> None:
    consultation_id = await driver.opened()
    root = f"/desk/consultations/{consultation_id}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assert "还没有要点" in await drafter.page(f"{root}/points")
    assert "征求意见期限结束后" in (await drafter.open(f"{root}/feedback")).text
    for path in ("feedback/preview", "feedback/comparison"):
        await releaser.page(f"{root}/{path}")
    for path in ("feedback/sign-off", "feedback/publication"):
        assert (await releaser.open(f"{root}/{path}")).status_code == 409
    assert (await releaser.open(f"{root}/adoption/preview")).status_code == 404
    early = await drafter.send(f"{root}/feedback", **TEXT)
    assert early.status_code == 409
    point = await point_of(driver, consultation_id, "先建立的要点")
    assert "没有归入意见" in await drafter.page(f"/desk/points/{point}")
    unpublished = await driver.released()
    assert (await drafter.open(f"/desk/consultations/{unpublished}/points")).status_code == 404


async def test_a_revised_text_is_brought_along_looked_at_and_then_saved(driver: Driver) -> None:
    root, _ = await ready(driver)
    drafter = await at_desk(driver, "drafter")
    path = f"{root}/feedback"
    hidden = hidden_fields(await drafter.page(path), path)
    text = REVISED + "\n\n见[附件](https://example.org/a)。\n"
    read = await drafter.post(
        path, hidden | TEXT | {"revised": ""}, files={"file": ("修改稿.md", text.encode(), "text/markdown")}
    )
    assert read.status_code == 200
    assert "文件已读入，还没有保存" in read.text
    assert "链接：保留文字，网址没有导入" in read.text
    assert "自2027年1月1日起施行" in read.text
    assert TEXT["did"] in read.text
    assert (await driver.runtime.archive.consultation(id_of(root))).feedback_prepared_by is None
    wrong = await drafter.post(path, hidden | TEXT, files={"file": ("a.docx", b"PK\x03\x04no", "application/octet-stream")})
    assert wrong.status_code == 422
    assert TEXT["did"] in wrong.text
    saved = await drafter.post(path, hidden_fields(read.text, path) | TEXT | {"revised": REVISED}, files={"file": ("", b"", "")})
    assert saved.status_code == 303
    assert (await driver.runtime.archive.consultation(id_of(root))).revised is not None


def id_of(root: str) -> UUID:
    return UUID(root.rsplit("/", 1)[-1])
