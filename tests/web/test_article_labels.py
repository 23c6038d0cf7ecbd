"""Where two texts are spoken of at once, each label says of which text it is."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from web.shared.article_labels import labels_of_both
from web.shared.wording.languages import CHINESE, ENGLISH, Locale


class Article(NamedTuple):
    id: str
    label: str


OLD = [Article("a1", "第一条"), Article("a2", "第二条"), Article("a3", "第三条")]
NEW = [Article("a1", "第一条"), Article("a9", "第二条"), Article("a2", "第三条")]


@pytest.mark.parametrize(
    ("locale", "kind", "labels"),
    [
        (CHINESE, "revised", ["第一条", "第二条（修改稿新增）", "第二条（修改稿第三条）", "第三条（修改稿删去）"]),
        (CHINESE, "adopted", ["第一条", "第二条（公布稿新增）", "第二条（公布稿第三条）", "第三条（公布稿删去）"]),
        (
            ENGLISH,
            "revised",
            ["第一条", "第二条 (new; Revised draft)", "第二条 (Revised draft: 第三条)", "第三条 (deleted; Revised draft)"],
        ),
    ],
)
def test_a_label_says_of_which_text_it_is(locale: Locale, kind: str, labels: list[str]) -> None:
    assert list(labels_of_both(OLD, NEW, kind, locale).values()) == labels


def test_without_another_text_labels_are_those_of_the_draft() -> None:
    assert labels_of_both(OLD, [], "revised", CHINESE) == {article.id: article.label for article in OLD}
