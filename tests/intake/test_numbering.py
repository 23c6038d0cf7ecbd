"""Automatic numbers of Word are written out as Word shows them."""

from __future__ import annotations

import pytest

from consult.intake.drafts import imported_draft
from consult.intake.notes import NoteKind
from consult.intake.word.numbers import numbered
from tests.intake.word_files import p, upload, with_body

LEVEL = ('<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>').format


def numbering(*levels: tuple[str, str], more: str = "", lists: str = "") -> str:
    found = "".join(LEVEL(place=place, kind=kind, text=text, more=more) for place, (kind, text) in enumerate(levels))
    own = lists or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{found}</w:abstractNum>{own}'


def item(words: str, level: int = 0, list_id: int = 1) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def lines(*blocks: str, **parts: str) -> list[str]:
    draft = imported_draft(upload(with_body(*blocks, **parts)))
    return [line for line in draft.text.split("\n") if line]


def test_articles_and_items_numbered_by_word_are_recognised() -> None:
    levels = numbering(("chineseCountingThousand", "第%1条"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    blocks = [
        item("为了甲。"),
        item("下列："),
        item("子；", 1),
        item("丑；", 1),
        item("小。", 2),
        item("附则。"),
        item("寅。", 1),
    ]
    draft = imported_draft(upload(with_body(*blocks, numbering=levels)))
    assert [line for line in draft.text.split("\n") if line] == [
        "第一条　为了甲。",
        "第二条　下列：",
        "（一）子；",
        "（二）丑；",
        "1. 小。",
        "第三条　附则。",
        "（一）寅。",
    ]
    assert [article.label for article in draft.articles] == ["第一条", "第二条", "第三条"]
    assert [(note.kind, note.count) for note in draft.notes] == [(NoteKind.NUMBERING, 7)]
    assert draft.notes[0].places[0].startswith("第一条")


def test_numbering_that_comes_from_a_style_is_written_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="ziTiao"><w:name w:val="子条"/><w:basedOn w:val="tiao"/></w:style>'
    )
    levels = numbering(("chineseCounting", "第%1条"))
    found = lines(p("甲。", '<w:pStyle w:val="tiao"/>'), p("乙。", '<w:pStyle w:val="ziTiao"/>'), numbering=levels, styles=styles)
    assert found == ["第一条　甲。", "第二条　乙。"]


def test_a_style_linked_to_a_level_is_numbered_at_that_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="xiang"><w:name w:val="项"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    linked = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="xiang"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    found = lines(p("第一条 下列："), p("甲；", '<w:pStyle w:val="xiang"/>'), numbering=linked, styles=styles)
    assert found == ["第一条 下列：", "（一）甲；"]


def test_lists_of_one_kind_count_on_and_a_list_with_a_start_of_its_own_begins_anew() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    levels = numbering(("decimal", "%1、"), lists=lists)
    assert lines(item("甲"), item("乙", 0, 2), item("丙", 0, 3), item("丁", 0, 3), numbering=levels) == [
        "1、甲",
        "2、乙",
        "1、丙",
        "2、丁",
    ]


def test_chapters_numbered_by_word_are_headings() -> None:
    levels = numbering(("chineseCounting", "第%1章"), ("chineseCounting", "第%2条"), more='<w:lvlRestart w:val="0"/>')
    chapter = '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    blocks = [p("办法", '<w:pStyle w:val="Title"/>'), p("总则", chapter), item("甲。", 1), p("附则", chapter), item("乙。", 1)]
    draft = imported_draft(upload(with_body(*blocks, numbering=levels)))
    assert draft.title == "办法"
    assert [(article.label, article.path) for article in draft.articles] == [
        ("第一条", ("第一章 总则",)),
        ("第二条", ("第二章 附则",)),
    ]


def test_numbers_of_an_unknown_kind_are_said_to_be_missing() -> None:
    draft = imported_draft(upload(with_body(p("第一条 甲。"), item("乙"), numbering=numbering(("thaiCounting", "%1.")))))
    assert [(note.kind, note.count, note.places) for note in draft.notes] == [(NoteKind.NUMBERING_UNKNOWN, 1, ("乙",))]


def test_bullets_are_marked_and_paragraphs_without_a_list_are_not_numbered() -> None:
    levels = numbering(("bullet", "\uf0b7"))
    none = p("丙", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert lines(p("第一条 甲："), item("乙"), none, item(""), numbering=levels) == ["第一条 甲：", "- 乙", "丙"]


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (6, "chineseCounting", "六"),
        (10, "chineseCountingThousand", "十"),
        (101, "chineseCountingThousand", "一百零一"),
        (21, "ideographDigital", "二一"),
        (10, "chineseLegalSimplified", "壹拾"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (3, "decimalFullWidth", "３"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (51, "decimalEnclosedCircle", None),
        (1, "decimalEnclosedParen", "⑴"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (13, "ideographZodiac", None),
        (1, "none", ""),
        (1, "hebrew1", None),
    ],
)
def test_a_number_is_written_as_word_writes_it(value: int, kind: str, words: str | None) -> None:
    assert numbered(value, kind) == words
