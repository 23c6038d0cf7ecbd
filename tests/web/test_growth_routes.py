"""Every route of the app is measured as decisions grow, or left out for a reason that is written down."""

from __future__ import annotations

import re

import pytest

from tests.benchmarks.growth import unmeasured
from tests.benchmarks.growth_commands import COMMANDS
from tests.benchmarks.growth_routes import LEFT_OUT, routes_of
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_every_command_is_measured_or_left_out_for_a_reason(driver: Driver) -> None:
    app = driver.cache.app
    pages = [f"{method} {path}" for method, path in routes_of(app) if method == "GET"]
    assert unmeasured(app, pages) == []
    known = {f"{method} {path}" for method, path in routes_of(app)}
    assert {command.route for command in COMMANDS} <= known
    assert [pattern for pattern in LEFT_OUT if not any(re.fullmatch(pattern, name) for name in known)] == []
