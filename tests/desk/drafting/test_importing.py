"""The whole draft: what was understood is shown before anything is saved, what was not is said, nothing is lost on the way."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from docx import Document

from consult.commands.texts import drafts_of, source_of
from domain.values import TextDocument
from tests.desk.drafting.matters import TEXT
from tests.desk.drafting.stories import drafted, previewed, saved, started
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(*paragraphs: str, table: bool = False) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        document.add_table(rows=1, cols=2).rows[0].cells[0].text = "时段"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


async def latest(driver: Driver, root: str) -> tuple[str, list[tuple[str, str]]]:
    """The text as stored, and its articles by id and label."""
    state = await driver.runtime.archive.consultation(UUID(root.split("/")[-1]))
    assert isinstance(state.draft, TextDocument)
    text = await source_of(driver.runtime, state.id, state.draft)
    return text, [(article.id, article.label) for article in state.draft.articles]


def text_in(html: str, name: str = "text") -> str:
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert found, name
    return unescape(found.group(1))


async def test_a_text_is_previewed_and_saved_code_point_for_code_point(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    assert "还没有草案" in await drafter.page(f"{root}/drafts")
    preview = await previewed(drafter, root)
    assert "识别到4条" in preview
    assert "草案的标题和决策事项名称不同" in preview
    assert "第二章 附则" in preview
    assert text_in(preview) == TEXT
    assert await drafts_of(driver.runtime, UUID(root.split("/")[-1])) == []
    location = await saved(drafter, root, TEXT)
    assert location == f"{root}/drafts/articles?done=prepare_draft"
    assert await latest(driver, root) == (TEXT, [("a1", "第一条"), ("a2", "第二条"), ("a3", "第三条"), ("a4", "第四条")])
    assert text_in(await drafter.page(f"{root}/drafts")) == TEXT


async def test_a_word_file_is_previewed_with_what_was_not_understood(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    file = ("草案.docx", word_file("第一条　目的。", "第二条　范围。", table=True), DOCX)
    response = await drafter.send(f"{root}/drafts", {"file": file}, source="file", text="还没有写完的另一份")
    assert response.status_code == 200
    assert "识别到2条" in response.text
    assert "没有完全识别的内容" in response.text
    assert "表格：只保留文字" in response.text
    assert text_in(response.text, "before") == "还没有写完的另一份"
    fields = hidden_fields(response.text, f"{root}/drafts") | {"text": text_in(response.text), "before": "还没有写完的另一份"}
    back = await drafter.post(f"{root}/drafts", fields | {"step": "discard"})
    assert text_in(back.text) == "还没有写完的另一份"
    assert (await drafter.post(f"{root}/drafts", fields | {"step": "save"})).status_code == 303
    assert [label for _, label in (await latest(driver, root))[1]] == ["第一条", "第二条"]


async def test_going_back_from_the_preview_keeps_the_text(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    fields = hidden_fields(await previewed(drafter, root), f"{root}/drafts")
    back = await drafter.post(f"{root}/drafts", fields | {"text": TEXT, "step": "change"})
    assert back.status_code == 200
    assert text_in(back.text) == TEXT


async def test_the_next_version_is_compared_before_it_is_saved(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    preview = await previewed(drafter, root, TEXT.replace("二十三时", "二十四时"))
    assert "与第1稿相比：有修改 1，未修改 3" in re.sub(r"\s+", " ", preview)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("草案.docx", b"not a package", "后缀与实际内容不符"),
        ("草案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版格式"),
        ("草案.pdf", b"%PDF-1.7", "不能读取这种文件"),
        ("草案.txt", b"", "文件是空的"),
        ("草案.txt", "　\n".encode(), "没有"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_at_its_field_and_the_text_stays(
    driver: Driver, name: str, content: bytes, words: str
) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    file = (name, content, "application/octet-stream")
    response = await drafter.send(f"{root}/drafts", {"file": file}, source="file", text="写了一半")
    assert response.status_code in (413, 415, 422)
    assert 'href="#file"' in response.text
    assert any(words in error for error in errors_in(response.text)), errors_in(response.text)
    assert text_in(response.text) == "写了一半"


@pytest.mark.parametrize(("text", "status"), [("", 422), (" \n", 422), ("第一条 有\x07控制字符", 422)])
async def test_a_text_that_cannot_be_taken_is_refused_at_its_field(driver: Driver, text: str, status: int) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/drafts", source="text", text=text)
    assert response.status_code == status
    assert 'href="#text"' in response.text


async def test_no_file_chosen_is_said_at_the_file(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    response = await drafter.send(f"{root}/drafts", source="file", text="写了一半")
    assert response.status_code == 422
    assert 'href="#file"' in response.text
    assert "写了一半" in response.text


async def test_whoever_was_overtaken_is_shown_both_texts_and_may_save_again(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    mine = hidden_fields(await previewed(drafter, root), f"{root}/drafts")
    await saved(drafter, root, TEXT.replace("夜市", "早市"))
    response = await drafter.post(f"{root}/drafts", mine | {"text": TEXT, "step": "save"})
    assert response.status_code == 409
    assert "现在保存的内容" in response.text
    assert "早市营业" in response.text
    assert text_in(response.text) == TEXT
    again = hidden_fields(response.text, f"{root}/drafts") | {"text": TEXT, "source": "text"}
    preview = await drafter.post(f"{root}/drafts", again)
    done = await drafter.post(f"{root}/drafts", hidden_fields(preview.text, f"{root}/drafts") | {"text": TEXT, "step": "save"})
    assert done.status_code == 303
    assert (await latest(driver, root))[0] == TEXT


async def test_saving_twice_makes_one_version(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    fields: dict[str, Any] = hidden_fields(await previewed(drafter, root), f"{root}/drafts") | {"text": TEXT, "step": "save"}
    first, second = [await drafter.post(f"{root}/drafts", fields) for _ in range(2)]
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(await drafts_of(driver.runtime, UUID(root.split("/")[-1]))) == 1


async def test_others_do_not_write_the_draft(driver: Driver) -> None:
    root = await drafted(await at_desk(driver, "drafter"))
    for person in ("reviewer", "releaser", "outsider", "administrator"):
        assert (await (await at_desk(driver, person)).open(f"{root}/drafts")).status_code == 403, person


async def test_a_published_draft_is_not_written_any_more(driver: Driver) -> None:
    consultation_id = await driver.opened()
    drafter = await at_desk(driver, "drafter")
    assert (await drafter.open(f"/desk/consultations/{consultation_id}/drafts")).status_code == 409
