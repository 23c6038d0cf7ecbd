"""What bad input gets: a clear error, the right status, and nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64


async def test_a_text_that_is_too_long_is_refused_with_its_length(driver: Driver) -> None:
    consultation_id = await driver.opened()
    response = await driver.comment(consultation_id, "字" * 10_001)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["count"], problem["limit"], problem["field"]) == (422, 10_001, 10_000, "text")
    assert (await driver.comment(consultation_id, "字" * 10_000)).status_code == 201


async def test_a_late_comment_is_told_the_closing_time_in_words(driver: Driver) -> None:
    consultation_id = await driver.opened(days=1)
    driver.clock.tell(driver.clock.now() + 2 * DAY)
    response = await driver.comment(consultation_id, "晚了")
    assert response.status_code == 409
    assert "2026年3月3日09:00（北京时间）" in response.json()["detail"]


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"text": ""}, 422, "text"),
        ({"text": " \u200b\n"}, 422, "text"),
        ({"text": "有\x00零"}, 422, "text"),
        ({"text": 5}, 422, "text"),
        ({"unknown": 1}, 422, None),
        ({"articles": ["a99"]}, 422, "articles"),
        ({"respondent": {"kind": "king"}}, 422, "respondent.kind"),
        ({"respondent": {"kind": "individual", "name": "a\u202eb"}}, 422, "name"),
        ({"respondent": {"kind": "individual", "name": "字" * 51}}, 422, "name"),
        ({"respondent": {"kind": "individual", "publish_name": True}}, 422, "name"),
        ({"respondent": {"kind": "individual", "contact": {"email": "no"}}}, 422, "email"),
    ],
)
async def test_a_wrong_field_is_named(driver: Driver, change: dict[str, Any], status: int, field: str | None) -> None:
    consultation_id = await driver.opened()
    body = {"respondent": {"kind": "individual"}, "text": "建议。"} | change
    response = await driver.client.post(f"/api/v1/consultations/{consultation_id}/comments", json=body)
    assert (response.status_code, response.json().get("field")) == (status, field), response.text


async def test_the_same_key_gives_the_same_receipt_and_another_body_is_refused(driver: Driver) -> None:
    consultation_id = await driver.opened()
    first = await driver.comment(consultation_id, "一次", "key")
    again = await driver.comment(consultation_id, "一次", "key")
    other = await driver.comment(consultation_id, "两次", "key")
    same = ("reference", "position", "leaf_hash", "entry", "disclosures")
    assert [first.json()[name] for name in same] == [again.json()[name] for name in same]
    assert (other.status_code, other.json()["rule"]) == (409, "IdempotencyKeyReused")
    assert (await driver.runtime.log.head()).size == first.json()["position"] + 1


async def test_the_same_key_after_the_close_still_gives_the_receipt(driver: Driver) -> None:
    consultation_id = await driver.opened(days=1)
    first = await driver.comment(consultation_id, "一次", "key")
    driver.clock.tell(driver.clock.now() + 2 * DAY)
    again = await driver.comment(consultation_id, "一次", "key")
    assert (again.status_code, again.json()["reference"]) == (201, first.json()["reference"])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/consultations/00000000-0000-4000-8000-000000000000", None, 404),
        ("GET", "/api/v1/consultations/nothing", None, 404),
        ("GET", "/api/v1/nothing", None, 404),
        ("GET", "/api/v1/consultations?state=asleep", None, 400),
        ("GET", "/api/v1/consultations?page=x", None, 400),
        ("GET", "/api/v1/consultations?q=%00", None, 400),
        ("DELETE", "/api/v1/consultations", None, 405),
        ("GET", "/api/v1/receipts/AAAA-AAAA-AAAA-AAAA", None, 404),
        ("POST", "/api/v1/consultations/nothing/comments", b"{", 400),
        ("POST", "/api/v1/consultations/nothing/comments", b'{"text": "\xff"}', 400),
        ("POST", "/api/v1/desk/consultations", b"{}", 401),
    ],
)
async def test_a_wrong_request_gets_a_problem(driver: Driver, method: str, path: str, body: bytes | None, status: int) -> None:
    response = await driver.client.request(method, path, content=body, headers={"content-type": "application/json"})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(driver: Driver) -> None:
    consultation_id = await driver.opened()

    async def endless() -> Any:
        while True:
            yield b"x" * 65536

    address = f"/api/v1/consultations/{consultation_id}/comments"
    declared = await driver.client.post(address, content=b"{}", headers={"content-length": "900000"})
    streamed = await driver.client.post(address, content=endless())
    assert (declared.status_code, streamed.status_code) == (413, 413)
    assert [answer.json()["detail"] for answer in (declared, streamed)] == ["发来的JSON超过512KB，请缩短后再发。"] * 2


@pytest.mark.parametrize(
    ("name", "claimed", "content", "status"),
    [
        ("a.png", "image/png", PNG, 201),
        ("a.png", "application/vnd.ms-office", PNG, 201),
        ("a.jfif", "image/pjpeg", JPEG, 201),
        ("A.JPG", "image/jpg", JPEG, 201),
        ("a.jpg", "image/jpeg", PNG, 415),
        ("a.txt", "text/plain", "附件".encode(), 201),
        ("a.txt", "application/wps-office.txt", "附件".encode("gb18030"), 201),
        ("a.txt", "", "\ufeff附件".encode("utf-16-le"), 201),
        ("a.txt", "text/plain", b"\x81\x00", 415),
        ("a.pdf", "application/pdf", PNG, 415),
        ("a.png", "image/png", b"<html><script>", 415),
        ("a.exe", "application/octet-stream", b"MZ" + b"\x00" * 64, 415),
        ("a.svg", "image/svg+xml", b"<svg onload='x'/>", 415),
        ("../../etc/passwd", "text/plain", b"x", 415),
        ("a.txt", "text/plain", b"", 413),
    ],
)
async def test_an_attachment_is_what_it_claims_to_be(
    driver: Driver, name: str, claimed: str, content: bytes, status: int
) -> None:
    consultation_id = await driver.opened()
    comment = '{"respondent": {"kind": "individual"}, "text": "见附件。"}'
    response = await driver.client.post(
        f"/api/v1/consultations/{consultation_id}/comments",
        data={"comment": comment},
        files={"files": (name, content, claimed)},
    )
    assert response.status_code == status, response.text


async def test_staff_act_within_their_role_and_division(driver: Driver) -> None:
    consultation_id = await driver.released()
    path, closes_at = f"/consultations/{consultation_id}/publication", (driver.clock.now() + 40 * DAY).isoformat()
    refused = {
        person: (await driver.desk(person, path, closes_at=closes_at)).json()["rule"]
        for person in ("drafter", "outsider", "administrator")
    }
    assert refused == {"drafter": "RoleMissing", "outsider": "OtherDivision", "administrator": "RoleMissing"}
    forged = await driver.client.post(f"/api/v1/desk{path}", json={}, headers={"authorization": "Bearer consult_forged"})
    assert (forged.status_code, forged.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_desk_command_is_carried_out_once_for_its_key(driver: Driver) -> None:
    consultation_id = await driver.released()
    path, closes_at = f"/consultations/{consultation_id}/publication", (driver.clock.now() + 40 * DAY).isoformat()
    first = await driver.desk("releaser", path, key="once", closes_at=closes_at)
    again = await driver.desk("releaser", path, key="once", closes_at=closes_at)
    other = await driver.desk("releaser", path, key="twice", closes_at=closes_at)
    assert (first.json()["position"], again.json()["repeated"]) == (again.json()["position"], True)
    assert (other.status_code, other.json()["rule"]) == (409, "AlreadyPublished")
    assert other.json()["article"].startswith("《重大行政决策程序暂行条例》")


async def test_an_unpublished_decision_is_nowhere_to_be_seen(driver: Driver) -> None:
    consultation_id = await driver.released()
    await driver.settle()
    assert (await driver.client.get("/api/v1/consultations")).json()["total"] == 0
    assert (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).status_code == 404
    assert (await driver.client.get(f"/consultations/{consultation_id}")).status_code == 404


async def test_the_openapi_document_names_every_public_route(driver: Driver) -> None:
    document = (await driver.client.get("/schema/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    paths = set(document["paths"])
    assert {"/api/v1/consultations", "/api/v1/consultations/{consultation_id}/comments", "/log/checkpoint"} <= paths
    assert len([path for path in paths if path.startswith("/api/v1/desk/")]) >= 35
