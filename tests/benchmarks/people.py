"""Honest people with forms, each at an address of its own: how long each waits for his comment to be taken."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

import httpx

from tests.floods.flooding import FORM, ROOT, challenge_of, fields_of, shown_of, solution_of

TYPING = 3.5  # seconds


class Watch:
    """What a person waits for."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    async def on(self, waiting: Any) -> Any:
        begun = time.perf_counter()
        answer = await waiting
        self.waited.append((time.perf_counter() - begun) * 1000)
        return answer


async def person(address: str, number: int) -> dict[str, int]:
    """One comment, from the form to the receipt. Milliseconds."""
    watch, proving = Watch(), Watch()
    transport = httpx.AsyncHTTPTransport(local_address=f"127.2.{number % 250}.1")
    async with httpx.AsyncClient(base_url=address, transport=transport, timeout=60, follow_redirects=True) as client:
        form = await watch.on(client.get(ROOT))
        await asyncio.sleep(TYPING)
        check = await watch.on(client.post(f"{ROOT}/check", data=FORM | shown_of(form)))
        fields = fields_of(check)
        if "data-challenge" in check.text:
            fields["proof"] = await proving.on(asyncio.to_thread(solution_of, challenge_of(check)))
        receipt = await watch.on(client.post(f"{ROOT}/submit", data=fields))
        assert (receipt.status_code, "/receipts/" in str(receipt.url)) == (200, True), receipt.text
    proof = sum(proving.waited)
    return {"milliseconds": round(sum(watch.waited) + proof), "proof": round(proof), "slowest": round(max(watch.waited))}


async def main(address: str, people: int, times: int, first: int) -> dict[str, Any]:
    found = []
    for turn in range(times):
        found += await asyncio.gather(*(person(address, first + turn * people + number) for number in range(people)))
    return {"comments": found}


if __name__ == "__main__":
    host, port, _, people, times = sys.argv[1:6]
    first = int(sys.argv[6]) if len(sys.argv) > 6 else 0
    print(json.dumps(asyncio.run(main(f"http://{host}:{port}", int(people), int(times), first))))
