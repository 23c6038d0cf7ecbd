"""Whatever is typed into any field that anybody can fill, it is words on every page that shows it, and nothing runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from consult.database import Database
from tests.desk.screening.in_browser import browser_at_work, desk_page
from tests.desk.screening.story import ids, landed
from tests.desk.screening.test_importing import fields_of, uploaded
from tests.desk.screening.test_queue import csrf_of
from tests.desk.security.markup import foreign_markup
from tests.desk.security.payloads import PAYLOADS
from tests.desking import AtDesk, at_desk
from tests.driving import NO_LIMITS, Driver, driving
from tests.web.browser import page_in

pytestmark = pytest.mark.anyio
RECORD = "window.ran = []; window.hit = (x) => window.ran.push(location.pathname);" + "".join(
    f" window.{name} = () => window.ran.push('{name}');" for name in ("alert", "confirm", "prompt")
)


@pytest.fixture
async def driver(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    """Without limits: hundreds of payloads come from one address, one after the other."""
    async with driving(database, tmp_path, **NO_LIMITS) as found:
        yield found
        await found.check()


def test_the_reader_of_pages_finds_what_an_attacker_leaves() -> None:
    seen = [payload for payload in PAYLOADS if foreign_markup(f"<!doctype html><p>{payload}</p>")]
    assert len(seen) > 70
    assert foreign_markup('<a href="javascript:hit(1)">x</a>')
    assert foreign_markup('<p onclick="x">') == ["attribute onclick of p"]
    assert foreign_markup(f'<p title="{escape(PAYLOADS[0])}">{escape(PAYLOADS[0])}</p>') == []


def line(payload: str, most: int) -> str:
    """As it fits a field of one line."""
    return " ".join(payload.split())[:most]


async def by_api(driver: Driver, consultation_id: str, payload: str) -> str:
    """A comment with the payload in every field of the API that takes it; its reference."""
    respondent = {"kind": "enterprise", "name": line(payload, 50), "organisation": line(payload, 100), "publish_name": True}
    response = await driver.comment(consultation_id, payload, proposed_wording=payload, respondent=respondent)
    assert response.status_code == 201, response.text
    return str(response.json()["reference"])


async def by_form(driver: Driver, number: str, payload: str) -> str:
    """The same through the public form, with a file named so."""
    fields = {
        "kind": "individual", "text": payload, "proposed_wording": payload, "name": line(payload, 50),
        "organisation": line(payload, 100),
        "publish_name": "1", "key": f"form-{hash(payload)}",
    }  # fmt: skip
    files = {"files": (f"{line(payload, 60)}.txt", payload.encode(), "text/plain")}
    path = f"/consultations/{number}/comment"
    check = await driver.client.post(f"{path}/check", data=fields, files=files)
    assert foreign_markup(check.text) == [], payload
    sent = await driver.client.post(f"{path}/submit", data=fields)
    assert sent.status_code == 303, payload
    return sent.headers["location"].rpartition("/")[2]


async def by_letter(desk: AtDesk, consultation_id: str, payload: str, csrf: str) -> str:
    """The same through the form for letters; the page that follows."""
    path = f"/desk/consultations/{consultation_id}/registration"
    fields: dict[str, Any] = {
        "channel": "letter", "received_on": "2026-03-02", "kind": "individual", "text": payload, "proposed_wording": payload,
        "name": line(payload, 50), "organisation": line(payload, 100), "publish_name": "1", "then": "next",
        "key": f"letter-{hash(payload)}",
    }  # fmt: skip
    files = {"files": (f"{line(payload, 60)}.txt", payload.encode(), "text/plain")}
    response = await landed(desk, await desk.post(path, fields | {"csrf": csrf}, files))
    assert response.status_code == 200, payload
    return str(response.text)


async def shown(driver: Driver, desk: AtDesk, consultation_id: str, references: list[str]) -> dict[str, str]:
    """Every page that shows what was typed, by address."""
    await driver.settle()
    comments = await ids(driver, consultation_id)
    queue, count = f"/desk/consultations/{consultation_id}/screening", len(comments)
    paths = [f"{queue}?queue=all&after={after}" for after in range(0, count, 50)]
    paths += [f"/desk/comments/{comment}" for comment in comments[::3]]
    paths += [f"/desk/comments/{comment}/redaction" for comment in comments[::40]]
    paths += [f"/consultations/2026-001/comments?after={after}" for after in range(0, count, 50)]
    paths += [f"/consultations/2026-001/comments/{number}" for number in range(1, count + 1, 9)]
    paths += [f"/receipts/{reference}" for reference in references[::9]]
    paths += [f"/desk/consultations/{consultation_id}", "/desk", "/desk/erasures", "/consultations/2026-001"]
    return {path: (await desk.client.get(path)).text for path in paths}


async def filled(driver: Driver) -> tuple[str, AtDesk, list[str]]:
    """A decision whose comments are payloads, come by every way, and published."""
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    references = [await by_api(driver, consultation_id, payload) for payload in PAYLOADS]
    references += [await by_form(driver, "2026-001", payload) for payload in PAYLOADS[::2]]
    csrf = csrf_of(await desk.page("/desk"))
    for payload in PAYLOADS[1::2]:
        page = await by_letter(desk, consultation_id, payload, csrf)
        assert foreign_markup(page) == [], payload
    queue = f"/desk/consultations/{consultation_id}/screening"
    comments = await ids(driver, consultation_id)
    for start in range(0, len(comments), 100):
        await desk.post(queue, {"csrf": csrf, "key": f"all-{start}", "act": "publish", "ids": comments[start : start + 100]})
    return consultation_id, desk, references


@pytest.mark.browser
async def test_payloads_are_words_wherever_they_are_shown_and_nothing_runs(driver: Driver, browser: Browser) -> None:
    """Read as markup, and in a real browser even without the Content-Security-Policy."""
    consultation_id, desk, references = await filled(driver)
    pages = await shown(driver, desk, consultation_id, references)
    assert {path: found for path, page in pages.items() if (found := foreign_markup(page))} == {}
    words_alone(pages)
    async with browser_at_work(driver, browser) as address:
        await nothing_runs(browser, address, desk, [path for path in pages if "comments/" not in path or path.endswith("1")])
        await what_runs_is_seen(browser, address)


def words_alone(pages: Mapping[str, str]) -> None:
    """Every payload stands somewhere, escaped; none stands anywhere as it was typed."""
    marked = [payload for payload in PAYLOADS if re.search(r"[<>\"']", payload) and "\n" not in payload and "\t" not in payload]
    unescaped = [(path, payload) for path, page in pages.items() for payload in marked if payload in page and "hit" in payload]
    assert unescaped == []
    everything = _plain("".join(pages.values()))
    assert [payload for payload in PAYLOADS if escape(payload, quote=False) not in everything] == []
    assert "{{7*7}}" in everything


async def nothing_runs(browser: Browser, address: str, desk: AtDesk, paths: Sequence[str]) -> None:
    asked = list[str]()
    page = await desk_page(browser, address, desk, [])
    await watched(page, asked)
    for path in paths:
        await page.goto(address + path)
        await page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert await page.evaluate("window.ran") == [], path
    assert {line for line in asked if not line.startswith(address)} == set()


async def what_runs_is_seen(browser: Browser, address: str) -> None:
    """The same watch, on a page into which a payload was put."""
    page = await page_in(browser, [])
    await watched(page, [])
    await page.goto(f"{address}/help")
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=hit(1)>')")
    await page.wait_for_function("window.ran.length > 0")
    assert await page.evaluate("window.ran") == ["/help"]


async def watched(page: Page, asked: list[str]) -> None:
    """Note whatever runs, and every address that is asked for."""
    await page.add_init_script(RECORD)
    page.on("request", lambda request: asked.append(request.url))


def _plain(html: str) -> str:
    """Quotes as they stand, however they were written."""
    return html.replace("&#34;", '"').replace("&#39;", "'").replace("&quot;", '"')


async def one_comment(driver: Driver) -> tuple[AtDesk, str, str]:
    """Somebody at the desk, the address of a decision there, and that of its only comment."""
    consultation_id = await driver.opened()
    await driver.comment(consultation_id, "建议")
    (comment_id,) = await ids(driver, consultation_id)
    return await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}", f"/desk/comments/{comment_id}"


async def test_payloads_in_a_form_that_is_refused_are_shown_back_as_words(driver: Driver) -> None:
    desk, root, comment = await one_comment(driver)
    csrf = csrf_of(await desk.page("/desk"))
    sent: dict[str, dict[str, str]] = {
        f"{root}/screening": {"act": "withhold", "note": "?", "public_note": "?"},
        f"{comment}/withholding": {"note": "?", "reason": "?"},
        f"{comment}/redaction": {"step": "preview", "words": "?", "redacted_text": "?"},
        f"{root}/registration": {"name": "?", "text": "?", "channel": "?"},
        "/find": {"reference": "?"},
    }
    bad: dict[tuple[str, str], list[str]] = {}
    for path, fields in sent.items():
        for payload in PAYLOADS:
            data = {name: payload if value == "?" else value for name, value in fields.items()}
            answer = await desk.client.post(path, data=data | {"csrf": csrf})
            assert answer.status_code < 500, (path, payload)
            if found := foreign_markup(answer.text):
                bad[path, payload] = found
    assert bad == {}


async def test_payloads_in_an_address_are_shown_back_as_words(driver: Driver) -> None:
    desk, root, comment = await one_comment(driver)
    asked: dict[str, tuple[str, ...]] = {
        f"{root}/screening": ("words", "queue", "article"),
        comment: ("done", "of"),
        "/consultations": ("q",),
    }
    bad: dict[tuple[str, str], list[str]] = {}
    for path, names in asked.items():
        for payload in PAYLOADS:
            answer = await desk.client.get(path, params=dict.fromkeys(names, payload))
            assert answer.status_code < 500, (path, payload)
            if found := foreign_markup(answer.text):
                bad[path, payload] = found
    assert bad == {}


async def test_payloads_in_a_table_to_import_are_words(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/import"
    quoted = ['"' + payload.replace('"', '""') + '"' for payload in PAYLOADS]
    content = (
        "渠道,收到日期,意见内容,姓名,"
        + quoted[0]
        + "\n"
        + "".join(f"{cell},2026-03-02,{cell},{cell},{cell}\n" for cell in quoted)
    )
    mapping = await uploaded(desk, path, f"{PAYLOADS[6][:40]}.csv", content.encode())
    assert foreign_markup(mapping.text) == []
    report = await desk.post(path, fields_of(mapping.text) | {"step": "try"})
    assert report.status_code == 200
    assert foreign_markup(report.text) == []
