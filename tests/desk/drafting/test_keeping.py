"""Long texts are kept while they are typed, given back where they are asked for, and forgotten once they are saved."""

from __future__ import annotations

import pytest

from tests.desk.drafting.matters import TEXT
from tests.desk.drafting.stories import drafted, saved
from tests.desk.drafting.test_importing import text_in
from tests.desking import at_desk, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_a_draft_that_was_not_sent_is_given_back(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    page = await drafter.page(f"{root}/drafts")
    assert f'data-saving="{root}/drafts"' in page
    kept = hidden_fields(page, f"{root}/drafts") | {"text": "写了一半的新稿", "place": f"{root}/drafts"}
    assert (await drafter.post("/desk/saving", kept)).status_code == 204
    again = await drafter.page(f"{root}/drafts")
    assert "尚未提交的内容" in again
    assert text_in(again) == TEXT
    assert text_in(await drafter.page(f"{root}/drafts", restore="1")) == "写了一半的新稿"
    await saved(drafter, root, TEXT + "\n第五条 其他。\n")
    assert "尚未提交的内容" not in await drafter.page(f"{root}/drafts")


async def test_each_article_is_kept_for_itself(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    path = f"{root}/drafts/articles/a2"
    kept = hidden_fields(await drafter.page(path), path) | {"text": "夜市营业至", "place": path}
    assert (await drafter.post("/desk/saving", kept)).status_code == 204
    assert text_in(await drafter.page(path, restore="1")) == "夜市营业至"
    assert "尚未提交的内容" not in await drafter.page(f"{root}/drafts/articles/a1")
