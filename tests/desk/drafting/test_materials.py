"""The papers that go with the draft: saved whole or in part, nothing chosen or typed is lost, files stay unless taken out."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from domain.consultation.events import MaterialsPrepared
from tests import materials
from tests.desk.drafting.matters import PAPERS
from tests.desk.drafting.stories import drafted, started
from tests.desk.drafting.test_importing import text_in
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import DAY, Driver

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
    response = await drafter.send(f"{root}/materials", {"files": PDF}, step="row", **PAPERS)
    assert response.status_code == 200
    assert len(value_of(response.text, "basis_title")) == 3
    assert value_of(response.text, "basis_title")[:2] == PAPERS["basis_title"]
    assert text_in(response.text, "background") == PAPERS["background"]
    assert "方案.pdf" in response.text
    for _ in range(9):
        more = await again(drafter, root, response.text, step="row")
        response = more
    assert len(value_of(response.text, "basis_title")) == 10
    assert "再加一项" not in response.text
    saved = await again(drafter, root, response.text, step="")
    assert saved.status_code == 303
    assert [file.title for file in (await stored(driver, root)).attachments] == ["方案.pdf"]


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
