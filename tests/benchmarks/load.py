"""A small load: keep-alive connections that send the same kind of request again and again, in a process of their own."""

from __future__ import annotations

import asyncio
import sys
import time


async def connection(host: str, port: int, head: bytes, body: bytes, until: float, counts: list[int], number: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    serial = 0
    while time.perf_counter() < until:
        serial += 1
        key = b"%d-%d-%d" % (number, serial, time.time_ns())
        writer.write(head.replace(b"KEY", key) + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer[9:12] in (b"200", b"201"), answer
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        counts[0] += 1
    writer.close()


async def main(host: str, port: int, method: str, path: str, body: bytes, connections: int, seconds: float) -> float:
    head = f"{method} {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: identity\r\nidempotency-key: KEY\r\n"
    head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    counts = [0]
    for length in (seconds / 3, seconds):
        counts[0], until = 0, time.perf_counter() + length
        await asyncio.gather(
            *(connection(host, port, head.encode(), body, until, counts, number) for number in range(connections))
        )
    return counts[0] / seconds


if __name__ == "__main__":
    host, port, method, path, connections, seconds = sys.argv[1:7]
    body = sys.stdin.buffer.read()
    print(asyncio.run(main(host, int(port), method, path, body, int(connections), float(seconds))))
