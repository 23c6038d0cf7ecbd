"""Search over everything public."""

from __future__ import annotations

from typing import Any

import pytest

from domain.enumerations import DispositionKind
from projections.search.excerpt import excerpt
from projections.search.queries import search
from projections.search_words import search_phrases, search_query
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def found(told: Told, q: str, **facts: Any) -> list[tuple[str, str | None]]:
    await told.caught_up()
    return [(item.kind, item.part) for item in (await search(told.pool, q, **facts)).items]


async def test_every_kind_of_public_text_is_found_with_its_place(told: Told) -> None:
    told.published()
    stream = told.shown("希望增加夜间公交", proposed_wording="改为公交延时", organisation="巴士公司")
    told.answered(told.point("增设班车", stream), DispositionKind.ADOPTED, "已与运输部门商定加密班次。")
    told.answered_feedback()
    told.reach("adoption", "adopt")
    assert await found(told, "夜间经济的办法") == [("consultation", None)]
    assert await found(told, "营业至二十三时") == [("article", "a2")]
    assert await found(told, "公交延时") == [("comment", None)]
    assert await found(told, "巴士公司") == [("comment", None)]
    assert await found(told, "增设班车") == [("point", "1")]
    assert await found(told, "加密班次") == [("point", "1")]
    assert await found(told, "我们问了") == [("feedback", None)]
    assert await found(told, "吸收意见情况") == [("adoption", None)]
    assert await found(told, "次日二时") == [("adoption", None)]


async def test_a_phrase_must_occur_as_it_stands_whatever_its_width_and_breaks(told: Told) -> None:
    told.published()
    told.shown("请在Ａ３区增设停车\n位，谢谢。位置不限，也可以停在车站。")
    assert await found(told, "停车位") == [("comment", None)]
    assert await found(told, "a3区") == [("comment", None)]
    assert await found(told, "停车 车站 谢谢") == [("comment", None)]
    assert await found(told, "车停位") == []
    assert await found(told, "站") == [("comment", None)]
    assert await found(told, "鲸") == []
    assert await found(told, "") == []
    assert await found(told, "？ ， '&|!:*") == []


async def test_a_latin_word_is_found_by_its_beginning(told: Told) -> None:
    told.published()
    told.shown("Please extend the consultation period")
    assert await found(told, "CONSULT period") == [("comment", None)]
    assert await found(told, "sultation") == []


async def test_what_says_it_most_and_most_briefly_comes_first(told: Told) -> None:
    told.published()
    told.shown("停车" + "，其他事情也很多" * 30)
    told.shown("停车，停车，还是停车")
    result = (await told.caught_up(), await search(told.pool, "停车"))[1]
    assert result.total == 2
    assert "还是停车" in result.items[0].excerpt
    assert result.items[0].rank > result.items[1].rank
    pages = [await search(told.pool, "停车", page=page, size=1) for page in (1, 2)]
    assert [page.items[0] for page in pages] == list(result.items)


async def test_nothing_is_found_of_what_is_not_public(told: Told) -> None:
    told.prepared()
    assert await found(told, "夜间经济") == []
    told.add_publication()
    assert ("consultation", None) in await found(told, "夜间经济")
    told.comment("还未审看的词")
    withheld = told.comment("不予公开的词")
    told.withheld(withheld, "说明")
    assert await found(told, "的词") == []
    told.overturned(withheld)
    assert await found(told, "的词") == [("comment", None)]
    told.withdrawn(withheld)
    assert await found(told, "的词") == []


async def test_a_search_can_stay_within_one_decision(told: Told) -> None:
    told.published()
    told.published(told.decisions[1])
    assert len(await found(told, "夜间经济")) == 2
    assert len(await found(told, "夜间经济", consultation_id=told.first.id)) == 1


def test_words_of_a_query_cannot_break_out_of_it() -> None:
    assert search_query("a'b & c:*|d!(e)") == "'a':* & 'b':* & 'c':* & 'd':* & 'e':*"
    assert search_query("停车") == "'停' & '车'"
    assert search_query("\0\\'") == ""
    assert search_phrases("青商发〔2027〕3号，停车") == ["青商发20273号", "停车"]


def test_an_excerpt_is_around_what_was_found() -> None:
    body = "前" * 200 + "停车" + "后" * 200
    text = excerpt(body, ["停车"])
    assert text.startswith("…前")
    assert text.endswith("后…")
    assert "停车" in text
    assert len(text) == 122
    assert excerpt("短\n文", ["没有"]) == "短 文"
