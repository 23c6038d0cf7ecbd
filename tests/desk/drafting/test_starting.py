"""Starting a decision: a drafter's, in his own division, under these rules, once."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.desk.drafting.matters import MATTER
from tests.desking import at_desk, errors_in
from tests.driving import Driver

pytestmark = pytest.mark.anyio
PATH = "/desk/consultations/new"


async def test_a_drafter_starts_a_decision_of_his_own_division(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    address = await drafter.done(PATH, **MATTER)
    state = await driver.runtime.archive.consultation(UUID(address.split("/")[3].split("?")[0]))
    assert (state.divisions.lead, state.title, state.touches_operators) == ("market", MATTER["title"], True)
    assert "事项已启动。" in await drafter.page(address.split("?")[0], done="start_decision")
    assert MATTER["title"] in (await drafter.page("/desk")).replace("<wbr>", "")


async def test_a_form_sent_twice_starts_one_decision(driver: Driver) -> None:
    drafter = await at_desk(driver, "drafter")
    fields = MATTER | {"key": "the-same-key-twice", "csrf": ""}
    first = await drafter.send(PATH, **{**fields, "csrf": csrf_in(await drafter.page(PATH))})
    again = await drafter.send(PATH, **{**fields, "csrf": csrf_in(await drafter.page(PATH))})
    assert first.headers["location"] == again.headers["location"]
    assert (await driver.runtime.log.head()).size == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"title": "办法\u202e"}, "title"),
        ({"matter_kind": ""}, "matter_kind"),
        ({"matter_kind": "emergency"}, "matter_kind"),
        ({"matter_kind": "nonsense"}, "matter_kind"),
        ({"regime": ""}, "regime"),
        ({"decision_organ": ""}, "decision_organ"),
        ({"proposer": ""}, "proposer"),
        ({"touches_operators": "perhaps"}, "touches_operators"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(
    driver: Driver, change: dict[str, str], field: str
) -> None:
    drafter = await at_desk(driver, "drafter")
    response = await drafter.send(PATH, **MATTER | {"proposer": "商会来函"} | change)
    assert response.status_code in (409, 422), response.status_code
    assert f'href="#{field}"' in response.text
    assert errors_in(response.text)
    assert field == "proposer" or "商会来函" in response.text
    assert (await driver.runtime.log.head()).size == 0


async def test_the_excluded_matters_are_explained_with_their_article(driver: Driver) -> None:
    page = await (await at_desk(driver, "drafter")).page(PATH)
    assert all(words in page for words in ("宏观调控决策", "政府立法决策", "突发事件应急处置决策", "第三条第二款"))
    assert 'value="emergency"' not in page


async def test_only_a_drafter_starts_a_decision(driver: Driver) -> None:
    assert (await (await at_desk(driver, "releaser")).open(PATH)).status_code == 403
    assert (await driver.client.get(PATH)).headers["location"].startswith("/desk/sign-in")


def csrf_in(html: str) -> str:
    return html.split('name="csrf" value="')[1].split('"')[0]
