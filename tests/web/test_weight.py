"""What the first view of a page costs on the wire: bytes and requests."""

from __future__ import annotations

import re
from itertools import accumulate
from random import Random

import httpx
import pytest

from tests.driving import Driver

pytestmark = pytest.mark.anyio
LIMIT, REQUESTS = 30_000, 3
CHARACTERS, LENGTH = 2_000, 770


async def weight(client: httpx.AsyncClient, path: str) -> tuple[int, int]:
    """Bytes and requests of the page with all that it names."""
    page = await client.get(path)
    named = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|script[^>]* src|img[^>]* src)="(/[^"]+)"', page.text)
    answers = [page, *[await client.get(each) for each in named]]
    assert all(answer.headers.get("content-encoding") == "gzip" for answer in answers)
    return sum(int(answer.headers["content-length"]) for answer in answers), len(answers)


def long_texts(count: int) -> list[str]:
    """As varied as real ones: some 150 different characters in 340."""
    random = Random(1)
    han = [chr(code) for code in range(0x4E00, 0x4E00 + CHARACTERS)]
    weights = list(accumulate((rank + 20) ** -1.8 for rank in range(CHARACTERS)))
    return ["".join(random.choices(han, cum_weights=weights, k=LENGTH)) for _ in range(count)]


async def test_a_page_of_fifty_long_comments_is_light_and_leads_to_the_whole_of_each(driver: Driver) -> None:
    consultation_id = await driver.opened()
    texts = long_texts(50)
    for text in texts:
        await driver.comment(consultation_id, text)
    for waiting in await driver.waiting(consultation_id):
        answer = await driver.desk("drafter", f"/comments/{waiting['comment']['comment_id']}/publication")
        assert answer.status_code == 201
    await driver.settle()
    root = "/consultations/2026-001/comments"
    found, requests = await weight(driver.client, root)
    assert (found <= LIMIT, requests) == (True, REQUESTS), found
    page = (await driver.client.get(root)).text
    assert texts[0] not in page
    assert texts[0][:240] in page
    assert texts[0] in (await driver.client.get(f"{root}/1")).text


@pytest.mark.parametrize("path", ["/", "/consultations", "/consultations/2026-001", "/consultations/2026-001/comment", "/find"])
async def test_every_page_is_packed_and_makes_three_requests(driver: Driver, path: str) -> None:
    await driver.opened()
    found, requests = await weight(driver.client, path)
    assert (found <= LIMIT, requests) == (True, REQUESTS), found


async def test_a_page_of_the_desk_is_not_packed_beside_its_secret(driver: Driver) -> None:
    answer = await driver.client.get("/desk/sign-in")
    assert "content-encoding" not in answer.headers
