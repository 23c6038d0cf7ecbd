"""The receipt proves itself: files that verify, later checkpoints, a sheet to print, and the check in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64decode
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route

from consult.public_log.disclosure import disclose
from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.receipt import TlogProof, check_receipt, parse_tlog_proof
from tests.driving import Driver
from tests.links_check import ROOT
from tests.web.browser import browsing, page_in, problems

pytestmark = pytest.mark.anyio
TEXT = "夜市应当延长到零点，<b>下夜班</b>也想吃口热的。"
OTHER_WORDS = disclose("text", "不同意。")
STEPS = ("words", "entry", "leaf", "root", "signature")


async def received(driver: Driver, others: int = 3) -> str:
    """The reference of a comment with others after it."""
    consultation = await driver.opened()
    answer = await driver.comment(consultation, TEXT)
    for number in range(others):
        assert (await driver.comment(consultation, f"同意，理由{number}。")).status_code == 201
    await driver.settle()
    return str(answer.json()["reference"])


async def test_every_file_of_a_receipt_is_offered_and_verifies(driver: Driver) -> None:
    reference = await received(driver)
    key = driver.runtime.signer.verification_key
    entry, proof, disclosures = [
        (await driver.client.get(f"/receipts/{reference}/{name}")) for name in ("entry", "proof", "disclosures")
    ]
    steps = check_receipt(entry.content, parse_tlog_proof(proof.text), disclosures.text.split(), key)
    assert [step.name for step in steps if step.holds] == list(STEPS)
    assert all(answer.headers["cache-control"] == "no-store" for answer in (entry, proof, disclosures))
    archive = zipfile.ZipFile(io.BytesIO((await driver.client.get(f"/receipts/{reference}/zip")).content))
    assert archive.read("receipt-9.entry") == entry.content
    assert archive.read("disclosures.txt") == disclosures.content
    assert archive.read("vkey").decode().strip() == key
    assert not any(reference.replace("-", "") in archive.read(name).decode().replace("-", "") for name in archive.namelist())
    assert "guide.en.html" in archive.namelist()


async def test_a_receipt_is_issued_again_against_any_later_checkpoint(driver: Driver) -> None:
    reference = await received(driver)
    key, first = driver.runtime.signer.verification_key, (await driver.client.get(f"/receipts/{reference}/entry")).content
    for size in range(10, 14):
        proof = parse_tlog_proof((await driver.client.get(f"/receipts/{reference}/proof?size={size}")).text)
        assert parse_checkpoint(open_note(proof.checkpoint, key)).size == size
        assert all(step.holds for step in check_receipt(first, proof, (), key))
        page = await driver.client.get(f"/en/receipts/{reference}?size={size}")
        assert f"checkpoint of {size} entries" in page.text
    for size in ("9", "14", "0"):
        refused = await driver.client.get(f"/receipts/{reference}/proof?size={size}")
        assert (refused.status_code, "记录数10至13" in refused.text) == (422, True)
    for nonsense in ("x", "-2e-41", "9999999999999999999999"):
        assert (await driver.client.get(f"/receipts/{reference}/proof?size={nonsense}")).status_code == 400
    api = await driver.client.get(f"/api/v1/receipts/{reference}?size=11")
    assert "\n11\n" in api.json()["proof"]


async def test_an_unknown_reference_has_no_files(driver: Driver) -> None:
    for name in ("entry", "proof", "disclosures", "zip", "sheet"):
        assert (await driver.client.get(f"/receipts/AAAA-BBBB-CCCC-DDDD/{name}")).status_code == 404


@pytest.mark.browser
async def test_the_browser_checks_the_receipt_step_by_step(driver: Driver, browser: Browser) -> None:
    reference = await received(driver)
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
        for prefix, verdict in (("", "五步全部通过。"), ("/en", "All five steps hold.")):
            page = await page_in(browser, said, viewport={"width": 320, "height": 800})
            await page.goto(f"{address}{prefix}/receipts/{reference}")
            await page.locator("#verdict.notice").wait_for()
            assert await page.locator("#verdict").inner_text() == verdict
            assert await page.locator(".proofs > .holds").count() == 5
            await page.locator("#proofs > summary").click()
            assert await problems(page) == []
    assert said == []


BREAKAGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "the words": ({"disclosures": lambda value: [value[0][:-1] + "A", *value[1:]]}, {"words"}),
    "words that were never sent": ({"disclosures": lambda value: [*value, OTHER_WORDS]}, {"words"}),
    "the entry": ({"entry": lambda value: value.replace('"actor":"public"', '"actor":"clock"')}, {"leaf", "root"}),
    "white space in the entry": ({"entry": lambda value: value.replace(":", ": ", 1)}, {"entry", "leaf", "root"}),
    "the position": ({"position": lambda value: value - 1}, {"root"}),
    "a hash of the proof": ({"siblings": lambda value: [value[-1], *value[1:]]}, {"root"}),
    "a hash too few": ({"siblings": lambda value: value[:-1]}, {"root"}),
    "the root": ({"checkpoint": lambda value: value.replace("\n13\n", "\n13\nA", 1)}, {"root", "signature"}),
    "the size": ({"checkpoint": lambda value: value.replace("\n13\n", "\n12\n", 1)}, {"root", "signature"}),
    "the signature": ({"checkpoint": lambda value: value[:-8] + "AAAAAA=\n"}, {"signature"}),
    "the key": ({"key": lambda value: value[:-4] + "AAAA"}, {"signature"}),
}


@pytest.mark.browser
async def test_a_failure_is_shown_at_its_step(driver: Driver, browser: Browser) -> None:
    reference = await received(driver)
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [])
        for name, (changes, failing) in BREAKAGES.items():
            assert await failed(page, f"{address}/receipts/{reference}", changes) == failing, name
            assert "步不通过" in await page.locator("#verdict.summary").inner_text()


async def test_the_program_finds_the_same_steps_failing(driver: Driver) -> None:
    """As verify-receipt checks them; it computes the leaf itself, so that one cannot differ."""
    reference, at = await received(driver), '<script type="application/json" id="receipt">'
    facts = json.loads((await driver.client.get(f"/receipts/{reference}")).text.partition(at)[2].partition("</script>")[0])
    for name, (changes, failing) in BREAKAGES.items():
        given = facts | {field: change(facts[field]) for field, change in changes.items()}
        proof = TlogProof(given["position"], tuple(map(b64decode, given["siblings"])), given["checkpoint"])
        steps = check_receipt(given["entry"].encode(), proof, given["disclosures"], given["key"])
        assert {step.name for step in steps if not step.holds} == failing - {"leaf"}, name


async def failed(page: Page, address: str, changes: dict[str, Any]) -> set[str]:
    """The steps that fail when the page comes with changed data."""

    async def changed(route: Route) -> None:
        response = await route.fetch()
        head, rest = (await response.text()).split('<script type="application/json" id="receipt">', 1)
        data, tail = rest.split("</script>", 1)
        facts = json.loads(data)
        facts |= {name: change(facts[name]) for name, change in changes.items()}
        assert facts != json.loads(data)
        body = f'{head}<script type="application/json" id="receipt">{json.dumps(facts)}</script>{tail}'
        await route.fulfill(response=response, body=body)

    await page.route(address, changed)
    await page.goto(address)
    await page.locator("#verdict.summary, #verdict.notice").wait_for()
    found = [str(await item.get_attribute("data-step")) for item in await page.locator(".proofs > .fails").all()]
    await page.unroute(address)
    return set(found)


@pytest.mark.browser
async def test_what_a_browser_cannot_calculate_is_no_failure(driver: Driver, browser: Browser) -> None:
    """An older browser has no Ed25519: that step says so, the others hold."""
    reference = await received(driver)
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [])
        await page.add_init_script(
            "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))"
        )
        await page.goto(f"{address}/receipts/{reference}")
        await page.locator("#verdict.notice").wait_for()
        assert "有1步本浏览器不能计算" in await page.locator("#verdict").inner_text()
        assert await page.locator(".proofs > .holds").count() == 4


@pytest.mark.browser
async def test_without_scripts_the_receipt_is_plain_text_with_the_same_steps(driver: Driver, browser: Browser) -> None:
    reference = await received(driver)
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [], java_script_enabled=False)
        await page.goto(f"{address}/receipts/{reference}")
        await page.locator("#proofs > summary").click()
        assert await page.locator("[data-without-script]").is_visible()
        assert await page.locator(".proofs > li").count() == 5
        text = await page.locator("main").inner_text()
        found = (await driver.client.get(f"/api/v1/receipts/{reference}")).json()
        assert found["leaf_hash"] in text
        assert driver.runtime.signer.verification_key in text


@pytest.mark.browser
async def test_the_sheet_is_one_printed_page(driver: Driver, browser: Browser) -> None:
    consultation = await driver.opened()
    answer = await driver.comment(consultation, "很长的意见。" * 800)
    await driver.settle()
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [])
        for prefix in ("", "/en"):
            await page.goto(f"{address}{prefix}/receipts/{answer.json()['reference']}/sheet")
            assert await page.locator(".qr svg").is_visible()
            printed = await page.pdf(format="A4", margin={"top": "1.5cm", "bottom": "1.5cm", "left": "1.5cm", "right": "1.5cm"})
            assert printed.count(b"/Type /Page\n") == 1
            assert await problems(page) == []


def test_the_module_speaks_to_nobody() -> None:
    module = (ROOT / "web" / "static" / "proof.js").read_text("utf-8")
    assert not any(word in module for word in ("fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon"))
