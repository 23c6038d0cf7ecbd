"""The registrar's confirmation: recoverable right after entering by who entered it, and by nobody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from consult.commands.comment.own_comment import withdraw_comment
from consult.commands.comment.reference import ReferenceUnknown
from consult.commands.comment.submission import RegisterComment, Respondent, register_comment
from consult.intake.sheets.comments import import_comments
from consult.intake.sheets.mapping import suggested_mapping
from consult.intake.sheets.tables import read_table
from consult.reading.receipts import registration_receipt
from domain.access import Actor, OtherDivision, RoleMissing
from domain.enumerations import Channel, CommentStatus, RespondentKind
from tests.driving import Driver
from tests.intake.word_files import upload

pytestmark = pytest.mark.anyio


async def actor(driver: Driver, person: str = "drafter") -> Actor:
    return (await driver.runtime.staff.person(person)).actor


async def registered(driver: Driver, key: str) -> UUID:
    consultation_id = UUID(await driver.opened())
    respondent = Respondent(kind=RespondentKind.ENTERPRISE, name="张三", organisation="甲公司")
    command = RegisterComment(
        consultation_id=consultation_id,
        channel=Channel.LETTER,
        received_on=date(2026, 3, 2),
        respondent=respondent,
        text="建议延长。",
        articles=("a2",),
    )
    await register_comment(driver.runtime, await actor(driver), command, key)
    await driver.settle()
    return consultation_id


async def test_who_entered_an_opinion_can_print_its_confirmation(driver: Driver) -> None:
    consultation_id = await registered(driver, "k1")
    found = await registration_receipt(driver.runtime, await actor(driver), "k1", consultation_id)
    assert (found.channel, found.received_on, found.organisation, found.late) == (
        Channel.LETTER,
        date(2026, 3, 2),
        "甲公司",
        False,
    )
    assert (found.receipt.number, found.receipt.text, found.receipt.name) == (1, "建议延长。", "张三")
    assert found == await registration_receipt(driver.runtime, await actor(driver), "k1", consultation_id)


async def test_the_reference_on_the_confirmation_works_for_its_author(driver: Driver) -> None:
    consultation_id = await registered(driver, "k1")
    found = await registration_receipt(driver.runtime, await actor(driver), "k1", consultation_id)
    await withdraw_comment(driver.runtime, found.reference, "w1")
    again = await registration_receipt(driver.runtime, await actor(driver), "k1", consultation_id)
    assert again.receipt.status == CommentStatus.WITHDRAWN


async def test_nobody_else_gets_the_reference(driver: Driver) -> None:
    consultation_id = await registered(driver, "k1")
    colleague = Actor(UUID(int=9), "market", (await actor(driver)).roles)
    for person, key, refusal in (
        (colleague, "k1", ReferenceUnknown),
        (await actor(driver), "k2", ReferenceUnknown),
        (await actor(driver, "outsider"), "k1", OtherDivision),
        (await actor(driver, "releaser"), "k1", RoleMissing),
    ):
        with pytest.raises(refusal):
            await registration_receipt(driver.runtime, person, key, consultation_id)


async def test_what_came_over_the_web_has_no_confirmation_for_staff(driver: Driver) -> None:
    consultation_id = await driver.opened()
    response = await driver.comment(consultation_id, "网上意见。", key="of-a-citizen")
    assert response.status_code == 201
    with pytest.raises(ReferenceUnknown):
        await registration_receipt(driver.runtime, await actor(driver), "of-a-citizen", UUID(consultation_id))


async def test_each_imported_row_has_its_confirmation(driver: Driver) -> None:
    consultation_id = UUID(await driver.opened())
    table = read_table(upload("渠道,收到日期,意见内容\n信函,2026-3-2,甲\n电话,2026-3-2,乙\n".encode(), "a.csv"))
    report = await import_comments(driver.runtime, await actor(driver), consultation_id, table, suggested_mapping(table.columns))
    await driver.settle()
    found = [
        await registration_receipt(driver.runtime, await actor(driver), str(row.key), consultation_id) for row in report.rows
    ]
    assert [(each.receipt.number, each.receipt.text) for each in found] == [(1, "甲"), (2, "乙")]
    assert len({each.reference for each in found}) == 2
