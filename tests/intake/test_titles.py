"""The title of a draft is compared with the name of its decision: by what it is about."""

from __future__ import annotations

import pytest

from consult.intake.titles import same_title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("海州市夜市办法", "海州市夜市办法"),
        ("海州市夜市办法（征求意见稿）", "关于制定《海州市夜市办法》的决定"),
        ("青岛市古树名木保护管理办法", "关于修订古树名木保护管理办法的决定"),
        ("关于促进夜间经济的若干措施（草案）", "促进夜间经济的若干措施"),
    ],
)
def test_the_same_title_is_known_in_other_words(title: str, name: str) -> None:
    assert same_title(title, name)


@pytest.mark.parametrize(
    ("title", "name"), [("管理办法", "夜市方案"), ("", "夜市办法"), ("（征求意见稿）", "夜市办法"), ("早市办法", "夜市办法")]
)
def test_another_title_is_another(title: str, name: str) -> None:
    assert not same_title(title, name)
