"""People: an administrator makes accounts and changes them, has no power over content, and sees what each has done."""

from __future__ import annotations

import re

import pytest

from domain.access import Role
from domain.values import Division
from tests.accounts import Account, Visitor, account, follow_mail, link_in, with_settings
from tests.desking import errors_in
from tests.driving import OWN, Driver
from tests.mail_server import mail_server

pytestmark = pytest.mark.anyio
OFFICE = Division("office", "办公室")
PERSON = {
    "name": "何静",
    "email": "hejing@haizhou.example",
    "division_name": "市场建设处",
    "division_id": "market",
    "roles": ["drafter", "answerer"],
    "language": "zh",
}


async def administrator(driver: Driver) -> tuple[Account, Visitor]:
    who = await account(driver.runtime, "郑洁", "zhengjie@haizhou.example", OFFICE, Role.ADMINISTRATOR)
    browser = Visitor(driver)
    await browser.sign_in(who)
    return who, browser


async def test_an_administrator_invites_by_mail(driver: Driver) -> None:
    async with mail_server() as postbox:
        mailing = with_settings(driver, smtp_url=postbox.url)
        _, browser = await administrator(mailing)
        await follow_mail(mailing.runtime)
        done = await browser.send("/desk/people/new", **PERSON)
        assert (done.status_code, done.headers["location"].endswith("?done=invite")) == (303, True)
        page = (await browser.get(done.headers["location"])).text
        assert ("账号已开通。" in page, "邮件正在发送。" in page, "/desk/link/" in page) == (True, True, False)
        await follow_mail(mailing.runtime)
        assert postbox.letters[-1]["to"] == "hejing@haizhou.example"
        listed = (await browser.get("/desk/people")).text
        assert ("何静" in listed, "已邀请" in listed) == (True, True)
        assert (await Visitor(mailing).get(link_in(postbox.text()))).status_code == 200
    person = await driver.runtime.staff.by_email("hejing@haizhou.example")
    assert person
    assert (person.division, person.roles) == (OWN, frozenset({Role.DRAFTER, Role.ANSWERER}))


async def test_without_mail_the_link_is_shown_until_it_is_used(driver: Driver) -> None:
    _, browser = await administrator(driver)
    done = await browser.send("/desk/people/new", **PERSON)
    page = (await browser.get(done.headers["location"])).text
    link = link_in(page)
    assert (await Visitor(driver).get(link)).status_code == 200
    again = await browser.send(done.headers["location"], done.headers["location"].partition("?")[0] + "/invitation")
    new = link_in((await browser.get(again.headers["location"])).text)
    assert [(await Visitor(driver).get(path)).status_code for path in (link, new)] == [410, 200]


async def test_a_wrong_invitation_keeps_what_was_typed_and_says_what_is_wrong(driver: Driver) -> None:
    who, browser = await administrator(driver)
    cases: list[tuple[dict[str, object], str]] = [
        ({"name": ""}, "此项必填。"),
        ({"email": "not an address"}, "联系方式格式不正确"),
        ({"email": who.email}, "已经有这个姓名或者邮箱的账号"),
        ({"name": who.person.name}, "已经有这个姓名或者邮箱的账号"),
        ({"roles": []}, "请至少选择一个角色。"),
        ({"roles": ["drafter", "administrator"]}, "账号管理人员只管理账号"),
        ({"roles": ["emperor"]}, "请从列出的选项中选择。"),
        ({"division_id": "市场"}, "处室代号由小写英文字母"),
        ({"name": "x" * 51}, "最多50字，现有51字。"),
        ({"name": "何\u202e静"}, "会改变文字的显示方向"),
    ]
    for changes, said in cases:
        answer = await browser.send("/desk/people/new", **PERSON | changes)
        assert (answer.status_code, said in " ".join(errors_in(answer.text))) == (422, True), (changes, errors_in(answer.text))
        assert "<title>错误：" in answer.text
        if "division_name" not in changes:
            assert 'value="市场建设处"' in answer.text
    assert await driver.runtime.staff.by_email("hejing@haizhou.example") is None


