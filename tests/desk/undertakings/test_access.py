"""Who may do what about a task: every command and every form, tried by every role, in both divisions."""

from __future__ import annotations

import pytest

from consult.commands.desk_step import UNDERTAKING, DeskCommand
from consult.commands.table import DESK
from domain.access import Role
from tests.desk.screening.test_queue import csrf_of
from tests.desk.security.bodies import body_of
from tests.desk.security.world import person
from tests.driving import OTHER, OWN, Driver
from tests.executing import adopted, inspected, task

pytestmark = pytest.mark.anyio
ACCESS = ("RoleMissing", "OtherDivision", "OtherUnitExecutes", "InspectorExecutes")
COMMANDS = [row for row in DESK if row.path.startswith(UNDERTAKING)]
BY_WHO_DECIDED = ("/changes", "/inspections")
"""The task is executed by the other division, which reports on it; the division that decided changes it, and inspects."""


def may(command: DeskCommand, role: Role, division: str) -> bool:
    return role == command.role and division == (OWN if command.page in BY_WHO_DECIDED else OTHER).id


async def test_a_step_of_a_task_is_for_its_role_in_its_unit_and_for_nobody_else(driver: Driver) -> None:
    undertaking = await task(driver, await adopted(driver))
    await inspected(driver, undertaking)
    wrong = []
    for role in Role:
        for division in (OWN, OTHER):
            desk, token = await person(driver, f"{role}-{division.id}", division, role)
            csrf = csrf_of((await desk.client.get("/desk")).text)
            driver.tokens["tried"] = token
            for command in COMMANDS:
                path = command.path.replace("{undertaking_id}", undertaking)
                rule = (await driver.desk("tried", path, **body_of(command))).json().get("rule")
                form = await desk.client.post(f"/desk{path}", data={"csrf": csrf, "key": "k"})
                allowed = may(command, role, division.id)
                if allowed == (rule in ACCESS) or allowed == (form.status_code == 403):
                    wrong.append(f"{command.path} by {role} of {division.id}: {rule}, {form.status_code}")
    assert wrong == []
    assert len(COMMANDS) == 6
