"""The papers that go with the draft: saved whole or in part, nothing chosen or typed is lost, files stay unless taken out."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from consult.inside.media_types import DOCX
from domain.consultation.events import MaterialsPrepared
from domain.sealing import value_or_none
from tests import materials
from tests.desk.drafting.matters import PAPERS
from tests.desk.drafting.stories import drafted, started
from tests.desk.drafting.test_importing import text_in
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import DAY, Driver
from tests.intake import files_with_people

pytestmark = pytest.mark.anyio
PDF = ("方案.pdf", materials.PDF, "application/pdf")
TXT = ("清单.txt", "清单".encode(), "text/plain")


async def stored(driver: Driver, root: str) -> MaterialsPrepared:
    state = await driver.runtime.archive.consultation(UUID(root.split("/")[-1]))
    assert state.materials is not None
    return state.materials


def checked(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)" checked', html)


def value_of(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" autocomplete="off" value="([^"]*)"', html)


async def test_all_papers_are_saved_and_shown_again(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    assert await drafter.done(f"{root}/materials", **PAPERS) == f"{root}?done=prepare_materials"
    found: Any = await stored(driver, root)
    assert [(basis.title, basis.url) for basis in found.basis] == [
        ("《重大行政决策程序暂行条例》", "https://www.gov.cn/"),
        ("《公平竞争审查条例》", None),
    ]
    assert found.interpretation.key_terms == PAPERS["key_terms"]
    assert found.contact.phone == PAPERS["phone"]
    page = await drafter.page(f"{root}/materials")
    assert text_in(page, "explanation") == PAPERS["explanation"]
    assert value_of(page, "basis_title")[:2] == PAPERS["basis_title"]
    await drafter.done(f"{root}/review-requests")


async def test_papers_may_be_saved_unfinished_and_the_decision_says_what_is_missing(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    await drafter.done(f"{root}/materials", unit="市场建设处")
    assert (await drafter.send(f"{root}/review-requests")).status_code in (409, 422)
    await drafter.done(f"{root}/materials", **PAPERS | {"key_terms": "", "differences": ""})
    refused = await drafter.send(f"{root}/review-requests")
    assert refused.status_code in (409, 422)
    assert "关键词解释" in refused.text
    await drafter.done(f"{root}/materials", **PAPERS | {"key_terms": "", "not_applicable_reason": "没有需要解释的关键词。"})
    await drafter.done(f"{root}/review-requests")


async def test_a_row_is_added_without_losing_anything(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/materials", {"files": TXT}, step="row", **PAPERS)
    assert response.status_code == 200
    assert len(value_of(response.text, "basis_title")) == 3
    assert value_of(response.text, "basis_title")[:2] == PAPERS["basis_title"]
    assert text_in(response.text, "background") == PAPERS["background"]
    assert "清单.txt" in response.text
    for _ in range(9):
        more = await again(drafter, root, response.text, step="row")
        response = more
    assert len(value_of(response.text, "basis_title")) == 10
    assert "再加一项" not in response.text
    saved = await again(drafter, root, response.text, step="")
    assert saved.status_code == 303
    assert [file.title for file in (await stored(driver, root)).attachments] == ["清单.txt"]


async def again(drafter: AtDesk, root: str, html: str, **fields: Any) -> Any:
    """The same form sent once more as the browser would: with its hidden fields, its rows and the files that wait."""
    typed = {name: value_of(html, name) for name in ("basis_title", "basis_url")}
    sent = hidden_fields(html, f"{root}/materials") | PAPERS | typed | {"waiting": checked(html, "waiting")}
    return await drafter.post(f"{root}/materials", sent | {"keep": checked(html, "keep")} | fields)


async def test_attachments_stay_unless_taken_out(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    await drafter.done(f"{root}/materials", {"files": PDF}, **PAPERS)
    page = await drafter.page(f"{root}/materials")
    assert checked(page, "keep") == [sha256(PDF[1]).hexdigest()]
    await drafter.done(f"{root}/materials", {"files": TXT}, **PAPERS, keep=checked(page, "keep"))
    found: Any = (await stored(driver, root)).attachments
    assert [file.title for file in found] == ["方案.pdf", "清单.txt"]
    await drafter.done(f"{root}/materials", **PAPERS, keep=[found[1].blob.sha256])
    assert [file.title for file in (await stored(driver, root)).attachments] == ["清单.txt"]
    stale = await drafter.send(f"{root}/materials", **PAPERS, keep=["0" * 64])
    assert stale.status_code == 409
    assert 'href="#attachments"' in stale.text


async def test_a_file_that_is_not_taken_leaves_the_others_waiting(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    bad = ("方案.pdf", b"MZ not a pdf", "application/pdf")
    response = await drafter.send(f"{root}/materials", [("files", TXT), ("files", bad)], **PAPERS)
    assert response.status_code == 415
    assert 'href="#files"' in response.text
    assert "清单.txt" in response.text
    saved = await again(drafter, root, response.text)
    assert saved.status_code == 303
    assert [file.title for file in (await stored(driver, root)).attachments] == ["清单.txt"]


async def test_a_file_that_waited_too_long_is_asked_for_again(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/materials", {"files": PDF}, step="row", **PAPERS)
    driver.clock.tell(driver.clock.now() + DAY / 16)
    late = await again(drafter, root, response.text)
    assert late.status_code == 422
    assert any("超过一小时" in error for error in errors_in(late.text))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"unit": ""}, "unit"),
        ({"unit": "长" * 101}, "unit"),
        ({"basis_url": ["ftp://example.org", ""]}, "basis"),
        ({"basis_url": ["javascript:alert(1)", ""]}, "basis"),
        ({"basis_title": ["", ""]}, "basis"),
        ({"explanation": "有\x07控制字符"}, "explanation"),
        ({"differences": "有\x07控制字符"}, "differences"),
        ({"email": "长" * 255}, "email"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field_and_everything_is_kept(
    driver: Driver, change: dict[str, Any], field: str
) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/materials", **PAPERS | change)
    assert response.status_code == 422, response.status_code
    assert f'href="#{field}"' in response.text
    assert text_in(response.text, "background") == PAPERS["background"]
    assert value_of(response.text, "basis_title")[0] == (change | PAPERS | change)["basis_title"][0]


async def test_the_second_to_save_is_shown_what_is_stored_and_keeps_his_text(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    path = f"{root}/materials"
    mine = hidden_fields(await drafter.page(path), path) | PAPERS
    await drafter.done(path, **PAPERS | {"background": "另一人写的背景。", "basis_title": ["《另一部法》"], "basis_url": [""]})
    response = await drafter.post(path, mine)
    assert response.status_code == 409
    assert "另一人写的背景。" in response.text
    assert "《另一部法》" in response.text
    assert text_in(response.text, "background") == PAPERS["background"]
    assert (await drafter.post(path, hidden_fields(response.text, path) | PAPERS)).status_code == 303


DRAFT = ("办法.docx", files_with_people.draft(), DOCX)
AS_IT_IS = sha256(DRAFT[1]).hexdigest()


async def treated(driver: Driver, root: str) -> list[tuple[str, str | None]]:
    state = await driver.runtime.archive.consultation(UUID(root.split("/")[-1]))
    return [(file.treatment.value, file.reason) for file in value_or_none(state.treated) or ()]


async def test_whoever_uploads_a_draft_with_tracked_changes_sees_them_and_a_copy_is_published(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    seen = await drafter.send(f"{root}/materials", {"files": DRAFT}, **PAPERS)
    assert seen.status_code == 422
    for words in ("已经删除的文字仍在其中", "文件里有批注", "隐藏的文字", "公开副本：接受全部修订"):
        assert words in seen.text
    saved = await again(drafter, root, seen.text, **{f"treatment-{AS_IT_IS}": "cleaned"})
    assert saved.status_code == 303
    assert await treated(driver, root) == [("cleaned", None)]
    (file,) = (await stored(driver, root)).attachments  # type: ignore[misc]
    copy = (await drafter.open(f"{root}/files/{file.blob.sha256}")).content  # type: ignore[attr-defined]
    inside = files_with_people.everything_in(copy, DOCX)
    gone = (files_with_people.DELETED, files_with_people.REMARK, files_with_people.WRITER)
    assert [word for word in gone if word.encode() in inside] == []
    assert "公开的是副本，去除了作者、修订和批注等信息" in await drafter.page(f"{root}/materials")
    await drafter.done(f"{root}/materials", **PAPERS, keep=[file.blob.sha256])  # type: ignore[attr-defined]
    assert await treated(driver, root) == [("cleaned", None)], "what was decided stays decided"


async def published(driver: Driver, root: str) -> None:
    """As it stands: submitted, reviewed, released, and open for comment."""
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("reviewer", f"{root}/reviews", kinds=["legality", "secrecy", "editorial"], result="passed")
    await driver.done("releaser", f"{root}/release")
    await driver.done("releaser", f"{root}/publication", closes_at=(driver.clock.now() + 31 * DAY).isoformat())
    await driver.settle()


async def test_a_file_is_published_as_it_is_only_with_a_reason_that_the_public_reads(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    seen = await drafter.send(f"{root}/materials", {"files": DRAFT}, **PAPERS)
    choice = {f"treatment-{AS_IT_IS}": "as-it-is"}
    refused = await again(drafter, root, seen.text, **choice, **{f"reason-{AS_IT_IS}": "要"})
    assert (refused.status_code, 'href="#files"' in refused.text, ">要</textarea>" in refused.text) == (422, True, True)
    reason = "修订标记是本次征求意见的内容，保留供公众对照。"
    saved = await again(drafter, root, refused.text, **choice, **{f"reason-{AS_IT_IS}": reason})
    assert saved.status_code == 303
    assert await treated(driver, root) == [("as-it-is", reason)]
    assert (await drafter.open(f"{root}/files/{AS_IT_IS}")).content == DRAFT[1]
    await published(driver, root.removeprefix("/desk"))
    page = (await driver.client.get("/consultations/2026-001")).text
    assert reason in page
    assert (await driver.client.get(f"/blobs/{AS_IT_IS}")).content == DRAFT[1]


async def test_a_file_that_cannot_be_cleaned_is_asked_for_again_or_explained(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    locked = ("方案.pdf", files_with_people.report(password="x"), "application/pdf")
    seen = await drafter.send(f"{root}/materials", {"files": locked}, **PAPERS)
    assert "无法做出去除这些信息的副本" in seen.text
    refused = await again(drafter, root, seen.text, **{f"treatment-{sha256(locked[1]).hexdigest()}": "cleaned"})
    assert (refused.status_code, "无法去除隐藏信息" in refused.text) == (422, True)
    heic = ("照片.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic")
    told = await drafter.send(f"{root}/materials", {"files": heic}, **PAPERS)
    assert (told.status_code, "兼容性最佳" in told.text) == (415, True)
