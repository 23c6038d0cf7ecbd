"""The plain steps at the desk: carried out once, refused with the rule, nothing typed is lost, strangers are turned away."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from consult.commands.desk_step import CONSULTATION
from consult.commands.table import TABLE
from domain.access import Role, Standing
from domain.calendar import local_date
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import MATERIALS, OTHER, Driver

pytestmark = pytest.mark.anyio
ROLES = {Role.DRAFTER: "drafter", Role.REVIEWER: "reviewer", Role.RELEASER: "releaser"}
READ_BY_ALL = ("/screening", "/points", "/corrections", "/undertakings")
"""Pages that hold forms, and are read by whoever may read the decision."""


async def drafted(driver: Driver) -> str:
    """A decision with draft and materials; its address at the desk."""
    fields = {
        "title": "关于促进夜间经济的若干措施",
        "division": {"id": "market", "name": "市场建设处"},
        "matter_kind": "public_policy",
        "decision_organ": "市商务局",
        "proposer": "市场建设处",
    }
    started = await driver.done("drafter", "/consultations", **fields)
    await driver.done(
        "drafter", f"/consultations/{started['id']}/drafts", text="第一条 为了促进夜间经济。\n\n第二条 夜市营业至二十三时。\n"
    )
    await driver.done("drafter", f"/consultations/{started['id']}/materials", **MATERIALS)
    return f"/desk/consultations/{started['id']}"


async def test_a_decision_goes_from_submission_to_the_published_call(driver: Driver) -> None:
    root = await drafted(driver)
    drafter, reviewer, releaser = [await at_desk(driver, name) for name in ("drafter", "reviewer", "releaser")]
    assert "送审" in await drafter.page(root)
    assert (await drafter.done(f"{root}/review-requests")).endswith("?done=request_review")
    for kind in ("legality", "secrecy", "editorial"):
        await reviewer.done(f"{root}/reviews", kinds=kind, result="passed")
    await releaser.done(f"{root}/release")
    last = local_date(driver.clock.now()) + timedelta(days=31)
    await releaser.done(f"{root}/publication", last_day=last.isoformat(), channels=["web", "letter"])
    assert "征求意见公告已发布" in await releaser.page(root, done="publish_consultation")
    listed = (await driver.client.get("/api/v1/consultations")).json()["items"]
    assert [item["title"] for item in listed] == ["关于促进夜间经济的若干措施"]


async def test_a_refusal_keeps_what_was_typed_and_names_the_rule(driver: Driver) -> None:
    root = await drafted(driver)
    drafter, reviewer = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    await drafter.done(f"{root}/review-requests")
    response = await reviewer.send(f"{root}/reviews", kinds="secrecy", result="returned", remark="太短")
    assert response.status_code == 422
    assert "<title>错误：" in response.text
    assert errors_in(response.text)
    assert "太短" in response.text


async def test_a_form_sent_twice_acts_once(driver: Driver) -> None:
    root = await drafted(driver)
    drafter = await at_desk(driver, "drafter")
    hidden = hidden_fields(await drafter.page(f"{root}/review-requests"), f"{root}/review-requests")
    answers = [await drafter.post(f"{root}/review-requests", hidden) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    size = (await driver.runtime.log.head()).size
    assert size == 4


async def test_without_a_session_every_page_leads_to_signing_in(driver: Driver) -> None:
    root = await drafted(driver)
    for path in ("/desk", root, f"{root}/release"):
        response = await driver.client.get(path)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/desk/sign-in?next=%2Fdesk")


async def test_a_form_that_this_session_was_not_shown_does_nothing(driver: Driver) -> None:
    root = await drafted(driver)
    drafter = await at_desk(driver, "drafter")
    hidden = hidden_fields(await drafter.page(f"{root}/review-requests"), f"{root}/review-requests")
    forged = [{**hidden, "csrf": ""}, {**hidden, "csrf": "0" * 64}, {"key": "k"}]
    answers = [await drafter.client.post(f"{root}/review-requests", data=fields) for fields in forged]
    headers = {"origin": "https://elsewhere.example"}
    answers.append(await drafter.client.post(f"{root}/review-requests", data=hidden, headers=headers))
    assert [answer.status_code for answer in answers] == [403] * 4
    assert (await driver.runtime.log.head()).size == 3


async def test_another_divisions_decision_is_closed(driver: Driver) -> None:
    root = await drafted(driver)
    outsider, administrator = await at_desk(driver, "outsider"), await at_desk(driver, "administrator")
    assert "若干措施" not in await administrator.page("/desk")
    assert (await administrator.open(root)).status_code == 403
    # The outsider holds every role, the auditor's too: he reads, and can do nothing.
    assert (await outsider.open(root)).status_code == 200
    assert (await outsider.open(f"{root}/review-requests")).status_code == 403
    await driver.runtime.staff.add("neighbour", OTHER, [role for role in Role if role is not Role.AUDITOR])
    assert (await (await at_desk(driver, "neighbour")).open(root)).status_code == 403


async def test_a_form_whose_time_has_not_come_says_so_when_it_is_opened(driver: Driver) -> None:
    """And the way on; nobody fills in what is refused at the end."""
    root = await drafted(driver)
    people = {role: await at_desk(driver, name) for role, name in ROLES.items()}
    state = await driver.runtime.archive.consultation(UUID(root.rpartition("/")[2]))
    now, opened = driver.clock.now(), 0
    for row in TABLE:
        if not row.path.startswith(CONSULTATION) or row.when is None or row.page in READ_BY_ALL or row.role not in people:
            continue
        if Standing.LEAD not in row.of:  # other divisions'
            continue
        answer = await people[row.role].open(root + row.page)
        if answer.status_code == 404:  # nothing to show before the call
            continue
        opened += 1
        assert answer.status_code == (200 if row.when(state, now) else 409), row.page
        if not row.when(state, now):
            assert f'href="{root}"' in answer.text, row.page
            assert not re.search(rf'<form method="post" action="[^"]*{row.page}"', answer.text), row.page
            assert "现在不能办理这一步" in answer.text, row.page
    assert opened >= 15
    assert "草案尚未送审。" in (await people[Role.RELEASER].open(f"{root}/release")).text
    english = (await people[Role.RELEASER].open(f"/en{root}/publication")).text
    assert "This step cannot be taken now" in english
