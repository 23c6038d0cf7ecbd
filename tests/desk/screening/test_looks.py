"""Every page of the screening desk in every state: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser

from consult.scanning.steps import examine_files
from consult.work.closing import close_due_periods
from domain.calendar import local_date
from tests.desk.pages import Pages
from tests.desk.screening.story import LATER, ids, register
from tests.desk.screening.test_comment import act
from tests.desk.screening.test_importing import CSV, fields_of, uploaded
from tests.desk.screening.test_queue import csrf_of
from tests.desking import at_desk, hidden_fields
from tests.driving import Driver
from tests.intake import files_with_people
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
LONG = "长" * 700
RESPONDENT = {"kind": "enterprise", "name": "张三", "organisation": "夜明公司", "contact": {"email": "z@example.org"}}


async def queue(driver: Driver) -> dict[str, str]:
    """Lists of comments: empty, full, narrowed, after several were done at once."""
    pages, desk, second = Pages(), await at_desk(driver, "drafter"), await at_desk(driver, "second")
    empty = await driver.opened(title="关于空白事项的若干措施")
    pages.keep("empty queue", await desk.page(f"/desk/consultations/{empty}/screening"))
    pages.keep("empty erasures", await desk.page("/desk/erasures"))
    consultation_id = await driver.opened()
    await driver.comment(consultation_id, LONG, respondent=RESPONDENT, articles=["a2"])
    for number in range(2, 55):
        await driver.comment(consultation_id, f"第{number}条意见", proposed_wording="改为零点。" if number == 2 else None)
    comments = await ids(driver, consultation_id)
    address = f"/desk/consultations/{consultation_id}/screening"
    for query in ({}, {"after": "50"}, {"words": "没有"}, {"queue": "all"}):
        await pages.look(desk, address, **query)
    csrf = csrf_of(await desk.page(address))
    for prefix in ("", "/en"):
        pages.keep(f"{prefix} found none", (await desk.post(f"{prefix}{address}/found", {"csrf": csrf, "sought": "99"})).text)
    pages.keep("bulk error", (await desk.post(address, {"csrf": csrf, "act": "withhold", "ids": comments[5]})).text)
    await second.done(f"/desk/comments/{comments[6]}", action=f"/desk/comments/{comments[6]}/publication")
    bulk = {"csrf": csrf, "key": "bulk", "act": "publish", "ids": comments[5:8]}
    pages.keep("bulk done", (await desk.post(address, bulk)).text)
    return pages.found


async def with_files(driver: Driver, consultation_id: str, comment: dict[str, Any]) -> Any:
    """A comment with a photograph, and with a file that nobody can look into; what its author is answered."""
    parts: list[Any] = [("comment", (None, json.dumps(comment), "application/json"))]
    parts += [
        ("files", ("照片.jpg", files_with_people.photograph())),
        ("files", ("密.pdf", files_with_people.report(password="x"))),
    ]
    return (await driver.client.post(f"/api/v1/consultations/{consultation_id}/comments", files=parts)).json()


async def one_comment(driver: Driver) -> dict[str, str]:
    """From its screening over appeal and erasure to nothing."""
    pages, desk, second = Pages(), await at_desk(driver, "drafter"), await at_desk(driver, "second")
    consultation_id = await driver.opened()
    receipt = await with_files(driver, consultation_id, {"respondent": RESPONDENT, "text": LONG, "articles": ["a2"]})
    await driver.comment(consultation_id, "第2条意见", proposed_wording="改为零点。")
    await examine_files(driver.runtime)
    comments = await ids(driver, consultation_id)
    one = f"/desk/comments/{comments[0]}"
    await pages.look(desk, one)
    for step in ("publication", "withholding", "erasure-requests", "redaction"):
        pages.keep(step, await desk.page(f"{one}/{step}"))
    await pages.state("withholding error", desk, f"{one}/withholding", 422, reason="", note="")
    preview = {"step": "preview", "words": "长长\n没有", "redacted_text": LONG}
    await pages.state("redaction preview", desk, f"{one}/redaction", 200, **preview)
    await pages.state("redaction error", desk, f"{one}/redaction", 422, **preview | {"words": "", "redacted_text": "改"})
    await act(desk, comments[0], "withholding", reason="abuse", note="辱骂", public_note="另行答复")
    await driver.client.post(f"/receipts/{receipt['reference']}/appeal", data={"grounds": "没有辱骂。"})
    await act(desk, comments[0], "erasure-requests", scope="identity", note="来电")
    pages.keep("appealed, own", await desk.page(one))
    for person, name, path in (
        (second, "appealed", one), (second, "appeal decision", f"{one}/appeal-decision"), (second, "erasure", f"{one}/erasure"),
        (desk, "erasures, own", "/desk/erasures"), (second, "erasures", "/desk/erasures"),
    ):  # fmt: skip
        pages.keep(name, await person.page(path))
    await act(second, comments[0], "appeal-decision", outcome="upheld", note="维持")
    pages.keep("appeal decided, own", await second.page(one))
    for step in ("revision", "revision/redaction"):
        pages.keep(step, await desk.page(f"{one}/{step}"))
    await pages.state("revision error", desk, f"{one}/revision", 422, outcome="withheld", reason="", note="看过")
    await pages.state("revision preview", desk, f"{one}/revision/redaction", 200, **preview)
    pages.keep("second-look", await second.page(f"{one}/second-look"))
    await act(second, comments[0], "second-look", note="可能不是辱骂")
    pages.keep("asked to look again", await desk.page(one))
    pages.keep("confirmation", await desk.page(f"{one}/confirmation"))
    await act(desk, comments[0], "revision", outcome="published", note="不是辱骂", public_note="经复看，改为公开。")
    for name, address in (("public", "/consultations/2026-001/comments/1"), ("receipt", f"/receipts/{receipt['reference']}")):
        pages.keep(f"revised, {name}", (await driver.client.get(address)).text)
    await act(second, comments[0], "erasure")
    pages.keep("erased", await second.page(one))
    pages.keep("erasures done", await second.page("/desk/erasures", show="done"))
    covering = f"/desk/comments/{comments[1]}/revision/redaction"
    begun = hidden_fields(await second.page(covering), covering)
    await act(desk, comments[1], "erasure-requests", scope="all", note="来电")
    await act(second, comments[1], "erasure")
    typed = {"step": "send", "reason": "personal_data", "note": LONG, "public_note": "更正"}
    pages.keep("erased while it was covered", (await second.post(covering, begun | typed)).text)
    pages.keep("nothing left to cover", (await second.open(f"/desk/comments/{comments[1]}/redaction")).text)
    pages.keep("all erased", await second.page(f"/desk/comments/{comments[1]}"))
    return pages.found


async def from_outside(driver: Driver) -> dict[str, str]:
    """Letters and tables of comments come in; exports go out."""
    pages, desk = Pages(), await at_desk(driver, "drafter")
    consultation_id = await driver.opened()
    root = f"/desk/consultations/{consultation_id}"
    await pages.look(desk, f"{root}/registration")
    for name, fields in (
        ("registration error", {"text": "", "articles": ["a1"]}),
        ("registration next", {"then": "next"}),
        ("confirmation", {"name": "赵大"}),
    ):
        pages.keep(name, (await register(driver, desk, consultation_id, **fields)).text)
    await registration_corrected(driver, pages, consultation_id)
    await pages.look(desk, f"{root}/import")
    mapping = (await uploaded(desk, f"{root}/import", "意见.csv", CSV.encode())).text
    pages.keep("import mapping", mapping)
    fields = fields_of(mapping)
    for step in ("try", "import"):
        pages.keep(f"import {step}", (await desk.post(f"{root}/import", fields | {"step": step})).text)
    csrf = csrf_of(mapping)
    pages.keep("import error", (await desk.post(f"{root}/import", {"csrf": csrf, "step": "upload"})).text)
    wrong = fields | {"step": "try", "column_2": "text"}
    pages.keep("import mapping error", (await desk.post(f"{root}/import", wrong)).text)
    await pages.look(desk, f"{root}/exports", root)
    driver.clock.tell(driver.clock.now() + LATER)
    await close_due_periods(driver.runtime)
    pages.keep("late", (await register(driver, await at_desk(driver, "drafter"), consultation_id)).text)
    return pages.found


async def registration_corrected(driver: Driver, pages: Pages, consultation_id: str) -> None:
    """Of the letter entered last, by another person."""
    one = f"/desk/comments/{(await ids(driver, consultation_id))[-1]}"
    second = await at_desk(driver, "second")
    path = f"{one}/registration-correction"
    pages.keep("registration correction", await second.page(path))
    today = local_date(driver.clock.now()).isoformat()
    fields = {"channel": "letter", "received_on": today, "respondent_kind": "individual", "articles": ["a1"], "cause": "misread"}
    await pages.state("registration correction error", second, path, 422, **fields, note="")
    await second.done(path, **fields, note="字迹不清")
    await driver.settle()
    pages.keep("registration corrected", await second.page(one))
    public = await driver.client.get("/consultations/2026-001/comments?order=newest")
    pages.keep("registration corrected, public", public.text)
    assert "针对的条款：原件辨认有误" in public.text


@pytest.mark.parametrize("story", [queue, one_comment, from_outside])
async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, story: Callable[[Driver], Awaitable[dict[str, str]]], browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = await story(driver)
    for name, html in pages.items():
        assert "<h1" in html, name
        assert "系统出错" not in html, name
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, driver.cache, pages) == []
