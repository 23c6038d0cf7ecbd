"""The fast path of a comment takes nothing that the router would refuse or take otherwise; both answer alike."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from tests.desking import at_desk
from tests.driving import OWN, Driver

pytestmark = pytest.mark.anyio
MATTER = {
    "title": "关于促进夜间经济的若干措施",
    "division": {"id": OWN.id, "name": OWN.name},
    "matter_kind": "public_policy",
    "decision_organ": "市商务局",
    "proposer": "市场建设处",
}
FAST, ROUTER = "application/json", "application/json; charset=utf-8"
BODY = json.dumps({"respondent": {"kind": "individual"}, "text": "建议延长。"}).encode()


async def path_known(driver: Driver) -> str:
    """Where comments on a decision are sent; this process has heard of it, or the fast path would leave it to the router."""
    consultation_id = await driver.opened()
    await driver.runtime.consultation(UUID(consultation_id))
    return f"/api/v1/consultations/{consultation_id}/comments"


@pytest.mark.parametrize("kind", [FAST, ROUTER])
@pytest.mark.parametrize(("length", "status"), [(200, 201), (201, 400), (10_000, 400)])
async def test_a_key_that_is_too_long_is_refused_on_both_ways(driver: Driver, kind: str, length: int, status: int) -> None:
    path = await path_known(driver)
    headers = {"content-type": kind, "idempotency-key": "k" * length}
    response = await driver.client.post(path, content=BODY, headers=headers)
    assert response.status_code == status, response.text
    assert response.json().get("field") == ("Idempotency-Key" if status == 400 else None)


async def test_other_commands_refuse_such_a_key_too(driver: Driver) -> None:
    headers = {"idempotency-key": "k" * 201, "authorization": f"Bearer {driver.tokens['drafter']}"}
    for path, body in (
        ("/api/v1/receipts/AAAA-AAAA-AAAA-AAAA/withdrawal", None),
        ("/api/v1/desk/consultations", MATTER),
    ):
        response = await driver.client.post(path, json=body, headers=headers)
        assert (response.status_code, response.json().get("field")) == (400, "Idempotency-Key"), response.text


async def test_the_form_refuses_such_a_key_and_cuts_none(driver: Driver) -> None:
    consultation_id = await driver.opened()
    address = "/consultations/2026-001/comment/submit"
    form = {"kind": "individual", "text": "建议延长。"}
    statuses = [
        (await driver.client.post(address, data={**form, "key": key})).status_code
        for key in ("k" * 201, "k" * 100 + "1", "k" * 100 + "2")
    ]
    assert statuses == [400, 303, 303]
    refused = await driver.client.post(address, data={**form, "key": "k" * 201})
    assert form["text"] in refused.text
    assert len(await driver.waiting(consultation_id)) == 2


async def test_forms_at_the_desk_refuse_such_a_key_too(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    fields = {"channel": "letter", "received_on": "2026-03-01", "kind": "individual", "text": "来信。"}
    answer = await desk.send(f"/desk/consultations/{consultation_id}/registration", **fields, key="k" * 201)
    assert (answer.status_code, await driver.waiting(consultation_id)) == (400, [])


@pytest.mark.parametrize("length", [5, 300])
async def test_of_two_keys_the_first_counts_on_both_ways(driver: Driver, length: int) -> None:
    path = await path_known(driver)
    keys = [("idempotency-key", "first"), ("idempotency-key", "s" * length)]
    answers = [
        await driver.client.post(path, content=BODY, headers=[("content-type", kind), *keys]) for kind in (FAST, ROUTER)
    ] + [await driver.client.post(path, content=BODY, headers={"content-type": FAST, "idempotency-key": "first"})]
    assert len({answer.json()["reference"] for answer in answers}) == 1


async def test_both_ways_answer_with_the_same_headers(driver: Driver) -> None:
    path = await path_known(driver)
    fast, router = [await driver.client.post(path, content=BODY, headers={"content-type": kind}) for kind in (FAST, ROUTER)]
    assert (fast.status_code, dict(fast.headers)) == (201, dict(router.headers) | {"content-length": str(len(fast.content))})
    assert "default-src 'none'" in fast.headers["content-security-policy"]


async def test_a_sender_who_goes_away_before_the_end_leaves_no_comment(driver: Driver) -> None:
    path = await path_known(driver)
    before = (await driver.runtime.log.head()).size
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": BODY, "more_body": True},  # a space was still to come
        {"type": "http.disconnect"},
    ]
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % (len(BODY) + 1))]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers}
    scope |= {
        "http_version": "1.1",
        "client": ("127.0.0.1", 1),
        "server": ("consult.example", 80),
        "scheme": "http",
        "root_path": "",
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0) if len(messages) > 1 else messages[0]

    async def send(message: Any) -> None:
        sent.append(message)

    await driver.cache(scope, receive, send)
    assert (await driver.runtime.log.head()).size == before
    assert [message["status"] for message in sent if "status" in message] != [201]
