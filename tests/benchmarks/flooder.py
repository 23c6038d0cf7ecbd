"""A flood: so many comments from so many addresses of this machine, each in a network of its own, as fast as answers come."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

import uvloop

BODY = json.dumps({"respondent": {"kind": "individual"}, "text": "垃圾信息。" * 40}).encode()


class Flooder(asyncio.Protocol):
    """One address: sends, reads the answer, sends the next."""

    def __init__(self, path: str, host: str, count: int, statuses: Counter[str]) -> None:
        head = f"POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {len(BODY)}\r\n\r\n"
        self._request, self._left, self._statuses, self._received = head.encode() + BODY, count, statuses, b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n") + 4
        if end < 4 or len(self._received) < end + int(self._received.lower().split(b"content-length: ", 1)[1].split(b"\r", 1)[0]):
            return
        self._statuses[self._received[9:12].decode()] += 1
        self._received, self._left = b"", self._left - 1
        if self._left:
            self._transport.write(self._request)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._left:
            self.done.set_exception(exc or ConnectionError(f"closed with {self._left} to send"))
        else:
            self.done.set_result(None)


async def main(host: str, port: int, consultation_id: str, comments: int, addresses: int) -> dict[str, Any]:
    loop, begun, statuses = asyncio.get_running_loop(), time.perf_counter(), Counter[str]()
    path, opened = f"/api/v1/consultations/{consultation_id}/comments", []
    for number in range(addresses):
        made = lambda: Flooder(path, host, comments // addresses, statuses)  # noqa: E731
        _, flooder = await loop.create_connection(made, host, port, local_addr=(f"127.1.{number}.1", 0))
        opened.append(flooder.done)
    await asyncio.gather(*opened)
    return {"answers": dict(statuses), "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    host, port, consultation_id, comments, addresses = sys.argv[1:6]
    print(json.dumps(uvloop.run(main(host, int(port), consultation_id, int(comments), int(addresses)))))
