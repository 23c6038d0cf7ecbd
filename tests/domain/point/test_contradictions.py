"""Adopted means changed: an article said to be changed must differ, and one that differs should have been commented on."""

from domain.consultation.contradictions import changed_without_comment, contradictions
from domain.enumerations import DispositionKind, ReasonKind
from domain.values import ArticleDigest, Blob, DispositionText, TextDocument


def text(**articles: str) -> TextDocument:
    digests = tuple(ArticleDigest(key, f"第{number}条", sha) for number, (key, sha) in enumerate(articles.items(), 1))
    return TextDocument(Blob("0" * 64, 1, "text/markdown"), digests)


def answer(kind: DispositionKind, *articles: str) -> DispositionText:
    return DispositionText(kind, ReasonKind.OTHER, "采纳了大家的意见，已修改。", articles_changed=articles)


CONSULTED = text(a1="甲", a2="乙", a3="丙")
ADOPTED, PARTLY, NOT = DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED, DispositionKind.NOT_ADOPTED


def test_an_adopted_opinion_on_an_unchanged_article_is_a_contradiction() -> None:
    changed = text(a1="甲", a2="乙改", a3="丙")
    answers = [answer(ADOPTED, "a3", "a2"), answer(PARTLY, "a1")]
    assert contradictions(CONSULTED, changed, answers) == ("a1", "a3")


def test_other_dispositions_promise_no_change() -> None:
    assert contradictions(CONSULTED, CONSULTED, [answer(NOT, "a1"), answer(DispositionKind.NOTED)]) == ()


def test_a_removed_article_and_a_new_one_have_changed() -> None:
    changed = text(a1="甲", a3="丙", a4="丁")
    assert contradictions(CONSULTED, changed, [answer(ADOPTED, "a2", "a4")]) == ()
    assert changed_without_comment(CONSULTED, changed, {"a1"}) == ("a2", "a4")


def test_a_renumbered_article_has_not_changed() -> None:
    changed = text(a3="丙", a1="甲", a2="乙")
    assert changed_without_comment(CONSULTED, changed, ()) == ()
    assert contradictions(CONSULTED, changed, [answer(ADOPTED, "a3")]) == ("a3",)


def test_an_article_in_neither_text_is_a_contradiction_listed_last() -> None:
    assert contradictions(CONSULTED, CONSULTED, [answer(ADOPTED, "a9", "a2", "a8")]) == ("a2", "a8", "a9")


def test_without_a_changed_text_there_is_nothing_to_compare() -> None:
    assert contradictions(CONSULTED, None, [answer(ADOPTED, "a1")]) == ()
    assert changed_without_comment(CONSULTED, None, ()) == ()


def test_changed_articles_that_were_commented_on_are_not_listed() -> None:
    changed = text(a1="甲改", a2="乙改", a3="丙")
    assert changed_without_comment(CONSULTED, changed, ["a2"]) == ("a1",)
