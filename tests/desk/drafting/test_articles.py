"""The draft article by article: every edit a new version, every article its id, and two people do not overwrite each other."""

from __future__ import annotations

import pytest

from tests.desk.drafting.matters import TEXT
from tests.desk.drafting.stories import drafted, saved, started
from tests.desk.drafting.test_importing import latest, text_in
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver, without_marks

pytestmark = pytest.mark.anyio


async def test_an_article_is_reworded_under_its_id(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    assert text_in(await drafter.page(f"{root}/drafts/articles/a2")) == "夜市营业至二十三时。"
    location = await drafter.done(f"{root}/drafts/articles/a2", text="完全不同的规定：摊位按季度轮换。")
    assert location == f"{root}/drafts/articles?done=reword_article"
    text, articles = await latest(driver, root)
    assert text == TEXT.replace("夜市营业至二十三时。", "完全不同的规定：摊位按季度轮换。")
    assert articles == [("a1", "第一条"), ("a2", "第二条"), ("a3", "第三条"), ("a4", "第四条")]
    assert "第2稿" in await drafter.page(f"{root}/drafts/articles")


async def test_an_article_is_inserted_moved_and_removed(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    assert 'value="a1" selected' in await drafter.page(f"{root}/drafts/articles/new", after="a1")
    await drafter.done(f"{root}/drafts/articles/new", after="a1", text="本办法适用于本市。")
    assert (await latest(driver, root))[1] == [
        ("a1", "第一条"), ("a5", "第二条"), ("a2", "第三条"), ("a3", "第四条"), ("a4", "第五条"),
    ]  # fmt: skip
    await drafter.done(f"{root}/drafts/articles/a2/move", after="first")
    assert [article for article, _ in (await latest(driver, root))[1]] == ["a2", "a1", "a5", "a3", "a4"]
    assert "夜市营业至二十三时。" in await drafter.page(f"{root}/drafts/articles/a2/removal")
    await drafter.done(f"{root}/drafts/articles/a2/removal")
    assert (await latest(driver, root))[1] == [("a1", "第一条"), ("a5", "第二条"), ("a3", "第三条"), ("a4", "第四条")]


async def test_references_left_behind_by_the_numbering_are_listed_for_whoever_drafts_and_reviews(driver: Driver) -> None:
    drafter, reviewer = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    root = await drafted(drafter)
    path = f"{root}/drafts/articles"
    assert "需要核对的条款引用" not in await drafter.page(path)
    await drafter.done(f"{path}/new", after="a1", text="本办法适用于本市。")
    told = '<li><a href="#a3">第四条</a>：提到“第二条”，所指的一条现在是第三条</li>'
    for page in (await drafter.page(path), (await reviewer.open(f"{root}/reviews")).text):
        assert told in page
        assert 'id="a3"' in page
    english = await drafter.page(f"/en{path}")
    assert "mentions 第二条; the article meant is now 第三条" in without_marks(english)
    await drafter.done(f"{path}/a2/removal")
    assert "所指的一条已经删去" in await drafter.page(path)
    await drafter.done(f"{path}/a3", text="依照第九条执行。")
    assert "提到“第九条”，草案中没有这一条" in await drafter.page(path)
    await drafter.done(f"{path}/a3", text="依照第一条执行。")
    assert "需要核对的条款引用" not in await drafter.page(path)


async def test_the_id_of_a_removed_article_never_comes_back(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    await drafter.done(f"{root}/drafts/articles/a4/removal")
    await drafter.done(f"{root}/drafts/articles/new", after="a3", text="本办法由市商务局解释。")
    assert [article for article, _ in (await latest(driver, root))[1]] == ["a1", "a2", "a3", "a5"]


async def test_two_people_edit_different_articles_without_harm(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    path = f"{root}/drafts/articles/a2"
    mine = hidden_fields(await drafter.page(path), path)
    await drafter.done(f"{root}/drafts/articles/a1", text="为了丰富夜间生活，制定本办法。")
    assert (await drafter.post(path, mine | {"text": "夜市营业至二十四时。"})).status_code == 303
    text, _ = await latest(driver, root)
    assert "丰富夜间生活" in text
    assert "二十四时" in text


async def test_the_second_to_edit_an_article_is_shown_what_is_stored_and_keeps_his_text(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    path = f"{root}/drafts/articles/a2"
    mine = hidden_fields(await drafter.page(path), path) | {"text": "夜市营业至二十四时。"}
    await drafter.done(path, text="夜市营业至次日一时。")
    response = await drafter.post(path, mine)
    assert response.status_code == 409
    assert text_in(response.text) == "夜市营业至二十四时。"
    assert "夜市营业至次日一时。" in response.text
    again = hidden_fields(response.text, path) | {"text": "夜市营业至二十四时。"}
    assert (await drafter.post(path, again)).status_code == 303


async def test_what_was_typed_for_an_article_that_is_gone_is_kept(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    path = f"{root}/drafts/articles/a2"
    mine = hidden_fields(await drafter.page(path), path) | {"text": "夜市营业至二十四时。"}
    await drafter.done(f"{path}/removal")
    for _ in range(2):
        response = await drafter.post(path, mine)
        assert response.status_code == 409
        assert text_in(response.text) == "夜市营业至二十四时。"
        mine = hidden_fields(response.text, path) | {"text": "夜市营业至二十四时。"}
    assert any("已经没有这一条" in error for error in errors_in(response.text))


@pytest.mark.parametrize(
    ("path", "fields", "field"),
    [
        ("a2", {"text": ""}, "text"),
        ("a2", {"text": "夜市营业至二十三时。\n第三条 其他。"}, "text"),
        ("a2", {"text": "有\x00控制字符"}, "text"),
        ("new", {"text": "新的一条。", "after": ""}, "after"),
        ("new", {"text": "", "after": "a1"}, "text"),
        ("a2/move", {"after": ""}, "after"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field(driver: Driver, path: str, fields: dict[str, str], field: str) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    response = await drafter.send(f"{root}/drafts/articles/{path}", **fields)
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert (await latest(driver, root))[0] == TEXT


async def test_an_article_that_is_not_there_has_no_page(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await drafted(drafter)
    assert (await drafter.open(f"{root}/drafts/articles/a9")).status_code == 404


async def test_there_is_nothing_to_edit_before_there_is_a_draft(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    assert (await drafter.open(f"{root}/drafts/articles")).status_code == 409


async def test_a_text_without_articles_is_edited_as_one(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    root = await started(drafter)
    await saved(drafter, root, "就夜市营业时间征求意见。\n")
    page = await drafter.page(f"{root}/drafts/articles")
    assert "修改全文" in page
    assert "删除全文" not in page
    await drafter.done(f"{root}/drafts/articles/a1", text="就夜市和早市营业时间征求意见。")
    assert (await latest(driver, root))[0] == "就夜市和早市营业时间征求意见。\n"
