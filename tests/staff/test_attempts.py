"""Attempts to sign in: guessing gets slow, and nobody can be locked out by somebody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from consult.database import Database, connect
from consult.instance.clock import ToldClock
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from consult.staff.attempts import Attempts, Bucket, TooManyAttempts, network_of

pytestmark = pytest.mark.anyio
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def attempts(database: Database, sealed_store: SealedStore, clock: ToldClock) -> Attempts:
    return Attempts(database.pool, sealed_store.key, clock)


async def fail(attempts: Attempts, buckets: tuple[Bucket, ...], times: int = 1) -> None:
    for _ in range(times):
        await attempts.begin(buckets)


async def waits(attempts: Attempts, buckets: tuple[Bucket, ...]) -> int:
    with pytest.raises(TooManyAttempts) as raised:
        await attempts.begin(buckets)
    return int(raised.value.params["seconds"])


async def test_the_delay_doubles_from_the_sixth_failure_on_up_to_fifteen_minutes(attempts: Attempts, clock: ToldClock) -> None:
    mine = attempts.sign_in("a@x.example", HOME, None)
    await fail(attempts, mine, 5)
    seen = []
    for _ in range(13):
        await attempts.begin(mine)
        seen.append(await waits(attempts, mine) - 1)
        clock.advance(timedelta(seconds=seen[-1]))
    assert seen == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


async def test_an_attempt_that_must_wait_is_not_counted(attempts: Attempts, clock: ToldClock) -> None:
    mine = attempts.sign_in("a@x.example", HOME, None)
    await fail(attempts, mine, 6)
    for _ in range(50):
        assert await waits(attempts, mine) == 2
    clock.advance(timedelta(seconds=1))
    await attempts.begin(mine)
    assert await waits(attempts, mine) == 3


async def test_a_known_device_is_not_hindered_by_what_strangers_do(attempts: Attempts) -> None:
    for number in range(200):
        try:
            await attempts.begin(attempts.sign_in("a@x.example", f"198.51.{number}.1", None))
        except TooManyAttempts:
            break
    else:
        pytest.fail("two hundred networks may guess at one account without delay")
    assert await waits(attempts, attempts.sign_in("a@x.example", ELSEWHERE, None)) >= 1
    await fail(attempts, attempts.sign_in("a@x.example", ELSEWHERE, "known"), 5)


async def test_a_known_device_that_guesses_is_slowed_itself_and_alone(attempts: Attempts) -> None:
    await fail(attempts, attempts.sign_in("a@x.example", HOME, "stolen"), 6)
    assert await waits(attempts, attempts.sign_in("a@x.example", HOME, "stolen")) == 2
    await fail(attempts, attempts.sign_in("a@x.example", HOME, "own"))
    await fail(attempts, attempts.sign_in("a@x.example", HOME, None))


async def test_one_network_that_tries_many_accounts_is_slowed(attempts: Attempts) -> None:
    for number in range(31):
        await attempts.begin(attempts.sign_in(f"{number}@x.example", HOME, None))
    assert await waits(attempts, attempts.sign_in("other@x.example", HOME, None)) == 2
    await attempts.begin(attempts.sign_in("other@x.example", ELSEWHERE, None))


async def test_success_empties_ones_own_bucket_and_takes_back_one_from_those_shared(attempts: Attempts) -> None:
    for _ in range(40):
        attempt = await attempts.begin(attempts.sign_in("a@x.example", HOME, None))
        await attempts.succeeded(attempt)
    await fail(attempts, attempts.sign_in("b@x.example", HOME, None), 6)
    assert await waits(attempts, attempts.sign_in("b@x.example", HOME, None)) == 2


async def test_ones_own_success_does_not_forgive_the_network_its_guessing(attempts: Attempts) -> None:
    for number in range(29):
        await attempts.begin(attempts.sign_in(f"{number}@x.example", HOME, None))
    attempt = await attempts.begin(attempts.sign_in("own@x.example", HOME, None))
    await attempts.succeeded(attempt)
    await fail(attempts, attempts.sign_in("x@x.example", HOME, None))
    await fail(attempts, attempts.sign_in("y@x.example", HOME, None))
    assert await waits(attempts, attempts.sign_in("z@x.example", HOME, None)) == 2


async def test_guesses_made_at_once_and_at_several_processes_are_all_counted(
    attempts: Attempts, database: Database, sealed_store: SealedStore, clock: ToldClock
) -> None:
    pool = await connect(database.url)
    other = Attempts(pool, sealed_store.key, clock)
    mine = attempts.sign_in("a@x.example", HOME, None)
    assert other.sign_in("a@x.example", HOME, None) == mine
    answers = await asyncio.gather(*(each.begin(mine) for _ in range(20) for each in (attempts, other)), return_exceptions=True)
    pool.terminate()
    refused = [answer for answer in answers if isinstance(answer, TooManyAttempts)]
    assert len(answers) - len(refused) == 6
    assert len(refused) == 34


async def test_after_a_day_a_bucket_is_empty(attempts: Attempts, clock: ToldClock, database: Database) -> None:
    mine = attempts.sign_in("a@x.example", HOME, None)
    await fail(attempts, mine, 6)
    clock.advance(timedelta(days=1, seconds=1))
    await fail(attempts, mine, 5)
    clock.advance(timedelta(days=2))
    await attempts.sweep()
    assert await database.pool.fetchval("SELECT count(*) FROM staff.attempts") == 0


async def test_neither_account_nor_address_stands_in_the_table(attempts: Attempts, database: Database) -> None:
    await fail(attempts, attempts.sign_in("a@x.example", HOME, None))
    rows = str([dict(row) for row in await database.pool.fetch("SELECT * FROM staff.attempts")])
    assert "example" not in rows
    assert HOME not in rows


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_a_subscriber_is_one_address_or_one_prefix_of_64_bits(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_keys_of_another_instance_differ(tmp_path: Path, attempts: Attempts, database: Database, clock: ToldClock) -> None:
    other = Attempts(database.pool, InstanceKey(tmp_path / "other"), clock)
    assert other.sign_in("a@x.example", HOME, None) != attempts.sign_in("a@x.example", HOME, None)