async def test_division_and_roles_change_with_the_next_step(driver: Driver) -> None:
    who = await account(driver.runtime)
    own = Visitor(driver)
    await own.sign_in(who)
    _, browser = await administrator(driver)
    path = f"/desk/people/{who.person.id}/post"
    assert 'value="drafter" checked' in (await browser.get(path)).text
    done = await browser.send(path, division_name="口岸处", division_id="ports", roles=["auditor"])
    assert done.headers["location"] == f"/desk/people/{who.person.id}?done=change_post"
    page = (await own.get("/desk/account")).text
    assert ("口岸处" in page, "审计" in page, "经办" in page) == (True, True, False)


async def test_an_account_is_disabled_and_enabled_and_it_is_on_record(driver: Driver) -> None:
    who = await account(driver.runtime)
    own = Visitor(driver)
    await own.sign_in(who)
    _, browser = await administrator(driver)
    path = f"/desk/people/{who.person.id}"
    await browser.send(path, f"{path}/disabling")
    assert (await own.get("/desk")).status_code == 303
    assert "已停用" in (await browser.get("/desk/people")).text
    await browser.send(path, f"{path}/enabling")
    page = (await browser.get(path)).text
    assert [word in page for word in ("可以登录", "停用账号", "恢复账号", "设置密码和身份验证器", "郑洁")] == [True] * 5


async def test_nobody_changes_his_own_roles_or_disables_himself(driver: Driver) -> None:
    who, browser = await administrator(driver)
    path = f"/desk/people/{who.person.id}"
    page = (await browser.get(path)).text
    assert "停用账号" not in page
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    for step, fields in (("disabling", {}), ("post", {"division_id": "a", "division_name": "b", "roles": "drafter"})):
        answer = await browser.client.post(f"{path}/{step}", data={"csrf": csrf, **fields})
        assert (answer.status_code, "不能更改自己的角色或者停用自己" in answer.text) == (409, True)
    assert (await driver.runtime.staff.by_id(who.person.id)) == who.person


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
async def test_only_an_administrator_sees_and_changes_people(driver: Driver, role: Role) -> None:
    who = await account(driver.runtime, "刘洋", "liuyang@haizhou.example", OWN, role)
    other = await driver.runtime.staff.person("drafter")
    browser = Visitor(driver)
    await browser.sign_in(who)
    home = await browser.get("/desk")
    csrf = re.findall(r'name="csrf" value="([^"]+)"', home.text)[0]
    assert "/desk/people" not in home.text
    for path in ("/desk/people", "/desk/people/new", f"/desk/people/{other.id}", f"/desk/people/{other.id}/post"):
        assert (await browser.get(path)).status_code == 403, path
    for path in ("new", *(f"{other.id}/{step}" for step in ("post", "invitation", "disabling", "enabling"))):
        answer = await browser.client.post(f"/desk/people/{path}", data=PERSON | {"csrf": csrf})
        assert answer.status_code == 403, path
    assert (await driver.runtime.staff.by_id(other.id)) == other


async def test_what_a_person_has_done_is_counted_with_times_and_links(driver: Driver) -> None:
    await driver.opened()
    _, browser = await administrator(driver)
    releaser = await driver.runtime.staff.person("releaser")
    page = (await browser.get(f"/desk/people/{releaser.id}")).text
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', page))
    assert rows == {"签发": "1", "发布征求意见公告": "1"}
    assert 'href="/consultations/2026-001/history"' in page
    assert "2026年3月2日 09:00" in page
    nobody = await driver.runtime.staff.person("second")
    assert "还没有办理过任何事项。" in (await browser.get(f"/desk/people/{nobody.id}")).text
    missing = await browser.get("/desk/people/00000000-0000-4000-8000-000000000000")
    assert (missing.status_code, (await browser.get("/desk/people/zz")).status_code) == (404, 404)


async def test_long_acts_go_on_over_several_pages(driver: Driver) -> None:
    consultation_id = await driver.opened()
    for number in range(105):
        await driver.comment(consultation_id, f"意见{number}")
    for item in await driver.waiting(consultation_id):
        await driver.desk("drafter", f"/comments/{item['comment']['comment_id']}/publication")
    await driver.settle()
    _, browser = await administrator(driver)
    drafter = await driver.runtime.staff.person("drafter")
    first = (await browser.get(f"/desk/people/{drafter.id}")).text
    (older,) = re.findall(r'href="(/desk/people/[^"]+\?before=\d+)"', first)
    second = (await browser.get(older)).text
    positions = [int(n) for page in (first, second) for n in re.findall(r"日志位置(\d+)", page)]
    assert positions == sorted(set(positions), reverse=True)
    assert len(positions) == 105 + 4
