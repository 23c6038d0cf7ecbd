"""The calendar of clocks: as a page of the desk, and as iCalendar, public or at a secret address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from structlog.testing import capture_logs

from domain.access import Role
from domain.calendar import SHANGHAI
from projections.worklists.clocks import ClockKind, running_clocks
from tests.accounts import with_settings
from tests.desking import AtDesk, at_desk
from tests.driving import DAY, OTHER, OWN, START, Driver

pytestmark = pytest.mark.anyio
PAGE, ACCOUNT = "/desk/calendar", "/desk/account"
ALL, ADDRESS = "/calendar.ics", f"{ACCOUNT}/calendar"
TITLE = "关于促进夜间经济、早市和地摊经济健康发展，进一步方便居民生活的若干措施;试行,含“附则”"
SECRET = "密标题还没有公布的办法"


async def published_elsewhere(driver: Driver) -> str:
    """A decision of the other division, which one person alone may not review and release."""
    for role in (Role.DRAFTER, Role.REVIEWER, Role.RELEASER):
        await driver.runtime.staff.add(f"ports-{role}", OTHER, [role])
        driver.tokens[f"ports-{role}"] = await driver.runtime.staff.token(f"ports-{role}")
    own = dict(driver.tokens)
    driver.tokens |= {name: own[f"ports-{name}"] for name in ("drafter", "reviewer", "releaser")}
    found = await driver.opened(days=40, title="口岸通关办法", division={"id": OTHER.id, "name": OTHER.name})
    driver.tokens = own
    return found


async def spring(driver: Driver) -> dict[str, str]:
    """Own: overdue since yesterday, answer to come, open, to open; released and unpublished. And one of the other division."""
    found = {"overdue": await driver.opened(days=1, title="逾期的办法"), "due": await driver.opened(days=9, title="待反馈的办法")}
    found["open"] = await driver.opened(days=36, title=TITLE)
    found["upcoming"] = await driver.released(title="将要征集的办法")
    dates = {"opens_at": "2026-05-01T00:00:00+08:00", "closes_at": "2026-06-01T00:00:00+08:00"}
    await driver.done("releaser", f"/consultations/{found['upcoming']}/publication", **dates)
    found["released"] = await driver.released(title=SECRET)
    found["elsewhere"] = await published_elsewhere(driver)
    await driver.close(START + DAY)
    await driver.close(START + 9 * DAY)
    driver.clock.tell(datetime.combine(date(2026, 4, 3), time(9), SHANGHAI))
    return found


def rows(page: str) -> list[list[str]]:
    """Cells of the tables, in order."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<(?:td|th scope=\"row\")>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [[re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", cell))).strip() for cell in row] for row in cells if row]


async def test_the_page_has_every_clock_by_division_and_date_with_the_overdue_first(driver: Driver) -> None:
    empty = await (await at_desk(driver, "drafter")).page(PAGE)
    assert "现在没有期限。" in empty
    assert "<table" not in empty
    found = await spring(driver)
    desk = await at_desk(driver, "drafter")
    page = await desk.page(PAGE)
    assert rows(page) == [
        ["2026年4月2日 反馈逾期", "反馈期限", "2026-001 逾期的办法", OWN.name],
        ["2026年4月7日09:00（北京时间）", "截止", f"2026-003 {TITLE}"],
        ["2026年4月10日", "反馈期限", "2026-002 待反馈的办法"],
        ["2026年5月1日 00:00", "开始征集", "2026-004 将要征集的办法"],
        ["2026年5月7日 （暂定）", "反馈期限", f"2026-003 {TITLE}"],
        ["2026年5月31日24时（北京时间）", "截止", "2026-004 将要征集的办法"],
        ["2026年6月30日 （暂定）", "反馈期限", "2026-004 将要征集的办法"],
    ]
    assert f'href="/desk/consultations/{found["overdue"]}"' in page
    assert SECRET in page.partition("已签发，待发布")[2]
    assert "口岸通关办法" not in page
    everybody = await desk.page(PAGE, all="1")
    assert re.findall(r"<h2>(.*?)</h2>", everybody) == ["已逾期", OTHER.name, OWN.name, "已签发，待发布"]
    assert 'href="/consultations/2026-005">2026-005 口岸通关办法' in everybody, "he may read what is public of it"
    for outsider in ("outsider", "administrator"):
        seen = await (await at_desk(driver, outsider)).page(PAGE, all="1")
        assert ("口岸通关办法" in seen, SECRET in seen) == (True, outsider == "outsider"), "an auditor reads all"
    assert "Feedback due" not in page


