"""Signing in at the desk with forms alone: what lets a person in, what does not, and what nobody learns from it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.accounts import ORIGIN, Visitor, account, code_now, hidden_of, with_settings
from tests.desking import errors_in
from tests.driving import Driver
from web.desk.signin.return_address import return_address
from web.desk.signin.visitor import device_words
from web.shared.wording.languages import CHINESE, ENGLISH

pytestmark = pytest.mark.anyio
WRONG = "邮箱或者密码不正确，或者账号不能使用。"


async def test_a_person_signs_in_with_password_and_code_and_signs_out(driver: Driver) -> None:
    who = await account(driver.runtime)
    browser = Visitor(driver)
    turned_away = await browser.get("/desk/decisions?page=2")
    assert turned_away.headers["location"] == "/desk/sign-in?next=%2Fdesk%2Fdecisions%3Fpage%3D2&because=ended"
    answer = await browser.sign_in(who, "/desk/decisions")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/decisions")
    assert "刘洋" in (await browser.get("/desk")).text
    assert (await browser.get("/desk/sign-in?next=/desk/account")).headers["location"] == "/desk/account"
    out = await browser.send("/desk", "/desk/sign-out")
    assert out.headers["location"] == "/desk/sign-in?because=signed_out"
    assert "您已退出" in (await browser.get(out.headers["location"])).text
    assert (await browser.get("/desk")).status_code == 303
    assert await driver.runtime.sessions.of_person(who.person.id) == ()


async def test_a_recovery_code_stands_for_a_lost_phone_once(driver: Driver) -> None:
    who = await account(driver.runtime)
    for expected in (303, 422):
        browser = Visitor(driver)
        first = await browser.send("/desk/sign-in", email=f" {who.email.upper()} ", password=who.password)
        answer = await browser.send(first.headers["location"], code=who.recovery_codes[0])
        assert answer.status_code == expected
    changes = await driver.runtime.accounts.record.about(who.person.id)
    assert next(each.what for each in changes) == "recovery_code_used"


async def test_a_wrong_password_an_unknown_address_and_a_disabled_account_get_the_same_answer_for_the_same_work(
    driver: Driver,
) -> None:
    who = await account(driver.runtime)
    gone = await account(driver.runtime, "何静", "hejing@haizhou.example")
    await driver.runtime.staff.set_disabled(gone.person.id, True)
    await driver.runtime.staff.add("程序", who.person.division, who.person.roles, "program@haizhou.example")
    tries = [
        (who.email, "a wrong password"),
        ("nobody@haizhou.example", who.password),
        (gone.email, gone.password),
        ("program@haizhou.example", who.password),
        ("不是邮箱", "x"),
    ]
    passwords, pages = driver.runtime.accounts.passwords, set()
    for number, (email, password) in enumerate(tries):
        browser, before = Visitor(driver, f"203.0.113.{number}"), passwords.verifications
        answer = await browser.send("/desk/sign-in", email=email, password=password)
        assert (answer.status_code, errors_in(answer.text)[0]) == (422, WRONG)
        assert f'value="{email}"' in answer.text
        assert password == "x" or password not in answer.text
        pages.add(re.sub(r'value="[^"]*"', "", answer.text))
        assert passwords.verifications == before + 1
        assert set(answer.cookies) <= {"desk-form"}
    assert len(pages) == 1
    assert "<title>错误：" in pages.pop()


async def test_a_code_without_the_password_before_it_leads_nowhere(driver: Driver) -> None:
    who = await account(driver.runtime)
    browser = Visitor(driver)
    assert (await browser.get("/desk/sign-in/code")).headers["location"].startswith("/desk/sign-in?")
    page = await browser.get("/desk/sign-in")
    fields = hidden_of(page.text, "/desk/sign-in") | {"code": code_now(driver.runtime, who.secret)}
    assert (await browser.client.post("/desk/sign-in/code", data=fields)).status_code == 422
    browser.client.cookies.set("desk-step", "forged")
    assert (await browser.client.post("/desk/sign-in/code", data=fields)).status_code == 422
    assert (await browser.get("/desk")).status_code == 303


async def test_between_password_and_code_there_are_ten_minutes_and_no_change_of_the_password(driver: Driver) -> None:
    who = await account(driver.runtime)
    late, changed = Visitor(driver), Visitor(driver)
    for browser in (late, changed):
        first = await browser.send("/desk/sign-in", email=who.email, password=who.password)
    page = await changed.get(first.headers["location"])
    await driver.runtime.accounts.credentials.set_password(driver.runtime.database.pool, who.person.id, "another good password")
    fields = hidden_of(page.text, "/desk/sign-in/code") | {"code": code_now(driver.runtime, who.secret)}
    answer = await changed.client.post("/desk/sign-in/code", data=fields)
    assert (answer.status_code, "请重新输入邮箱和密码" in answer.text) == (422, True)
    driver.clock.advance(timedelta(minutes=11))
    assert (await late.get(first.headers["location"])).status_code == 303


async def test_guessing_codes_gets_slow_even_with_the_right_password(driver: Driver) -> None:
    who = await account(driver.runtime)
    browser, statuses = Visitor(driver), []
    first = await browser.send("/desk/sign-in", email=who.email, password=who.password)
    for number in range(8):
        statuses.append((await browser.send(first.headers["location"], code=f"{number:06}")).status_code)
    assert statuses == [422] * 6 + [429] * 2
    wait = await browser.send(first.headers["location"], code=code_now(driver.runtime, who.secret))
    assert (wait.status_code, wait.headers["retry-after"]) == (429, "2")
    driver.clock.advance(timedelta(seconds=2))
    right = await browser.send(first.headers["location"], code=code_now(driver.runtime, who.secret))
    assert right.status_code == 303


async def test_a_stranger_who_fails_without_end_does_not_keep_the_owner_out(driver: Driver) -> None:
    who = await account(driver.runtime)
    own = Visitor(driver)
    await own.sign_in(who)
    await own.send("/desk", "/desk/sign-out")
    stranger = Visitor(driver)  # at the same network address, even
    answers = [(await stranger.send("/desk/sign-in", email=who.email, password="guess")).status_code for _ in range(9)]
    assert answers == [422] * 6 + [429] * 3
    driver.clock.advance(timedelta(minutes=1))
    assert (await own.sign_in(who)).status_code == 303


async def test_another_persons_known_browser_gives_no_free_attempts(driver: Driver) -> None:
    who = await account(driver.runtime)
    other = await account(driver.runtime, "何静", "hejing@haizhou.example")
    browser = Visitor(driver)
    await browser.sign_in(other)
    await browser.send("/desk", "/desk/sign-out")
    answers = [(await browser.send("/desk/sign-in", email=who.email, password="guess")).status_code for _ in range(7)]
    assert answers == [422] * 6 + [429]
    forged = Visitor(driver, cookies={"desk-device": "eyJhbGciOiJub25lIn0"})
    assert (await forged.send("/desk/sign-in", email=who.email, password="guess")).status_code == 429


async def test_a_session_is_new_at_every_sign_in_and_none_is_taken_from_outside(driver: Driver) -> None:
    who = await account(driver.runtime)
    planted = "planted-by-an-attacker-0123456789abcdef"
    browser = Visitor(driver, cookies={"desk": planted})
    await browser.sign_in(who)
    first = browser.client.cookies.get("desk", domain="consult.example")
    assert first
    assert first != planted
    assert await driver.runtime.sessions.of_token(planted) is None
    attacker = Visitor(driver, cookies={"desk": planted})
    assert (await attacker.get("/desk")).status_code == 303
    driver.clock.advance(timedelta(minutes=1))
    again = Visitor(driver, cookies={"desk": first})  # signs in although there is a session
    page = await Visitor(driver).get("/desk/sign-in")
    again.client.cookies.update(page.cookies)
    sent = await again.client.post(
        "/desk/sign-in", data=hidden_of(page.text, "/desk/sign-in") | {"email": who.email, "password": who.password}
    )
    await again.send(sent.headers["location"], code=code_now(driver.runtime, who.secret))
    assert await driver.runtime.sessions.of_token(first) is None
    assert len(await driver.runtime.sessions.of_person(who.person.id)) == 1


async def test_a_form_of_another_site_signs_nobody_in(driver: Driver) -> None:
    """Else a person could be signed in as the attacker, and write down for him what he types."""
    who = await account(driver.runtime)
    fields = {"email": who.email, "password": who.password}
    browser = Visitor(driver)
    page = await browser.get("/desk/sign-in")
    own = hidden_of(page.text, "/desk/sign-in")
    foreign = [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
    for headers in foreign:
        answer = await browser.client.post("/desk/sign-in", data=own | fields, headers=headers)
        assert answer.status_code == 403
    without_cookie = Visitor(driver)
    for given in (own, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "字"}):
        answer = await without_cookie.client.post("/desk/sign-in", data=given | fields)
        assert (answer.status_code, "请再提交一次" in answer.text) == (403, True)
        assert "desk" not in answer.cookies
    assert (await browser.client.post("/desk/sign-in", data=own | fields)).status_code == 303


OURS = [
    "/desk", "/en/desk", "/desk/decisions", "/desk/consultations/7?a=b&c=d", "/en/desk/account", "/desk/kept/abc-_9",
    "/desk/decisions#x",
]  # fmt: skip
NOT_OURS = [
    "", "/", "//evil.example", "///evil.example/desk", "https://evil.example/desk", r"/\evil.example", r"\\evil.example",
    r"/desk\x", "//evil.example/desk/", "/desk//evil.example", "/desk/../evil", "/desk/./x", "/desk/%2e%2e/", "/desk%2f..",
    "/deskevil", "/desk.evil", "javascript:alert(1)//desk", "data:text/html,/desk", "/desk/字", "desk", "/EN/desk",
    "/en//desk", "/en/en/desk", "@evil.example/desk", "/desk/sign-in", "/desk/sign-out", "/en/desk/sign-in/code",
    "/desk/confirmation", "/desk/link/x", "/consultations", "/api/v1/desk/work", "/desk/%2F%2Fevil.example", "http:/desk",
    "/desk\r\nset-cookie: x=1", "/desk\tx", " /desk", "/desk\x00", "/desk/" + "x" * 1000,
]  # fmt: skip


@pytest.mark.parametrize("wanted", OURS)
def test_after_signing_in_one_goes_back_to_a_page_of_the_desk(wanted: str) -> None:
    assert return_address(wanted, CHINESE) == wanted


@pytest.mark.parametrize("wanted", NOT_OURS)
def test_after_signing_in_nobody_is_led_elsewhere(wanted: str) -> None:
    assert (return_address(wanted, CHINESE), return_address(wanted, ENGLISH)) == ("/desk", "/en/desk")


async def test_the_way_back_is_looked_at_again_when_it_is_taken(driver: Driver) -> None:
    who = await account(driver.runtime)
    browser = Visitor(driver)
    page = await browser.get("/desk/sign-in?next=//evil.example")
    fields = hidden_of(page.text, "/desk/sign-in")
    assert fields["next"] == "/desk"
    sent = await browser.client.post(
        "/desk/sign-in", data=fields | {"email": who.email, "password": who.password, "next": "https://evil.example"}
    )
    code = hidden_of((await browser.get(sent.headers["location"])).text, "/desk/sign-in/code")
    right = code_now(driver.runtime, who.secret)
    last = await browser.client.post("/desk/sign-in/code", data=code | {"code": right, "next": "//evil.example"})
    assert last.headers["location"] == "/desk"


async def test_cookies_are_out_of_reach_and_behind_tls_bound_to_this_host(driver: Driver) -> None:
    who = await account(driver.runtime)
    secure = with_settings(driver, public_url="https://consult.example")
    for program, origin, prefix in ((driver, ORIGIN, "desk"), (secure, "https://consult.example", "__Host-desk")):
        browser = Visitor(program, origin=origin)
        driver.clock.advance(timedelta(minutes=1))
        first = await browser.send("/desk/sign-in", email=who.email, password=who.password)
        last = await browser.send(first.headers["location"], code=code_now(driver.runtime, who.secret))
        assert last.status_code == 303
        shown = await browser.get("/desk/sign-in/code")
        set_cookies = [line for page in (first, last, shown) for line in page.headers.get_list("set-cookie")]
        set_cookies += (await Visitor(program, origin=origin).get("/desk/sign-in")).headers.get_list("set-cookie")
        names = {line.partition("=")[0] for line in set_cookies}
        assert names == {prefix, f"{prefix}-form", f"{prefix}-step", f"{prefix}-device"}
        for line in set_cookies:
            assert all(part in line for part in ("HttpOnly", "SameSite=lax", "Path=/")), line
            assert ("Secure" in line, "Domain" in line) == (prefix != "desk", False), line


async def test_no_page_of_signing_in_is_kept_framed_or_found(driver: Driver) -> None:
    browser = Visitor(driver)
    for path in ("/desk/sign-in", "/en/desk/sign-in", "/desk/forgotten", "/desk/forgotten/asked", "/desk/link/x", "/desk"):
        answer = await browser.get(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


async def test_behind_proxies_the_address_is_what_the_last_of_ours_has_seen(driver: Driver) -> None:
    """A visitor who sends the header himself is still counted under his own address."""
    behind = with_settings(driver, proxies=1)
    for number in range(9):
        browser = Visitor(behind, "10.0.0.1")
        browser.client.headers["x-forwarded-for"] = f"192.0.2.{number}, 203.0.113.7"
        answer = await browser.send("/desk/sign-in", email="a@haizhou.example", password="guess")
        assert answer.status_code == (422 if number < 6 else 429)
    browser.client.headers["x-forwarded-for"] = "203.0.113.8"
    assert (await browser.send("/desk/sign-in", email="a@haizhou.example", password="guess")).status_code == 422


async def test_an_account_without_second_factor_is_let_in_by_its_password_alone(driver: Driver) -> None:
    who = await account(driver.runtime)
    await driver.runtime.accounts.credentials.without_second_factor(who.person.id)
    browser = Visitor(driver)
    answer = await browser.send("/desk/sign-in", email=who.email, password=who.password)
    assert answer.headers["location"] == "/desk"
    assert "只用于演示" in (await browser.get("/desk/account")).text


async def test_signing_in_speaks_english_too(driver: Driver) -> None:
    who = await account(driver.runtime)
    browser = Visitor(driver)
    page = await browser.get("/en/desk/sign-in")
    assert "Sign in to the desk" in page.text
    wrong = await browser.send("/en/desk/sign-in", email=who.email, password="no")
    assert "E-mail or password is wrong" in wrong.text
    first = await browser.send("/en/desk/sign-in", email=who.email, password=who.password)
    last = await browser.send(first.headers["location"], code=code_now(driver.runtime, who.secret))
    assert (first.headers["location"].startswith("/en/desk/sign-in/code"), last.headers["location"]) == (True, "/en/desk")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 Version/17 Safari/605", "Safari · macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_session_is_named_by_browser_and_system_and_by_nothing_the_visitor_wrote(agent: str, words: str) -> None:
    assert device_words(agent) == words


async def test_tickets_are_of_one_purpose_one_instance_and_one_time(driver: Driver) -> None:
    tickets = driver.runtime.accounts.tickets
    ticket = tickets.issue("sign-in", {"a": "b"}, timedelta(minutes=1))
    assert tickets.read("sign-in", ticket, dict[str, str]) == {"a": "b"}
    assert tickets.read("device", ticket, dict[str, str]) is None
    for changed in ("", "x", ticket[:-2], ("A" if ticket[0] != "A" else "B") + ticket[1:], ticket + "AAAA", "字"):
        assert tickets.read("sign-in", changed, dict[str, str]) is None
    driver.clock.advance(timedelta(minutes=1))
    assert tickets.read("sign-in", ticket, dict[str, str]) is None
