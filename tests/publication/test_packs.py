"""The offline pack over the web: anybody has it, it proves itself, and it never keeps what is no longer public."""

from __future__ import annotations

import asyncio
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.async_api import Browser

from consult.background import processes
from consult.background.pack_queue import REST, TIMES, PackNotReady, PacksBusy
from tests.audit.test_honest import verified
from tests.driving import Driver
from tests.waiting import until
from tests.web.browser import browsing, page_in, problems
from tests.web.html_checker import HtmlChecker

pytestmark = pytest.mark.anyio
PATIENCE = 600.0  # seconds; it is made behind everything else, of which a machine of tests has much
SECRET = "只有这一位市民写过的话"


async def commented(driver: Driver, consultation: str, text: str = SECRET) -> str:
    """A published comment; its id."""
    await driver.comment(consultation, text)
    comment_id: str = (await driver.waiting(consultation))[-1]["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.settle()
    return comment_id


async def downloaded(driver: Driver, number: str = "2026-001") -> Any:
    """The pack, as one who comes again while it is being made."""
    async with asyncio.timeout(PATIENCE):
        while (response := await driver.client.get(f"/packs/{number}/zip")).status_code == 503:
            assert "正在制作" in response.text
    assert response.status_code == 200, response.text
    return response


def texts(content: bytes) -> str:
    """Everything in the zip that is text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


async def test_anybody_downloads_a_pack_that_proves_itself(driver: Driver, tmp_path: Path) -> None:
    consultation = await driver.opened()
    await commented(driver, consultation)
    for page in ("/consultations/2026-001", "/consultations/2026-001/history"):
        assert 'href="/packs/2026-001"' in (await driver.client.get(page)).text
        assert 'href="/en/packs/2026-001"' in (await driver.client.get(f"/en{page}")).text
    assert "下载时制作" in (await driver.client.get("/packs/2026-001")).text
    answer = await downloaded(driver)
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-disposition"].startswith('attachment; filename="2026-001-pack.zip"; filename*=UTF-8')
    file = tmp_path / "pack.zip"
    file.write_bytes(answer.content)
    assert verified(file) == (0, True)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert len([name for name in names if name.endswith(".entry")]) == len(await driver.runtime.log.about(await id_of(driver)))
    assert {"pages/consultations/2026-001.html", "pages/en/consultations/2026-001.html", "guide.zh.html"} <= set(names)
    assert len(names) == len(set(names))
    assert not [name for name in names if "packs" in name]
    kept = await driver.runtime.packs.cached(await id_of(driver))
    assert kept is not None
    said = (await driver.client.get("/en/packs/2026-001")).text
    assert f"{kept.entries} entries" in said
    assert "KB" in said


async def id_of(driver: Driver, number: str = "2026-001") -> UUID:
    return UUID((await driver.client.get(f"/api/v1/consultations/{number}")).json()["id"])


async def test_it_is_made_once_for_everybody(driver: Driver) -> None:
    consultation = await driver.opened()
    answers = await asyncio.gather(*(downloaded(driver) for _ in range(4)))
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1
    same = await driver.client.get("/packs/2026-001/zip", headers={"if-none-match": answers[0].headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    await driver.comment(consultation, "又一条意见。")
    await driver.settle()
    assert (await downloaded(driver)).headers["etag"] == answers[0].headers["etag"], "what was made lately is good enough"
    made = await driver.runtime.packs.cached(UUID(consultation))
    assert made
    rest = max(REST, TIMES * timedelta(seconds=made.seconds))  # longer than ten minutes on a machine that is very busy
    driver.clock.tell(driver.clock.now() + rest + timedelta(minutes=1))
    newer = await downloaded(driver)
    assert newer.headers["etag"] != answers[0].headers["etag"]
    assert len(newer.content) > len(answers[0].content)


async def test_what_is_erased_is_in_no_pack_and_a_kept_one_is_dropped_at_once(driver: Driver) -> None:
    comment_id = await commented(driver, await driver.opened())
    before = await downloaded(driver)
    assert SECRET in texts(before.content)
    assert open_files(driver) == 1
    packs = driver.runtime.packs
    held = await packs.cached(await id_of(driver))
    assert held is not None
    sending = held.content()
    await anext(sending)
    await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="all", note="本人申请")
    assert await packs.cached(await id_of(driver)) is held
    await driver.done("second", f"/comments/{comment_id}/erasure")
    await driver.settle()
    await dropped(held)
    held.size += 1  # what is on its way is broken off, however much of it is left
    assert [part async for part in sending] == []
    del held, sending
    assert open_files(driver) == 0
    after = await downloaded(driver)
    assert SECRET not in texts(after.content)
    assert after.headers["etag"] != before.headers["etag"]


async def dropped(pack: Any) -> None:
    """Nobody asks for it: the watch lets go of it."""
    await until(lambda: pack.dropped, "the pack is let go of")


def open_files(driver: Driver) -> int:
    """Files without a name that this process holds in the data folder."""
    folder, found = str(driver.runtime.settings.data_dir.resolve()), 0
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(entry)
        except OSError:
            continue
        found += "(deleted)" in target and target.startswith(f"{folder}/#")
    return found


async def test_packs_are_made_one_at_a_time_and_only_so_many_wait(driver: Driver, html_checker: HtmlChecker) -> None:
    for _ in range(4):
        await driver.opened()
    numbers = [f"2026-00{number}" for number in range(1, 5)]
    ids = [await id_of(driver, number) for number in numbers]
    packs = driver.runtime.packs
    for decision, number in zip(ids[:3], numbers, strict=False):
        with pytest.raises(PackNotReady):
            await packs.get(decision, number, 0.0)
        assert "正在制作" in (await driver.client.get(f"/packs/{number}")).text
    with pytest.raises(PacksBusy):
        await packs.get(ids[3], numbers[3], 0.0)
    busy = await driver.client.get("/packs/2026-004/zip")
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "30")
    assert "正在为其他事项制作离线档案包" in busy.text
    busy = await driver.client.get("/en/packs/2026-004/zip")
    assert "Packs for other decisions are being made" in busy.text
    assert html_checker.errors({"busy": busy.text}) == []
    await packs.close()
    assert not any(packs.is_being_made(decision) for decision in ids)


async def test_of_what_is_not_published_there_is_none(driver: Driver) -> None:
    await driver.released()
    for address in ("/packs/2026-001", "/packs/2026-001/zip", "/en/packs/nothing/zip", "/packs/..%2f/zip"):
        assert (await driver.client.get(address)).status_code == 404, address
    await driver.opened()
    assert (await driver.client.get("/packs/2026-001/zip?again=1")).status_code == 404


@pytest.mark.browser
async def test_a_person_downloads_it_by_keyboard_without_scripts(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setattr("web.pages.packs.PATIENCE", PATIENCE)
    await driver.opened()
    found, said = [], list[str]()
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said, java_script_enabled=False, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}/consultations/2026-001")
        await page.get_by_role("link", name="离线档案包").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="离线档案包").wait_for()
        async with page.expect_download(timeout=PATIENCE * 1000) as waiting:
            await page.get_by_role("link", name="下载离线档案包（ZIP）").focus()
            await page.keyboard.press("Enter")
        download = await waiting.value
        assert download.suggested_filename == "2026-001-关于促进夜间经济的若干措施-pack.zip"
        await download.save_as(tmp_path / "saved.zip")
        page = await page_in(browser, said)
        for prefix in ("", "/en"):
            await page.goto(f"{address}{prefix}/packs/2026-001")
            found += await problems(page)
    assert (found, said) == ([], [])
    assert verified(tmp_path / "saved.zip") == (0, True)


async def test_it_is_made_behind_everything_else_and_every_state_of_its_page_is_valid(
    driver: Driver, html_checker: HtmlChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list[int]()
    monkeypatch.setattr(processes, "LOWEST", 19)
    monkeypatch.setattr(os, "setpriority", lambda _which, _process, priority: given.append(priority))
    await driver.opened()
    packs, pages = driver.runtime.packs, {}
    pages["none"] = (await driver.client.get("/packs/2026-001")).text
    with pytest.raises(PackNotReady):
        await packs.get(await id_of(driver), "2026-001", 0.0)
    pages["being made"] = (await driver.client.get("/en/packs/2026-001")).text
    await downloaded(driver)
    assert given == [19]
    pages["there"] = (await driver.client.get("/packs/2026-001")).text
    assert len(set(pages.values())) == 3
    assert html_checker.errors(pages) == []