async def test_only_so_many_are_shown_and_said_to_be(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    await driver.opened(days=36)
    await driver.opened(days=37)
    monkeypatch.setattr("web.desk.clocks.calendar.MOST", 1)
    page = await (await at_desk(driver, "drafter")).page(PAGE)
    assert "只列出期限最早的1项决策。" in page
    assert len(rows(page)) == 2


def events(content: bytes) -> dict[str, Any]:
    """Of a well-formed file, by number of the decision and kind."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545, 3.1"
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(content)
    found = {f"{str(each['url'])[-8:]} {str(each['uid']).partition('@')[0][37:]}": each for each in calendar.walk("VEVENT")}
    assert [each.errors for each in (calendar, *found.values()) if each.errors] == []
    assert len({str(each["uid"]) for each in found.values()}) == len(found)
    return found


async def calendar_at(driver: Driver, address: str) -> dict[str, Any]:
    await driver.settle()
    answer = await driver.client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8"), address
    return events(answer.content)


async def test_the_public_dates_are_read_by_a_calendar_program(driver: Driver) -> None:
    assert await calendar_at(driver, ALL) == {}
    await spring(driver)
    found = await calendar_at(driver, ALL)
    numbers = [f"2026-00{n}" for n in range(1, 6)]
    assert sorted(found) == sorted(f"{number} {kind}" for number in numbers for kind in ("opens", "closes", "answer_due"))
    closes = found["2026-003 closes"]
    assert str(closes["summary"]) == f"征求意见截止：{TITLE}"
    assert closes.decoded("dtstart") == datetime(2026, 4, 7, 1, tzinfo=UTC)
    assert [(found[f"2026-004 {kind}"].decoded("dtstart"), str(found[f"2026-004 {kind}"]["status"])) for kind in ClockKind] == [
        (date(2026, 5, 1), "CONFIRMED"),
        (date(2026, 5, 31), "CONFIRMED"),
        (date(2026, 6, 30), "TENTATIVE"),
    ]
    overdue = found["2026-001 answer_due"]
    assert (overdue.decoded("dtstart"), str(overdue["status"])) == (date(2026, 4, 2), "CONFIRMED")
    english = await calendar_at(driver, f"/en{ALL}")
    assert str(english["2026-003 answer_due"]["summary"]) == f"Feedback due (provisional): {TITLE}"
    assert str(english["2026-003 answer_due"]["url"]).endswith("/en/consultations/2026-003")
    one = (await driver.client.get("/consultations/2026-003/calendar.ics")).content.decode().replace("\r\n ", "")
    escaped = TITLE.replace(";", "\\;").replace(",", "\\,")
    assert [f"\r\n{name}:2026-003 {escaped}\r\n" in one for name in ("NAME", "X-WR-CALNAME")] == [True, True]
    assert SECRET not in str(found)
    assert (await driver.client.get(f"{ALL}?x=1")).status_code == 404
    assert f'href="{ALL}"' in (await driver.client.get("/consultations")).text


async def test_the_calendar_of_one_decision_stays_at_its_address_and_follows_what_changes(driver: Driver) -> None:
    consultation_id = await driver.opened(days=36)
    address = "/consultations/2026-001/calendar.ics"
    assert f'href="{address}"' in (await driver.client.get("/consultations/2026-001")).text
    before = await calendar_at(driver, address)
    driver.clock.advance(DAY)
    later = (START + 50 * DAY).isoformat()
    await driver.done(
        "releaser", f"/consultations/{consultation_id}/extensions", closes_at=later, reason="应各方要求，延长征求意见期限。"
    )
    after = await calendar_at(driver, address)
    closes = [each["2026-001 closes"] for each in (before, after)]
    assert closes[0]["uid"] == closes[1]["uid"]
    assert [each["sequence"] for each in closes] == [0, 1]
    assert closes[1].decoded("dtstart") - closes[0].decoded("dtstart") == timedelta(days=14)
    assert closes[0].decoded("dtstamp") < closes[1].decoded("dtstamp")
    await driver.done(
        "releaser", f"/consultations/{consultation_id}/ending", kind="shelved", reason="情况变化，不再作出这一决策。"
    )
    ended = await calendar_at(driver, address)
    assert [str(ended[f"2026-001 {kind}"]["status"]) for kind in ClockKind] == ["CONFIRMED", "CANCELLED", "CANCELLED"]
    assert await calendar_at(driver, ALL) == {}
    assert (await driver.client.get("/consultations/2026-009/calendar.ics")).status_code == 404
    assert await running_clocks(driver.runtime.reads) == ()


async def new_address(desk: AtDesk) -> str:
    """Made at the account page, and read where it is shown once."""
    assert (await desk.done(ACCOUNT, action=ADDRESS)).endswith("/desk/shown")
    shown = await desk.client.get("/desk/shown")
    (address,) = re.findall(r'class="code">http://consult\.example(/calendars/[\w-]{43}\.ics)<', shown.text)
    assert "知道地址的人都能打开" in shown.text
    return str(address)


async def test_a_secret_address_reads_what_is_public_until_it_is_renewed_or_ends(driver: Driver) -> None:
    await spring(driver)
    desk = await at_desk(driver, "drafter")
    with capture_logs() as logged:
        first = await new_address(desk)
        answer = await driver.client.get(first)
        second = await new_address(desk)
        assert [(await driver.client.get(address)).status_code for address in (first, second)] == [404, 200]
        wrong = await driver.client.get(second.replace(".ics", ""))
    token = second.split("/")[2].removesuffix(".ics")
    metrics = await driver.client.get("/metrics")
    assert (wrong.status_code, [secret for secret in (token, first[11:54]) if secret in str(logged) + metrics.text]) == (404, [])
    assert answer.headers["cache-control"] == "private, no-store"
    asked = await driver.client.head(second)
    assert (asked.status_code, asked.headers["cache-control"], asked.content) == (200, "private, no-store", b"")
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "Disallow: /calendars/" in (await driver.client.get("/robots.txt")).text
    found = events(answer.content)
    assert {number[:8] for number in found} == {f"2026-00{n}" for n in range(1, 5)}, "his division's"
    everything = answer.content.decode().replace("\r\n ", "")
    assert [word for word in (SECRET, "drafter", token) if word in everything] == []
    public = await calendar_at(driver, ALL)
    assert [name for name, each in found.items() if each.to_ical() != public[name].to_ical()] == [], "nothing that is not public"
    stored = await driver.runtime.database.pool.fetch("SELECT * FROM staff.calendar_addresses")
    assert token not in str(stored)
    account = await desk.page(ACCOUNT)
    assert ("生成日历订阅地址" in account, token in account) == (True, False)
    assert (await desk.done(ACCOUNT, action=f"{ADDRESS}/end")) == f"{ACCOUNT}?done=end_calendar#calendar"
    assert (await driver.client.get(second)).status_code == 404
    third = await new_address(desk)
    person = await driver.runtime.staff.person("drafter")
    for disabled in (True, False):
        await driver.runtime.staff.set_disabled(person.id, disabled)
        assert (await driver.client.get(third)).status_code == 404, "nor does it come back"


async def test_whoever_reads_every_division_subscribes_to_all_and_a_training_is_marked(driver: Driver) -> None:
    await spring(driver)
    address = await new_address(await at_desk(driver, "outsider"))
    assert {number[:8] for number in await calendar_at(driver, address)} == {f"2026-00{n}" for n in range(1, 6)}
    training = with_settings(driver, training=True)
    found = await calendar_at(training, ALL)
    assert all(str(each["summary"]).startswith("【演练】") for each in found.values())
    assert all(UUID(str(each["uid"])[:36]) for each in found.values())
