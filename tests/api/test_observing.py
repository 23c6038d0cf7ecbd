"""Figures are on an address of their own and hold nobody's data; an id leads from an answer to the lines of the logs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from consult.instance.serving import metrics_served
from tests.accounts import with_settings
from tests.driving import Driver
from tests.serving import free_port

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "consult" / "deployment" / "grafana-dashboard.json"


async def figures(driver: Driver) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels, in the order of the labels' names."""
    families = text_string_to_metric_families((await driver.cache.metrics.text()).decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


async def test_requests_are_counted_by_route_and_status_wherever_they_are_answered(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await driver.runtime.consultation(UUID(consultation_id))
    before = await figures(driver)
    for _ in range(3):  # once by the router, then from the page cache
        await driver.client.get("/consultations/2026-001?after=secret")
    await driver.comment(consultation_id, "建议延长。")  # on the fast path
    await driver.client.get("/nothing")
    after = await figures(driver)
    total, page = "consult_http_requests_total", "/consultations/{number}"
    comments = "/api/v1/consultations/{consultation_id}/comments"

    def more(*sample: str) -> float:
        return after.get(sample, 0) - before.get(sample, 0)

    counted = more(total, "GET", page, "200"), more(total, "POST", comments, "201"), more(total, "GET", "none", "404")
    assert counted == (3, 1, 1)
    assert (more("consult_http_request_seconds_count", page), more("consult_page_cache_hits_total")) == (3, 2)
    assert after["consult_queue_length", "text marks"] > 0
    assert after["consult_database_up",] == 1
    assert after["consult_pool_connections", "in use"] + after["consult_pool_connections", "idle"] >= 1
    assert "secret" not in (await driver.cache.metrics.text()).decode()


async def test_the_site_has_no_figures_and_their_own_address_has(driver: Driver) -> None:
    assert (await driver.client.get("/metrics")).status_code == 404
    port = free_port()
    async with metrics_served(driver.cache.metrics, "127.0.0.1", port), httpx.AsyncClient() as client:
        address = f"http://127.0.0.1:{port}"
        found = await client.get(f"{address}/metrics")
        assert (found.status_code, "consult_log_size" in found.text) == (200, True)
        assert (await client.get(f"{address}/consultations")).status_code == 404
        with capture_logs() as lines:
            async with metrics_served(driver.cache.metrics, "127.0.0.1", port):
                pass  # the site goes on although the address is taken
        assert [line["event"] for line in lines] == ["metrics not served"]


async def test_the_dashboard_asks_for_figures_that_are_there(driver: Driver, tmp_path: Path) -> None:
    assert not [name for name, *_ in await figures(driver) if "backup" in name], "where none are made"
    backed_up = with_settings(driver, backup_dir=str(tmp_path))
    asked = {
        name
        for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"]
        for target in panel["targets"]
        for name in re.findall(r"\b(?:consult|process)_\w+", target["expr"])
    }
    text = (await backed_up.cache.metrics.text()).decode()
    assert "consult_backup_base_age_seconds +Inf" in text, "there is none yet"
    known = set(re.findall(r"^# TYPE (\w+)", text, re.M))
    assert {re.sub(r"_bucket$", "", name) for name in asked} <= known


async def test_a_failure_is_logged_under_the_id_that_its_answer_says(driver: Driver) -> None:
    behind = with_settings(driver, proxies=1)
    fine = await behind.client.get("/consultations", headers={"x-request-id": "from-the-proxy-1"})
    refused = await behind.client.get("/nothing?word=secret", headers={"x-request-id": "from-the-proxy-2"})
    strange = await behind.client.get("/nothing", headers={"x-request-id": "zhangsan@example.org"})
    own = await driver.client.get("/nothing", headers={"x-request-id": "from-a-stranger"})
    assert "x-request-id" not in fine.headers
    assert refused.headers["x-request-id"] == "from-the-proxy-2"
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]+", strange.headers["x-request-id"])
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]+", own.headers["x-request-id"])


LINES = """
import logging, structlog
from consult.instance.logs import REQUEST, configure_logs
configure_logs()
REQUEST.set("abc-1")
structlog.get_logger().error("page failed", error="ValueError")
try:
    raise ValueError("13987651234")
except ValueError:
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\\n", exc_info=True)
logging.getLogger("asyncio").error("Task exception was never retrieved\\nfuture: <Task ValueError('13987651234')>")
"""


def test_lines_of_libraries_look_like_ours_and_say_no_words_of_a_failure() -> None:
    written = subprocess.run([sys.executable, "-c", LINES], cwd=ROOT, capture_output=True, text=True, check=True).stderr
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["event"] for line in lines] == [
        "page failed", "Exception in ASGI application", "Task exception was never retrieved",
    ]  # fmt: skip
    assert {line["request"] for line in lines} == {"abc-1"}
    assert (lines[1]["error"], lines[1]["logger"], lines[1]["places"]) == ("ValueError", "uvicorn.error", ["<string>:8"])
    assert "13987651234" not in written
