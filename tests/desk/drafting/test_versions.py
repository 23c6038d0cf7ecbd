"""Versions of the draft: who wrote which and when, and what changed between any two."""

from __future__ import annotations

import re

import pytest

from tests.desk.drafting.matters import TEXT
from tests.desk.drafting.stories import drafted, saved, started
from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio


def spoken(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<(?!/?(?:ins|del))[^>]+>", "", html))


async def test_every_version_is_listed_and_any_two_compared(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    await saved(drafter, root, TEXT.replace("二十三时", "二十四时"))
    await drafter.done(f"{root}/drafts/articles/a1/removal")
    page = spoken(await drafter.page(f"{root}/drafts/versions"))
    assert "第3稿" in page
    assert "drafter" in page
    assert "第2稿 → 第3稿" in page
    assert "<del>为了促进夜间经济，制定本办法。</del>" in page
    assert "<ins>" not in page
    first_last = spoken(await drafter.page(f"{root}/drafts/versions", old="1", new="3"))
    assert "<del>二十三</del><ins>二十四</ins>" in first_last
    same = spoken(await drafter.page(f"{root}/drafts/versions", old="2", new="2"))
    assert "两稿没有不同" in same
    assert "没有这一稿" in spoken(await drafter.page(f"{root}/drafts/versions", old="9", new="2"))


async def test_the_list_says_when_there_is_nothing_yet(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    assert "还没有草案" in await drafter.page(f"{root}/drafts/versions")
    await saved(drafter, root, TEXT)
    assert "只有一稿" in await drafter.page(f"{root}/drafts/versions")


async def test_reviewers_read_the_versions_and_strangers_do_not(driver: Driver) -> None:
    root = await drafted(await at_desk(driver, "drafter"))
    assert (await (await at_desk(driver, "reviewer")).open(f"{root}/drafts/versions")).status_code == 200
    stranger = await at_desk(driver, "administrator")
    assert (await stranger.open(f"{root}/drafts/versions")).status_code == 403
