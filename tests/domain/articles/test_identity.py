"""An article keeps its id, the same, renumbered or revised; an id is never given twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.difference import compare_articles
from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.numbering.numerals import chinese_number
from domain.articles.parse import parse_text
from domain.values import ArticleDigest

FIELDS = ("供水", "燃气", "公交", "道路", "园林", "市场", "养老")
UNLIKE = ["供水企业保证水质。", "禁止燃放烟花爆竹！", "共享单车有序停放", "老年人免费乘坐地铁；"]
TEXTS = [f"本市应当在{field}方面采取措施，保障{field}安全和{field}服务。" for field in FIELDS]


def version(
    texts: Sequence[str], previous: Sequence[IdentifiedArticle] = (), retired: Collection[str] = ()
) -> tuple[IdentifiedArticle, ...]:
    source = "\n".join(f"第{chinese_number(number)}条 {text}" for number, text in enumerate(texts, 1))
    return assign_ids(parse_text(source), previous, retired=retired)


def test_the_first_version_is_counted_through() -> None:
    assert [article.id for article in version(TEXTS[:3])] == ["a1", "a2", "a3"]


def test_a_renumbered_article_keeps_its_id_and_digest() -> None:
    first = version(TEXTS[:3])
    second = version([TEXTS[5], *TEXTS[:3]], first)
    assert [article.id for article in second] == ["a4", "a1", "a2", "a3"]
    assert second[1].sha256 == first[0].sha256
    assert [change.kind for change in compare_articles(first, second)] == ["added", "renumbered", "renumbered", "renumbered"]


def test_a_revised_article_keeps_its_id() -> None:
    first = version(TEXTS[:3])
    second = version([TEXTS[0], TEXTS[1].replace("采取措施", "采取有效措施"), TEXTS[2]], first)
    assert [article.id for article in second] == ["a1", "a2", "a3"]
    change = compare_articles(first, second)[1]
    assert (change.kind, [span.text for span in change.spans if span.op == "insert"]) == ("changed", ["有效"])


def test_an_id_is_never_used_again() -> None:
    first = version(TEXTS[:3])
    second = version(TEXTS[:2], first)
    third = version([*TEXTS[:2], "完全不同的内容由市人民政府另行规定。"], second, retired=[article.id for article in first])
    assert third[2].id == "a4"


@given(st.permutations(TEXTS), st.permutations(TEXTS))
def test_ids_follow_the_text_in_any_order(one: list[str], other: list[str]) -> None:
    first = version(one)
    ids = {article.text: article.id for article in first}
    second = version(other, first)
    assert [article.id for article in second] == [ids[article.text] for article in second]
    assert len({article.id for article in second}) == len(second)


@given(
    st.lists(st.sampled_from([*TEXTS, "另行规定。", "同上。"]), max_size=12),
    st.lists(st.sampled_from([*TEXTS, "同上。"]), max_size=12),
)
def test_no_two_articles_have_one_id(one: list[str], other: list[str]) -> None:
    first = version(one)
    second = version(other, first)
    assert len({article.id for article in second}) == len(second)
    assert version(other, first) == second


@given(st.permutations(TEXTS), st.integers(0, 7))
def test_ids_and_digests_stay_when_an_article_is_put_in_between(texts: list[str], place: int) -> None:
    first = version(texts)
    second = version([*texts[:place], "禁止燃放烟花爆竹。", *texts[place:]], first)
    assert [(article.id, article.sha256) for article in second if article.id != "a8"] == [(a.id, a.sha256) for a in first]


@given(st.lists(st.lists(st.sampled_from(UNLIKE), unique=True, max_size=4), max_size=6))
def test_over_many_versions_an_id_never_names_another_article(drafts: list[list[str]]) -> None:
    named: dict[str, str] = {}
    current: tuple[IdentifiedArticle, ...] = ()
    for draft in drafts:
        current = version(draft, current, retired=named)
        assert all(named.setdefault(article.id, article.text) == article.text for article in current)


def test_articles_with_the_same_words_keep_their_order() -> None:
    first = version(["同上。", TEXTS[0], "同上。"])
    assert [article.id for article in version(["同上。", "同上。", TEXTS[0]], first)] == ["a1", "a3", "a2"]


def test_of_two_alike_the_one_in_place_keeps_the_id() -> None:
    penalty = "违反本办法规定，由{}责令改正，处一千元罚款。"
    first = version([TEXTS[0], penalty.format("水务部门"), TEXTS[1], penalty.format("城管部门"), TEXTS[2]])
    second = version([TEXTS[0], penalty.format("有关部门"), TEXTS[1], penalty.format("主管部门"), TEXTS[2]], first)
    assert [article.id for article in second] == ["a1", "a2", "a3", "a4", "a5"]


def test_an_article_put_into_a_longer_one_gives_it_its_id() -> None:
    short = "供水企业应当保证水质符合国家标准。"
    longer = short + "\n违反前款规定的，由水务部门责令限期改正，并依照有关法律、法规给予处罚；造成损失的，依法承担赔偿责任。"
    first = version([TEXTS[1], short, TEXTS[2]])
    assert [article.id for article in version([TEXTS[2], longer, TEXTS[1]], first)] == ["a3", "a2", "a1"]


def test_an_article_of_other_words_is_new() -> None:
    first = version([TEXTS[0], "烟花爆竹不得燃放。", TEXTS[1]])
    assert [article.id for article in version([TEXTS[0], "共享单车应当有序停放。", TEXTS[1]], first)] == ["a1", "a4", "a3"]


def test_a_new_id_is_above_every_retired_one() -> None:
    assert version(["甲。"], retired=["a7", "a12", "x99", "a07"])[0].id == "a13"


def test_annexes_have_ids_after_the_articles() -> None:
    first = assign_ids(parse_text("第一条 甲。\n附件1：收费标准\n每平方米十元。\n"))
    assert [(article.id, article.label, article.number) for article in first] == [("a1", "第一条", 1), ("a2", "附件1", None)]
    second = assign_ids(parse_text("第一条 甲。\n第二条 乙。\n附件：收费标准\n每平方米十元。\n"), first)
    assert [(article.id, article.label) for article in second] == [("a1", "第一条"), ("a3", "第二条"), ("a2", "附件")]
    assert second[2].sha256 == first[1].sha256


def test_an_id_is_an_anchor_and_fits_the_pattern_of_events() -> None:
    (article,) = version(["应当：\n（一）甲；"])
    assert (article.anchor, len(article.paragraphs[0].items)) == ("a1", 1)
    assert ArticleDigest(article.id, article.label, article.sha256) == msgspec.convert(
        {"id": "a1", "label": "第一条", "sha256": article.sha256}, ArticleDigest
    )
