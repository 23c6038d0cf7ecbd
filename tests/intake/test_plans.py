"""Plans brought along: numbered by Word's lists or by hand, styled as headings or not; what is in doubt is noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.intake.drafts import ImportedDraft, imported_draft
from consult.intake.notes import NoteKind
from domain.articles.numbering.levels import Depth
from tests.intake.test_numbering import item, numbering
from tests.intake.word_files import p, upload, with_body

CASES = Path(__file__).parent.parent.parent.parent / "shared" / "cases"
LEVELS = numbering(
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3．"),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)


def case(name: str) -> ImportedDraft:
    """A small input that went wrong once."""
    if not CASES.exists():
        pytest.skip("the small inputs of ../shared/cases are not here")
    return imported_draft(upload((CASES / name).read_bytes(), name, "text/plain"))


def text(words: str, depth: Depth | None = None) -> ImportedDraft:
    return imported_draft(upload(words.encode(), "草案.txt", "text/plain"), depth)


def kinds(draft: ImportedDraft) -> list[NoteKind]:
    return [note.kind for note in draft.notes]


def labels(draft: ImportedDraft) -> list[str]:
    return [article.label for article in draft.articles]


def test_all_five_levels_numbered_by_word_are_read() -> None:
    blocks = [
        p("某方案"),
        item("总体要求"),
        p("坚持便民。"),
        item("重点工作"),
        item("完善网点", 1),
        item("新增夜市。", 2),
        item("改造街区，包括：", 2),
        item("照明；", 3),
        item("座椅。", 3),
        item("木质；", 4),
        item("铁质。", 4),
        item("延长时间", 1),
        item("公交延长。", 2),
    ]
    draft = imported_draft(upload(with_body(*blocks, numbering=LEVELS)))
    assert draft.title == "某方案"
    assert labels(draft) == ["一、", "二（一）1", "二（一）2", "二（二）1"]
    assert draft.articles[3].path == ("二、重点工作", "（二）延长时间")
    assert "（1）照明；\n（2）座椅。\n① 木质；\n② 铁质。" in "\n".join(line for line in draft.text.split("\n") if line)
    deepest = imported_draft(upload(with_body(*blocks, numbering=LEVELS)), Depth.CIRCLED)
    assert labels(deepest)[-3:] == ["二（一）2（2）①", "二（一）2（2）②", "二（二）1"]


def test_numbers_of_word_and_by_hand_go_together_also_where_headings_are_styled() -> None:
    heading = '<w:pStyle w:val="Heading1"/>'
    blocks = [
        p("某措施", '<w:pStyle w:val="Title"/>'),
        p("一、支持首店", heading),
        item("（市级补贴）新开首店的，给予补贴。", 2),
        item("便利审批。", 2),
        p("二、附则", heading),
        p("（一）本措施由市商务局解释。"),
        p("（二）本措施自公布之日起施行。"),
    ]
    draft = imported_draft(upload(with_body(*blocks, numbering=LEVELS)))
    assert labels(draft) == ["一1", "一2", "二（一）", "二（二）"]
    assert draft.articles[0].path == ("一、支持首店",)


def test_the_case_of_a_plan_has_eight_units() -> None:
    draft = case("plan-without-articles.txt")
    assert labels(draft) == ["一、", "二（一）1", "二（一）2", "二（二）1", "二（二）2", "二（二）3", "三（一）", "三（二）"]
    assert draft.articles[1].path == ("二、重点工作", "（一）完善网点")
    assert kinds(draft) == [NoteKind.NUMBERED_ITEMS]


@pytest.mark.parametrize(
    ("name", "title", "count", "noted"),
    [
        ("title-in-two-lines.txt", "海州市早市和夜市摊位设置管理办法", 2, [NoteKind.TITLE_IN_LINES]),
        ("covering-letter.txt", "海州市集贸市场开放办法", 3, [NoteKind.LETTER, NoteKind.CONTACT]),
        ("front-matter.md", "海州市夜间摊位管理办法", 3, [NoteKind.FRONT_MATTER]),
        ("kangxi-radicals.txt", "测试办法", 3, [NoteKind.RADICAL]),
    ],
)
def test_the_cases_that_were_read_with_false_confidence_are_noted(
    name: str, title: str, count: int, noted: list[NoteKind]
) -> None:
    draft = case(name)
    assert (draft.title, len(draft.articles)) == (title, count)
    assert kinds(draft) == noted


def test_a_depth_that_somebody_chose_is_no_doubt_any_more() -> None:
    words = "某方案\n一、甲。\n（一）子。\n（二）丑。\n二、乙。\n"
    assert kinds(text(words)) == [NoteKind.NUMBERED_ITEMS]
    assert kinds(text(words, Depth.PART)) == []
    assert labels(text(words, Depth.PART)) == ["一、", "二、"]


def test_radicals_stay_in_the_text_and_count_each() -> None:
    draft = text("办法\n第⼀条 ⽤户⾃愿。\n第⼆条 ⽤电。\n")
    assert [(note.count, note.places) for note in draft.notes] == [(5, ("⼀", "⼆", "⽤", "⾃"))]
    assert [article.words for article in draft.articles] == ["⽤户⾃愿。", "⽤电。"]


def test_a_text_that_begins_with_an_annex_has_its_title_below() -> None:
    draft = text("附件1\n\n海州市夜市办法\n（征求意见稿）\n第一条 甲。\n第二条 乙。\n")
    assert draft.title == "海州市夜市办法"
    assert kinds(draft) == [NoteKind.ANNEX_FIRST]


def test_the_head_of_an_official_document_is_no_title() -> None:
    draft = text("海州市商务局文件\n海商字〔2026〕12号\n海州市夜市办法\n第一条 甲。\n第二条 乙。\n")
    assert draft.title == "海州市夜市办法"
    assert kinds(draft) == [NoteKind.LETTER]
    assert draft.notes[0].places == ("海州市商务局文件", "海商字〔2026〕12号")


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("第三条 甲。\n第四条 乙。\n", [NoteKind.FIRST_NUMBER]),
        ("一、甲\n（二）子。\n（四）丑。\n二、乙。\n", [NoteKind.FIRST_NUMBER, NoteKind.NUMBER_MISSING]),
        ("一、甲。\n三、乙。\n", [NoteKind.NUMBER_MISSING]),
        ("一、甲\n1．子。\n2．丑。\n1．寅。\n二、乙。\n", [NoteKind.NUMBER_REPEATED]),
        ("一、甲\n1．子。\n3．丑。\n2．寅。\n二、乙。\n", [NoteKind.NUMBER_MISSING, NoteKind.NUMBER_REPEATED]),
        ("第一条 甲。\n第二条 乙。\n另一办法\n第一条 丙。\n第二条 丁。\n", [NoteKind.NUMBER_REPEATED, NoteKind.ARTICLE_INSIDE]),
    ],
)
def test_numbers_that_do_not_run_from_one_are_noted(words: str, noted: list[NoteKind]) -> None:
    assert [kind for kind in kinds(text(words)) if kind != NoteKind.NUMBERED_ITEMS] == noted


@pytest.mark.parametrize(
    "words",
    ["联系人：甲某", "电话：0532-85911111", "传真 85911111", "手机13800000000", "意见请发至 a.b@example.cn", "0532-85911111"],
)
def test_contacts_in_the_text_are_noted_before_they_are_published(words: str) -> None:
    draft = text(f"办法\n第一条 甲，{words}。\n第二条 乙。\n")
    assert kinds(draft) == [NoteKind.CONTACT]
    assert words[:3] in draft.notes[0].places[0]


@pytest.mark.parametrize("words", ["拨打12345热线", "投资1380000000元", "2026-2030年", "电话预约", "网址www.example.cn"])
def test_numbers_that_are_no_contacts_are_not_noted(words: str) -> None:
    assert kinds(text(f"办法\n第一条 甲，{words}。\n第二条 乙。\n")) == []
