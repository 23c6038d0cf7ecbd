"""The log is stamped by an outside authority when that is due; one that does not answer as it must stops nothing."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consult.database import Database
from consult.instance.clock import ToldClock
from consult.instance.settings import SettingInvalid, settings_from
from consult.public_log.note import Checkpoint, parse_checkpoint
from consult.publication.anchoring import Anchoring
from consult.publication.tree import root_at
from consult.sealed.mapper import unseal
from consult.work import run_work
from domain.anchor.events import AnchorRecorded
from domain.enumerations import Occasion
from tests.driving import DAY, Driver, driving
from tests.publication.authority import LocalAuthority
from tests.serving import served
from tests.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.openssl]


class Anchored:
    """A driven instance whose authority is local; time passes when told, for both."""

    def __init__(self, driver: Driver, authority: LocalAuthority) -> None:
        self.driver, self.authority = driver, authority
        self.now = 0.0
        self.restart()

    def restart(self) -> None:
        self.anchoring = Anchoring(self.driver.runtime, lambda: self.now)

    async def look(self, times: int = 1) -> int:
        recorded = 0
        for _ in range(times):
            await self.driver.settle()
            recorded += await self.anchoring.anchor()
        await self.driver.settle()
        return recorded

    async def anchors(self) -> list[AnchorRecorded]:
        rows = await self.driver.runtime.database.pool.fetch(
            "SELECT state FROM log.events WHERE topic = $1 ORDER BY position", AnchorRecorded.topic
        )
        events = [unseal(row["state"]) for row in rows]
        return [event for event in events if isinstance(event, AnchorRecorded)]

    async def occasions(self) -> list[Occasion]:
        return [anchor.occasion for anchor in await self.anchors()]


@pytest.fixture
async def anchored(database: Database, tmp_path: Path) -> AsyncIterator[Anchored]:
    clock: list[ToldClock] = []
    authority = LocalAuthority(tmp_path / "authority", lambda: clock[0].now())
    async with served(authority) as address:
        facts = {"timestamp_url": f"{address}/tsr", "timestamp_certificates": str(authority.roots)}
        async with driving(database, tmp_path, **facts) as driver:
            clock.append(driver.clock)
            yield Anchored(driver, authority)
            await driver.check()


async def position_of(driver: Driver, topic: str) -> int:
    position: int = await driver.runtime.database.pool.fetchval("SELECT max(position) FROM log.events WHERE topic = $1", topic)
    return position


async def test_without_an_authority_nothing_is_anchored(driver: Driver) -> None:
    await driver.opened()
    assert await Anchoring(driver.runtime).anchor() == 0
    assert await position_of(driver, AnchorRecorded.topic) is None


def test_an_authority_is_known_by_certificates() -> None:
    with pytest.raises(SettingInvalid, match="CONSULT_TIMESTAMP_CERTIFICATES"):
        settings_from({"CONSULT_TIMESTAMP_URL": "http://tsa.example"})


async def test_a_period_is_anchored_when_it_opens_when_it_closes_and_after_it_is_sealed(anchored: Anchored) -> None:
    driver = anchored.driver
    consultation = await driver.opened()
    closes_at = driver.clock.now() + 31 * DAY
    published = await position_of(driver, "consultation-published.v1")
    assert await anchored.look(3) == 1
    await driver.comment(consultation, "建议营业到零点。")
    driver.clock.tell(closes_at - timedelta(seconds=1))
    await anchored.look(3)
    driver.clock.tell(closes_at)
    assert await anchored.look(3) == 1
    await driver.close(closes_at)
    sealed = await position_of(driver, "period-closed.v1")
    assert await anchored.look(3) == 1
    assert await anchored.occasions() == [Occasion.OPENING, Occasion.DAILY, Occasion.CLOSING, Occasion.CLOSED]
    opening, _, closing, after = await anchored.anchors()
    assert opening.size == published + 1, "the anchor at opening covers the call"
    assert (closing.size, closing.stamped_at) == (sealed - 1, closes_at), "what was received, the seal not yet"
    assert await position_of(driver, AnchorRecorded.topic) == sealed + 1 == after.size
    assert all(anchor.consultation_id == opening.consultation_id for anchor in (closing, after))


async def test_what_is_stamped_is_the_checkpoint(anchored: Anchored) -> None:
    await anchored.driver.opened()
    await anchored.look()
    (anchor,) = await anchored.anchors()
    pool, settings = anchored.driver.runtime.database.pool, anchored.driver.runtime.settings
    assert anchor.root == await root_at(pool, anchor.size)
    note = Checkpoint(settings.origin, anchor.size, anchor.root).text()
    assert parse_checkpoint(note).size == anchor.size
    assert verified(anchored.authority, anchor.token, note) == 0
    assert verified(anchored.authority, anchor.token, note.replace("\n", "\n ", 1)) == 1
    assert anchor.authority == "127.0.0.1"


def verified(authority: LocalAuthority, token: bytes, note: str) -> int:
    """What `openssl ts -verify` says of it."""
    (authority.folder / "t.tsr").write_bytes(token)
    (authority.folder / "t.txt").write_text(note)
    command = ["openssl", "ts", "-verify", "-data", "t.txt", "-in", "t.tsr", "-CAfile", "roots.pem"]
    return subprocess.run(command, cwd=authority.folder, capture_output=True).returncode


async def test_once_a_day_and_only_if_anything_else_was_recorded(anchored: Anchored) -> None:
    driver = anchored.driver
    consultation = await driver.opened()
    await anchored.look(5)
    assert await anchored.occasions() == [Occasion.OPENING]
    for day in range(3):
        for number in range(2):
            await driver.comment(consultation, f"建议营业到零点，第{day}日第{number}次。")
            await anchored.look(3)
        driver.clock.advance(DAY)
        await anchored.look(3)
    for _ in range(5):
        driver.clock.advance(DAY)
        assert await anchored.look(3) == 0, "anchors alone call for no anchor"
    anchors = await anchored.anchors()
    assert [anchor.occasion for anchor in anchors[1:]] == [Occasion.DAILY] * 4
    assert [anchor.originator_version for anchor in anchors[1:]] == [1, 2, 3, 4]


async def test_a_restart_neither_doubles_nor_forgets(anchored: Anchored) -> None:
    driver = anchored.driver
    await driver.opened()
    anchored.authority.mood = "down"
    assert await anchored.look() == 0
    anchored.restart()
    anchored.authority.mood = "well"
    assert await anchored.look() == 1
    for _ in range(3):
        anchored.restart()
        assert await anchored.look(2) == 0
    assert await anchored.occasions() == [Occasion.OPENING]


async def test_of_two_leaders_one_records(anchored: Anchored) -> None:
    driver = anchored.driver
    await driver.opened()
    await driver.settle()
    other = Anchoring(driver.runtime)
    recorded = [await anchored.anchoring.anchor(), await other.anchor()]
    assert recorded == [1, 0], "the second one's read models are behind, the log is not"
    await driver.settle()
    assert await anchored.occasions() == [Occasion.OPENING]


async def test_one_stamp_serves_all_periods_that_close_together(anchored: Anchored) -> None:
    driver = anchored.driver
    for _ in range(3):
        await driver.opened()
    assert await anchored.look() == 3
    assert anchored.authority.asked == 1
    assert len({anchor.consultation_id for anchor in await anchored.anchors()}) == 3
    assert len({anchor.token for anchor in await anchored.anchors()}) == 1


async def test_a_close_waits_for_no_authority(anchored: Anchored) -> None:
    driver = anchored.driver
    await driver.opened()
    closes_at = driver.clock.now() + 31 * DAY
    anchored.authority.mood = "down"
    await anchored.look()
    await driver.close(closes_at)
    await anchored.look()
    anchored.now, anchored.authority.mood = 1_000.0, "well"
    await anchored.look(3)
    assert await anchored.occasions() == [Occasion.CLOSED], "what was missed stays missed, what follows does not"


async def test_after_a_week_a_close_is_not_made_up_for(anchored: Anchored) -> None:
    driver = anchored.driver
    await driver.opened()
    await driver.close(driver.clock.now() + 31 * DAY)
    driver.clock.advance(7 * DAY)
    await anchored.look(3)
    assert await anchored.occasions() == [Occasion.DAILY]


REFUSED = {
    "down": "it answers 503, 0 bytes",
    "long": "it answers 200, 20000 bytes",
    "garbage": "ASN.1",
    "rejecting": "status 2, not granted: Message digest algorithm is not supported.",
    "another nonce": "the nonce is not that of the request",
    "another imprint": "abab",
    "altered": "the signature does not fit",
}


@pytest.mark.parametrize("mood", REFUSED)
async def test_an_answer_that_is_not_what_it_must_be_is_not_recorded(
    anchored: Anchored, mood: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the machine's own time, by `openssl ts`."""
    driver, authority = anchored.driver, anchored.authority
    authority.told, authority.mood = None, mood
    await driver.opened()
    driver.clock.tell(datetime.now(UTC))
    assert await anchored.look() == 0
    assert REFUSED[mood] in capsys.readouterr().out
    assert await anchored.look() == 0
    assert authority.asked == 1, "not asked again at once"
    authority.mood, anchored.now = "well", 3.0
    driver.clock.tell(datetime.now(UTC))
    assert await anchored.look() == 1
    (anchor,) = await anchored.anchors()
    assert verified(authority, anchor.token, Checkpoint(driver.runtime.settings.origin, anchor.size, anchor.root).text()) == 0


