"""A training instance: its clock is moved ahead at the desk, all of it is marked, and it never mixes with a real one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Browser

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.commands.training import ClockBackwards, ClockTooFar, move_clock
from consult.database import Database
from consult.exports.comparison import with_comparison
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.tables.register import public_register
from consult.instance.clock import TrainingClock
from consult.instance.settings import Settings
from consult.mail.letters import letter
from consult.opening import open_runtime, runtime_on
from consult.publication.purpose import TrainingLogInEarnest, TrainingOnRealLog
from consult.work.closing import close_due_periods
from consult.work.training_clock import follow_training_clock
from domain.access import Role
from tests.accounts import Visitor, account
from tests.conftest import ORIGIN
from tests.desk.pages import Pages
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import DAY, OWN, Driver, driving
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker
from web.app import create_app

pytestmark = pytest.mark.anyio
CLOCK = "/desk/training"
PUBLIC = ("/", "/consultations", "/consultations/2026-001", "/consultations/2026-001/draft", "/consultations/2026-001/comments",
    "/consultations/2026-001/comments/1", "/consultations/2026-001/comment", "/consultations/2026-001/history", "/find", "/help",
    "/public-log", "/nothing", "/packs/2026-001", "/consultations/2026-001/feedback")  # fmt: skip
MARKED = re.compile(r'<title>(?:【演练】|\[Training\] ).*<div class="training" role="note">', re.DOTALL)


@pytest.fixture
async def training(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    """As `driver`, of a training instance."""
    async with driving(database, tmp_path, training=True) as found:
        yield found
        await found.check()


async def moved(person: AtDesk, to: str, **fields: str) -> None:
    assert (await person.done(CLOCK, to=to, sure="1", **fields)).startswith(CLOCK)


async def closes_itself(driver: Driver) -> None:
    """A few seconds later, as the work role sees it."""
    driver.clock.advance(timedelta(seconds=6))
    assert await close_due_periods(driver.runtime) == 1
    await driver.settle()


async def test_a_whole_decision_is_tried_in_an_hour_and_its_log_is_a_log(training: Driver, tmp_path: Path) -> None:
    consultation_id = await training.opened()
    receipt = (await training.comment(consultation_id, "夜市再开晚一点。")).json()["reference"]
    drafter = await at_desk(training, "drafter")
    began = training.clock.now()
    await moved(drafter, "next")
    assert (await drafter.open("/desk")).status_code == 200, "the session goes by the real time"
    await closes_itself(training)
    assert "正在研究意见" in (await training.client.get("/consultations/2026-001")).text
    await moved(drafter, "next")
    assert "逾期未反馈" in (await training.client.get("/consultations/2026-001")).text
    assert training.clock.now() - began < timedelta(minutes=1)
    (waiting,) = await training.waiting(consultation_id)
    await training.done("drafter", f"/comments/{waiting['comment']['comment_id']}/publication")
    await training.answered(consultation_id, [waiting["comment"]["comment_id"]])
    await training.feedback(consultation_id)
    for path in (*PUBLIC, f"/receipts/{receipt}", f"/receipts/{receipt}/proof-sheet", f"/receipts/{receipt}/withdrawal"):
        for prefix in ("", "/en"):
            response = await training.client.get(prefix + path)
            assert MARKED.search(response.text), prefix + path
            assert response.headers["x-training"] == "1"
    site = await training.client.get("/api/v1/site")
    assert (site.json()["training"], site.headers["x-training"]) == (True, "1")
    register = await public_register(training.runtime, UUID(consultation_id))
    assert str(register.consultation.title).startswith("【演练】")
    await audited(training, tmp_path)


async def audited(driver: Driver, folder: Path) -> None:
    """What it publishes passes the whole audit, its pages rebuilt from the log; and says that it is of a training."""
    await export(driver.runtime, in_process(create_app(driver.runtime)), ExportFolder(folder / "export"))
    source = source_at(str(folder / "export"))
    try:
        report = audit(source, key=driver.runtime.signer.verification_key)
        assert (report.clean, report.origin) == (True, f"{ORIGIN}/training"), report.findings
        whole = await with_comparison(report, source, lambda runtime: in_process(create_app(runtime)))
        assert whole.clean, whole.findings
    finally:
        source.close()


async def test_signing_in_goes_by_the_real_time(training: Driver) -> None:
    who = await account(training.runtime, "刘洋", "liuyang@haizhou.example", OWN, Role.DRAFTER)
    await moved(await at_desk(training, "drafter"), "week")
    browser = Visitor(training)
    await browser.sign_in(who)  # with the code of this moment
    training.clock.advance(timedelta(minutes=1))
    assert (await browser.get("/desk")).status_code == 200
    person = await training.runtime.staff.person("刘洋")
    assert letter(training.runtime.settings, "invitation", person, training.clock.now(), "link").subject.startswith("【演练】")


async def test_the_clock_goes_only_forwards_and_every_process_follows(training: Driver, database: Database) -> None:
    runtime, desk = training.runtime, await at_desk(training, "drafter")
    clicked = hidden_fields(await desk.page(CLOCK), CLOCK) | {"to": "day", "sure": "1"}
    assert [(await desk.post(CLOCK, clicked)).status_code for _ in range(2)] == [303, 409], "once, however often it is clicked"
    other = runtime_on(database, runtime.settings, training.clock)
    before = runtime.clock.now()
    await moved(desk, "date", on="2026-06-01")
    await follow_training_clock(other)
    assert other.clock.now() == runtime.clock.now() > before
    assert other.real_clock.now() == training.clock.now()
    with pytest.raises(ClockBackwards):
        await move_clock(runtime, runtime.clock.now() - DAY)
    with pytest.raises(ClockTooFar):
        await move_clock(runtime, runtime.clock.now() + 401 * DAY)
    stale = runtime_on(database, runtime.settings, training.clock)  # knows nothing of the move
    with pytest.raises(ClockBackwards):
        await move_clock(stale, before + DAY)
    assert isinstance(runtime.clock, TrainingClock)
    runtime.clock.move(timedelta(0))
    assert runtime.clock.now() == other.clock.now()
    for fields, words in (
        ({"to": "date", "on": "2026-05-01", "sure": "1"}, "不能拨回"),
        ({"to": "day"}, "此项必填"),
        ({"to": "yesterday", "sure": "1"}, "请从列出的选项中选择"),
        ({"to": "date", "on": "明天", "sure": "1"}, "日期不正确"),
    ):
        refused = await desk.send(CLOCK, **fields)
        assert (refused.status_code, words in errors_in(refused.text)[0]) == (422, True)
    assert runtime.clock.now() == other.clock.now()


async def test_a_real_instance_has_no_such_clock_and_is_not_marked(driver: Driver) -> None:
    desk = await at_desk(driver, "drafter")
    assert (await desk.open(CLOCK)).status_code == 404
    response = await driver.client.get("/")
    assert ("演练" in response.text, "x-training" in response.headers) == (False, False)


@pytest.mark.parametrize("real", [True, False], ids=["training on a real log", "a training log in earnest"])
async def test_a_log_is_for_training_or_real_for_its_whole_life(database: Database, tmp_path: Path, real: bool) -> None:
    async with driving(database, tmp_path, training=not real) as driver:
        await driver.opened()
    settings = Settings(data_dir=tmp_path / "other", database_url=database.url, origin=ORIGIN, training=real, work=False)
    refusal = TrainingOnRealLog if real else TrainingLogInEarnest
    with pytest.raises(refusal, match="CONSULT_TRAINING"):
        async with open_runtime(settings):
            pass


@pytest.mark.browser
async def test_the_pages_of_a_training_are_accessible_and_fit_a_phone(
    training: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    await training.opened()
    pages, desk = Pages(), await at_desk(training, "drafter")
    await pages.look(desk, CLOCK, "/desk", "/consultations/2026-001")
    await pages.state("training refused", desk, CLOCK, 422, to="yesterday", sure="1")
    assert all(MARKED.search(html) for html in pages.found.values())
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, training.cache, pages.found) == []
