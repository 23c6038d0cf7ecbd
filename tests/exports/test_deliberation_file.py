"""The file for the collective deliberation: refused while something is missing, complete, and the same bytes twice."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pikepdf
import pypdf
import pytest
import typst
from docx import Document

from consult.deliberation_file import pdf_file
from domain.calendar import local_date
from tests.assessing import SUMMARY, USED, assessed, heard
from tests.conftest import lasting_driver
from tests.desking import AtDesk, at_desk
from tests.driving import DAY, DRAFT, MINUTES, Driver
from tests.exports.lives import Life

pytestmark = pytest.mark.anyio
MENDED_AT = ("/activities", "/expert-reviews", "/risk-assessments", "/fair-competition-review", "/legality-review")
FORMS = ("deliberation.docx", "deliberation.pdf")
WAIVED = {
    "expert_review": "不涉及专业性问题，无需论证。",
    "risk_assessment": "不涉及社会稳定和公共安全风险。",
    "opinion_poll": "不涉及民生决策，不需要民意调查。",
    "enterprises": "已经书面听取了企业的意见。",
}
REASON = '兼顾居民休息，维持二十三时。#eval("1") *不是* $标记$ \\'
RARE = "𠮷祥里\ue000号👨‍👩‍👧ཀ"  # ancient Han, a character of a private area, a family of joined emoji, Tibetan
OPINION = "权限、程序、内容合法，第二条建议再核。"
SAID = (
    "夜市营业至二十三时",
    "希望延长营业时间",
    "兼顾居民休息",
    '#eval("1") *不是* $标记$ \\',
    OPINION,
    *WAIVED.values(),
    "不具有排除",
)


@pytest.fixture(scope="module")
async def complete(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Life]:
    """The feedback is public, and all is recorded that the file wants."""
    async with lasting_driver(server_url, template, tmp_path_factory.mktemp("file")) as driver:
        decision = await lived(driver)
        await recorded(driver, decision)
        yield Life(driver, decision)


async def lived(driver: Driver) -> str:
    """The feedback is public; nothing is reviewed yet."""
    consultation_id = await driver.opened(touches_operators=True)
    await driver.comment(consultation_id, "建议延长至二十四时。")
    (waiting,) = await driver.waiting(consultation_id)
    comment_id = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.answered(consultation_id, [comment_id], reason=f"{REASON}{RARE}")
    await driver.feedback(consultation_id)
    return consultation_id


async def file_of(desk: AtDesk, address: str) -> bytes:
    response = await desk.open(address)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    return response.content


def words_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_pdf(content: bytes) -> str:
    """Without white space, which follows from where lines are broken."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


async def test_it_is_refused_with_all_that_is_missing_and_complete_once_it_is_recorded(driver: Driver) -> None:
    decision = await lived(driver)
    root = f"/desk/consultations/{decision}"
    desk, home = await at_desk(driver, "drafter"), f"{root}/deliberation-file"
    assert home in await desk.page(root)
    page = await desk.page(home)
    assert page.count("还缺") == 5, "fair competition, opinions (nobody was asked), experts, risks, legality"
    assert all(f'href="{root}{step}"' in page for step in MENDED_AT)
    assert "deliberation.docx" not in page
    for language, lacking in (
        ("", "公平竞争审查情况、公众意见研究采纳情况、专家论证意见研究采纳情况、风险评估报告等有关材料、合法性审查意见"),
        ("/en", "Fair-competition review, "),
    ):
        for form in FORMS:
            refused = await desk.open(f"{language}{home}/{form}")
            assert (refused.status_code, lacking in refused.text) == (409, True)
    await recorded(driver, decision)
    desk = await at_desk(driver, "drafter")
    page = await desk.page(home)
    assert ("还缺" in page, [f'href="{home}/{form}"' in page for form in FORMS]) == (False, [True, True])
    docx, pdf = [await file_of(desk, f"{home}/{form}") for form in FORMS]
    assert [await file_of(await at_desk(driver, "reviewer"), f"{home}/{form}") for form in FORMS] == [docx, pdf], "the same bytes"
    assert [word for word in SAID if word not in words_of_docx(docx)] == []
    assert [word for word in SAID if "".join(word.split()) not in words_of_pdf(pdf)] == []
    assert RARE in words_of_docx(docx)
    assert "𠮷祥里[U+E000]号" in words_of_pdf(pdf), "what no font may show stands there as its code"
    english = words_of_docx(await file_of(desk, f"/en{home}/{FORMS[0]}"))
    assert ("Opinion of the legality review" in english, OPINION in english) == (True, True)
    await prepared(driver, decision, DRAFT.replace("二十三时", "二十三时三十分"))
    told = words_of_docx(await file_of(await at_desk(driver, "drafter"), f"{home}/{FORMS[0]}"))
    assert ("拟定决定全文" in told, "二十三时三十分" in told) == (True, True), "the text that is prepared for adoption"