@pytest.mark.parametrize("difference", [timedelta(seconds=12), timedelta(seconds=-12), timedelta(hours=8)])
async def test_a_stamp_by_a_clock_that_differs_is_not_recorded(anchored: Anchored, difference: timedelta) -> None:
    driver = anchored.driver
    await driver.opened()
    anchored.authority.told = lambda: driver.clock.now() + difference
    assert await anchored.look() == 0
    anchored.now = 10.0
    anchored.authority.told = lambda: driver.clock.now() + difference / abs(difference) * timedelta(seconds=10)
    assert await anchored.look() == 1


async def test_only_the_authority_whose_certificates_are_given_is_believed(
    anchored: Anchored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another's key under the same names; and a certificate that had expired."""
    await anchored.driver.opened()
    expired = LocalAuthority(tmp_path / "expired", valid_until=2026)
    anchored.authority.roots.write_bytes(expired.roots.read_bytes())
    anchored.restart()
    assert await anchored.look() == 0
    anchored.authority.folder = expired.folder
    anchored.restart()
    assert await anchored.look() == 0
    assert capsys.readouterr().out.count("Error while verifying certificates") == 2


async def test_an_authority_that_is_not_there_stops_nothing(database: Database, tmp_path: Path) -> None:
    authority = LocalAuthority(tmp_path / "authority")
    facts = {"timestamp_url": "http://127.0.0.1:9/", "timestamp_certificates": str(authority.roots)}
    async with driving(database, tmp_path, **facts) as driver:
        consultation = await driver.opened()
        assert await Anchoring(driver.runtime).anchor() == 0
        assert (await driver.comment(consultation, "建议营业到零点。")).status_code == 201


async def test_the_leader_anchors(anchored: Anchored) -> None:
    driver = anchored.driver
    await driver.opened()
    working = asyncio.create_task(run_work(driver.runtime))
    try:
        await until(anchored.anchors, "the leader has anchored the opening")
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    assert await anchored.occasions() == [Occasion.OPENING]
