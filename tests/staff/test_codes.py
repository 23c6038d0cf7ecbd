"""One-time codes and recovery codes: each is good once; what is stored gives none of them away."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest

from consult.staff.totp import matching_step
from tests.accounts import account, code_now
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_a_code_is_good_once(driver: Driver) -> None:
    who, credentials = await account(driver.runtime), driver.runtime.accounts.credentials
    code = code_now(driver.runtime, who.secret)
    assert await credentials.has_code(who.person.id, f"{code[:3]} {code[3:]}")
    assert not await credentials.has_code(who.person.id, code)
    driver.clock.advance(timedelta(seconds=30))
    assert not await credentials.has_code(who.person.id, code)
    assert await credentials.has_code(who.person.id, code_now(driver.runtime, who.secret))


async def test_of_many_who_send_one_code_at_once_one_is_let_in(driver: Driver) -> None:
    who, credentials = await account(driver.runtime), driver.runtime.accounts.credentials
    code = code_now(driver.runtime, who.secret)
    for proof in (code, who.recovery_codes[0]):
        answers = await asyncio.gather(*(credentials.has_code(who.person.id, proof) for _ in range(8)))
        assert answers.count(True) == 1


async def test_the_step_before_and_after_count_and_no_other(driver: Driver) -> None:
    secret, now = pyotp.random_base32(), driver.clock.now()
    codes = {steps: pyotp.TOTP(secret).at(now + timedelta(seconds=30 * steps)) for steps in range(-3, 4)}
    if len(set(codes.values())) == 7:
        accepted = [steps for steps, code in codes.items() if matching_step(secret, code, now) is not None]
        assert accepted == [-1, 0, 1]
    assert matching_step(secret, "", now) is None
    assert matching_step(secret, "１２３４５６" * 100, now) is None


async def test_full_width_digits_are_digits(driver: Driver) -> None:
    secret, now = pyotp.random_base32(), driver.clock.now()
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in pyotp.TOTP(secret).at(now))
    assert matching_step(secret, wide, now) is not None


async def test_a_recovery_code_is_good_once_however_it_is_typed(driver: Driver) -> None:
    who, credentials = await account(driver.runtime), driver.runtime.accounts.credentials
    assert len(set(who.recovery_codes)) == 10
    first = who.recovery_codes[0]
    assert await credentials.has_code(who.person.id, f" {first.lower().replace('-', ' ')} ")
    assert not await credentials.has_code(who.person.id, first)
    assert await credentials.recovery_codes_left(who.person.id) == 9
    assert not await credentials.has_code(who.person.id, "")


async def test_codes_of_one_person_are_nothing_to_another(driver: Driver) -> None:
    first = await account(driver.runtime)
    second = await account(driver.runtime, "何静", "hejing@haizhou.example")
    credentials = driver.runtime.accounts.credentials
    assert not await credentials.has_code(second.person.id, first.recovery_codes[0])
    assert not await credentials.has_code(second.person.id, code_now(driver.runtime, first.secret))


async def test_what_is_stored_gives_no_credential_away(driver: Driver) -> None:
    who = await account(driver.runtime)
    tables = ("staff.people", "staff.recovery_codes", "staff.invitations", "staff.account_record", "staff.outbox")
    for table in tables:
        rows = await driver.runtime.database.pool.fetch(f"SELECT t::text FROM {table} t")
        text = str([row[0] for row in rows])
        for secret in (who.password, who.secret, *who.recovery_codes, *(code.replace("-", "") for code in who.recovery_codes)):
            assert secret not in text, table
            assert secret.encode().hex() not in text, table
