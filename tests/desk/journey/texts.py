"""What the journey is about: a draft as a Word file, and opinions; real ones where ../shared is, else the project's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from tests.real_input.run import as_stored, messages
from tests.real_texts import DATA

COMMENTS = 60
REAL_DRAFT = "青岛市古树名木保护管理办法(2020-03-26).md"
COLUMNS = ("编号", "渠道", "收到日期", "意见内容", "条款")


def draft() -> str:
    """The draft's text, from its title on."""
    path = DATA / "drafts" / REAL_DRAFT
    if not path.exists():
        _, _, body = (files("consult.demo") / "texts" / "bianmin.md").read_text("utf-8").partition("\n")
        return f"# 海州市古树名木保护管理办法（征求意见稿）\n{body}"
    head, _, body = path.read_text("utf-8").partition("<!-- INFO END -->")
    return f"{head.splitlines()[0]}\n\n{body.strip()}\n"


def opinions(count: int = COMMENTS) -> list[str]:
    """So many texts, no two the same."""
    if not DATA.exists():
        return [f"第{number}件来信：建议在第二条中写明由谁负责，并公布办理时限。" for number in range(1, count + 1)]
    replied, plain = messages(DATA, 4 * count)
    found = dict.fromkeys(as_stored(each["text"]).strip() for each in [*replied, *plain])
    return [text for text in found if 20 <= len(text) <= 400][:count]


def write_word(text: str, path: Path) -> Path:
    """As an office would have it: the title as a heading, each paragraph a paragraph."""
    document = Document()
    title, _, body = text.partition("\n")
    document.add_heading(title.lstrip("# "), level=0)
    for paragraph in body.split("\n"):
        if paragraph.strip():
            document.add_paragraph(paragraph.strip())
    document.save(str(path))
    return path


def write_sheet(texts: Sequence[str], articles: Iterator[str], day: str, path: Path) -> Path:
    """The registry's table of what came by e-mail and by letter."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for number, text in enumerate(texts, 1):
        sheet.append([f"来件{number}", "电子邮件" if number % 2 else "信函", day, text, next(articles)])
    book.save(str(path))
    return path
