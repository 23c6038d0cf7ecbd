"""Comments that are no opinion on the draft, for the tests of grievances."""

from __future__ import annotations

from uuid import UUID

from tests.desk.screening.story import ids
from tests.driving import Driver

COMPLAINT = "我的摊位去年多收了两个月费用，一直没有退。"
REASON = "反映的是收费纠纷，没有对草案的意见。"
ORGAN = "市场监管投诉举报中心，电话12315"
TOLD = "收费纠纷请拨打12315提出。"
ANSWER = "多收的两个月已经退回。"


async def complained(driver: Driver, *texts: str, days: int = 31) -> tuple[str, list[str], list[str]]:
    """An open decision with these comments, or one complaint: its id, theirs, and their references."""
    consultation_id = await driver.opened(days)
    references = [(await driver.comment(consultation_id, text)).json()["reference"] for text in texts or (COMPLAINT,)]
    return consultation_id, await ids(driver, consultation_id), references


async def referred(driver: Driver, comment_id: str, person: str = "drafter") -> str:
    """The comment is referred; the id of the grievance."""
    await driver.done(person, f"/comments/{comment_id}/referral", reason=REASON)
    found = (await driver.runtime.archive.comment(UUID(comment_id))).grievance_id
    assert found is not None
    return str(found)


async def forwarded(driver: Driver, grievance_id: str) -> None:
    await driver.done("drafter", f"/grievances/{grievance_id}/forwarding", to="hotline", organ=ORGAN, told=TOLD)
