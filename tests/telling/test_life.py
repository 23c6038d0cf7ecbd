"""One life of a decision, told by real mail: every kind of letter, each once, in the person's language, to who confirmed."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.telling.letters import Kind
from consult.telling.teller import Teller
from consult.work import LogSource
from projections.rebuild import rebuild
from tests.driving import DAY, Driver
from tests.mail_server import Postbox
from tests.telling.people import NAME, WORDS, Author, confirms, delivered, kinds, mailing, receipt, state, text_of, writes

pytestmark = pytest.mark.anyio
TITLE = "关于促进夜间经济的若干措施"
SAYS = {
    "confirmation": ("在{}（北京时间）之前", "Without that, no other letter"),
    "answered": ("已经答复", "has been answered, with whether"),
    "supplement": ("在补充反馈中得到了答复", "in supplementary feedback"),
    "superseded": ("答复已经更新", "was replaced"),
    "withheld": ("不予公开，编号保留、照常计数。理由：涉及他人个人信息", "Reason: Personal data of others"),
    "redacted": ("部分文字已遮盖。理由：涉及他人个人信息", "a part of its words blacked out"),
    "shown": ("现在全文公开", "now public in full"),
    "upheld": ("维持原来的决定", "the decision stands"),
    "referred": ("已作为信访事项转办", "handed on as a grievance"),
    "reopened": ("转办已经收回", "no longer handed on"),
    "overturned": ("改为公开", "it is published"),
    "adopted": ("已经公布：", "has been adopted"),
    "ended": ("已经终止", "has ended without adoption"),
    "erased": ("所申请的删除已经办理完毕", "has been erased"),
}


async def screened(driver: Driver, published: Author, withheld: Author, redacted: Author, appeals: Author) -> None:
    """One published; one withheld in part and one wholly, one of them shown later, one after an appeal, one never."""
    hidden = {"reason": "personal_data", "note": "写有邻居住址", "public_note": "写有他人住址。"}
    await driver.done("drafter", f"/comments/{published.id}/publication")
    for each in (withheld, appeals):
        await driver.done("drafter", f"/comments/{each.id}/withholding", **hidden)
    text = f"{WORDS}，{redacted.address.partition('@')[0]}这样说。"
    spans = "■" * 4 + text[4:]
    await driver.done("drafter", f"/comments/{redacted.id}/redaction", basis="personal_data", redacted_text=spans)


async def appealed(driver: Driver, author: Author, outcome: str) -> None:
    answer = await driver.client.post(f"/receipts/{author.reference}/appeal", data={"grounds": "是摊位号，不是住址。"})
    assert answer.status_code == 303
    await driver.done("reviewer", f"/comments/{author.id}/appeal-decision", outcome=outcome, note="已核对。")


async def test_a_whole_life_is_told_once_and_to_nobody_else(driver: Driver, tmp_path: Path) -> None:
    async with mailing(driver) as (told, postbox):
        with capture_logs() as logged:
            await life(told, postbox)
        assert "@" not in str([entry for entry in logged if entry["event"] != "page failed"]), logged
        no_letter_says_too_much(postbox)
        folder = ExportFolder(tmp_path / "export")
        await export(told.runtime, in_process(told.cache), folder)
        assert audit(source_at(str(tmp_path / "export"))).findings == ()


async def life(driver: Driver, postbox: Postbox) -> None:
    decision = await driver.opened()
    # With a hyphen, which no token has: a name is looked for in addresses that are random.
    names = (
        "first-one",
        "second-two",
        "third-one",
        "fourth-one",
        "who-is-silent",
        "who-is-late",
        "is-fickle",
        "has-grief",
        "in-doubt",
    )
    authors = {name: await writes(driver, decision, f"{name}@post.example", "en" if "two" in name else "zh") for name in names}
    one, two, three, four, silent, late, fickle, aggrieved, doubted = authors.values()
    phoned = await driver.comment(
        decision, "只留电话的意见。", respondent={"kind": "individual", "contact": {"phone": "13987651234"}}
    )
    assert await delivered(driver) == 9
    assert [letter["to"] for letter in postbox.letters] == [f"{name}@post.example" for name in names]
    assert "您留的是电话" in (await driver.client.get(f"/receipts/{phoned.json()['reference']}")).text
    for each in (one, two, three, four, fickle, aggrieved, doubted):
        assert "已经确认" in (page := await confirms(driver, postbox, each.address)).text or "is confirmed" in page.text
    assert await delivered(driver) == 0, "nothing had happened before they confirmed"
    await screened(driver, one, two, three, four)
    assert await delivered(driver) == 3
    await appealed(driver, two, "upheld")
    await appealed(driver, four, "overturned")
    revised = {"outcome": "published", "reason": None, "note": "不是住址", "public_note": None}
    await driver.done("reviewer", f"/comments/{three.id}/revision", **revised)
    assert await delivered(driver) == 3
    withdrawn = await driver.client.post(f"/receipts/{fickle.reference}/withdrawal")
    assert withdrawn.status_code == 303
    await driver.done("drafter", f"/comments/{silent.id}/withholding", reason="personal_data", note="写有邻居住址")
    await driver.done("drafter", f"/comments/{late.id}/publication")
    await complained(driver, aggrieved, doubted)
    await answered(driver, postbox, decision, authors)


async def complained(driver: Driver, aggrieved: Author, doubted: Author) -> None:
    """Two are referred: one objects and is right, of the other a second person finds it."""
    for each in (aggrieved, doubted):
        await driver.done("drafter", f"/comments/{each.id}/referral", reason="只是投诉。")
    assert await delivered(driver) == 2
    await appealed(driver, aggrieved, "reopened")
    grievance = (await driver.runtime.archive.comment(UUID(doubted.id))).grievance_id
    await driver.done("reviewer", f"/grievances/{grievance}/taking-back", note="是意见。")
    assert await delivered(driver) == 2
    for each in (aggrieved, doubted):
        await driver.done("drafter", f"/comments/{each.id}/publication")


async def answered(driver: Driver, postbox: Postbox, decision: str, authors: dict[str, Author]) -> None:
    one, two, three, four, silent, late, fickle, aggrieved, doubted = authors.values()
    phoned = next(row["comment"]["comment_id"] for row in await driver.waiting(decision))
    await driver.done("drafter", f"/comments/{phoned}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    ids = [each.id for each in (one, three, four, silent, late, aggrieved, doubted)] + [phoned]
    point = await driver.answered(decision, ids)
    await driver.feedback(decision)
    assert await delivered(driver) == 5
    await confirms_on(driver, postbox, late)
    assert await kinds(driver, late) == ["confirmation", "confirmation", "answered"], (
        "told at once of an answer that is public already"
    )
    assert await kinds(driver, silent) == ["confirmation"]
    answer = {"kind": "noted", "reason_kind": "policy_choice", "reason": "留作明年修订时的参考，本次不改条文。"}
    why = "表述不够准确，予以更新说明。"
    await driver.done("drafter", f"/points/{point}/superseding", disposition=answer, why=why)
    assert await delivered(driver) == 6
    post = await posted(driver, postbox, decision)
    await erased(driver, four)
    assert await delivered(driver) == 1
    await driver.adopted(decision)
    assert await delivered(driver) == 7
    expected = {
        one: ["confirmation", "answered", "superseded", "adopted"],
        two: ["confirmation", "withheld", "upheld", "adopted"],
        three: ["confirmation", "redacted", "shown", "answered", "superseded", "adopted"],
        four: ["confirmation", "withheld", "overturned", "answered", "superseded", "erased"],
        late: ["confirmation", "confirmation", "answered", "superseded", "adopted"],
        silent: ["confirmation"],
        fickle: ["confirmation"],
        aggrieved: ["confirmation", "referred", "reopened", "answered", "superseded", "adopted"],
        doubted: ["confirmation", "referred", "reopened", "answered", "superseded", "adopted"],
        post: ["confirmation", "supplement", "adopted"],
    }
    assert {each: await kinds(driver, each) for each in expected} == expected
    await nothing_is_told_twice(driver, postbox)
    for each, told in expected.items():
        letters = postbox.to(each.address)
        assert len(letters) == len(told)
        for letter, kind in zip(letters, told, strict=True):
            says = SAYS[kind][each in (two, post)].partition("{}")[0]
            assert says in text_of(letter).replace("\n", " "), (kind, text_of(letter))
    links_lead_to_what_can_be_read(postbox, one, two)
    assert "已经撤回，不再寄邮件" in await receipt(driver, fickle)
    found = (await driver.client.get(f"/api/v1/receipts/{two.reference}")).json()["telling"]
    assert (found["state"], [each["kind"] for each in found["letters"]]) == ("confirmed", await kinds(driver, two))
    assert await state(driver, fickle) == "withdrawn"
    page = await receipt(driver, four)
    assert "删除已经办理" in page
    assert "联系方式已经删除，不再寄邮件" in page


async def confirms_on(driver: Driver, postbox: Postbox, author: Author) -> None:
    """A second letter with the link, as the first is too old."""
    asked = await driver.client.post(f"/receipts/{author.reference}/mail", data={"step": "again"})
    assert asked.status_code == 303
    assert await delivered(driver) == 1
    await confirms(driver, postbox, author.address)
    assert await delivered(driver) == 1


async def posted(driver: Driver, postbox: Postbox, decision: str) -> Author:
    """A letter found after the feedback, with an address on it: registered, confirmed, answered in a supplement."""
    respondent = {"kind": "individual", "contact": {"email": "post@post.example"}}
    comment_id = await driver.letter(decision, "来信建议增加停车位，夜里好停车。", respondent=respondent, language="en")
    author = Author("post@post.example", "", comment_id)
    assert await delivered(driver) == 1
    await confirms(driver, postbox, author.address)
    await driver.answered(decision, [comment_id])
    assert await delivered(driver) == 0
    await driver.supplemented(decision)
    assert await delivered(driver) == 1
    return author


async def erased(driver: Driver, author: Author) -> None:
    await driver.done("drafter", f"/comments/{author.id}/erasure-requests", scope="identity", note="本人来电")
    await driver.done("reviewer", f"/comments/{author.id}/erasure")


async def nothing_is_told_twice(driver: Driver, postbox: Postbox) -> None:
    """Not by rebuilt read models, nor by a second worker, nor by the log gone through from the beginning once more."""
    before, pool = len(postbox.letters), driver.runtime.database.pool
    await rebuild(pool, LogSource(driver.runtime.archive), freshness=driver.runtime.freshness)
    assert await delivered(driver) == 0
    await pool.execute("UPDATE sealed.told SET below = 0, after = NULL")
    await Teller(driver.runtime).tell()
    assert await delivered(driver) == 0
    assert len(postbox.letters) == before


def no_letter_says_too_much(postbox: Postbox) -> None:
    for letter, sender in zip(postbox.letters, postbox.senders, strict=True):
        whole = f"{letter['subject']} {letter.as_string()} {text_of(letter)}"
        number, title = letter["subject"].split(" ", 1)
        assert (number, title.partition("：")[0].partition(": ")[0]) == ("2026-001", TITLE)
        assert not any(word in whole for word in (WORDS, NAME, "麒麟", "写有他人住址", "receipts"))
        assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
        assert letter["list-unsubscribe"].strip().startswith("<http://consult.example/")
        assert sender.startswith("bounces+")
        assert letter["to"].partition("@")[0] not in sender


def links_lead_to_what_can_be_read(postbox: Postbox, published: Author, withheld: Author) -> None:
    answer = next(letter for letter in postbox.to(published.address) if SAYS[Kind.ANSWERED][0] in text_of(letter))
    assert "http://consult.example/consultations/2026-001/comments/1\n" in text_of(answer)
    hidden = postbox.to(withheld.address)[1]
    assert "http://consult.example/en/find\n" in text_of(hidden)
    assert "/comments/" not in text_of(hidden)


async def test_a_decision_that_ends_is_told(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        author = await writes(told, decision, "ann@post.example", "en")
        await delivered(told)
        await confirms(told, postbox, author.address)
        reason = "选址方案需要重新论证，本事项搁置。"
        await told.done("releaser", f"/consultations/{decision}/ending", kind="shelved", reason=reason)
        await delivered(told)
    assert [letter["subject"] for letter in postbox.letters] == [
        f"2026-001 {TITLE}: please confirm your e-mail address",
        f"2026-001 {TITLE}: there is news",
    ]
    assert "has ended without adoption" in text_of(postbox.letters[1])
    assert "http://consult.example/en/consultations/2026-001\n" in text_of(postbox.letters[1])
