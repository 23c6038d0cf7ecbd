"""Every id in every route of the app, tried by those whose business it is not: refused, and nothing closed is told.

The routes come from the app itself, so that a new one is tried without anybody thinking of it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from consult.commands.table import DESK
from domain.access import Role
from tests.browsing import FormClient
from tests.conftest import kept_database
from tests.desk.screening.test_queue import csrf_of
from tests.desk.security.bodies import body_of
from tests.desk.security.routes import Walked, routes_of
from tests.desk.security.world import SECRETS, World, closed_world, person, stranger
from tests.desking import AtDesk
from tests.driving import OWN, Driver, driving

pytestmark = pytest.mark.anyio
PLAIN = {
    "place": ["1"], "audience": ["staff", "public"], "file": ["comments.csv", "summary.docx"], "n": ["1", "2"],
    "version": ["1", "3"], "field": ["title", "contact"], "year": ["2026"], "number": ["1"],
}  # fmt: skip
FIELDS = {  # what any form of the desk might take
    "key": "k", "act": "publish", "step": "send", "reason": "abuse", "note": "越权", "outcome": "overturned", "scope": "all",
    "basis": "abuse", "redacted_text": "■", "text": "越权", "channel": "letter", "received_on": "2026-03-02",
    "kind": "individual",
}  # fmt: skip
BODIES = {"/api/v1/desk" + re.sub(r"\{(\w+)\}", r"{\1}", command.path): body_of(command) for command in DESK}


Lived = tuple[Driver, World]


@pytest.fixture(scope="module")
async def lived(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    """One world for all: whoever walks it has to leave it as it was."""
    folder = tmp_path_factory.mktemp("others")
    async with kept_database(server_url, template) as database, driving(database, folder) as driver:
        yield driver, await closed_world(driver)
        await driver.check()


def told(answer: httpx.Response) -> list[str]:
    """What the answer tells of what is closed: in words, in addresses, and in files packed inside."""
    words = answer.content.decode("utf-8", "replace") + str(answer.headers)
    return [secret for secret in SECRETS if secret in words]


def refused(answer: httpx.Response) -> bool:
    return answer.status_code in (403, 404)


Found = list[tuple[str, str, httpx.Response, bool]]


def let_in(found: Found) -> list[str]:
    """Where the door was open to something of the other division."""
    return [
        f"{method} {address}: {answer.status_code}" for method, address, answer, named in found if named and not refused(answer)
    ]


async def asked(desk: AtDesk, token: str, method: str, walked: Walked, address: str, csrf: str) -> httpx.Response:
    """As the browser or a program would ask, with all that belongs to a well-formed request."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    if method == "GET":
        return await desk.client.get(address, headers=headers)
    if walked.path.startswith("/api/"):
        body = BODIES.get(re.sub(r"\{(\w+):\w+\}", r"{\1}", walked.path), {})
        return await desk.client.post(address, json=body, headers=headers)
    return await desk.client.post(address, data=FIELDS | {"csrf": csrf})


async def walk(driver: Driver, world: World, desk: AtDesk, token: str) -> Found:
    """Method, address and answer of everything internal; and whether the address names something of the other division."""
    values = PLAIN | world.ids
    csrf = csrf_of(await desk.page("/desk")) if "desk" in desk.client.cookies else ""
    found = []
    for walked in routes_of(driver):
        if walked.internal and not walked.path.endswith("/sign-out"):
            for address in walked.addresses(values, [*world.every_id, "1"]):
                for method in sorted(walked.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                    answer = await asked(desk, token, method, walked, address, csrf)
                    found.append((method, address, answer, any(name in world.ids for name in walked.names)))
    return found


async def test_another_division_reaches_nothing_by_any_id_in_any_route(lived: Lived) -> None:
    driver, world = lived
    desk, token = await stranger(driver)
    size = (await driver.runtime.log.head()).size
    found = await walk(driver, world, desk, token)
    assert let_in(found) == []
    assert [f"{method} {address}: {told(answer)}" for method, address, answer, _ in found if told(answer)] == []
    assert sum(named for *_, named in found) > 200
    events = await driver.runtime.log.read(size, 1000)
    assert [event.topic for event in events if str(event.originator_id) in world.every_id] == []


async def test_who_has_no_role_in_the_division_reaches_nothing(lived: Lived) -> None:
    driver, world = lived
    desk, token = await person(driver, "accounts", OWN, Role.ADMINISTRATOR)
    size = (await driver.runtime.log.head()).size
    found = await walk(driver, world, desk, token)
    assert let_in(found) == []
    assert [f"{method} {address}: {told(answer)}" for method, address, answer, _ in found if told(answer)] == []
    assert (await driver.runtime.log.head()).size == size


async def test_an_auditor_reads_and_changes_nothing(lived: Lived) -> None:
    driver, world = lived
    desk, token = await person(driver, "auditor", OWN, Role.AUDITOR)
    size = (await driver.runtime.log.head()).size
    found = await walk(driver, world, desk, token)
    changing = [
        f"{method} {address}: {answer.status_code}"
        for method, address, answer, named in found
        if named and method != "GET" and not refused(answer)
    ]
    assert changing == []
    assert (await driver.runtime.log.head()).size == size
    read = [address for method, address, answer, named in found if named and method == "GET" and answer.status_code == 200]
    assert read


async def test_without_a_session_nothing_of_the_desk_is_reached(lived: Lived) -> None:
    driver, world = lived
    async with FormClient(transport=driver.client._transport, base_url="http://consult.example") as client:
        found = await walk(driver, world, AtDesk(driver, "nobody", client), "")
    assert [f"{method} {address}: {told(answer)}" for method, address, answer, _ in found if told(answer)] == []
    assert [line for line in let_in(found) if not line.endswith((": 401", ": 303"))] == []
    away = {answer.headers["location"].partition("?")[0] for *_, answer, _ in found if answer.status_code == 303}
    assert away == {"/desk/sign-in", "/en/desk/sign-in"}


async def test_the_public_is_told_nothing_by_any_route(lived: Lived) -> None:
    driver, world = lived
    values = {
        "number": ["2026-001", "2026-002", *world.ids["consultation_id"]],
        "n": [str(number) for number in range(1, 6)],
        "sha256": world.digests,
        "file": ["comments.csv", "dispositions.csv", "summary.docx", "register.xlsx"],
    }
    assert world.digests
    tried, found = 0, []
    for walked in routes_of(driver):
        if not walked.internal and "GET" in walked.methods and "reference" not in walked.names:
            for address in walked.addresses(values, [*world.every_id, "2026-001", "a1", "1"]):
                answer = await driver.client.get(address)
                tried += 1
                found += [f"{address}: {told(answer)}"] if told(answer) else []
    assert found == []
    assert tried > 60
