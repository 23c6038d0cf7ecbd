"""References from article to article: found where the numbering left them behind, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.editing import EditedText, insert_article, move_article, remove_article, reword_article
from domain.articles.identity import IdentifiedArticle, assign_ids, assign_known_ids
from domain.articles.parse import parse_text
from domain.articles.references import stale_references
from domain.values import ArticleDigest
from tests.real_texts import legal_texts

FIRST = "第一条 总的规定。\n\n第二条 夜市管理。\n\n第三条 违反第二条、第四条第二款的，依照本办法第一条处理。\n\n第四条 施行。\n"


class Draft:
    """A draft edited version by version."""

    def __init__(self, source: str = FIRST) -> None:
        self.source = source
        self.articles = assign_ids(parse_text(source))
        self.versions = [digests(self.articles)]

    def edit(self, edited: EditedText) -> None:
        ids = [article.id for article in self.articles]
        used = [digest.id for version in self.versions for digest in version]
        known = [None if place is None else ids[place] for place in edited.order]
        self.source = edited.source
        self.articles = assign_known_ids(parse_text(edited.source), known, retired=used)
        self.versions.append(digests(self.articles))

    def place(self, article_id: str) -> int | None:
        return [article.id for article in self.articles].index(article_id)

    @property
    def stale(self) -> list[tuple[str, str, str, str]]:
        found = stale_references(self.versions, self.articles)
        return [(each.kind, each.article_id, each.written, each.now) for each in found]


def digests(articles: tuple[IdentifiedArticle, ...]) -> tuple[ArticleDigest, ...]:
    return tuple(ArticleDigest(article.id, article.label, article.sha256) for article in articles)


def test_nothing_is_stale_in_a_first_version() -> None:
    assert Draft().stale == []


def test_an_article_inserted_before_leaves_references_behind_until_their_article_is_reworded() -> None:
    draft = Draft()
    draft.edit(insert_article(draft.source, "a1", "新的规定。", draft.place))
    left = [("renumbered", "a3", "第二条", "第三条"), ("renumbered", "a3", "第四条", "第五条")]
    assert draft.stale == left
    draft.edit(reword_article(draft.source, 0, "总的规定，改过。"))
    assert draft.stale == left  # another article's change does not hide them
    draft.edit(reword_article(draft.source, 3, "违反第三条、第五条第二款的，依照本办法第一条处理。"))
    assert draft.stale == []


def test_a_removed_article_is_named_as_removed_and_a_moved_one_by_its_new_number() -> None:
    draft = Draft()
    draft.edit(remove_article(draft.source, 1))
    assert draft.stale == [("removed", "a3", "第二条", ""), ("renumbered", "a3", "第四条", "第三条")]
    draft = Draft()
    draft.edit(move_article(draft.source, 0, "a2", draft.place))
    assert draft.stale == [("renumbered", "a3", "第二条", "第一条"), ("renumbered", "a3", "第一条", "第二条")]


@pytest.mark.parametrize(
    "words",
    [
        "依照《中华人民共和国行政处罚法》第九条、第十条和第十一条处罚。",
        "依照行政处罚法第二章第九条处罚。",
        "依照《条例》（2020年修订）第九条处罚。",
        "依照该条例 第九条处罚。",
        "每九条船为一队。",
        "依照第一二十条、第条、第十万条之一二十处罚。",
    ],
)
def test_what_is_of_another_law_is_no_reference(words: str) -> None:
    assert Draft(f"第一条 {words}\n").stale == []


@pytest.mark.parametrize("words", ["依照第九条处罚。", "依照本条例第二章第九条处罚。", "依照前款和第9条处罚。"])
def test_an_article_that_was_never_there_is_told(words: str) -> None:
    ((kind, article_id, _, now),) = Draft(f"第一条 {words}\n").stale
    assert (kind, article_id, now) == ("missing", "a1", "")


def test_a_text_without_numbered_articles_refers_to_none_of_its_own() -> None:
    assert Draft("一、依照第九条办理。\n\n二、施行。\n").stale == []


@given(st.text(alphabet="第条之、和本法》〇零一二十百千万亿两9款 \n", max_size=60))
def test_any_words_can_be_read(words: str) -> None:
    stale_references([digests(Draft().articles)], [*Draft().articles, IdentifiedArticle("x", "", words, (), "", None)])


def test_an_inserted_number_is_another_article() -> None:
    source = "第一条 甲。\n\n第一条之一 乙。\n\n第二条 依照第一条之一、第一条办理。\n"
    draft = Draft(source)
    draft.edit(remove_article(source, 1))
    assert draft.stale == [("removed", "a3", "第一条之一", "")]


@pytest.mark.real
def test_in_real_texts_references_lead_somewhere() -> None:
    missing = {}
    for file in legal_texts():
        draft = Draft(file.read_bytes().decode())
        if found := draft.stale:
            missing[file.stem] = found
    assert missing == {}