async def test_experts_heard_and_a_risk_assessed_stand_in_it_with_what_became_of_them(driver: Driver) -> None:
    decision = await assessed_and_lawful(driver)
    home = f"/desk/consultations/{decision}/deliberation-file"
    desk = await at_desk(driver, "drafter")
    assert "还缺" not in await desk.page(home)
    told = words_of_docx(await file_of(desk, f"{home}/{FORMS[0]}"))
    for said in (
        SUMMARY,
        USED,
        "城市管理",
        "修改后可行",
        "摊位迁移可能引起摊主聚集。",
        "措施可行，总体可控，可以实施。",
        "示例评估中心",
    ):
        assert said in told
    assert "陈某某" not in told  # excluded, and he did not agree
    english = words_of_docx(await file_of(desk, f"/en{home}/{FORMS[0]}"))
    assert "Can be controlled" in english


async def assessed_and_lawful(driver: Driver) -> str:
    """Answered; experts heard, the risk assessed, found lawful."""
    decision = await lived(driver)
    await heard(driver, decision)
    await assessed(driver, decision)
    await driver.excused(decision)
    received = local_date(driver.clock.now()).isoformat()
    driver.clock.advance(14 * DAY)
    root = f"/consultations/{decision}"
    await driver.done("reviewer", f"{root}/fair-competition-review", passed=True, opinion="不具有排除、限制竞争的内容。")
    legality = {"result": "lawful", "file_received_on": received, "reviewer": "法规处", "opinion": OPINION}
    await driver.done("reviewer", f"{root}/legality-review", **legality)
    await driver.settle()
    return decision


async def prepared(driver: Driver, consultation_id: str, text: str) -> None:
    """The notice of its adoption, with this text."""
    today = local_date(driver.clock.now()).isoformat()
    root, dates = f"/consultations/{consultation_id}", {"issued_on": today, "published_on": today, "effective_on": today}
    await driver.done("releaser", f"{root}/deliberation", result="passed", met_on=today, meeting="局长办公会", minutes=MINUTES)
    number = {"document_number": "海商规〔2026〕1号", "opinions_note": "意见已逐条研究答复。"}
    await driver.done("drafter", f"{root}/adoption", text=text, **dates, **number)


async def recorded(driver: Driver, consultation_id: str) -> None:
    """What the article wants besides the public's opinions."""
    root, received = f"/consultations/{consultation_id}", local_date(driver.clock.now()).isoformat()
    driver.clock.advance(14 * DAY)
    for step, reason in WAIVED.items():
        await driver.done("releaser", f"{root}/waivers", step=step, reason=reason)
    await driver.done("reviewer", f"{root}/fair-competition-review", passed=True, opinion="不具有排除、限制竞争的内容。")
    legality = {"result": "lawful", "file_received_on": received, "reviewer": "法规处", "opinion": OPINION}
    await driver.done("reviewer", f"{root}/legality-review", **legality)
    await driver.settle()


async def test_the_pdf_is_tagged_and_has_an_index_that_leads_to_every_section(complete: Life) -> None:
    driver, address = complete.driver, f"/desk/consultations/{complete.consultation_id}/deliberation-file/{FORMS[1]}"
    with pikepdf.open(io.BytesIO(await file_of(await at_desk(driver, "drafter"), address))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("zh")
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        with pdf.open_outline() as outline:
            assert len(outline.root) == 6
        links = [link for link in pdf.pages[0].Annots if link.Subtype == "/Link"]
        assert len(links) >= 6


async def test_without_a_font_for_chinese_there_is_word_and_no_page_of_empty_boxes(
    complete: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, home = await at_desk(complete.driver, "drafter"), f"/desk/consultations/{complete.consultation_id}/deliberation-file"
    pdf_file._fonts.cache_clear()
    with monkeypatch.context() as here:
        here.setattr(typst, "Fonts", lambda: type("Fonts", (), {"families": lambda _: ["Libertinus Serif"]})())
        refused = await desk.open(f"{home}/{FORMS[1]}")
        assert (refused.status_code, "请下载DOCX" in refused.text) == (503, True)
        assert await file_of(desk, f"{home}/{FORMS[0]}")
    assert await file_of(desk, f"{home}/{FORMS[1]}"), "a font that is installed later is found"


async def test_nothing_internal_is_given_to_whoever_may_not_read_it(complete: Life) -> None:
    home = f"/desk/consultations/{complete.consultation_id}/deliberation-file"
    stranger = await at_desk(complete.driver, "administrator")
    assert [(await stranger.open(address)).status_code for address in (home, f"{home}/{FORMS[0]}")] == [403, 403]
    desk = await at_desk(complete.driver, "drafter")
    assert (await desk.open(f"{home}/other.docx")).status_code == 404


async def test_of_a_decision_that_is_over_nothing_is_asked_for(driver: Driver) -> None:
    decision = await driver.opened()
    home, desk = f"/desk/consultations/{decision}/deliberation-file", await at_desk(driver, "drafter")
    assert "去办理" in await desk.page(home)
    await driver.done("releaser", f"/consultations/{decision}/ending", kind="shelved", reason="情况有变，本事项搁置处理。")
    page = await desk.page(home)
    assert ("去办理" in page, "还缺" in page, "已经办结" in page) == (False, True, True)
