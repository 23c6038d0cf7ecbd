"""A draft before it is published: seen at the desk as the public will see it, and by whoever was given a link, until it ends."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from html import unescape

import pytest

from tests import materials
from tests.desk.drafting.matters import PAPERS, TEXT
from tests.desk.drafting.stories import drafted, saved, started
from tests.desking import AtDesk, at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio
PDF = ("方案.pdf", materials.PDF, "application/pdf")


async def complete(drafter: AtDesk) -> str:
    root = await drafted(drafter)
    await drafter.done(f"{root}/materials", {"files": PDF}, **PAPERS)
    return root


async def linked(drafter: AtDesk, root: str, days: str = "7") -> str:
    """A new link; its path."""
    response = await drafter.send(f"{root}/preview", days=days)
    assert response.status_code == 200, response.text
    found = re.search(r'class="break code" href="http://consult.example([^"]+)"', response.text)
    assert found, response.text
    return found.group(1)


async def test_the_page_at_the_desk_is_the_public_one_with_a_mark(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    page = await drafter.page(f"{root}/preview/page")
    assert "预览：尚未公布" in page
    assert 'name="robots" content="noindex, nofollow"' in page
    for words in (PAPERS["background"], "《公平竞争审查条例》", "方案.pdf", "夜市营业至二十三时"):
        assert words in page, words
    assert "提出意见</a>" not in page
    assert "/comments" not in page
    whole = await drafter.page(f"{root}/preview/page/draft")
    assert "第四条" in whole
    assert "/articles/" not in whole
    file = await drafter.open(f"{root}/preview/page/files/{sha256(PDF[1]).hexdigest()}")
    assert file.content == PDF[1]
    assert file.headers["cache-control"] == "no-store"
    assert (await (await at_desk(driver, "reviewer")).open(f"{root}/preview/page")).status_code == 200
    assert (await (await at_desk(driver, "administrator")).open(f"{root}/preview/page")).status_code == 403


async def test_whoever_has_the_link_sees_the_draft_as_it_stands(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    path = await linked(drafter, root)
    seen = await driver.client.get(path)
    assert seen.status_code == 200
    assert PAPERS["background"] in seen.text
    assert seen.headers["cache-control"] == "no-store"
    assert seen.headers["x-robots-tag"] == "noindex, nofollow"
    assert "canonical" not in seen.text
    assert "og:url" not in seen.text
    assert "二十三时" in (await driver.client.get(f"{path}/draft")).text
    assert "24:00" in (await driver.client.get(f"/en{path}")).text
    assert (await driver.client.get(f"{path}/files/{sha256(PDF[1]).hexdigest()}")).content == PDF[1]
    assert (await driver.client.get(f"{path}/files/{'0' * 64}")).status_code == 404
    await saved(drafter, root, TEXT.replace("二十三时", "二十四时"))
    assert "二十四时" in (await driver.client.get(f"{path}/draft")).text


async def test_every_link_in_a_preview_leads_somewhere(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    path = await linked(drafter, await complete(drafter))
    for page in (path, f"{path}/draft", f"/en{path}"):
        html = (await driver.client.get(page)).text
        for address in set(re.findall(r'href="(/[^"#]*)', html)):
            assert (await driver.client.get(unescape(address))).status_code in (200, 303), address


async def test_a_link_ends_with_its_time(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    path = await linked(drafter, root, "1")
    driver.clock.tell(driver.clock.now() + timedelta(days=1))
    ended = await driver.client.get(path)
    assert ended.status_code == 410
    assert "预览链接已失效" in ended.text
    assert PAPERS["background"] not in ended.text
    assert (await driver.client.get(f"{path}/draft")).status_code == 410


async def test_a_link_ends_when_it_is_revoked(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    path = await linked(drafter, root)
    page = await drafter.page(f"{root}/preview")
    action = re.search(rf'action="({root}/preview/[0-9a-f-]+/revocation)"', page)
    assert action
    assert "有效" in page
    await drafter.done(f"{root}/preview", action=action.group(1))
    assert (await driver.client.get(path)).status_code == 410
    assert "撤销</td>" in await drafter.page(f"{root}/preview")


async def test_an_unknown_link_is_not_found(driver: Driver) -> None:
    assert (await driver.client.get("/preview/" + "x" * 43)).status_code == 404


async def test_a_link_made_twice_by_one_form_is_one_link(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    first = await drafter.send(f"{root}/preview", days="7", key="the-same-form")
    again = await drafter.send(f"{root}/preview", days="7", key="the-same-form")
    addresses = [re.findall(r"/preview/[\w-]{43}", response.text)[0] for response in (first, again)]
    assert addresses[0] == addresses[1]
    assert (await drafter.page(f"{root}/preview")).count("/revocation") == 1


@pytest.mark.parametrize("days", ["0", "31", "", "sieben", "-1"])
async def test_a_link_lasts_one_to_thirty_days(driver: Driver, days: str) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    response = await drafter.send(f"{root}/preview", days=days)
    assert response.status_code == 422
    assert 'href="#days"' in response.text


async def test_only_a_drafter_of_the_division_makes_links(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await complete(drafter)
    reviewer = await at_desk(driver, "reviewer")
    assert "生成链接" not in await reviewer.page(f"{root}/preview")
    csrf = re.search(r'name="csrf" value="([^"]+)"', await reviewer.page(f"{root}/preview"))
    assert csrf
    assert (await reviewer.post(f"{root}/preview", {"csrf": csrf.group(1), "days": "7", "key": "k"})).status_code == 403


async def test_there_is_no_link_without_a_draft(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    assert "还没有草案，不能预览" in await drafter.page(f"{root}/preview")
    assert (await drafter.send(f"{root}/preview", days="7")).status_code == 409


async def test_a_link_leads_to_the_public_page_once_there_is_one(driver: Driver) -> None:
    consultation_id = await driver.released()
    drafter = await at_desk(driver, "drafter")
    path = await linked(drafter, f"/desk/consultations/{consultation_id}")
    closes_at = (driver.clock.now() + timedelta(days=31)).isoformat()
    await driver.done("releaser", f"/consultations/{consultation_id}/publication", closes_at=closes_at)
    await driver.settle()
    assert (await driver.client.get(path)).headers["location"] == "/consultations/2026-001"
