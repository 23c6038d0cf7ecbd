"""Reminders by mail: to whom, of what, on which days, once, and never of more than one may act on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date, datetime, time

import msgspec
import pytest

from consult.mail.letters import Letter
from consult.opening import runtime_on
from consult.reminders.daily import digest_now, send_digests
from consult.reminders.letter import MOST, digest_text
from consult.reminders.words import KINDS
from consult.staff.reminder_kinds import ReminderKind
from consult.work import run_work
from domain.calendar import SHANGHAI
from tests.accounts import follow_mail, with_settings
from tests.conftest import kept_database
from tests.desk.clocks.life import ADDRESSES, WORDS, Life
from tests.desking import AtDesk, at_desk
from tests.driving import Driver, driving
from tests.mail_server import mail_server
from tests.waiting import until

pytestmark = pytest.mark.anyio
FRIDAY = date(2026, 4, 3)  # before Qingming; the next working day is Tuesday
ACCOUNT, PREVIEW = "/desk/account", "/desk/account/reminders"
OF_TASKS = (ReminderKind.TASK_OVERDUE, ReminderKind.TASK_DUE)  # see tests/desk/undertakings
HEADING = re.compile(r"^\[(.+)\]$", re.M)


@pytest.fixture(scope="module")
async def life(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Life]:
    """Lived once, and only read by the tests."""
    folder = tmp_path_factory.mktemp("life")
    async with (
        mail_server() as postbox,
        kept_database(server_url, template) as database,
        driving(database, folder, smtp_url=postbox.url) as driver,
    ):
        found = Life(driver, postbox)
        await found.begin()
        await found.spring()
        yield found
        await driver.check()


def headings(text: str) -> list[str]:
    return HEADING.findall(text)


async def test_each_is_reminded_of_what_he_can_act_on_and_of_nothing_else(life: Life) -> None:
    letters, zh, en = life.letters[FRIDAY], KINDS["zh"], KINDS["en"]
    assert set(letters) == {"drafter", "reviewer", "releaser", "second"}
    elsewhere = (*OF_TASKS, ReminderKind.GRIEVANCE)  # there is none in this life
    assert headings(letters["drafter"]) == [zh[kind] for kind in ReminderKind if kind not in elsewhere]
    assert headings(letters["releaser"]) == [zh[kind] for kind in ("overdue", "answer_due", "closing")]
    assert headings(letters["second"]) == [zh[kind] for kind in ("overdue", "answer_due", "closing", "appeals")]
    assert headings(letters["reviewer"]) == [en[kind] for kind in ("overdue", "closing", "appeals")], "nothing to screen is due"


async def test_a_line_says_which_decision_what_until_when_and_where(life: Life) -> None:
    root = f"http://consult.example/desk/consultations/{life.overdue}"
    lines = (
        f"- 2026-001 夜间经济办法\n  应于2026-04-02前公布意见反馈，已逾期1天\n  {root}\n",
        "- 2026-002 早市管理办法\n  应于2026-04-10前公布意见反馈，还有7天\n",
        "- 2026-003 地摊管理办法\n  征求意见2026-04-07 09:00截止\n",
        f"- （未发布） 尚未公布的办法\n  草案于2026-03-02被退回修改\n  {root.replace(life.overdue, life.returned)}/drafts\n",
        f"  1件复核申请待决定\n  {root}/screening?queue=appealed\n",
        f"  有关单位应于2026-04-07前答复\n  {root.replace(life.overdue, life.returned)}/units\n",
    )
    text = life.letters[FRIDAY]["drafter"]
    assert [line for line in lines if line not in text] == []
    assert text.startswith("drafter：\n")
    assert "要关闭其中某一类提醒，请打开：\nhttp://consult.example/desk/account#reminders" in text
    english = life.letters[FRIDAY]["reviewer"]
    assert "feedback was due by 2026-04-02; days overdue: 1\n  http://consult.example/en/desk/consultations/" in english
    assert "the period closes at 2026-04-07 09:00" in english


async def test_a_letter_is_plain_text_from_a_program_and_holds_nothing_that_anybody_typed(life: Life) -> None:
    assert life.postbox.letters
    for letter in life.postbox.letters:
        assert (letter.get_content_type(), letter["auto-submitted"]) == ("text/plain", "auto-generated")
        said = str(letter["subject"]) + str(letter.get_content())
        assert [words for words in WORDS if words in said] == []
        assert re.fullmatch(
            r"海州市公开征求意见平台：[\d-]{10}待办提醒（\d项）|Haizhou Public Consultation: reminders of [\d-]{10} \(\d\)",
            str(letter["subject"]),
        )


async def test_clocks_are_told_seven_days_and_one_before_and_on_the_working_day_before(life: Life) -> None:
    told = {day: headings(letters.get("releaser", "")) for day, letters in life.letters.items()}
    zh = KINDS["zh"]
    assert told == {
        date(2026, 3, 2): [zh[ReminderKind.CLOSING]],
        date(2026, 3, 3): [],
        date(2026, 3, 10): [zh[ReminderKind.CLOSING]],
        date(2026, 3, 25): [],
        date(2026, 3, 26): [zh[ReminderKind.ANSWER_DUE]],
        date(2026, 3, 27): [],
        date(2026, 4, 1): [zh[ReminderKind.ANSWER_DUE]],
        date(2026, 4, 2): [],
        FRIDAY: [zh[kind] for kind in ("overdue", "answer_due", "closing")],
        date(2026, 4, 4): [],
        date(2026, 4, 6): [],
    }
    assert life.letters[date(2026, 4, 4)] == life.letters[date(2026, 4, 6)] == {}, "days of rest"


@pytest.fixture
async def mailing(driver: Driver) -> AsyncIterator[Life]:
    """A draft that was returned: the drafter is reminded of it, and nobody else of anything."""
    async with mail_server() as postbox:
        life = Life(with_settings(driver, smtp_url=postbox.url), postbox)
        await driver.runtime.database.pool.execute(ADDRESSES)
        await life._draft_returned()
        yield life


async def outbox(life: Life) -> int:
    count: int = await life.driver.runtime.database.pool.fetchval("SELECT count(*) FROM staff.outbox")
    return count


async def test_there_is_one_letter_a_day_whatever_happens(mailing: Life) -> None:
    day = date(2026, 3, 3)
    assert await mailing.at(day, time(8, 29)) == {}
    mailing.driver.clock.tell(datetime.combine(day, time(8, 30), SHANGHAI))
    runtime = mailing.driver.runtime
    other = msgspec.structs.replace(runtime_on(runtime.database, runtime.settings, runtime.clock), freshness=runtime.freshness)
    sent = await asyncio.gather(*(send_digests(each) for each in (runtime, other, runtime, other)))
    assert (sum(sent), await outbox(mailing)) == (1, 1)
    desk = await at_desk(mailing.driver, "drafter")
    assert "最近一次：2026年3月3日 08:30，1项。邮件服务器还没有收下，会再试。" in await desk.page(ACCOUNT)
    assert await follow_mail(runtime) == 1
    assert "还没有收下" not in await desk.page(ACCOUNT)
    assert await mailing.at(day, time(17)) == {}
    assert await mailing.at(date(2026, 3, 4), time(18)) == {}, "too late: the day is over"
    assert set(await mailing.at(date(2026, 3, 5), time(17, 59))) == {"drafter"}, "one, not two"
    assert await outbox(mailing) == 0


async def test_whoever_is_deactivated_gets_nothing_not_even_what_waits(mailing: Life) -> None:
    runtime, clock = mailing.driver.runtime, mailing.driver.clock
    person = await runtime.staff.person("drafter")
    clock.tell(datetime.combine(date(2026, 3, 3), time(8, 30), SHANGHAI))
    assert (await send_digests(runtime), await outbox(mailing)) == (1, 1)
    await runtime.staff.set_disabled(person.id, True)
    assert (await outbox(mailing), await follow_mail(runtime)) == (0, 0)
    assert await mailing.at(date(2026, 3, 4)) == {}
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        assert not await runtime.accounts.digests.take(connection, person.id, date(2026, 3, 5), sent_at=None, reminders=0)
    await runtime.staff.set_disabled(person.id, False)
    assert set(await mailing.at(date(2026, 3, 5))) == {"drafter"}


async def test_the_work_role_sends_them_by_itself(mailing: Life) -> None:
    driver = mailing.driver
    driver.clock.tell(datetime.combine(date(2026, 3, 3), time(8, 30), SHANGHAI))
    working = asyncio.create_task(run_work(driver.runtime))
    try:
        await until(lambda: mailing.postbox.letters, "the digest has come")
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    assert [str(letter["to"]) for letter in mailing.postbox.letters] == ["drafter@haizhou.example"]


async def chosen(desk: AtDesk, *kinds: str) -> str:
    """After these kinds alone were ticked: what the preview shows."""
    assert (await desk.done(ACCOUNT, action=PREVIEW, kinds=list(kinds))) == f"{ACCOUNT}?done=choose_reminders#reminders"
    return await desk.page(PREVIEW)


async def test_each_kind_is_switched_by_its_person_and_the_preview_says_what_the_letter_would(driver: Driver) -> None:
    async with mail_server() as postbox:
        life = Life(with_settings(driver, smtp_url=postbox.url), postbox)
        await life.begin()
        complaint = {"channel": "phone", "received_on": "2026-03-02", "text": "多收了费用。"}
        await life.driver.done("drafter", f"/consultations/{life.due}/grievances", **complaint)
        await life.driver.close(datetime.combine(date(2026, 3, 3), time(9, 0), SHANGHAI))
        await life.driver.close(datetime.combine(date(2026, 3, 11), time(9, 0), SHANGHAI))
        life.driver.clock.tell(datetime.combine(FRIDAY, time(8), SHANGHAI))
        assert "最早的应于2026-03-17前告知" in await (await at_desk(life.driver, "drafter")).page(PREVIEW)
        overdue = (await (await at_desk(life.driver, "drafter")).page("/desk/calendar")).partition("信访事项告知期限")[2]
        assert ("2026-002" in overdue, "已过期限" in overdue) == (True, True)
        desk = await at_desk(life.driver, "drafter")
        account = await desk.page(ACCOUNT)
        assert account.count('name="kinds"') == len(re.findall(r'name="kinds"[^>]* checked', account)) == len(ReminderKind)
        assert "还没有发送过。" in account
        for kind in ReminderKind:
            page = await chosen(desk, *(each for each in ReminderKind if each != kind), "no such kind")
            said = {each for each, words in KINDS["zh"].items() if f"[{words}]" in page}
            assert said == set(ReminderKind) - {kind, *OF_TASKS}
        assert "现在没有要提醒的事项" in await chosen(desk)
        assert "不发送：您关闭了所有提醒。" in await desk.page(ACCOUNT)
        assert set(await life.at(FRIDAY)) == {"reviewer", "releaser", "second"}, "who also screens"
        account = await desk.page(ACCOUNT)
        assert "今天没有要提醒的事项，没有发送。" in account
        assert not re.search(r'name="kinds"[^>]* checked', account)
        await chosen(desk, ReminderKind.OVERDUE)
        assert await life.at(FRIDAY, time(9)) == {}, "not twice looked at on a day"
        assert headings((await life.at(date(2026, 4, 7)))["drafter"]) == [KINDS["zh"][ReminderKind.OVERDUE]]
        desk = await at_desk(life.driver, "drafter")
        assert "最近一次：2026年4月7日 08:30，1项。" in await desk.page(ACCOUNT)
        english = await desk.page(f"/en{PREVIEW}")
        assert "Sent now, the letter would be this." in english
        assert "夜间经济办法" in english


async def test_the_account_page_says_why_nothing_is_sent(driver: Driver) -> None:
    desk = await at_desk(driver, "drafter")
    assert "不发送：本站没有设置邮件服务器。" in await desk.page(ACCOUNT)
    assert await send_digests(driver.runtime) == 0
    mailing = with_settings(driver, smtp_url="smtp://127.0.0.1:9")
    desk, administrator = await at_desk(mailing, "drafter"), await at_desk(mailing, "administrator")
    assert "不发送：这个账号没有邮箱。" in await desk.page(ACCOUNT)
    await driver.runtime.database.pool.execute(ADDRESSES)
    assert "不发送：" not in await desk.page(ACCOUNT)
    assert "不发送：您的角色没有要办理的事项。" in await administrator.page(ACCOUNT)
    mailing.clock.tell(datetime.combine(date(2026, 3, 7), time(9), SHANGHAI))
    desk = await at_desk(mailing, "drafter")
    assert "今天是休息日，不发送。" in await desk.page(PREVIEW)


async def test_a_letter_of_a_training_is_marked_and_a_long_one_is_cut(mailing: Life) -> None:
    runtime = mailing.driver.runtime
    person = await runtime.staff.person("drafter")
    (reminder,) = await digest_now(runtime, person)
    many = [reminder] * (MOST + 3)
    found = digest_text(msgspec.structs.replace(runtime.settings, training=True), person, many, date(2026, 3, 3))
    assert found.subject == "【演练】海州市公开征求意见平台：2026-03-03待办提醒（103项）"
    assert (found.text.count(f"/desk/consultations/{reminder.consultation_id}"), "……另有3项。" in found.text) == (MOST, True)
    assert isinstance(Letter(to=person.email or "", subject=found.subject, text=found.text), Letter)
