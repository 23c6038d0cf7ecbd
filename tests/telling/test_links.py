"""Links in letters: confirming, used twice, altered, too old; the letter asked for again; the one-click end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from consult.telling.putting import tokens_of
from tests.driving import DAY, Driver
from tests.telling.people import confirms, delivered, kinds, mailing, path_in, receipt, state, text_of, writes

pytestmark = pytest.mark.anyio
TEN_MINUTES = timedelta(minutes=10)


async def happened(driver: Driver, author_id: str) -> list[str]:
    entries = await driver.runtime.log.stream(UUID(author_id))
    return [entry.topic for entry in entries]


async def test_opening_a_link_changes_nothing_and_following_it_twice_says_so(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        path = path_in(postbox.letters[0], "confirm")
        for _ in range(2):  # a link scanner, and then the person
            assert "点“确认”" in (await told.client.get(path)).text
            asked = await told.client.head(path)
            assert (asked.status_code, asked.content) == (200, b""), "some scanners ask for the head alone"
        assert await happened(told, author.id) == ["comment-submitted.v2"]
        assert "还没有确认" in await receipt(told, author)
        answer = await told.client.post(path)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        for again in (await told.client.get(path), await told.client.post(path)):
            assert (again.status_code, "已经确认，不需要再确认" in again.text) == (200, True)
        assert await happened(told, author.id) == ["comment-submitted.v2", "comment-contact-confirmed.v1"]
        page = await receipt(told, author)
        assert "已经确认。" in page
        assert "本人确认联系方式" in page
        assert author.address not in (await told.client.get(path)).text


@pytest.mark.parametrize("what", ["confirm", "end"])
async def test_an_altered_link_does_nothing_and_says_what_to_do(driver: Driver, what: str) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        path = path_in(postbox.letters[0], what)
        token, other = path.rpartition("/")[2], path_in(postbox.letters[0], "end" if what == "confirm" else "confirm")
        flipped = token[:20] + ("A" if token[20] != "A" else "B") + token[21:]
        for wrong in (flipped, token[:-5], token + "AAAA", "x", "%20", "欧阳", other.rpartition("/")[2], author.id):
            for answer in (await told.client.get(f"/mail/{what}/{wrong}"), await told.client.post(f"/mail/{what}/{wrong}")):
                assert answer.status_code == 404, wrong
                assert "这个链接不完整或者被改动过" in answer.text
                assert "查询码" in answer.text
        assert await state(told, author) == "unconfirmed"


async def test_a_link_is_good_for_a_fortnight(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example", "en")
        await delivered(told)
        path = path_in(postbox.letters[0], "confirm")
        assert path.startswith("/en/mail/confirm/")
        told.clock.advance(14 * DAY)
        for answer in (await told.client.get(path), await told.client.post(path)):
            assert answer.status_code == 410
            assert "This link has expired" in answer.text
        await told.client.post(f"/receipts/{author.reference}/mail", data={"step": "again"})
        assert await delivered(told) == 1
        assert (await confirms(told, postbox, author.address)).status_code == 200
        assert "is confirmed" in (await told.client.get(path)).text, "who has confirmed is not told of an old link"


async def test_the_link_is_sent_again_three_times_in_all_and_not_within_ten_minutes(driver: Driver) -> None:
    async with mailing(driver) as (told, _):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        again = f"/receipts/{author.reference}/mail"

        async def asked() -> httpx.Response:
            return await told.client.post(again, data={"step": "again"})

        refused = await asked()
        assert (refused.status_code, "请过10分钟再试" in refused.text) == (429, True)
        for count in (2, 3):
            told.clock.advance(TEN_MINUTES)
            assert (await asked()).status_code == 303
            assert (await asked()).status_code == 429
            assert await delivered(told) == 1
            assert await kinds(told, author) == ["confirmation"] * count
        told.clock.advance(TEN_MINUTES)
        assert "最多发送3次" in (await asked()).text
        assert "重新寄确认邮件" not in await receipt(told, author)


async def test_one_click_ends_it_without_cookies_and_takes_back_what_waits(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        ann, ben, cat = [await writes(told, decision, f"{name}@post.example") for name in ("ann", "ben", "cat")]
        await delivered(told)
        for each in (ann, ben, cat):
            await confirms(told, postbox, each.address)
        await delivered(told)
        postbox.refusal = "451 later"
        for each in (ann, ben, cat):
            await told.done("drafter", f"/comments/{each.id}/publication")
            await told.done("reviewer", f"/comments/{each.id}/revision", **HIDES)
        await delivered(told)
        assert "暂时没有寄出，会再试" in await receipt(told, ann)
        link = postbox.to(ann.address)[0]["list-unsubscribe"].strip().strip("<>")
        assert "停止寄邮件" in (await told.client.get(link)).text
        assert await state(told, ann) == "confirmed", "a scanner that opens it ends nothing"
        async with httpx.AsyncClient(transport=told.client._transport, base_url="http://consult.example") as program:  # type: ignore[attr-defined]
            headers = {"origin": "https://mail.example", "sec-fetch-site": "cross-site"}
            answer = await program.post(link, data={"List-Unsubscribe": "One-Click"}, headers=headers)
        assert (answer.status_code, "已经停止" in answer.text, "set-cookie" in answer.headers) == (200, True, False)
        await told.client.post(f"/receipts/{ben.reference}/mail", data={"step": "end"})
        assert (await told.client.post(f"/receipts/{cat.reference}/withdrawal")).status_code == 303
        assert await kinds(told, cat) == ["confirmation", "withheld dropped"], "at once"
        postbox.refusal = ""
        told.clock.advance(timedelta(hours=2))
        assert await delivered(told) == 0
        for each in (ann, ben):
            assert await kinds(told, each) == ["confirmation", "withheld dropped"]
            page = await receipt(told, each)
            assert "寄出之前已经停止" in page
            assert "停止寄邮件" not in page
        assert len(postbox.to(ann.address)) == 1
        assert (await told.client.post(path_in(postbox.letters[0], "confirm"))).status_code == 410
        answer = await told.client.post(f"/receipts/{ann.reference}/mail", data={"step": "again"})
        assert answer.status_code == 409, "confirmed once"


HIDES = {"outcome": "withheld", "reason": "personal_data", "note": "写有住址", "public_note": None}


async def test_who_ended_before_he_confirmed_is_asked_no_more(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        author = await writes(told, await told.opened(), "ann@post.example")
        await delivered(told)
        await told.client.post(path_in(postbox.letters[0], "end"))
        for answer in (
            await told.client.get(path_in(postbox.letters[0], "confirm")),
            await told.client.post(path_in(postbox.letters[0], "confirm")),
            await told.client.post(f"/receipts/{author.reference}/mail", data={"step": "again"}),
        ):
            assert (answer.status_code, "已经停止" in answer.text) == (410, True)
        assert await happened(told, author.id) == ["comment-submitted.v2"]


async def test_without_a_mail_server_nothing_is_promised_and_nothing_made(driver: Driver) -> None:
    decision = await driver.opened()
    author = await writes(driver, decision, "ann@post.example")
    form, privacy, helping = [
        (await driver.client.get(path)).text for path in ("/consultations/2026-001/comment", "/privacy", "/help")
    ]
    assert "确认邮件" not in form + privacy + helping + await receipt(driver, author)
    assert await delivered(driver) == 0
    assert await kinds(driver, author) == []
    async with mailing(driver) as (told, postbox):
        assert await delivered(told) == 0, "to whom nothing was promised nothing is sent later"
        assert "确认邮件" not in await receipt(told, author)
        for path in ("/consultations/2026-001/comment", "/privacy", "/help", "/en/privacy"):
            page = (await told.client.get(path)).text
            assert "寄一封确认邮件" in page or "确认收到的第一封邮件" in page or "asks him to confirm" in page, path
        soon = await writes(told, decision, "ben@post.example")
        assert "确认邮件马上寄往" in await receipt(told, soon)
        assert postbox.letters == []


async def test_a_comment_sent_from_the_english_form_is_answered_in_english(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        await told.opened()
        typed = {"kind": "individual", "text": "Longer hours, please.", "email": "ann@post.example", "key": "a-key-of-the-form-1"}
        checked = await told.client.post("/en/consultations/2026-001/comment/check", data=typed)
        assert "asks you to confirm" in checked.text
        sent = await told.client.post("/en/consultations/2026-001/comment/submit", data=typed)
        assert sent.status_code == 303, sent.text
        await delivered(told)
        assert "Without that, no other letter" in text_of(postbox.letters[0])
        reference = sent.headers["location"].rpartition("/")[2]
        english = (await told.client.get(f"/en/receipts/{reference}")).text
        assert "Not confirmed yet" in english


async def test_tokens_say_nothing_and_are_good_for_one_use(driver: Driver) -> None:
    tokens, comment = tokens_of(driver.runtime.sealed.key), uuid4()
    ending, bouncing = tokens.ending(comment), tokens.bouncing(comment)
    assert (len(ending), len(bouncing), len(tokens.confirming(comment, driver.clock.now()))) == (43, 52, 48)
    assert tokens.ended_by(ending) == tokens.bounced(bouncing) == tokens.bounced(bouncing.upper()) == comment
    assert tokens.ended_by(bouncing) is tokens.bounced(ending) is tokens.confirmed_by(ending) is None
