"""Four decisions through a spring with a holiday in it, and the letters that staff got in those weeks, by real SMTP."""

from __future__ import annotations

from datetime import date, datetime, time
from email.message import EmailMessage

from consult.reminders.daily import send_digests
from domain.calendar import SHANGHAI
from tests.accounts import follow_mail
from tests.desk.screening.story import ids
from tests.driving import DRAFT, MATERIALS, OWN, Driver
from tests.mail_server import Postbox

WORDS = ("请延长夜市到凌晨两点", "王小明", "wang@example.org", "含他人信息", "我不同意不予公开", "请补写清扫由谁负责。")
"""What people typed: of a comment, its author, why it was withheld, why he appeals, why a draft was returned."""
ADDRESSES = """
UPDATE staff.people SET email = name || '@haizhou.example', oidc_issuer = 'https://id.example', oidc_subject = name,
    language = CASE name WHEN 'reviewer' THEN 'en' ELSE 'zh' END
WHERE name <> 'unreachable'
"""
HALF_PAST_EIGHT = time(8, 30)


def text_of(letter: EmailMessage) -> str:
    """With the line ends it was written with."""
    return str(letter.get_content()).replace("\r\n", "\n")


class Life:
    """`letters`: texts by day and name. One decision's answer is overdue on 3 April 2026, the Friday before Qingming; another
    one's is due seven days later; a third closes on Tuesday, the next working day; the draft of a fourth was returned."""

    def __init__(self, driver: Driver, postbox: Postbox) -> None:
        self.driver, self.postbox = driver, postbox
        self.letters: dict[date, dict[str, str]] = {}
        self.overdue = self.due = self.closing = self.returned = ""

    async def begin(self) -> None:
        driver = self.driver
        await driver.runtime.database.pool.execute(ADDRESSES)
        self.overdue = await driver.opened(days=1, title="夜间经济办法")
        self.due = await driver.opened(days=9, title="早市管理办法")
        self.closing = await driver.opened(days=36, title="地摊管理办法")
        await self._appealed()
        self.returned = await self._draft_returned()

    async def _appealed(self) -> None:
        author = {"kind": "individual", "name": WORDS[1], "contact": {"email": WORDS[2]}}
        receipt = await self.driver.comment(self.overdue, WORDS[0], respondent=author)
        (comment_id,) = await ids(self.driver, self.overdue)
        await self.driver.done("drafter", f"/comments/{comment_id}/withholding", reason="personal_data", note=WORDS[3])
        await self.driver.client.post(f"/receipts/{receipt.json()['reference']}/appeal", data={"grounds": WORDS[4]})
        await self.driver.settle()

    async def _draft_returned(self) -> str:
        driver = self.driver
        division = {"id": OWN.id, "name": OWN.name}
        matter = {"matter_kind": "public_policy", "decision_organ": "市商务局", "proposer": "市场建设处", "division": division}
        found = str((await driver.done("drafter", "/consultations", title="尚未公布的办法", **matter))["id"])
        await driver.done("drafter", f"/consultations/{found}/drafts", text=DRAFT)
        await driver.done("drafter", f"/consultations/{found}/materials", **MATERIALS)
        await driver.done("drafter", f"/consultations/{found}/review-requests")
        await driver.done("reviewer", f"/consultations/{found}/reviews", kinds=["editorial"], result="returned", remark=WORDS[5])
        asked = {"name": "海州市公安局", "due_on": "2026-04-07", "letter": "请就草案提出意见。"}
        await driver.done("drafter", f"/consultations/{found}/unit-opinions", **asked)
        await driver.settle()
        return found

    async def at(self, day: date, at: time = HALF_PAST_EIGHT) -> dict[str, str]:
        """The work role looks at this moment, and sends what there is; the letters of this look by name."""
        self.driver.clock.tell(datetime.combine(day, at, SHANGHAI))
        await self.driver.settle()
        before = len(self.postbox.letters)
        await send_digests(self.driver.runtime)
        await follow_mail(self.driver.runtime)
        found = {str(each["to"]).partition("@")[0]: text_of(each) for each in self.postbox.letters[before:]}
        self.letters.setdefault(day, {}).update(found)
        return found

    async def spring(self) -> None:
        """Every morning that matters, until the holiday's Monday."""
        await self.at(date(2026, 3, 2), time(9, 30))
        await self.at(date(2026, 3, 3))
        await self.driver.close(datetime.combine(date(2026, 3, 3), time(9, 0), SHANGHAI))
        await self.at(date(2026, 3, 10))
        await self.driver.close(datetime.combine(date(2026, 3, 11), time(9, 0), SHANGHAI))
        for day in (25, 26, 27):
            await self.at(date(2026, 3, day))
        for day in (1, 2, 3, 4, 6):
            await self.at(date(2026, 4, day))
