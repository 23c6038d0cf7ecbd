"""Load on a program that may die at any moment: comments sent until each is acknowledged, checkpoints read all the while."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

import httpx

CLIENTS = 32
TWICE = 7  # every so manieth is sent again although it was acknowledged: that is decided inside the log's lock
PATIENCE = 60.0  # seconds until an answer has to come
AGAIN = (500, 502, 503)
DEAD = (httpx.TransportError, ValueError, AttributeError)
"""It died before, or in the middle of, the answer (AttributeError: anyio on uvloop, of a socket that dies while it connects)."""


@dataclass
class Known:
    """What outsiders know: the receipt for every key, and every checkpoint they were ever given."""

    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    retried: int = 0


class Load:
    """32 people who each send one comment after the other; `stop` lets each have an answer to the last."""

    def __init__(self, address: str, consultation_id: str, known: Known, numbers: itertools.count[int]) -> None:
        self._path = f"/api/v1/consultations/{consultation_id}/comments"
        self._client = httpx.AsyncClient(base_url=address, timeout=10, limits=httpx.Limits(max_connections=CLIENTS + 4))
        self._known, self._numbers = known, numbers
        self._running = True
        self._tasks = [asyncio.create_task(self._person()) for _ in range(CLIENTS)]
        self._reader = asyncio.create_task(self._read())

    async def stop(self) -> None:
        self._running = False
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._tasks, self._reader)
        await self._client.aclose()

    async def _person(self) -> None:
        while self._running:
            key = f"crash-{next(self._numbers)}"
            receipt = await self._acknowledged(key)
            if len(self._known.receipts) % TWICE == 0:
                again = await self._acknowledged(key)
                assert (again["reference"], again["position"]) == (receipt["reference"], receipt["position"]), key
            self._known.receipts[key] = receipt
            self._known.notes.add(receipt["checkpoint"])

    async def _acknowledged(self, key: str) -> dict[str, Any]:
        """The receipt, however often it has to be asked for with the same key."""
        body = {"respondent": {"kind": "individual"}, "text": f"建议延长夜市营业时间，{key}。"}
        while True:
            try:
                response = await self._client.post(self._path, json=body, headers={"idempotency-key": key})
                if response.status_code == 201:
                    found: dict[str, Any] = response.json()
                    return found
                assert response.status_code in AGAIN, response.text
            except DEAD:
                pass
            self._known.retried += 1
            await asyncio.sleep(0.25)

    async def _read(self) -> None:
        while self._running:
            try:
                response = await self._client.get("/log/checkpoint")
                if response.status_code == 200:
                    self._known.notes.add(response.text)
            except DEAD:
                pass
            await asyncio.sleep(0.01)
