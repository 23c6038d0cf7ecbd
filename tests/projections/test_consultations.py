"""Decisions: the list, one decision at every stage, its texts, files and corrections."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.enumerations import ConsultationState, EndingKind
from domain.values import ContactPoint
from projections.consultations import listing
from projections.consultations.listing import consultation_list
from projections.consultations.queries import (
    article,
    articles,
    consultation,
    divisions,
    public_blob,
    texts,
)
from projections.consultations.views import ConsultationView
from tests.projections.random_lives import DRAFT, PREPARATION
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def seen(told: Told) -> ConsultationView:
    await told.caught_up()
    view = await consultation(told.pool, told.first.id)
    assert view
    return view


async def test_nothing_is_seen_of_a_decision_before_its_publication(told: Told) -> None:
    for chapter in PREPARATION[:-1]:
        chapter(told, told.first)
        await told.caught_up()
        assert await consultation(told.pool, told.first.id) is None
        assert (await consultation_list(told.pool, now=told.at)).total == 0
        assert await articles(told.pool, told.first.id) == ()
        assert await texts(told.pool, told.first.id) == ()
        assert await divisions(told.pool) == ()


async def test_the_publication_opens_title_draft_and_materials(told: Told) -> None:
    told.published()
    view = await seen(told)
    assert view.title
    assert view.title.startswith("关于夜间经济的办法")
    assert view.number == "2026-001"
    assert view.division
    assert view.contact == ContactPoint("市场处", phone="0532-85910000")
    assert [each.label for each in view.articles] == ["第一条", "第二条", "第三条"]
    assert view.articles[1].text == "夜市营业至二十三时。"
    assert view.basis[0].title == "《电子商务法》"
    assert view.attachments[0].title == "附表"
    assert (view.shortened, view.shortening_reason) == (True, "按上级要求缩短。")
    assert view.forced_release
    assert view.forced_release.reason == "情况紧急，先行签发。"
    assert view.state(told.at) == ConsultationState.OPEN
    assert view.state(told.at - timedelta(seconds=1)) == ConsultationState.UPCOMING
    assert view == await consultation(told.pool, "2026-001")


async def test_the_public_number_counts_the_publications_of_a_year_in_beijing(told: Told) -> None:
    told.at = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    told.published()
    told.at = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    told.published(told.decisions[1])
    told.published(told.decisions[2])
    await told.caught_up()
    page = await consultation_list(told.pool, now=told.at)
    assert sorted(view.number for view in page.items) == ["2026-001", "2027-001", "2027-002"]


async def test_every_stage_shows_in_its_place(told: Told) -> None:
    told.published()
    told.reach("sign_off")
    view = await seen(told)
    assert view.forced_release
    assert view.forced_release.signed_off_at == told.at
    before = view.closes_at
    told._extend(told.first)
    view = await seen(told)
    assert view.extensions[0].previous_closes_at == before
    assert view.extensions[0].closes_at == view.closes_at == told.at + timedelta(days=40)
    told.later(days=41)
    told.reach("close", "delay")
    view = await seen(told)
    assert view.state(told.at) == ConsultationState.CLOSED
    assert view.answer_due_on == (told.at + timedelta(days=30)).date()
    assert view.answer_delays[0].due_on == date(2027, 6, 1)
    assert not view.overdue(told.at)
    assert view.overdue(told.at + timedelta(days=32))
    told.reach("feedback", "feedback_signed", "feedback_published")
    view = await seen(told)
    assert view.state(told.at) == ConsultationState.ANSWERED
    assert not view.overdue(told.at + timedelta(days=32))


async def test_what_is_reviewed_and_deliberated_becomes_public_with_the_adoption(told: Told) -> None:
    told.published()
    told.answered_feedback()
    told.reach("waive", "competition", "review_short", "legality", "deliberate", "adoption")
    view = await seen(told)
    assert (view.notice, view.adoption) == (None, None)
    assert view.review_shortened
    assert (view.review_shortened.working_days, view.review_shortened.reason) == (3, "汛期临近，加班审查完毕。")
    told.reach("adopt")
    view = await seen(told)
    assert view.notice
    assert view.notice.document_number == "青商发〔2027〕3号"
    assert view.adoption
    assert (view.adoption.legality_reviewer, view.adoption.meeting) == ("法规处", "局务会")
    assert view.adoption.fair_competition_passed is True
    assert view.adoption.waivers[0].reason == "不涉及专业性问题，无需论证。"
    assert view.adoption.changed_without_comment == ("a2",)
    assert view.state(told.at) == ConsultationState.ADOPTED


async def test_an_ending_shows_its_kind_and_reason(told: Told) -> None:
    told.published()
    told.reach("end")
    view = await seen(told)
    assert (view.state(told.at), view.ending_kind) == (ConsultationState.ENDED, EndingKind.SHELVED)
    assert view.ending_reason == "情况变化，不再推进本事项。"


async def test_the_three_texts_stand_side_by_side(told: Told) -> None:
    told.published()
    told.answered_feedback()
    told.reach("adoption", "adopt")
    await told.caught_up()
    views = await texts(told.pool, told.first.id)
    assert [view.kind for view in views] == ["consulted", "revised", "adopted"]
    assert views[0].source == DRAFT
    assert [view.articles[1].text for view in views] == [
        "夜市营业至二十三时。",
        "夜市营业至二十四时。",
        "夜市营业至次日二时。",
    ]
    assert views[0].articles[1].sha256 != views[1].articles[1].sha256
    assert (await articles(told.pool, told.first.id, "adopted"))[1].text == "夜市营业至次日二时。"
    assert await articles(told.pool, told.first.id, 1) == await articles(told.pool, told.first.id)
    assert await articles(told.pool, told.first.id, 2) == ()


async def test_one_article_through_all_texts_with_its_neighbours_and_comments(told: Told) -> None:
    told.published()
    told.comment("只说第二条", articles=("a2",))
    told.answered_feedback()
    await told.caught_up()
    found = await article(told.pool, told.first.id, "a2")
    assert found
    assert {kind: view.text for kind, view in found.versions.items()} == {
        "consulted": "夜市营业至二十三时。",
        "revised": "夜市营业至二十四时。",
    }
    assert (found.previous, found.next, found.comments) == ("a1", "a3", 1)
    assert await article(told.pool, told.first.id, "a9") is None


async def test_public_files_are_found_by_their_contents(told: Told) -> None:
    told.published()
    await told.caught_up()
    view = await seen(told)
    found = await public_blob(told.pool, view.attachments[0].blob.sha256)
    assert found
    assert (found.owner_id, found.title, found.size) == (told.first.id, "附表", view.attachments[0].blob.size)
    assert await public_blob(told.pool, "f" * 64) is None


async def test_the_list_is_filtered_by_state_division_and_words(told: Told) -> None:
    for decision in told.decisions:
        told.published(decision)
        told.later(days=1)
    told.reach("end", decision=told.decisions[2])
    await told.caught_up()
    all_of_them = await consultation_list(told.pool, now=told.at)
    assert [view.number for view in all_of_them.items] == ["2026-001", "2026-002", "2026-003"]
    ended = await consultation_list(told.pool, now=told.at, states=["ended"])
    assert [view.number for view in ended.items] == ["2026-003"]
    both = await consultation_list(told.pool, now=told.at, states=(ConsultationState.OPEN, ConsultationState.ENDED))
    assert both.total == 3
    for division in await divisions(told.pool):
        own = await consultation_list(told.pool, now=told.at, division=division.id)
        assert own.total
        assert {view.division for view in own.items} == {division}
    for q, total in (
        ("夜间经济", 3),
        ("办法 夜间，经济", 3),
        ("002", 1),
        ("２０２６－００２", 1),
        ("经夜", 0),
        ("zzz", 0),
        ("，。", 0),
        ("  ", 3),
    ):
        assert (await consultation_list(told.pool, now=told.at, q=q)).total == total, q
    title = all_of_them.items[1].title
    assert title
    assert (await consultation_list(told.pool, now=told.at, q=title)).total == 1


async def pages_of(told: Told, total: list[int | None], **asked: Any) -> list[tuple[list[str], bool]]:
    """Numbers on each of three pages, and whether another page follows. `total` gets what the list says it holds."""
    pages = [await consultation_list(told.pool, now=told.at, page=number, size=2, **asked) for number in (1, 2, 3)]
    total += {page.total for page in pages}
    return [([str(view.number) for view in page.items], page.more) for page in pages]


async def test_words_found_nearly_everywhere_are_met_in_the_order_of_the_lists(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for decision in told.decisions:
        told.published(decision)
        told.later(days=1)
    told.reach("end", decision=told.decisions[0])
    await told.caught_up()
    ways: list[dict[str, Any]] = [{}, {"states": ["open"]}, {"division": "trade"}, {"division": "ports"}]
    exact: list[int | None] = []
    many: list[int | None] = []
    counted = [await pages_of(told, exact, q="夜间经济", **asked) for asked in ways]
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    assert [await pages_of(told, many, q="夜间经济", **asked) for asked in ways] == counted
    assert counted[0] == [(["2026-002", "2026-003"], True), (["2026-001"], False), ([], False)]
    assert (exact[:2], many) == ([3, 2], [None] * 4)


async def test_a_document_number_is_found_with_any_brackets(told: Told) -> None:
    told.published()
    told.answered_feedback()
    told.reach("adoption", "adopt")
    await told.caught_up()
    for q in ("青商发〔2027〕3号", "青商发﹝2027﹞3号", "青商发[2027]3号", "青商发（2027）3号"):
        assert (await consultation_list(told.pool, now=told.at, q=q)).total == 1, q
    assert (await consultation_list(told.pool, now=told.at, q="青商发〔2026〕3号")).total == 0


async def test_open_decisions_come_first_by_closing_date_and_pages_follow_each_other(told: Told) -> None:
    told.published(told.decisions[2])
    told.later(hours=1)
    told.published(told.decisions[0])
    told.later(hours=1)
    told.published(told.decisions[1])
    told._extend(told.decisions[2])
    await told.caught_up()
    order = [told.decisions[0].id, told.decisions[1].id, told.decisions[2].id]
    pages = [await consultation_list(told.pool, now=told.at, page=number, size=2) for number in (1, 2, 3)]
    assert [view.id for page in pages for view in page.items] == order
    assert [page.total for page in pages] == [3, 3, 3]
    plain = await consultation_list(told.pool, now=told.at, with_articles=False)
    assert plain.items[0].articles == ()


async def test_a_correction_shows_the_new_value_and_keeps_the_old_unless_it_is_closed(told: Told) -> None:
    told.published()
    old = (await seen(told)).title
    told.corrected(told.first.id, 1, "title", "更正后的标题")
    told.corrected(told.first.id, 3, "contact", ContactPoint("新处室"), closes=True)
    told.corrected(told.first.id, 2, "proposer", "版本不符，不予显示")
    view = await seen(told)
    assert view.title == "更正后的标题"
    assert view.contact == ContactPoint("新处室")
    assert view.proposer == "市场处"
    first, second, third = view.corrections
    assert (first.field, first.old, first.new, first.topic) == ("title", old, "更正后的标题", "decision-started.v1")
    assert (second.old, second.closes_original) == (None, True)
    assert third.topic is None
    assert (await consultation_list(told.pool, now=told.at, q="更正后的")).total == 1
    assert (await consultation_list(told.pool, now=told.at, q="夜间经济")).total == 0


async def test_an_old_value_kept_by_one_correction_is_forgotten_when_a_later_one_closes_the_original(told: Told) -> None:
    told.published()
    told.corrected(told.first.id, 1, "proposer", "第一次更正")
    told.corrected(told.first.id, 1, "proposer", "第二次更正", closes=True)
    view = await seen(told)
    assert view.proposer == "第二次更正"
    assert [each.old for each in view.corrections] == [None, None]
