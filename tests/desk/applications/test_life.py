"""Forty people apply for twelve seats: closed, drawn, repeated by a shell, declined, listed, erased; nothing is told of them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from uuid import UUID

import anyio
import pytest

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from domain.enumerations import Side
from domain.recheck import broken_rules
from tests.desk.applications.story import APPLICANTS, FORM, GROUNDS, SEATS, announced, apply, by_form, drawn
from tests.desking import at_desk
from tests.driving import Driver
from tests.serving import served

pytestmark = pytest.mark.anyio
WORD = re.compile(r"<[^>]+>")


def words(html: str) -> str:
    return re.sub(r"\s+", "", WORD.sub("", html))


async def test_forty_apply_for_twelve_seats(driver: Driver, tmp_path: Path) -> None:
    decision = await driver.opened(days=60)
    activity, until = await announced(driver, decision)
    root = "/consultations/2026-001/activities/1"
    page = await driver.client.get(root)
    assert "网上报名" in page.text
    # One applies by the form, and again: he is told so, and keeps what he typed.
    receipt = await by_form(driver, root, publish_name="1")
    again = await _second(driver, root)
    assert (again.status_code, "这个电子邮箱或者电话已经报过名" in again.text, FORM["name"] in again.text) == (409, True, True)
    others = [await apply(driver, activity, one, Side.OPERATOR if one < 5 else Side.RESIDENT) for one in range(1, APPLICANTS - 3)]
    observers = [await apply(driver, activity, 100 + one, None) for one in range(3)]
    assert len(others) + len(observers) + 1 == APPLICANTS
    await driver.settle()
    assert "报名截止后抽签" in (await driver.client.get(receipt)).text
    drafter = await at_desk(driver, "drafter")
    early = await drafter.send(f"/desk/activities/{activity}/applications/closing")
    assert (early.status_code, "报名还没有截止" in early.text) == (409, True)
    await drawn(driver, drafter, activity, until)
    late = await driver.client.get(f"{root}/application")
    assert (late.status_code, "报名已经截止" in late.text) == (409, True)
    twice = await drafter.send(f"/desk/activities/{activity}/lot")
    assert (twice.status_code, "已经抽签，不能再抽" in twice.text) == (409, True)
    state = await driver.runtime.archive.activity(UUID(activity))
    assert len(state.participants) == SEATS
    await _repeated_by_a_shell(driver, root, tmp_path)
    await _told_and_moved_up(driver, activity, receipt)
    await _listed(driver, activity, root)
    await _nowhere_in_clear(driver, decision, tmp_path)
    await _erased(driver, activity, receipt)
    await _checked_again(driver)


async def _second(driver: Driver, root: str) -> object:
    """The same person with another key."""
    form = {**FORM, "email": FORM["email"].upper(), "grounds": "", "key": "another-key-of-the-same", "step": "submit"}
    return await driver.client.post(f"{root}/application/submit", data=form)


async def _repeated_by_a_shell(driver: Driver, root: str, folder: Path) -> None:
    """The lines as they stand on the page; only where the host lies is told to curl."""
    await driver.settle()
    page = await driver.client.get(f"{root}/lot")
    found = re.search(r'<pre tabindex="0" id="shell">(.*?)</pre>', page.text, re.DOTALL)
    assert found is not None
    lines = unescape(found.group(1))
    assert len(lines.strip().splitlines()) <= 15
    async with served(driver.cache) as address:
        (folder / ".curlrc").write_text(f'connect-to = "consult.example:80:{address.removeprefix("http://")}"\n')
        run = await anyio.run_process(
            ["bash", "-c", lines], cwd=folder, env={"CURL_HOME": str(folder), "PATH": "/usr/bin:/bin"}, check=False
        )
    assert run.stdout.decode() == "secret: as committed to\nranking: the same\n", run.stderr
    rows = await driver.runtime.reads.fetch("SELECT side, rank, application_id FROM read.applications WHERE rank IS NOT NULL")
    ranked = sorted((row["side"] or "observer", row["rank"], str(row["application_id"])) for row in rows)
    repeated = [line.split() for line in (folder / "repeated.txt").read_text().splitlines()]
    assert sorted((side, int(rank), key) for side, rank, key in repeated) == ranked
    assert len(ranked) == APPLICANTS


async def _told_and_moved_up(driver: Driver, activity: str, receipt: str) -> None:
    """Each reads his result by reference; one declines, and the next in rank has his seat."""
    reads = driver.runtime.reads
    row = await reads.fetchrow("SELECT application_id, status FROM read.applications ORDER BY position LIMIT 1")
    page = words((await driver.client.get(receipt)).text)
    assert ("您取得了名额" in page) == (row["status"] == "admitted")
    assert ("没有抽中，等候递补" in page) == (row["status"] == "waiting")
    drafter = await at_desk(driver, "drafter")
    first = await reads.fetchval("SELECT application_id FROM read.applications WHERE side = 'resident' AND rank = 3")
    following = await reads.fetchval(
        "SELECT application_id FROM read.applications WHERE side = 'resident' AND status = 'waiting' ORDER BY rank LIMIT 1"
    )
    await drafter.done(f"/desk/applications/{first}/declining")
    state = await driver.runtime.archive.activity(UUID(activity))
    assert (state.participant(first), state.participant(following) is not None) == (None, True)
    assert len(state.participants) == SEATS
    nobody = await at_desk(driver, "administrator")
    assert (await nobody.open(f"/desk/activities/{activity}/applications")).status_code == 403
    assert "报名人" in await drafter.page(f"/desk/activities/{activity}/applications")


async def _listed(driver: Driver, activity: str, root: str) -> None:
    releaser = await at_desk(driver, "releaser")
    await releaser.done(f"/desk/activities/{activity}/list")
    state = await driver.runtime.archive.activity(UUID(activity))
    page = (await driver.client.get(root)).text
    events = await driver.runtime.archive.applications([each.id for each in state.participants])
    assert all(each.listed for each in events)
    shown = set(re.findall(r"报名人(\d+)", page))
    assert shown
    assert all(int(one) % 2 == 0 for one in shown)


async def _nowhere_in_clear(driver: Driver, decision: str, folder: Path) -> None:
    """What one person alone wrote is in no table, entry, export or page."""
    markers = [GROUNDS, FORM["email"], "person7@example.org", "报名人7"]
    pool = driver.runtime.database.pool
    tables = await pool.fetch(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('log', 'read', 'sealed')"
    )
    for table in tables:
        for marker in markers:
            found = await pool.fetchval(f"SELECT count(*) FROM {table['name']} t WHERE t::text LIKE '%' || $1 || '%'", marker)
            assert found == 0, f"{marker} in {table['name']}"
    target = folder / "export"
    await export(driver.runtime, in_process(driver.cache), ExportFolder(target))
    for file in (each for each in target.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert not any(marker.encode() in content for marker in markers), file
    assert audit(source_at(str(target))).findings == ()


async def _erased(driver: Driver, activity: str, receipt: str) -> None:
    """At request: gone from the store, and from what the person himself reads; his rank stays."""
    screener = await at_desk(driver, "drafter")
    first = await driver.runtime.reads.fetchval("SELECT application_id FROM read.applications ORDER BY position LIMIT 1")
    before = await driver.client.get(receipt)
    assert GROUNDS in before.text
    await screener.done(f"/desk/applications/{first}/erasure", cause="requested")
    assert GROUNDS not in (await driver.client.get(receipt)).text
    pool = driver.runtime.database.pool
    assert await pool.fetchval("SELECT count(*) FROM sealed.parts WHERE originator_id = $1", first) == 0
    assert await pool.fetchval("SELECT count(*) FROM sealed.application_marks WHERE application_id = $1", first) == 0


async def _checked_again(driver: Driver) -> None:
    entries = await driver.runtime.log.read(0, 10_000)
    events = [driver.runtime.sealed.closed(entry) for entry in entries]
    rules = {finding.rule for finding in broken_rules(events)}
    assert rules == set(), rules
