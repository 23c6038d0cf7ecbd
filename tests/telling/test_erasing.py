"""The last letter: made before the address is gone, once, whatever breaks off; and then the address stands nowhere."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from consult.commands.comment.erasure import finish_erasures
from consult.commands.recording import record
from consult.opening import started
from consult.telling import teller
from consult.telling.teller import Teller
from domain.comment.erasure import erase_comment
from tests.driving import Driver
from tests.erasure.places import in_tables
from tests.telling.people import Author, confirms, delivered, kinds, mailing, receipt, state, text_of, writes
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def asked_to_erase(driver: Driver, author: Author, scope: str = "all") -> None:
    await driver.done("drafter", f"/comments/{author.id}/erasure-requests", scope=scope, note="本人来电")


@pytest.mark.parametrize("scope", ["identity", "all"])
async def test_who_confirmed_is_told_of_the_erasure_and_nothing_after_it(driver: Driver, scope: str) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        ann, ben = [await writes(told, decision, f"{name}@post.example", "en") for name in ("ann", "ben")]
        await delivered(told)
        await confirms(told, postbox, ann.address)  # and is erased before the work role has come to it
        postbox.refusal = "451 later"
        await told.done("drafter", f"/comments/{ann.id}/withholding", reason="advertising", note="广告")
        for each in (ann, ben):
            await asked_to_erase(told, each, scope)
            await told.done("reviewer", f"/comments/{each.id}/erasure")
        await delivered(told)
        assert await kinds(told, ann) == ["confirmation", "erased waiting"], "nothing else waits"
        assert await kinds(told, ben) == ["confirmation"], "who has not confirmed gets nothing"
        postbox.refusal = ""
        told.clock.advance(timedelta(minutes=1))
        assert await delivered(told) == 1
        last = postbox.letters[-1]
        assert (last["to"], "This is the last letter" in text_of(last)) == (ann.address, True)
        assert await kinds(told, ann) == ["confirmation", "erased"]
        assert await state(told, ann) == await state(told, ben) == "erased"
        await told.done(
            "releaser", f"/consultations/{decision}/ending", kind="shelved", reason="选址方案需要重新论证，本事项搁置。"
        )
        assert await delivered(told) == 0
        assert "联系方式已经删除" in await receipt(told, ann)
        pool = told.runtime.database.pool
        assert await pool.fetchval("SELECT count(*) FROM staff.outbox") == 0
        assert await pool.fetchval("SELECT count(*) FROM sealed.blobs WHERE owner_id = $1", UUID(ann.id)) == 0
        assert (await told.client.post(f"/receipts/{ann.reference}/mail", data={"step": "end"})).status_code == 303


async def test_a_program_that_dies_before_it_erases_tells_once_all_the_same(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        await confirms(told, postbox, author.address)
        await delivered(told)
        await asked_to_erase(told, author)

        comment = await told.runtime.archive.comment(UUID(author.id))
        consultation = await told.runtime.consultation(comment.consultation_id)
        actor = (await told.runtime.staff.person("reviewer")).actor
        erased = erase_comment(comment, consultation, actor=actor, at=told.clock.now())
        await record(told.runtime, [erased], owner_id=comment.id)  # and then the program dies
        await delivered(told)
        assert await kinds(told, author) == ["confirmation"]
        for _ in range(2):  # as whoever takes the lead does
            await finish_erasures(told.runtime)
        assert await delivered(told) == 1
        await finish_erasures(told.runtime)
        assert await delivered(told) == 0
        assert await kinds(told, author) == ["confirmation", "erased"]


async def test_the_address_stands_encrypted_and_nowhere_else(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        author = await writes(told, decision, "wutong-7391@qilin.example")
        await delivered(told)
        await confirms(told, postbox, author.address)
        postbox.refusal = "451 later"
        await told.done("drafter", f"/comments/{author.id}/publication")
        await told.close(told.clock.now() + timedelta(days=31))
        await told.answered(decision, [author.id])
        await told.feedback(decision)
        await delivered(told)
        assert (await kinds(told, author))[-1] == "answered waiting"
        assert await in_tables(told.runtime.database.url, ["qilin.example", author.reference]) == {}


async def test_two_workers_make_each_letter_once(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        authors = [await writes(told, decision, f"p{number}@post.example") for number in range(6)]
        await told.settle()
        await asyncio.gather(*(Teller(told.runtime).tell() for _ in range(4)))
        await asyncio.gather(*(delivered(told) for _ in range(3)))
        assert sorted(letter["to"] for letter in postbox.letters) == [each.address for each in authors]


async def test_many_are_told_in_steps_and_each_once_although_a_worker_dies_between(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teller, "PEOPLE", 2)
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        authors = [await writes(told, decision, f"p{number}@post.example") for number in range(5)]
        await delivered(told)
        for each in authors:
            await confirms(told, postbox, each.address)
        await delivered(told)
        await told.done("releaser", f"/consultations/{decision}/ending", kind="shelved", reason="选址需要重新论证，本事项搁置。")
        await told.settle()
        first = Teller(told.runtime)
        pool = told.runtime.database.pool
        while await pool.fetchval("SELECT after FROM sealed.told") is None:
            assert await first._step()
        assert await pool.fetchval("SELECT count(*) FROM staff.outbox WHERE bulk") == 2
        assert await delivered(told) == 5, "another goes on where the first has stopped"
        assert [await kinds(told, each) for each in authors] == [["confirmation", "ended"]] * 5


async def test_the_work_role_makes_and_sends_letters_by_itself(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox), started(told.runtime, work=True):
        decision = await told.opened()
        author = await writes(told, decision, "ann@post.example")
        await until(lambda: len(postbox.to(author.address)) == 1, "the letter with the link")
        await confirms(told, postbox, author.address)
        await told.done("drafter", f"/comments/{author.id}/withholding", reason="advertising", note="广告")
        await until(lambda: len(postbox.to(author.address)) == 2, "the letter about the withholding")

        async def noted() -> bool:
            return await kinds(told, author) == ["confirmation", "withheld"]

        await until(noted, "it is noted that both were taken")
