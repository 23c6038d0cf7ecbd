"""A small load: keep-alive connections that send the same kind of request again and again, in a process of their own."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

import uvloop


class Connection(asyncio.Protocol):
    """Sends a request, reads the whole answer, sends the next. Anything but 200 or 201 ends the load."""

    def __init__(self, number: int, head: bytes, body: bytes, until: float) -> None:
        before, self._marked, after = head.partition(b"KEY")
        self._before, self._after = before, after + body
        self._number, self._until = number, until
        self._received = b""
        self.answers = 0  # within the time
        self.done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        key = b"%d-%d-%d" % (self._number, self.answers, time.time_ns()) if self._marked else b""
        self._transport.write(self._before + key + self._after)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n") + 4
        if end < 4 or len(self._received) < end + _length(self._received[:end]):
            return
        if self._received[9:12] not in (b"200", b"201") or time.perf_counter() >= self._until:
            self._transport.close()
            return
        self._received = b""
        self.answers += 1
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if time.perf_counter() >= self._until and self._received[9:12] in (b"200", b"201"):
            self.done.set_result(self.answers)
        else:
            self.done.set_exception(exc or ConnectionError(self._received))


def _length(head: bytes) -> int:
    return int(head.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])


async def main(host: str, port: int, method: str, path: str, body: bytes, connections: int, seconds: float) -> dict[str, float]:
    """Answers per second, and microseconds of this process's own time for each."""
    head = f"{method} {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: identity\r\nidempotency-key: KEY\r\n"
    head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    loop, begun, own = asyncio.get_running_loop(), time.perf_counter(), time.process_time()
    until, opened = begun + seconds, []
    for number in range(connections):
        _, protocol = await loop.create_connection(lambda n=number: Connection(n, head.encode(), body, until), host, port)  # type: ignore[misc]
        opened.append(protocol)
    answers = sum(await asyncio.gather(*(protocol.done for protocol in opened)))
    took = time.perf_counter() - begun
    return {"answers": answers, "seconds": took, "own": time.process_time() - own}


if __name__ == "__main__":
    host, port, method, path, connections, seconds = sys.argv[1:7]
    body = sys.stdin.buffer.read()
    print(json.dumps(uvloop.run(main(host, int(port), method, path, body, int(connections), float(seconds)))))
