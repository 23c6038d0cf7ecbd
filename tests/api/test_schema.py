"""The API keeps what its OpenAPI document promises: whatever is sent, the answer is one that is described."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.driving import Driver
from tests.serving import served
from web.api.operations import operations

pytestmark = pytest.mark.anyio
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def tried(schema: Any, path: str, method: str, known: dict[str, str], token: str) -> int:
    """Send what is generated for one operation, aimed at things that exist; answers with how often."""
    operation = schema[path][method]
    sent = 0

    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def send(case: Any) -> None:
        nonlocal sent
        case.path_parameters = {**case.path_parameters, **{k: v for k, v in known.items() if k in case.path_parameters}}
        response = case.call(headers={"authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)
        sent += 1

    send()
    return sent


async def test_every_operation_answers_as_described(driver: Driver) -> None:
    consultation_id = await driver.opened()
    comment = (await driver.comment(consultation_id, "建议延长营业时间。", "k")).json()
    waiting = await driver.waiting(consultation_id)
    point_id = await driver.answered(consultation_id, [waiting[0]["comment"]["comment_id"]])
    today = driver.clock.now().date().isoformat()
    complaint = {"channel": "phone", "received_on": today, "text": "多收了费用。"}
    grievance = await driver.done("drafter", f"/consultations/{consultation_id}/grievances", **complaint)
    known = {
        "consultation_id": consultation_id,
        "comment_id": waiting[0]["comment"]["comment_id"],
        "point_id": point_id,
        "grievance_id": grievance["id"],
        "reference": comment["reference"],
        "n": "1",
    }
    app = driver.client._transport.app  # type: ignore[attr-defined]
    async with served(app) as address, driver.working():
        schema = await asyncio.to_thread(schemathesis.openapi.from_url, f"{address}/schema/openapi.json")
        for operation in operations():
            token = driver.tokens["drafter"]
            assert await asyncio.to_thread(tried, schema, operation.path, operation.method, known, token)
