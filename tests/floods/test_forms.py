"""The comment form under a flood: whatever is refused comes back with everything typed, in words, and no cookie."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from consult.database import Database
from tests.driving import Driver
from tests.floods.flooding import FORM, ROOT, at, challenge_of, fields_of, flood, flooded, shown_of, solution_of, under_attack

pytestmark = pytest.mark.anyio
HERE = at("203.0.113.1")


@pytest.fixture
async def driver(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    async with flooded(database, tmp_path) as found:
        yield found
        await found.check()


async def test_a_full_network_gets_its_form_back_with_everything_typed(driver: Driver) -> None:
    await flood(driver, await driver.opened(), 1, 40)
    for prefix, words in (("", "您所在的网络刚刚提交了很多意见"), ("/en", "Your network has just sent many comments")):
        answer = await driver.client.post(f"{prefix}{ROOT}/submit", data=FORM | {"key": "mine"}, headers=at("198.51.0.7"))
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert "set-cookie" not in answer.headers
        assert words in answer.text
        assert fields_of(answer).items() >= (FORM | {"key": "mine"}).items()
    driver.clock.advance(timedelta(seconds=2))
    again = await driver.client.post(f"{ROOT}/submit", data=fields_of(answer), headers=at("198.51.0.7"))
    assert again.status_code == 303


async def test_a_field_that_people_do_not_see_is_asked_to_be_empty(driver: Driver) -> None:
    consultation_id = await driver.opened()
    form = await driver.client.get(ROOT, headers=HERE)
    assert '<input id="subject" name="subject" tabindex="-1" autocomplete="off">' in form.text
    answer = await driver.client.post(f"{ROOT}/check", data=FORM | shown_of(form) | {"subject": "buy"}, headers=HERE)
    assert answer.status_code == 422
    assert "现在已经清空" in answer.text
    assert FORM["text"] in answer.text
    assert "buy" not in answer.text
    again = await driver.client.post(f"{ROOT}/check", data=FORM | shown_of(answer), headers=HERE)
    assert again.status_code == 200
    await driver.cache.admission.share()
    counted = (await driver.client.get(f"/api/v1/consultations/{consultation_id}/refused-attempts")).json()
    assert counted["by_reason"]["honeypot"] == 1


async def test_haste_is_asked_once_more_and_only_while_it_is_busy(driver: Driver) -> None:
    consultation_id = await driver.opened()
    busy = at("198.51.0.9")
    quick = FORM | shown_of(await driver.client.get(ROOT, headers=busy))
    assert (await driver.client.post(f"{ROOT}/check", data=quick, headers=busy)).status_code == 200
    await flood(driver, consultation_id, 1, 10)
    for data in (quick, FORM, FORM | {"shown": "1.x.y"}):
        answer = await driver.client.post(f"{ROOT}/check", data=data, headers=busy)
        assert answer.status_code == 422, data
        assert "请再提交一次确认" in answer.text
        assert FORM["text"] in answer.text
    again = await driver.client.post(f"{ROOT}/check", data=FORM | shown_of(answer), headers=busy)
    assert again.status_code == 200
    driver.clock.advance(timedelta(seconds=4))
    slow = await driver.client.post(f"{ROOT}/check", data=quick, headers=busy)
    assert slow.status_code == 200


async def test_under_attack_a_proof_made_while_reading_is_enough(driver: Driver) -> None:
    await under_attack(driver)
    form = await driver.client.get(ROOT, headers=HERE)
    driver.clock.advance(timedelta(seconds=4))
    check = await driver.client.post(f"{ROOT}/check", data=FORM | shown_of(form), headers=HERE)
    assert "effort.js" in check.text
    proof = solution_of(challenge_of(check))
    data = fields_of(check) | {"proof": proof}
    sent, twice = [await driver.client.post(f"{ROOT}/submit", data=data, headers=HERE) for _ in range(2)]
    assert (sent.status_code, sent.headers["location"]) == (303, twice.headers["location"])


async def test_under_attack_without_scripts_a_short_wait_is_enough(driver: Driver) -> None:
    await under_attack(driver)
    form = await driver.client.get(f"/en{ROOT}", headers=HERE)
    driver.clock.advance(timedelta(seconds=4))
    check = await driver.client.post(f"/en{ROOT}/check", data=FORM | shown_of(form), headers=HERE)
    driver.clock.advance(timedelta(seconds=3))
    early = await driver.client.post(f"/en{ROOT}/submit", data=fields_of(check), headers=HERE)
    assert (early.status_code, early.headers["retry-after"]) == (429, "5")
    assert "Please send again in 5 seconds" in early.text
    assert fields_of(early).items() >= FORM.items()
    driver.clock.advance(timedelta(seconds=5))
    sent = await driver.client.post(f"/en{ROOT}/submit", data=fields_of(early), headers=HERE)
    assert sent.status_code == 303
    assert (await driver.client.get(sent.headers["location"])).status_code == 200
    other = fields_of(early) | {"key": "another", "text": "另一条意见。"}
    assert (await driver.client.post(f"/en{ROOT}/submit", data=other, headers=HERE)).status_code == 429


async def test_a_waited_comment_takes_more_of_its_network_than_one_with_a_proof(driver: Driver) -> None:
    await under_attack(driver)
    data = [FORM | {"key": f"k{number}", "ticket": await _ticket(driver)} for number in range(5)]
    driver.clock.advance(timedelta(seconds=9))
    statuses = [(await driver.client.post(f"{ROOT}/submit", data=each, headers=HERE)).status_code for each in data]
    assert statuses == [303] * 4 + [429]


async def _ticket(driver: Driver) -> str:
    form = await driver.client.get(ROOT, headers=at("192.0.2.1"))
    check = await driver.client.post(f"{ROOT}/submit", data=FORM | shown_of(form), headers=at("192.0.2.1"))
    return fields_of(check)["ticket"]


async def test_a_ticket_that_is_too_old_is_exchanged_for_a_new_one(driver: Driver) -> None:
    await under_attack(driver)
    old = {"ticket": await _ticket(driver)}
    for _ in range(7):
        driver.clock.advance(timedelta(minutes=5))
        await flood(driver, (await driver.client.get("/api/v1/consultations")).json()["items"][0]["id"], 6, 11)
    answer = await driver.client.post(f"{ROOT}/submit", data=FORM | old, headers=HERE)
    assert answer.status_code == 429
    assert fields_of(answer)["ticket"] != old["ticket"]


async def test_attachments_take_of_the_limit_too_and_the_rest_of_the_form_stays(driver: Driver) -> None:
    await driver.opened()
    files = [("files", (f"{number}.txt", b"text", "text/plain")) for number in range(5)]
    typed = FORM | shown_of(await driver.client.get(ROOT, headers=HERE))
    driver.clock.advance(timedelta(seconds=4))
    first = await driver.client.post(f"{ROOT}/check", data=typed, files=files, headers=HERE)
    assert first.status_code == 200
    second = await driver.client.post(f"{ROOT}/check", data=typed, files=files, headers=HERE)
    assert second.status_code == 422
    assert "您所在的网络刚刚提交了很多意见" in second.text
    assert FORM["text"] in second.text
    assert second.text.count('name="waiting"') == 3
