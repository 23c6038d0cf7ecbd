"""The comment register: one row for each comment received, its text only while it is public."""

from __future__ import annotations

from datetime import date

import pytest

from domain.comment.events import RegistrationCorrected
from domain.enumerations import (
    Channel,
    CommentStatus,
    CorrectionCause,
    DispositionKind,
    ErasureScope,
    RespondentKind,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.values import Blob
from projections.comments.queries import comment, comment_by_id, comments_after
from projections.comments.views import CommentView
from projections.consultations.queries import consultation, public_blob
from tests.projections.contents import everything
from tests.projections.told import Told

pytestmark = pytest.mark.anyio

PUBLISHED, REDACTED, WITHHELD = ScreeningOutcome
FILE = Blob("ab" * 32, 12, "application/pdf")


async def register(told: Told) -> tuple[CommentView, ...]:
    await told.caught_up()
    return await comments_after(told.pool, told.first.id)


async def test_a_comment_awaiting_screening_is_a_numbered_row_without_words(told: Told) -> None:
    told.published()
    told.comment("夜市太吵", name="张三", organisation="某公司", attachments=(FILE,), articles=("a2",))
    (row,) = await register(told)
    assert (row.number, row.status, row.articles) == (1, CommentStatus.AWAITING, ("a2",))
    assert (row.text, row.name, row.organisation, row.attachments, row.repeats) == (None, None, None, (), 0)
    assert row.submitted_at == told.at
    assert row.position == 7


async def test_a_published_comment_shows_what_its_author_agreed_to(told: Told) -> None:
    told.published()
    facts = {"name": "张三", "organisation": "某公司", "proposed_wording": "改为二十二时", "attachments": (FILE,)}
    told.shown("夜市太吵", name_shown=True, **facts)
    told.shown("夜市太吵闹", name_shown=False, **facts)
    named, unnamed = await register(told)
    assert (named.text, named.name, named.organisation) == ("夜市太吵", "张三", "某公司")
    assert (named.proposed_wording, named.attachments) == ("改为二十二时", (FILE,))
    assert (unnamed.name, unnamed.organisation) == (None, "某公司")
    found = await public_blob(told.pool, FILE.sha256)
    assert found
    assert (found.owner_id, found.title) == (named.comment_id, "comment-1-1")


async def test_a_redacted_comment_shows_only_the_redacted_text(told: Told) -> None:
    told.published()
    stream = told.comment("电话一三八", proposed_wording="原文", attachments=(FILE,))
    told.redacted(stream, "电话■■■")
    (row,) = await register(told)
    assert (row.text, row.redacted, row.reason) == ("电话■■■", True, WithholdingReason.PERSONAL_DATA)
    assert (row.proposed_wording, row.attachments) == (None, ())
    assert row.status == CommentStatus.PUBLISHED
    assert await public_blob(told.pool, FILE.sha256) is None


async def test_a_withheld_comment_is_a_stub_with_its_reason_until_an_appeal_opens_it(told: Told) -> None:
    told.published()
    stream = told.comment("不当言论")
    told.withheld(stream, "含有辱骂内容")
    (row,) = await register(told)
    assert (row.status, row.reason, row.public_note) == (CommentStatus.WITHHELD, WithholdingReason.ABUSE, "含有辱骂内容")
    assert row.text is None
    told.overturned(stream)
    (row,) = await register(told)
    assert (row.status, row.reason, row.public_note, row.text) == (CommentStatus.PUBLISHED, None, None, "不当言论")


async def test_what_a_revision_hides_is_in_no_row_and_what_it_shows_is_there_again(told: Told) -> None:
    told.published()
    same = told.shown("住在九号", organisation="某公司")
    stream = told.shown("住在九号", name_shown=True, name="张三", proposed_wording="改为十号", attachments=(FILE,))
    assert [row.repeats for row in await register(told)] == [2, 2]
    told.revised(stream, PUBLISHED, REDACTED, "住在■■", "漏看住址")
    _, row = await register(told)
    assert (row.text, row.redacted, row.reason, row.public_note) == ("住在■■", True, WithholdingReason.PERSONAL_DATA, "漏看住址")
    assert (row.name, row.proposed_wording, row.attachments, row.repeats) == ("张三", None, (), 1)
    told.withdrawn(same)
    told.revised(stream, REDACTED, WITHHELD)
    _, row = await register(told)
    assert (row.status, row.text, row.name, row.public_note, row.redacted) == (CommentStatus.WITHHELD, None, None, None, False)
    held = await everything(told.pool)
    assert not [word for word in ("住在", "改为十号", "张三", "漏看住址") if word in held]
    told.revised(stream, WITHHELD, PUBLISHED)
    _, row = await register(told)
    assert (row.text, row.name, row.proposed_wording, row.attachments) == ("住在九号", "张三", "改为十号", (FILE,))
    changes = [(each.before, each.outcome) for each in row.revisions]
    assert changes == [(PUBLISHED, REDACTED), (REDACTED, WITHHELD), (WITHHELD, PUBLISHED)]


async def test_a_corrected_registration_moves_the_comment_to_the_lists_it_belongs_in(told: Told) -> None:
    told.published()
    stream = told.shown("来信", name_shown=True, name="张三", articles=("a1", "a2"), channel=Channel.LETTER, late=True)
    await told.caught_up()
    kept = {"channel": None, "received_on": None, "respondent_kind": RespondentKind.ENTERPRISE}
    facts = {"articles": ("a2", "a3"), "publish_name": False, "name_shown": False, "late": False}
    told.on_comment(RegistrationCorrected, stream, **kept, **facts, cause=CorrectionCause.MISREAD, note="内部")
    (row,) = await register(told)
    assert (row.articles, row.respondent_kind, row.channel, row.late) == (("a2", "a3"), "enterprise", "letter", False)
    assert (row.name, row.text) == (None, "来信")
    assert [each.facts for each in row.registrations] == [("respondent_kind", "articles", "publish_name")]
    named = await told.pool.fetch("SELECT article_id, respondent_kind FROM read.comment_articles ORDER BY article_id")
    counted = await told.pool.fetch("SELECT article_id, comments FROM read.article_counts ORDER BY article_id")
    assert [tuple(each) for each in named] == [("a2", "enterprise"), ("a3", "enterprise")]
    assert [tuple(each) for each in counted] == [("a2", 1), ("a3", 1)]


async def test_a_correction_of_a_note_changes_the_one_that_is_shown_and_no_earlier_one(told: Told) -> None:
    told.published()
    stream = told.comment("不当言论")
    withheld = told.withheld(stream, "含有辱骂内容")
    revised = told.revised(stream, WITHHELD, REDACTED, "■■言论", "只遮盖辱骂")
    told.corrected(stream, withheld, "public_note", "早先的说明")
    (row,) = await register(told)
    assert row.public_note == "只遮盖辱骂"
    told.corrected(stream, revised, "public_note", "只遮盖辱骂的文字")
    (row,) = await register(told)
    assert row.public_note == "只遮盖辱骂的文字"


async def test_a_withdrawn_comment_leaves_its_stub_and_nothing_else(told: Told) -> None:
    told.published()
    stream = told.shown("收回这句话", organisation="某公司", attachments=(FILE,))
    await told.caught_up()
    assert "收回这句话" in await everything(told.pool)
    told.withdrawn(stream)
    (row,) = await register(told)
    assert (row.number, row.status, row.text, row.organisation) == (1, CommentStatus.WITHDRAWN, None, None)
    assert "收回这句话" not in await everything(told.pool)
    assert await public_blob(told.pool, FILE.sha256) is None


async def test_erasure_takes_the_identity_or_everything(told: Told) -> None:
    told.published()
    first = told.shown("留下的话", name_shown=True, name="张三", organisation="甲公司")
    second = told.shown("消失的话", name_shown=True, name="李四")
    await told.caught_up()
    assert "张三" in await everything(told.pool)
    told.erased(first, ErasureScope.IDENTITY)
    told.erased(second, ErasureScope.ALL)
    one, two = await register(told)
    assert (one.text, one.name, one.organisation, one.erased) == ("留下的话", None, None, ErasureScope.IDENTITY)
    assert (two.text, two.name, two.erased, two.status) == (None, None, ErasureScope.ALL, CommentStatus.PUBLISHED)
    held = await everything(told.pool)
    for word in ("张三", "李四", "甲公司", "消失的话"):
        assert word not in held


async def test_equal_texts_are_counted_whatever_their_width_and_punctuation(told: Told) -> None:
    told.published()
    told.shown("同意ＡＢＣ，谢谢！")
    second = told.shown("同意abc 谢谢")
    told.shown("不同意")
    told.comment("同意abc谢谢")
    assert [row.repeats for row in await register(told)] == [2, 2, 1, 0]
    view = await consultation(told.pool, told.first.id)
    assert view
    assert view.ledger.distinct_texts == 2
    told.withdrawn(second)
    assert [row.repeats for row in await register(told)] == [1, 0, 1, 0]


async def test_texts_of_punctuation_alone_are_equal_only_when_they_are(told: Told) -> None:
    told.published()
    for text in ("？？", "！！", "？？"):
        told.shown(text)
    assert [row.repeats for row in await register(told)] == [2, 1, 2]


async def test_pages_follow_the_numbers(told: Told) -> None:
    told.published()
    for number in range(1, 8):
        told.comment(f"第{number}条")
    await told.caught_up()
    pages = [await comments_after(told.pool, told.first.id, after=after, limit=3) for after in (0, 3, 6, 7)]
    assert [[row.number for row in page] for page in pages] == [[1, 2, 3], [4, 5, 6], [7], []]


async def test_filters_leave_the_comments_that_fit(told: Told) -> None:
    told.published()
    firm = {"respondent_kind": RespondentKind.ENTERPRISE}
    streams = [told.shown("一", articles=("a1",)), told.shown("二", articles=("a1", "a2"), **firm), told.shown("三")]
    adopted = told.point("采纳的", streams[0], streams[1])
    told.answered(adopted, DispositionKind.ADOPTED)
    told.answered_feedback()
    told.comment("晚到的，还没有审看")
    await told.caught_up()
    for filters, numbers in (
        ({}, [1, 2, 3, 4]),
        ({"status": "published"}, [1, 2, 3]),
        ({"status": "awaiting"}, [4]),
        ({"status": "published", "article": "a1", "respondent": "enterprise"}, [2]),
        ({"article": "a1"}, [1, 2]),
        ({"article": "a2"}, [2]),
        ({"article": "a9"}, []),
        ({"respondent": "enterprise"}, [2]),
        ({"disposition": "adopted"}, [1, 2]),
        ({"disposition": "not_adopted"}, []),
        ({"disposition": "unanswered"}, [3, 4]),
        ({"disposition": "adopted", "status": "withheld"}, []),
        ({"disposition": "adopted", "article": "a2", "respondent": "enterprise"}, [2]),
    ):
        rows = await comments_after(told.pool, told.first.id, **filters)
        assert [row.number for row in rows] == numbers, filters
        assert [row.number for row in await comments_after(told.pool, told.first.id, limit=1, **filters)] == numbers[:1], filters
        down = await comments_after(told.pool, told.first.id, after=5, down=True, **filters)
        assert [row.number for row in down] == numbers[::-1], filters


async def test_what_waits_for_screening_is_unanswered_also_before_the_feedback(told: Told) -> None:
    told.published()
    told.shown("一")
    told.withdrawn(told.comment("二"))
    told.comment("三")
    await told.caught_up()
    assert [row.number for row in await comments_after(told.pool, told.first.id, disposition="unanswered")] == [1, 3]


async def test_one_comment_by_number_and_by_id(told: Told) -> None:
    told.published()
    stream = told.shown("一", channel=Channel.LETTER, received_on=date(2026, 12, 24), late=True)
    await told.caught_up()
    row = await comment(told.pool, told.first.id, 1)
    assert row
    assert (row.channel, row.received_on, row.late) == (Channel.LETTER, date(2026, 12, 24), True)
    assert row == await comment_by_id(told.pool, stream)
    assert await comment(told.pool, told.first.id, 2) is None
    assert await comment_by_id(told.pool, told.first.id) is None


async def test_comments_of_a_decision_not_published_are_not_shown(told: Told) -> None:
    told.prepared()
    told.shown("早来的意见")
    await told.caught_up()
    assert await comments_after(told.pool, told.first.id) == ()


async def test_a_corrected_note_replaces_the_shown_one(told: Told) -> None:
    told.published()
    stream = told.comment("不当言论")
    version = told.withheld(stream, "误写他人姓名")
    await told.caught_up()
    told.corrected(stream, version, "public_note", "含有辱骂内容", closes=True)
    (row,) = await register(told)
    assert row.public_note == "含有辱骂内容"
    assert "误写他人姓名" not in await everything(told.pool)
