"""Whatever a draft has that its text cannot hold is noted, with how it was taken, how often and where."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from docx import Document

from consult.intake.drafts import ImportedDraft, imported_draft
from consult.intake.notes import MAX_PLACES, NoteKind
from tests.intake.word_files import p, part_of, repacked_with, saved, upload, with_body

ONE, TWO = p("第一条 为了甲，制定本办法。"), p("第二条 本办法自公布之日起施行。")
BOX = (
    '<w:p><w:r><w:t>第二条 有框。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def pixel() -> bytes:
    """A picture of one point."""
    chunks = ((b"IHDR", struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    body = b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def imported(*blocks: str, **parts: str) -> ImportedDraft:
    return imported_draft(upload(with_body(*blocks, **parts)))


def notes(draft: ImportedDraft) -> dict[NoteKind, int]:
    return {note.kind: note.count for note in draft.notes}


def lines(draft: ImportedDraft) -> list[str]:
    return [line for line in draft.text.split("\n") if line]


# what stands in a second article -> its line, and what is noted
CASES: dict[str, tuple[str, str, dict[NoteKind, int]]] = {
    "insertion": (
        '<w:p><w:r><w:t>第二条 甲</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>和乙</w:t></w:r></w:ins>'
        "<w:r><w:t>。</w:t></w:r></w:p>",
        "第二条 甲和乙。",
        {NoteKind.INSERTION: 1},
    ),
    "deletion": (
        '<w:p><w:r><w:t>第二条 甲</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>和乙</w:delText></w:r></w:del></w:p>',
        "第二条 甲",
        {NoteKind.DELETION: 1},
    ),
    "words moved away": (
        "<w:p><w:r><w:t>第二条 甲</w:t></w:r><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>",
        "第二条 甲新处",
        {NoteKind.INSERTION: 1, NoteKind.DELETION: 1},
    ),
    "comment": (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>第二条 甲。</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>',
        "第二条 甲。",
        {NoteKind.COMMENT: 1},
    ),
    "footnote and endnote": (
        '<w:p><w:r><w:t>第二条 甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>乙</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="2"/></w:r></w:p>',
        "第二条 甲乙",
        {NoteKind.FOOTNOTE: 1, NoteKind.ENDNOTE: 1},
    ),
    "hidden words": (
        "<w:p><w:r><w:t>第二条 甲。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部口径</w:t></w:r></w:p>",
        "第二条 甲。",
        {NoteKind.HIDDEN_TEXT: 1},
    ),
    "words struck out by hand": (
        "<w:p><w:r><w:t>第二条 甲</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>乙</w:t></w:r></w:p>",
        "第二条 甲乙",
        {NoteKind.STRUCK_TEXT: 1},
    ),
    "stroke switched off": (
        '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>第二条 甲乙</w:t></w:r></w:p>',
        "第二条 甲乙",
        {},
    ),
    "field": (
        '<w:p><w:r><w:t>第二条 见第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>三</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>条。</w:t></w:r></w:p>',
        "第二条 见第三条。",
        {NoteKind.FIELD: 1},
    ),
    "simple field": (
        '<w:p><w:r><w:t>第二条 共</w:t></w:r><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>',
        "第二条 共9",
        {NoteKind.FIELD: 1},
    ),
    "formula": (
        "<w:p><w:r><w:t>第二条 按</w:t></w:r><m:oMathPara><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></m:oMathPara></w:p>",
        "第二条 按a+b",
        {NoteKind.FORMULA: 1},
    ),
    "symbol of a symbol font": (
        '<w:p><w:r><w:t>第二条 选</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r></w:p>',
        "第二条 选〓是",
        {NoteKind.SYMBOL: 1},
    ),
    "phonetic guide": (
        "<w:p><w:r><w:t>第二条 在</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>láo</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>崂</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>山。</w:t></w:r></w:p>",
        "第二条 在崂山。",
        {NoteKind.RUBY: 1},
    ),
    "link": (
        '<w:p><w:r><w:t>第二条 见</w:t></w:r><w:hyperlink r:id="rId99"><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>',
        "第二条 见网站",
        {NoteKind.HYPERLINK: 1},
    ),
    "words in containers": (
        "<w:p><w:smartTag><w:r><w:t>第二条 </w:t></w:r></w:smartTag><w:bdo><w:r><w:t>甲</w:t></w:r></w:bdo>"
        "<w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "第二条 甲乙",
        {},
    ),
    "line": (
        "<w:p><w:r><w:t>第二条 甲。</w:t></w:r><w:r><w:pict><v:line/></w:pict></w:r></w:p>",
        "第二条 甲。",
        {NoteKind.SHAPE: 1},
    ),
    "object": (
        "<w:p><w:r><w:t>第二条 甲。</w:t></w:r><w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r></w:p>",
        "第二条 甲。",
        {NoteKind.EMBEDDED_OBJECT: 1},
    ),
    "formatting only": (
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>第二条 甲。</w:t></w:r></w:p>",
        "第二条 甲。",
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_text_cannot_hold_is_noted(case: str) -> None:
    block, line, expected = CASES[case]
    draft = imported(ONE, block)
    assert lines(draft)[1] == line
    assert notes(draft) == expected
    assert len(draft.articles) == 2
    assert all(note.places and note.places[0] for note in draft.notes)


def test_the_words_of_a_text_box_stand_once_after_its_paragraph() -> None:
    draft = imported(ONE, BOX, p("第三条 完。"))
    assert lines(draft)[1:] == ["第二条 有框。", "框中的话。", "第三条 完。"]
    assert notes(draft) == {NoteKind.TEXT_BOX: 1}


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    deleted = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr><w:r><w:t>第二条 甲，</w:t></w:r></w:p>'
    draft = imported(ONE, deleted, p("乙。"))
    assert lines(draft)[1:] == ["第二条 甲，乙。"]
    assert notes(draft) == {NoteKind.DELETION: 1}


def test_a_deleted_row_goes_and_a_table_is_kept_row_by_row() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    rows = f"<w:tr>{cell('区')}{cell('面积')}</w:tr><w:tr>{cell('东')}{cell('9')}</w:tr>"
    gone = f'<w:tr><w:trPr><w:del w:id="3" w:author="x"/></w:trPr>{cell("西")}{cell("8")}</w:tr>'
    draft = imported(ONE, TWO, f"<w:tbl>{rows}{gone}</w:tbl>")
    assert lines(draft)[2:] == ["区 | 面积", "东 | 9"]
    assert notes(draft) == {NoteKind.TABLE: 1, NoteKind.DELETION: 1}


def test_articles_inside_a_table_are_found() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "第一条 甲。\n第二条 乙。"
    table.cell(0, 1).text = "第三条 丙。"
    draft = imported_draft(upload(saved(document)))
    assert [article.label for article in draft.articles] == ["第一条", "第二条", "第三条"]


def test_pictures_headers_and_footers_are_noted() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("第一条 甲。").add_run().add_picture(io.BytesIO(pixel()))
    draft = imported_draft(upload(saved(document)))
    assert notes(draft) == {NoteKind.PICTURE: 1, NoteKind.HEADER: 1, NoteKind.FOOTER: 1}
    assert draft.notes[0].places == ("第一条 甲。",)
    assert {note.kind: note.places for note in draft.notes}[NoteKind.HEADER] == ("内部资料",)


UNKNOWN = {
    "around words": "<w:p><w:r><w:t>第二条 甲。</w:t></w:r><w:future><w:r><w:t>没读到</w:t></w:r></w:future></w:p>",
    "around a paragraph": "<w:future><w:p><w:r><w:t>没读到</w:t></w:r></w:p></w:future>",
    "around a row": "<w:tbl><w:future><w:tr><w:tc><w:p><w:r><w:t>没读到</w:t></w:r></w:p></w:tc></w:tr></w:future></w:tbl>",
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_words_inside_what_is_not_known_are_counted_as_lost(case: str) -> None:
    found = {note.kind: note for note in imported(ONE, UNKNOWN[case]).notes}[NoteKind.UNREAD_TEXT]
    assert (found.count, found.places) == (3, ("没读到",))


def test_many_of_one_kind_are_counted_whole_and_placed_in_part() -> None:
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>第{}条 甲。</w:t></w:r></w:p>".format
    (note,) = imported(*(struck(number) for number in range(1, 61))).notes
    assert note.count == 60
    assert len(note.places) == MAX_PLACES


def test_line_breaks_inside_a_paragraph_become_lines() -> None:
    draft = imported("<w:p><w:r><w:t>第一条 甲。</w:t><w:br/><w:t>第二条 乙。</w:t><w:cr/><w:t>第三条 丙。</w:t></w:r></w:p>")
    assert [article.label for article in draft.articles] == ["第一条", "第二条", "第三条"]


def test_skipped_and_repeated_numbers_are_noted() -> None:
    draft = imported(ONE, p("第二条 乙。"), p("第二条 丙。"), p("第五条 丁。"))
    assert notes(draft) == {NoteKind.NUMBER_MISSING: 2, NoteKind.NUMBER_REPEATED: 1}


def test_a_text_without_articles_says_so() -> None:
    draft = imported(p("为了甲。"), p("特此通知。"))
    assert notes(draft) == {NoteKind.NO_ARTICLES: 1}


def test_an_unnumbered_heading_is_known_by_its_style() -> None:
    document = Document()
    for words, level in (("办法", 1), ("一般规定", 2), ("管理", 2)):
        document.add_heading(words, level)
        document.add_paragraph("第一条 甲。" if words == "一般规定" else "第二条 乙。" if words == "管理" else "说明")
    draft = imported_draft(upload(saved(document)))
    assert draft.title == "办法"
    assert [article.path for article in draft.articles] == [("一般规定",), ("管理",)]


def test_the_stricter_dialect_of_the_standard_is_read() -> None:
    content = with_body(ONE, TWO)
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {name: part_of(content, name).replace(usual, strict) for name in ("word/document.xml", "word/styles.xml")}
    assert all(strict in part for part in parts.values())
    draft = imported_draft(upload(repacked_with(content, parts)))
    assert len(draft.articles) == 2


def test_a_relation_that_leads_nowhere_does_no_harm() -> None:
    content = with_body(ONE, TWO)
    rels = part_of(content, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="NULL"/>'
        b'<Relationship Id="x2" TargetMode="External" Target="http://example.org/t.dotx"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>',
    )
    assert len(imported_draft(upload(repacked_with(content, {"word/_rels/document.xml.rels": rels}))).articles) == 2


MARKDOWN = """# 办法

<!-- 内部说明 -->

第一条 见[网站](https://example.org)和![图](a.png)。[^1]

第二条 <b>甲</b>~~乙~~。

| 区 | 面积 |
|---|---|
| 东 | 9 |
"""


def test_markdown_is_kept_as_it_stands_and_what_it_cannot_say_is_noted() -> None:
    draft = imported_draft(upload(MARKDOWN.encode(), "a.md", "text/markdown"))
    assert draft.text == MARKDOWN
    assert notes(draft) == {
        NoteKind.PICTURE: 1,
        NoteKind.HYPERLINK: 1,
        NoteKind.FOOTNOTE: 1,
        NoteKind.MARKUP: 2,
        NoteKind.STRUCK_TEXT: 1,
        NoteKind.TABLE: 1,
        NoteKind.REMARK: 1,
    }


def test_an_encoding_that_was_guessed_is_said() -> None:
    draft = imported_draft(upload("第一条 为了甲。".encode("gb18030"), "a.txt", "text/plain"))
    assert [(note.kind, note.places) for note in draft.notes] == [(NoteKind.ENCODING, ("GB18030",))]
    assert draft.articles[0].words == "为了甲。"
