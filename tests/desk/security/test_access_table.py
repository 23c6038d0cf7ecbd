"""The access table: every command, tried by every role, in the decision's division and in another."""

from __future__ import annotations

import re

import pytest

from consult.commands.desk_step import CATALOGUE, UNDERTAKING, DeskCommand
from consult.commands.table import DESK
from domain.access import Role, Standing
from domain.values import Division
from tests.desk.screening.test_queue import csrf_of
from tests.desk.security.bodies import body_of
from tests.desk.security.routes import routes_of
from tests.desk.security.world import World, closed_world, person
from tests.desking import AtDesk
from tests.driving import OTHER, OWN, Driver

pytestmark = pytest.mark.anyio
ACCESS = ("RoleMissing", "OtherDivision", "LeadDivisionActs", "OtherUnitsAct", "HandedOverElsewhere")


JOINT_DIVISION = Division("service", "服务业处")
STANDINGS = {OWN.id: Standing.LEAD, JOINT_DIVISION.id: Standing.JOINT}
TRIED_JOINTLY = frozenset({Role.SCREENER, Role.ANSWERER, Role.REVIEWER, Role.RELEASER})
WHY = "停车由服务业处管理，需要共同承办。"
COMMANDS = [row for row in DESK if not row.path.startswith(UNDERTAKING)]
"""But those about a task, whose unit may be another division: see tests/desk/undertakings/test_access.py."""


def address_of(command: DeskCommand, world: World) -> str:
    """The command's path with ids that are there; of the decision that is open."""
    ids = world.ids | {"year": ["2026"]}
    return re.sub(r"\{(\w+)\}", lambda found: ids[found.group(1)][-1], command.path)


def may(command: DeskCommand, role: Role, division: str) -> bool:
    """A catalogue of decision matters is of the whole body: its commands are for their role in whatever division."""
    standing = STANDINGS.get(division)
    return role == command.role and (standing in command.of or command.path.startswith(CATALOGUE))


async def test_a_command_is_for_its_role_in_its_division_and_for_nobody_else(driver: Driver) -> None:
    world = await closed_world(driver)
    people = {
        (role, division.id): (await person(driver, f"{role}-{division.id}", division, role))[1]
        for role in Role
        for division in (OWN, OTHER, *((JOINT_DIVISION,) if role in TRIED_JOINTLY else ()))
    }
    for decision in world.ids["consultation_id"]:
        await driver.done("drafter", f"/consultations/{decision}/joint-divisions", division_id=JOINT_DIVISION.id, reason=WHY)
    wrong = []
    # Refused first: what is allowed may change the decision for those who come after.
    for (role, division), token in sorted(people.items(), key=lambda item: item[0][1] == OWN.id):
        for command in COMMANDS:
            allowed = may(command, role, division)
            driver.tokens["tried"] = token
            answer = await driver.desk("tried", address_of(command, world), **body_of(command))
            rule = answer.json().get("rule")
            # What a command names beside the decision is looked up first by some: then it is not found.
            if allowed == (rule in ACCESS) and (allowed or answer.status_code != 404):
                wrong.append(f"{command.path} by {role} of {division}: {answer.status_code} {rule}")
    assert wrong == []


async def test_the_desks_forms_keep_the_same_table(driver: Driver) -> None:
    world = await closed_world(driver)
    forms = {walked.path.replace(":str", "").replace(":uuid", "") for walked in routes_of(driver) if "POST" in walked.methods}
    offered = [command for command in COMMANDS if f"/desk{command.path}" in forms]
    assert len(offered) > 15
    wrong = []
    for role in Role:
        for division in (OTHER, OWN):
            desk, _ = await person(driver, f"{role}-{division.id}", division, role)
            for command in offered:
                if may(command, role, division.id):
                    continue
                status = await posted(desk, f"/desk{address_of(command, world)}")
                wrong += [f"{command.path} by {role} of {division.id}: {status}"] if status != 403 else []
    assert wrong == []


async def posted(desk: AtDesk, path: str) -> int:
    csrf = csrf_of((await desk.client.get("/desk")).text)
    return (await desk.client.post(path, data={"csrf": csrf, "key": "k"})).status_code
