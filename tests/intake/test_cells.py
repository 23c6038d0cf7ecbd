"""What people write in a cell is understood, or refused with what can be written."""

from __future__ import annotations

import pytest

from consult.intake.sheets.cells import NamedArticles, articles_of, channel_of, kind_of, yes_or_no
from consult.intake.sheets.table_refusals import (
    AnswerNotUnderstood,
    ChannelNotKnown,
    RespondentKindNotKnown,
)
from domain.enumerations import Channel, RespondentKind
from domain.values import ArticleDigest

LABELS = ("第一条", "第二条", "第三条", "第六条", "第十条", "第十条之一", "第一百零六条", "附件1")
ARTICLES = tuple(ArticleDigest(f"a{place}", label, "0" * 64) for place, label in enumerate(LABELS, 1))


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        *(("信函", Channel.LETTER), ("来信", Channel.LETTER), ("电子邮件", Channel.EMAIL), ("E-mail", Channel.EMAIL)),
        *(("电话", Channel.PHONE), ("12345热线", Channel.PHONE), ("现场窗口", Channel.COUNTER), ("听证会", Channel.HEARING)),
        *(("letter", Channel.LETTER), ("网上提交", Channel.WEB)),
    ],
)
def test_a_channel_is_understood(text: str, channel: Channel) -> None:
    assert channel_of(text) == channel


def test_kinds_and_answers_are_understood_and_others_refused() -> None:
    assert [kind_of(text) for text in ("个人", "公司", "行业协会", "机关事业单位", "其它", "public_institution")] == [
        *(RespondentKind.INDIVIDUAL, RespondentKind.ENTERPRISE, RespondentKind.SOCIAL_ORGANISATION),
        *(RespondentKind.PUBLIC_INSTITUTION, RespondentKind.OTHER, RespondentKind.PUBLIC_INSTITUTION),
    ]
    assert [yes_or_no(text) for text in ("是", "√", "TRUE", "", "否", "匿名", "0")] == [True] * 3 + [False] * 4
    for read, text, refusal in (
        (channel_of, "飞鸽", ChannelNotKnown),
        (kind_of, "热心", RespondentKindNotKnown),
        (yes_or_no, "看情况", AnswerNotUnderstood),
    ):
        with pytest.raises(refusal):
            read(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        *(("第六条", ("a4",)), ("6", ("a4",)), ("第6条", ("a4",)), ("６", ("a4",)), ("六", ("a4",)), ("第 六 条", ("a4",))),
        *(("第六条第二款第（一）项", ("a4",)), ("第十条之一", ("a6",)), ("106", ("a7",)), ("附件1", ("a8",))),
        *(("第一条、第三条", ("a1", "a3")), ("1,3；6", ("a1", "a3", "a4")), ("第一条和第二条", ("a1", "a2"))),
        *(("第一条至第三条", ("a1", "a2", "a3")), ("1-3", ("a1", "a2", "a3")), ("6、6", ("a4",))),
        *(("", ()), ("全文", ()), ("无", ()), ("-", ())),
    ],
)
def test_articles_are_found_however_they_are_named(text: str, ids: tuple[str, ...]) -> None:
    assert articles_of(text, ARTICLES) == NamedArticles(ids)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        *(("二（一）1", ("b2",)), ("二、（一）1.", ("b2",)), ("二(一)1", ("b2",)), ("一", ("b1",)), ("一、", ("b1",))),
        *(("一、二（一）1", ("b1", "b2")), ("二（一）1至三（二）", ("b2", "b3"))),
    ],
)
def test_items_of_a_plan_are_found_by_their_numbers(text: str, ids: tuple[str, ...]) -> None:
    items = [ArticleDigest(f"b{place}", label, "") for place, label in enumerate(("一、", "二（一）1", "三（二）"), 1)]
    assert articles_of(text, items) == NamedArticles(ids)


@pytest.mark.parametrize(
    ("text", "ids", "unknown"),
    [
        *((text, (), (text,)) for text in ("第七条", "七", "第三条至第一条", "1-2-3", "总则", "6.5", "第条", "第一条至第九条")),
        ("第二条、第九十九条和附件 2", ("a2",), ("第九十九条", "附件 2")),
    ],
)
def test_what_is_no_article_of_the_draft_is_kept_as_it_was_written(
    text: str, ids: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert articles_of(text, ARTICLES) == NamedArticles(ids, unknown)
