"""A mail server that takes its time over a letter, as RFC 5321 (4.5.3.2) lets it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from consult.mail.connection import WAITS, Waits
from consult.mail.outbox import LEASE
from consult.mail.sending import send_due
from consult.telling.teller import Teller
from tests.driving import Driver
from tests.telling.people import delivered, kinds, mailing, writes
from tests.waiting import until

pytestmark = pytest.mark.anyio


def test_nothing_is_waited_for_shorter_than_the_standard_has_it_and_no_lease_ends_before() -> None:
    assert (WAITS.opening, WAITS.command, WAITS.data) >= (300, 300, 600)
    assert WAITS.longest > timedelta(seconds=2 * WAITS.command + 120 + WAITS.data)
    assert timedelta(seconds=WAITS.opening) < LEASE


async def test_a_letter_whose_answer_is_waited_for_is_nobody_elses_and_holds_up_no_other(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        ann = await writes(told, decision, "ann@post.example")
        postbox.silent = {ann.address: asyncio.Event()}
        waiting = asyncio.create_task(delivered(told))
        await until(lambda: postbox.begun, "the server has the letter")
        await writes(told, decision, "ben@post.example")
        assert await delivered(told) == 1
        told.clock.advance(timedelta(seconds=2 * WAITS.command + WAITS.data))
        assert await delivered(told) == 0
        postbox.silent[ann.address].set()
        assert await waiting == 1
        assert (len(postbox.to(ann.address)), await kinds(told, ann)) == (1, ["confirmation"])


async def test_a_letter_that_the_server_may_have_taken_is_not_sent_again_for_half_an_hour(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        ann = await writes(told, await told.opened(), "ann@post.example")
        postbox.silent = {ann.address: asyncio.Event()}
        assert await delivered_within(told, 0.05) == 0
        told.clock.advance(timedelta(minutes=29))
        assert await delivered_within(told, 0.05) == 0
        assert (postbox.begun, await kinds(told, ann)) == (1, ["confirmation waiting"])
        postbox.silent[ann.address].set()
        told.clock.advance(timedelta(minutes=1))
        assert await delivered(told) == 1
        assert len({letter["message-id"] for letter in postbox.to(ann.address)}) == 1, "which tells the server that it is one"


async def delivered_within(driver: Driver, seconds: float) -> int:
    """As `delivered`, with a server that is given less time."""
    await driver.settle()
    await Teller(driver.runtime).tell()
    return await send_due(driver.runtime.outbox, driver.runtime.settings, driver.runtime.real_clock, Waits(data=seconds))
