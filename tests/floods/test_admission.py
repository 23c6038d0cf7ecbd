"""Limits that networks share, and what a decision under attack asks for: over the API, where a program can read why."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import blake2b, md5, sha1, sha256
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from consult.database import Database
from consult.opening import runtime_on
from tests.browsing import FormClient
from tests.driving import Driver, driving
from tests.floods.flooding import at, flood, flooded, sent, solved, under_attack
from web.admission.admission import LONGEST_TURN
from web.app import create_app

pytestmark = pytest.mark.anyio
RATE = {"TooManyComments"}


@pytest.fixture
async def driver(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    async with flooded(database, tmp_path) as found:
        yield found
        await found.check()


async def test_a_network_that_sends_too_much_waits_and_its_neighbour_does_not(driver: Driver) -> None:
    consultation_id = await driver.opened()
    statuses = [(await sent(driver, consultation_id, f"198.51.100.{number}")).status_code for number in range(41)]
    assert statuses == [201] * 40 + [429]
    refused = await sent(driver, consultation_id, "198.51.100.200", **{"accept-language": "en"})
    assert (refused.headers["content-type"], refused.headers["retry-after"]) == ("application/problem+json", "1")
    assert (refused.json()["rule"], refused.json()["status"]) == ("TooManyComments", 429)
    assert "Your network has just sent many comments" in refused.json()["detail"]
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert (await sent(driver, consultation_id, "198.51.101.1")).status_code == 201
    driver.clock.advance(timedelta(seconds=2))
    assert [(await sent(driver, consultation_id, "198.51.100.1")).status_code for _ in range(3)] == [201, 201, 429]


async def test_another_decision_has_limits_of_its_own(driver: Driver) -> None:
    first, second = [await driver.opened() for _ in range(2)]
    assert (await flood(driver, first, 1, 41))[-1].status_code == 429
    assert (await sent(driver, second, "198.51.0.1")).status_code == 201


async def test_what_is_refused_says_so_on_both_ways_of_the_api(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await flood(driver, consultation_id, 1, 40)
    fast = await sent(driver, consultation_id, "198.51.0.1")
    router = await sent(driver, consultation_id, "198.51.0.1", **{"content-type": "application/json; charset=utf-8"})
    assert fast.headers.pop("x-request-id") != router.headers.pop("x-request-id")
    assert (fast.status_code, fast.json(), dict(fast.headers)) == (429, router.json(), dict(router.headers))


async def test_an_unknown_decision_has_no_level(driver: Driver) -> None:
    await driver.opened()
    for number in range(50):
        response = await sent(driver, f"00000000-0000-4000-8000-{number:012}", "198.51.0.1")
        assert response.status_code == 404
    assert len(driver.cache.admission._levels) == 0


async def test_under_attack_a_comment_brings_a_proof_of_work(driver: Driver) -> None:
    consultation_id = await under_attack(driver)
    refused = await sent(driver, consultation_id, "203.0.113.1")
    assert (refused.status_code, refused.json()["rule"], refused.headers["retry-after"]) == (429, "EffortNeeded", "8")
    assert refused.json()["challenge"] == f"/api/v1/consultations/{consultation_id}/challenge"
    proof = await solved(driver, consultation_id)
    first = await sent(driver, consultation_id, "203.0.113.1", **{"proof-of-work": proof, "idempotency-key": "one"})
    assert first.status_code == 201, first.text
    again = await sent(driver, consultation_id, "203.0.113.1", **{"proof-of-work": proof, "idempotency-key": "one"})
    assert again.json()["reference"] == first.json()["reference"]
    other = await sent(driver, consultation_id, "203.0.113.1", **{"proof-of-work": proof, "idempotency-key": "two"})
    assert (other.status_code, other.json()["rule"]) == (429, "EffortNeeded")


async def test_a_proof_for_another_decision_or_an_altered_one_is_none(driver: Driver) -> None:
    consultation_id, other = await under_attack(driver), await driver.opened()
    proof = await solved(driver, consultation_id)
    for wrong in (await solved(driver, other), proof[:-8] + "AAAAAAA=", "x" * 10_000, "e30=", "[]"):
        response = await sent(driver, consultation_id, "203.0.113.1", **{"proof-of-work": wrong})
        assert (response.status_code, response.json()["rule"]) == (429, "EffortNeeded"), wrong[:20]


async def test_an_attack_ends_when_its_comments_have_sunk_by_half(driver: Driver) -> None:
    consultation_id = await under_attack(driver)
    driver.clock.advance(timedelta(seconds=29))
    assert (await sent(driver, consultation_id, "203.0.113.1")).json().get("rule") == "EffortNeeded"
    driver.clock.advance(timedelta(seconds=2))
    assert (await sent(driver, consultation_id, "203.0.113.1")).status_code == 201


async def test_the_desk_and_offline_channels_are_apart(driver: Driver) -> None:
    consultation_id = await under_attack(driver)
    path, token = f"/api/v1/desk/consultations/{consultation_id}/comments", driver.tokens["drafter"]
    letter = {"channel": "letter", "received_on": driver.clock.now().date().isoformat(), "respondent": {"kind": "individual"}}
    for number in range(45):
        headers = at("198.51.0.1", authorization=f"Bearer {token}")
        response = await driver.client.post(path, json=letter | {"text": f"来信{number}"}, headers=headers)
        assert response.status_code == 201, response.text


async def test_refused_attempts_are_counted_published_and_not_in_the_log(driver: Driver) -> None:
    consultation_id = await under_attack(driver)
    size = (await driver.runtime.log.head()).size
    refused = [(await sent(driver, consultation_id, "203.0.113.1")).status_code for _ in range(4)]
    await driver.cache.admission.share()
    assert refused == [429] * 4
    assert (await driver.runtime.log.head()).size == size
    counted = (await driver.client.get(f"/api/v1/consultations/{consultation_id}/refused-attempts")).json()
    assert counted == {"total": 10, "by_reason": {"rate": 0, "effort": 10, "honeypot": 0, "haste": 0}}
    for prefix, words in (("", "至今共10次"), ("/en", "10 so far")):
        page = await driver.client.get(f"{prefix}/consultations/2026-001/refused-attempts")
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert words in page.text
    assert "refused-attempts" in (await driver.client.get("/consultations/2026-001")).text
    metrics = (await driver.cache.metrics.text()).decode()
    assert 'consult_not_admitted_total{reason="effort"} 10.0' in metrics
    assert "consult_under_attack 1.0" in metrics


async def test_refusals_are_told_at_a_steady_pace_and_nobody_waits_for_ever(driver: Driver) -> None:
    admission, now = driver.cache.admission, asyncio.get_running_loop().time
    begun = now()
    waiting = [asyncio.create_task(admission.wait_to_refuse()) for _ in range(8000)]
    await asyncio.sleep(0)
    assert sum(task.done() for task in waiting) < 8000 / 2
    assert begun + LONGEST_TURN / 2 < admission._next_turn <= now() + LONGEST_TURN
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_counts_are_shared_by_themselves_soon(driver: Driver) -> None:
    consultation_id = await under_attack(driver)
    async with asyncio.timeout(60):
        while not (counted := await driver.runtime.admission.refused(UUID(consultation_id))):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert counted == {"effort": 6}


async def test_two_processes_agree_after_they_have_shared(database: Database, tmp_path: Path) -> None:
    async with flooded(database, tmp_path, attack_burst=0) as driver:
        consultation_id = await driver.opened()
        other = create_app(runtime_on(driver.runtime.database, driver.runtime.settings, driver.clock))
        transport = httpx.ASGITransport(app=other)
        async with FormClient(transport=transport, base_url="http://consult.example") as client:
            elsewhere = Driver(driver.runtime, driver.clock, client, driver.tokens, other)
            here = await flood(driver, consultation_id, 1, 40)
            there = await flood(elsewhere, consultation_id, 1, 40)
            assert {response.status_code for response in here + there} == {201}  # at most once for each process
            for process in (driver, elsewhere) * 2:
                assert (await sent(process, consultation_id, "198.51.0.1")).status_code == 429
                await process.cache.admission.share()
            driver.clock.advance(timedelta(seconds=35))  # 80 were let in where 40 should have been
            assert {(await sent(each, consultation_id, "198.51.0.1")).json()["rule"] for each in (driver, elsewhere)} == RATE
            driver.clock.advance(timedelta(seconds=7))
            assert {(await sent(each, consultation_id, "198.51.0.1")).status_code for each in (driver, elsewhere)} == {201}


async def test_no_address_is_kept_neither_in_clear_nor_as_a_hash_that_anybody_can_make(driver: Driver) -> None:
    consultation_id = await driver.opened()
    assert (await sent(driver, consultation_id, "198.51.100.7")).status_code == 201
    await driver.cache.admission.share()
    rows = await driver.runtime.database.pool.fetch("SELECT * FROM admission.levels")
    assert len(rows) == 2  # the network's level, and the decision's
    networks = [b"198.51.100.0/24", b"198.51.100.7", b"198.51.100", bytes([198, 51, 100])]
    decision = UUID(str(consultation_id)).bytes
    hashed = [hash_of(text).digest() for text in networks for hash_of in (md5, sha1, sha256, blake2b)]
    hashed += [hash_of(decision + text).digest() for text in networks for hash_of in (md5, sha1, sha256, blake2b)]
    for row in rows:
        assert not [form for form in (*networks, decision) if form in row["key"] or form in repr(tuple(row)).encode()]
        assert not [made for made in hashed if made.startswith(row["key"]) or row["key"].startswith(made)]


async def test_an_effort_serves_one_comment_in_all_processes(driver: Driver) -> None:
    records = driver.runtime.admission
    assert await records.use(b"effort", b"one comment")
    assert await records.use(b"effort", b"one comment")
    assert not await records.use(b"effort", b"another")
    driver.clock.advance(timedelta(hours=3))
    await records.sweep()
    assert await records.use(b"effort", b"another")


async def test_the_defaults_let_a_school_comment_in_one_lesson(database: Database, tmp_path: Path) -> None:
    async with driving(database, tmp_path, proxies=1) as driver:
        consultation_id = await driver.opened()
        for number in range(280):
            assert (await sent(driver, consultation_id, f"198.51.100.{number % 250}")).status_code == 201


async def test_limits_can_be_switched_off(database: Database, tmp_path: Path) -> None:
    async with flooded(database, tmp_path, comment_burst=0, attack_burst=0) as driver:
        consultation_id = await driver.opened()
        assert {response.status_code for response in await flood(driver, consultation_id, 1, 80)} == {201}
