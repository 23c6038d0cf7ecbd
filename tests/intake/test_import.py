"""Comments entered from a table on a real database: what is ready is registered once, what is not is told row by row."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from openpyxl import Workbook

from consult.commands.comment.named_articles import named_articles
from consult.commands.comment.submission import RegisterComment, Respondent, register_comment
from consult.commands.uploads import stored_upload
from consult.intake.sheets import table_refusals as refusals
from consult.intake.sheets.comments import ImportReport, import_comments, preview_import, store_table
from consult.intake.sheets.mapping import ColumnMapping, Field, suggested_mapping
from consult.intake.sheets.tables import Table, read_table
from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.refusals import ArticleUnknown, CommentBeforeOpening, ContactImplausible, NameConsentEmpty, ReceivedInFuture
from domain.enumerations import Channel, RespondentKind
from domain.text import TextMissing, TextTooLong
from projections.comments.queries import comments_after
from projections.consultations.queries import consultation
from tests.driving import Driver
from tests.intake.sheet_files import as_xlsx, content_of
from tests.intake.word_files import upload

pytestmark = pytest.mark.anyio

NAMES = ["渠道", "收到日期", "姓名", "单位", "反馈人类别", "意见内容", "条款", "建议条文", "电话", "邮箱", "是否公开姓名"]
ROWS: list[list[object]] = [
    [
        "信函",
        date(2026, 3, 2),
        "张三",
        "",
        "个人",
        "建议延长至二十四时。",
        "第二条",
        "夜市营业至二十四时。",
        "13800138000",
        "",
        "否",
    ],
    ["电话", "2026年3月2日", "", "海州商会", "社会组织", "总体赞成。", "", "", "", "hz@example.org", "是"],
    ["电子邮件", "2026/3/2", "李四", "甲公司", "企业", "第一条、第三条都好。", "1、3", "", "", "", ""],
]


async def actor(driver: Driver, person: str = "drafter") -> Actor:
    return (await driver.runtime.staff.person(person)).actor


def table(*rows: list[object], names: list[str] = NAMES) -> Table:
    return read_table(upload(as_xlsx([names, *rows]), "意见.xlsx"))


async def run(driver: Driver, consultation_id: str, found: Table, mapping: ColumnMapping | None = None) -> ImportReport:
    used = mapping or suggested_mapping(found.columns)
    report = await import_comments(driver.runtime, await actor(driver), UUID(consultation_id), found, used)
    await driver.settle()
    return report


async def test_every_ready_row_becomes_a_comment_in_the_order_of_the_file(driver: Driver) -> None:
    consultation_id = await driver.opened()
    report = await run(driver, consultation_id, table(*ROWS))
    assert [row.status for row in report.rows] == ["registered"] * 3
    shown = await comments_after(driver.runtime.reads, consultation_id)
    assert [comment.comment_id for comment in shown] == [row.comment_id for row in report.rows]
    assert [comment.channel for comment in shown] == [Channel.LETTER, Channel.PHONE, Channel.EMAIL]
    assert [comment.articles for comment in shown] == [("a2",), (), ("a1", "a3")]
    assert [comment.respondent_kind for comment in shown] == [
        RespondentKind.INDIVIDUAL,
        RespondentKind.SOCIAL_ORGANISATION,
        RespondentKind.ENTERPRISE,
    ]
    waiting_texts = [item["text"] for item in await driver.waiting(consultation_id)]
    assert waiting_texts == [row[5] for row in ROWS]


async def test_the_same_file_again_registers_nothing_whoever_brings_it(driver: Driver) -> None:
    consultation_id = await driver.opened()
    first = await run(driver, consultation_id, table(*ROWS))
    size = (await driver.runtime.log.head()).size
    again = await run(driver, consultation_id, table(*ROWS))
    assert [row.status for row in again.rows] == ["already_entered"] * 3
    assert [row.comment_id for row in again.rows] == [row.comment_id for row in first.rows]
    colleague = Actor(UUID(int=9), "market", (await actor(driver)).roles)
    columns = suggested_mapping(NAMES)
    others = await import_comments(driver.runtime, colleague, UUID(consultation_id), table(*ROWS), columns)
    assert [row.status for row in others.rows] == ["already_entered"] * 3
    assert (await driver.runtime.log.head()).size == size


async def test_a_file_that_has_grown_registers_only_what_is_new(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await run(driver, consultation_id, table(*ROWS[:2]))
    report = await run(driver, consultation_id, table(ROWS[2], *ROWS[:2]))
    assert [row.status for row in report.rows] == ["registered", "already_entered", "already_entered"]


async def test_equal_rows_are_all_entered_and_a_repeat_enters_none_of_them(driver: Driver) -> None:
    consultation_id = await driver.opened()
    found = table(ROWS[0], ROWS[0], ROWS[0])
    report = await run(driver, consultation_id, found)
    assert [(row.status, row.same_as) for row in report.rows] == [("registered", None), ("registered", 2), ("registered", 2)]
    assert len({row.comment_id for row in report.rows}) == 3
    assert (await run(driver, consultation_id, found)).count("already_entered") == 3


async def test_what_was_given_for_the_whole_file_does_not_make_a_row_new(driver: Driver) -> None:
    consultation_id = await driver.opened()
    found = table(["甲"], ["乙"], names=["意见内容"])
    columns = {Field.TEXT: 0}
    first = ColumnMapping(columns=columns, channel=Channel.LETTER, received_on=date(2026, 3, 2))
    assert (await run(driver, consultation_id, found, first)).count("registered") == 2
    driver.clock.advance(timedelta(days=1))
    second = ColumnMapping(columns=columns, channel=Channel.EMAIL, received_on=date(2026, 3, 3))
    assert (await run(driver, consultation_id, found, second)).count("already_entered") == 2


async def test_a_number_of_ones_own_tells_repeats_from_changes(driver: Driver) -> None:
    consultation_id = await driver.opened()
    names = ["编号", "意见内容", "备注"]
    mapping = ColumnMapping(columns={Field.NUMBER: 0, Field.TEXT: 1}, channel=Channel.LETTER, received_on=date(2026, 3, 2))
    await run(driver, consultation_id, table(["信-1", "甲", ""], ["信-2", "乙", ""], names=names), mapping)
    again = table(["信-2", "乙", "已阅"], ["信-1", "甲改了", ""], ["信-3", "丙", ""], ["信-3", "丁", ""], names=names)
    report = await run(driver, consultation_id, again, mapping)
    assert [row.status for row in report.rows] == ["already_entered", "error", "registered", "error"]
    problems = [row.problems[0] for row in report.rows if row.problems]
    assert [type(problem.refusal) for problem in problems] == [refusals.NumberUsedOtherwise, refusals.NumberRepeatedInFile]
    assert {problem.column for problem in problems} == {"编号"}
    assert problems[1].refusal.params == {"line": 4}


# what is wrong with the row -> the rule that refuses it, and the column that is named
BROKEN: dict[str, tuple[dict[str, object], type[Exception], str | None]] = {
    "no text": ({"意见内容": "  "}, TextMissing, "意见内容"),
    "text too long": ({"意见内容": "长" * 10_001}, TextTooLong, "意见内容"),
    "channel unknown": ({"渠道": "飞鸽"}, refusals.ChannelNotKnown, "渠道"),
    "channel missing": ({"渠道": ""}, refusals.CellMissing, "渠道"),
    "date unknown": ({"收到日期": "上周"}, refusals.DateNotUnderstood, "收到日期"),
    "date before the opening": ({"收到日期": "2026-02-01"}, CommentBeforeOpening, "收到日期"),
    "date to come": ({"收到日期": "2026-12-31"}, ReceivedInFuture, "收到日期"),
    "kind unknown": ({"反馈人类别": "热心"}, refusals.RespondentKindNotKnown, "反馈人类别"),
    "year missing": ({"收到日期": "3月2日"}, refusals.DateWithoutYear, "收到日期"),
    "e-mail implausible": ({"邮箱": "不是邮箱"}, ContactImplausible, "邮箱"),
    "telephone implausible": ({"电话": "打过来"}, ContactImplausible, "电话"),
    "answer unknown": ({"是否公开姓名": "看情况"}, refusals.AnswerNotUnderstood, "是否公开姓名"),
    "nothing to publish": ({"姓名": "", "单位": "", "是否公开姓名": "是"}, NameConsentEmpty, "姓名"),
}


async def test_each_row_in_error_names_its_rule_and_column_and_harms_no_other(driver: Driver) -> None:
    consultation_id = await driver.opened()
    good = dict(zip(NAMES, ROWS[0], strict=True))
    rows = [list((good | changes).values()) for changes, _, _ in BROKEN.values()]
    found = table(*rows, ROWS[1])
    before = await preview_import(
        driver.runtime, await actor(driver), UUID(consultation_id), found, suggested_mapping(found.columns)
    )
    assert [row.status for row in before.rows] == ["error"] * len(BROKEN) + ["ready"]
    report = await run(driver, consultation_id, found)
    for row, tried, (case, (_, rule, column)) in zip(report.rows, before.rows, BROKEN.items(), strict=False):
        assert [(type(each.refusal), each.column) for each in row.problems] == [(rule, column)], case
        assert [type(each.refusal) for each in tried.problems] == [rule], case
        assert "{" not in row.problems[0].refusal.text(), case
    assert report.count("registered") == 1
    view = await consultation(driver.runtime.reads, consultation_id)
    assert view is not None
    assert view.ledger.received == 1


async def test_all_problems_of_a_row_are_told_at_once(driver: Driver) -> None:
    consultation_id = await driver.opened()
    found = table(["飞鸽", "上周", "张三", "", "热心", "甲", "第九条", "", "", "", "看情况"])
    (row,) = (await run(driver, consultation_id, found)).rows
    assert [problem.column for problem in row.problems] == ["渠道", "收到日期", "反馈人类别", "是否公开姓名"]


async def test_a_dry_run_writes_nothing(driver: Driver) -> None:
    consultation_id = await driver.opened()
    size = (await driver.runtime.log.head()).size
    report = await preview_import(
        driver.runtime, await actor(driver), UUID(consultation_id), table(*ROWS), suggested_mapping(NAMES)
    )
    assert report.count("ready") == 3
    assert (await driver.runtime.log.head()).size == size


async def test_only_a_registrar_of_the_division_imports(driver: Driver) -> None:
    consultation_id = UUID(await driver.opened())
    for person, refusal in (("releaser", RoleMissing), ("administrator", RoleMissing), ("outsider", OtherDivision)):
        for run_it in (preview_import, import_comments):
            with pytest.raises(refusal):
                await run_it(driver.runtime, await actor(driver, person), consultation_id, table(*ROWS), suggested_mapping(NAMES))


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({Field.NAME: 0}, refusals.MappingIncomplete),
        ({Field.TEXT: 99}, refusals.MappingOutside),
        ({Field.TEXT: -1}, refusals.MappingOutside),
        ({Field.TEXT: 5, Field.NAME: 5}, refusals.MappedTwice),
    ],
)
async def test_a_mapping_that_cannot_be_is_refused(
    driver: Driver, columns: dict[Field, int], refusal: type[refusals.TableRefused]
) -> None:
    consultation_id = await driver.opened()
    with pytest.raises(refusal):
        await run(driver, consultation_id, table(*ROWS), ColumnMapping(columns=columns))


async def test_what_comes_after_the_close_is_entered_as_late_and_after_the_end_not_at_all(driver: Driver) -> None:
    consultation_id = await driver.opened(days=31)
    view = await consultation(driver.runtime.reads, consultation_id)
    assert view is not None
    await driver.close(view.closes_at)
    driver.clock.advance(timedelta(days=2))
    today = driver.clock.now().date()
    found = table(["信函", today, "张三", "", "个人", "迟到的意见。", "", "", "", "", ""])
    assert (await run(driver, consultation_id, found)).count("registered") == 1
    (late,) = await comments_after(driver.runtime.reads, consultation_id)
    assert late.late
    await driver.done("releaser", f"/consultations/{consultation_id}/ending", kind="shelved", reason="情况变化，暂不推进。")
    again = await run(driver, consultation_id, table(["信函", today, "李四", "", "个人", "更迟的意见。", "", "", "", "", ""]))
    assert [type(problem.refusal).__name__ for problem in again.rows[0].problems] == ["ProcedureOver"]


async def test_two_who_import_one_file_at_once_enter_each_row_once(driver: Driver) -> None:
    import asyncio

    consultation_id = UUID(await driver.opened())
    people = [await actor(driver), Actor(UUID(int=9), "market", (await actor(driver)).roles)]
    found, mapping = table(*ROWS, *ROWS), suggested_mapping(NAMES)
    reports = await asyncio.gather(
        *(import_comments(driver.runtime, person, consultation_id, found, mapping) for person in people)
    )
    await driver.settle()
    assert len(await comments_after(driver.runtime.reads, consultation_id)) == 6
    statuses = [[report.rows[place].status for report in reports] for place in range(6)]
    assert all(sorted(pair) == ["already_entered", "registered"] for pair in statuses)


async def test_a_row_that_names_an_unknown_article_is_entered_with_its_words_beside_it_for_the_desk(driver: Driver) -> None:
    consultation_id = await driver.opened()
    names = ["渠道", "收到日期", "意见内容", "条款"]
    rows = [
        ["信函", "2026-3-2", "甲", " 第九十九条 "],
        ["信函", "2026-3-2", "乙", "第二条、附则"],
        ["信函", "2026-3-2", "丙", "第二条"],
    ]
    report = await run(driver, consultation_id, table(*rows, names=names))
    assert [(row.status, row.notes.articles) for row in report.rows] == [
        *(("registered", "第九十九条"), ("registered", "第二条、附则"), ("registered", None)),
    ]
    shown = await comments_after(driver.runtime.reads, consultation_id)
    assert [comment.articles for comment in shown] == [(), ("a2",), ("a2",)]
    assert [item["text"] for item in await driver.waiting(consultation_id)] == ["甲", "乙", "丙"]
    kept = [await named_articles(driver.runtime, row.comment_id) for row in report.rows if row.comment_id]
    assert kept == ["第九十九条", "第二条、附则", None]
    assert (await run(driver, consultation_id, table(*rows, names=names))).count("already_entered") == 3


async def test_what_a_row_named_goes_with_the_content_of_its_comment(driver: Driver) -> None:
    consultation_id = await driver.opened()
    found = table(["信函", "2026-3-2", "甲", "第九十九条"], names=["渠道", "收到日期", "意见内容", "条款"])
    (row,) = (await run(driver, consultation_id, found)).rows
    for person, step in (("drafter", "erasure-requests"), ("second", "erasure")):
        fields = {"scope": "all", "note": "来电"} if step == "erasure-requests" else {}
        await driver.done(person, f"/comments/{row.comment_id}/{step}", **fields)
    assert row.comment_id is not None
    assert await named_articles(driver.runtime, row.comment_id) is None
    assert (
        await driver.runtime.database.pool.fetchval("SELECT count(*) FROM sealed.blobs WHERE owner_id = $1", row.comment_id) == 0
    )


async def test_a_merged_cell_holds_for_each_row_it_spans_and_its_number_for_the_first(driver: Driver) -> None:
    consultation_id = await driver.opened()
    workbook = Workbook()
    names = ["编号", "渠道", "收到日期", "反馈单位", "意见内容", "建议条文"]
    rows = [
        [7, "信函", 46083, "海州协会", "甲", "子"],
        ["", "", "", "", "乙", ""],
        ["", "", "", "", "", "丑"],
        ["", "电话", "2026-3-2", "", "丁", ""],
    ]
    for cells in (names, *rows):
        workbook.active.append([cell if cell != "" else None for cell in cells])
    for merged in ("A2:A4", "B2:B4", "C2:C4", "D2:D4", "E3:E4"):
        workbook.active.merge_cells(merged)
    found = read_table(upload(content_of(workbook), "a.xlsx"))
    report = await run(driver, consultation_id, found)
    assert [row.status for row in report.rows] == ["registered", "registered", "error", "registered"]
    assert [type(each.refusal) for each in report.rows[2].problems] == [refusals.WordsMerged]
    assert report.rows[1].notes.merged == ((2, ("渠道", "收到日期", "反馈单位")),)
    first, second = (row.command for row in report.rows[:2])
    assert first is not None
    assert second is not None
    assert (second.channel, second.received_on, second.respondent) == (first.channel, first.received_on, first.respondent)
    assert second.respondent.organisation == "海州协会"
    assert (await run(driver, consultation_id, found)).count("already_entered") == 3


async def test_a_year_given_for_the_file_makes_no_row_new(driver: Driver) -> None:
    consultation_id = await driver.opened()
    found = table(["信函", "3月2日", "甲"], ["信函", "26.3.2", "乙"], names=["渠道", "收到日期", "意见内容"])
    columns = suggested_mapping(found.columns).columns
    assert (await run(driver, consultation_id, found)).count("error") == 2
    report = await run(driver, consultation_id, found, ColumnMapping(columns=columns, year=2026))
    assert [row.command.received_on for row in report.rows if row.command] == [date(2026, 3, 2)] * 2
    assert (await run(driver, consultation_id, found, ColumnMapping(columns=columns, year=2026))).count("already_entered") == 2


async def test_a_serial_number_that_begins_anew_in_each_file_tells_nothing_apart(driver: Driver) -> None:
    consultation_id = await driver.opened()
    names = ["序号", "渠道", "收到日期", "意见内容"]
    await run(driver, consultation_id, table([1, "信函", "2026-3-2", "甲"], names=names))
    report = await run(driver, consultation_id, table([1, "信函", "2026-3-2", "乙"], [2, "信函", "2026-3-2", "甲"], names=names))
    assert [(row.serial, row.status) for row in report.rows] == [("1", "registered"), ("2", "already_entered")]


async def test_a_table_waits_sealed_between_the_steps(driver: Driver) -> None:
    content = as_xlsx([NAMES, *ROWS])
    token = await store_table(driver.runtime, upload(content, "意见.xlsx"))
    kept = await stored_upload(driver.runtime, token)
    assert kept is not None
    assert kept.content == content
    with pytest.raises(refusals.NoRows):
        await store_table(driver.runtime, upload(as_xlsx([NAMES]), "意见.xlsx"))


async def test_progress_is_told_row_by_row(driver: Driver) -> None:
    consultation_id, told = UUID(await driver.opened()), list[tuple[int, int]]()
    await import_comments(
        driver.runtime,
        await actor(driver),
        consultation_id,
        table(*ROWS),
        suggested_mapping(NAMES),
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_an_article_id_of_another_draft_is_refused_by_the_domain(driver: Driver) -> None:
    consultation_id = UUID(await driver.opened())
    respondent = Respondent(kind=RespondentKind.INDIVIDUAL)
    command = RegisterComment(
        consultation_id=consultation_id,
        channel=Channel.LETTER,
        received_on=date(2026, 3, 2),
        respondent=respondent,
        text="甲",
        articles=("a99",),
    )
    with pytest.raises(ArticleUnknown):
        await register_comment(driver.runtime, await actor(driver), command, "key")
