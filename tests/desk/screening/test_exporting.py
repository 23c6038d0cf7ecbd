"""Files of a decision: the right types and names, the public's figures, and nothing closed for the public."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.desking import at_desk
from tests.driving import Driver
from tests.exports.lives import SECRET_NAME, WITHHELD_TEXT, lived
from tests.exports.reading import csv_dicts, figures, sheet_dicts, sheets
from web.shared.export_files import EXPORTS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_the_public_downloads_what_the_feedback_page_says(driver: Driver, prefix: str) -> None:
    await lived(driver)
    page = (await driver.client.get(f"{prefix}/consultations/2026-001/feedback")).text
    links = re.findall(r'href="([^"]*/downloads/[^"]+)"', page)
    assert len(links) == len(EXPORTS)
    for link in links:
        answer = await driver.client.get(link)
        file = EXPORTS[link.rpartition("/")[2]]
        assert answer.status_code == 200
        assert answer.headers["content-type"] == file.media_type
        assert answer.headers["x-content-type-options"] == "nosniff"
        plain, full = re.fullmatch(
            r"attachment; filename=\"([\w.-]+)\"; filename\*=UTF-8''([\w.%~-]+)", answer.headers["content-disposition"]
        ).groups()  # type: ignore[union-attr]
        assert plain == f"2026-001-{file.name}"
        assert unquote(full).startswith("2026-001-关于促进夜间经济的若干措施-")
        for secret in (SECRET_NAME, WITHHELD_TEXT):
            assert secret.encode() not in answer.content
        again = await driver.client.get(link, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304


async def test_figures_are_those_of_the_public_page(driver: Driver) -> None:
    await lived(driver)
    root = "/consultations/2026-001/downloads"
    ledger = (await driver.client.get("/api/v1/consultations")).json()["items"][0]["ledger"]
    rows = csv_dicts((await driver.client.get(f"{root}/comments.csv")).content)
    assert len(rows) == ledger["received"]
    assert sum(row["状态"] == "已公开" for row in rows) == ledger["published"]
    table = figures((await driver.client.get(f"{root}/summary.docx")).content)
    assert table["收到意见"] == ledger["received"]
    workbook = sheets((await driver.client.get(f"{root}/register.xlsx")).content)
    assert len(sheet_dicts(workbook["意见"])) == ledger["received"]


async def test_staff_download_both_and_others_nothing(driver: Driver) -> None:
    consultation_id = await lived(driver)
    root = f"/desk/consultations/{consultation_id}/exports"
    desk, administrator = await at_desk(driver, "drafter"), await at_desk(driver, "administrator")
    page = await desk.page(root)
    for file in EXPORTS.values():
        for audience in ("staff", "public"):
            address = f"{root}/{audience}/{file.name}"
            assert f'href="{address}"' in page
            answer = await desk.open(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"] == file.media_type
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["content-disposition"].startswith("attachment; ")
            assert ("-staff." in answer.headers["content-disposition"]) == (audience == "staff")
            assert (await administrator.open(address)).status_code == 403
            assert (await driver.client.get(address)).status_code == 303
    staff = (await desk.open(f"{root}/staff/comments.csv")).content.decode()
    public = (await desk.open(f"{root}/public/comments.csv")).content.decode()
    assert WITHHELD_TEXT in staff
    assert WITHHELD_TEXT not in public
    assert (await desk.open(f"{root}/staff/secrets.csv")).status_code == 404
    assert (await desk.open(f"{root}/everybody/comments.csv")).status_code == 404


async def test_before_the_publication_there_is_nothing_to_export(driver: Driver) -> None:
    consultation_id = await driver.released()
    desk = await at_desk(driver, "drafter")
    assert "没有可以导出的意见" in await desk.page(f"/desk/consultations/{consultation_id}/exports")
    assert (await desk.open(f"/desk/consultations/{consultation_id}/exports/staff/comments.csv")).status_code == 404


async def test_a_download_has_one_address_only(driver: Driver) -> None:
    await driver.opened()
    root = "/consultations/2026-001/downloads"
    assert (await driver.client.get(f"{root}/comments.csv")).status_code == 200
    for address in (f"{root}/comments.csv?x=1", f"{root}/other.csv", "/consultations/2026-999/downloads/comments.csv"):
        assert (await driver.client.get(address)).status_code == 404
