"""What an address asks for is read the same on every page and in the API: 400 in words for what cannot be."""

from __future__ import annotations

import pytest

from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio
LIST, ONE = "/api/v1/consultations", "/api/v1/consultations/2026-001/comments"
AWAITING, PAGES, COMMENTS = "/api/v1/desk/consultations/2026-001/awaiting", "/consultations", "/consultations/2026-001/comments"
DESK = "/desk/consultations/{id}"
REFUSED = (
    *(f"{AWAITING}?limit={value}" for value in ("-2e-41", "-1", "1001", "", "x", "%EF%BC%91")),
    *(
        f"{LIST}?{query}"
        for query in ("size=0", "size=101", "size=20&state=", "state=asleep", "state=open,", "page=0", "page=", "q=%00")
    ),
    *(
        f"{ONE}?{query}"
        for query in ("limit=201", "limit=0", "after=-1", "after=2147483648", "disposition=", f"article={'a' * 201}")
    ),
    *(f"{PAGES}?{query}" for query in ("page=x", "page=0", "state=asleep", f"q={'q' * 201}", "q=%00")),
    *(f"/en{COMMENTS}?{query}" for query in ("after=-1", "article=%00", "respondent=king", "disposition=x")),
    *(f"/consultations/2026-001/{query}" for query in ("history?after=x", "replay?at=x", "replay?moment=yesterday")),
    "/display?large=2",
)
REFUSED_AT_THE_DESK = (
    *(f"{DESK}/screening?{query}" for query in ("queue=x", "channel=x", "article=%00", "after=x", "all=2", f"words={'x' * 201}")),
    *(f"{DESK}/points?{query}" for query in ("page=0", "status=x", "respondent=x", "more=0", "show=x", "article=%00")),
    *(f"{DESK}/{query}" for query in ("history?after=x", "history?all=x", "drafts/versions?old=x", "screening/next?after=x")),
    *("/desk/decisions?page=0", "/desk/erasures?before=x", "/desk/erasures?show=x"),
)
EMPTY = (f"{PAGES}?q=&state=&page=", f"{COMMENTS}?after=&article=&respondent=&disposition=", f"{LIST}?q=", f"{AWAITING}?limit=0")


async def test_what_cannot_be_asked_is_refused_in_words_that_name_it(driver: Driver) -> None:
    await driver.opened()
    await driver.settle()
    headers = {"authorization": f"Bearer {driver.tokens['drafter']}"}
    for address in REFUSED:
        response = await driver.client.get(address, headers=headers)
        assert response.status_code == 400, address
        assert ("In the address" if address.startswith("/en") else "地址中的") in response.text, address
    for address in EMPTY:
        assert (await driver.client.get(address, headers=headers)).status_code == 200, address


async def test_so_it_is_at_the_desk(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    for address in REFUSED_AT_THE_DESK:
        response = await desk.open(address.replace("{id}", consultation_id))
        assert (response.status_code, "地址中的" in response.text) == (400, True), address
