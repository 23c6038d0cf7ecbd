"""A virus scanner asked over its socket, in the protocol of clamd: one file as a stream, one answer."""

from __future__ import annotations

import asyncio
import re

from consult.scanning.examinations import Verdict

CHUNK = 256 << 10  # bytes
PATIENCE = 120.0  # seconds
LONGEST_ANSWER = 4096  # bytes
FOUND = re.compile(r"stream: (.{1,200}) FOUND")


class ScannerFailed(Exception):
    """The scanner is not there, or answers something else than a verdict: it is asked again later."""


async def scan(address: str, content: bytes) -> tuple[Verdict, str | None]:
    """The verdict on a file, with the scanner's name for what it found. `address`: path of a socket, or host:port.

    Raises ScannerFailed.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await _asked(address, content)
    except (OSError, EOFError, ValueError) as failure:  # TimeoutError is one of the first
        raise ScannerFailed(type(failure).__name__) from failure
    return _verdict(answer)


async def _asked(address: str, content: bytes) -> str:
    reader, writer = await _connected(address)
    try:
        writer.write(b"zINSTREAM\0")
        try:
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                writer.write(len(part).to_bytes(4, "big") + part)
                await writer.drain()
            writer.write(bytes(4))
            await writer.drain()
        except ConnectionError:
            pass  # it has heard enough, and says why
        return (await reader.readuntil(b"\0"))[:-1].decode("utf-8", "replace").strip()
    finally:
        writer.close()


async def _connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if "/" in address:
        return await asyncio.open_unix_connection(address, limit=LONGEST_ANSWER)
    host, _, port = address.rpartition(":")
    return await asyncio.open_connection(host.strip("[]"), int(port), limit=LONGEST_ANSWER)


def _verdict(answer: str) -> tuple[Verdict, str | None]:
    if answer == "stream: OK":
        return Verdict.CLEAN, None
    if found := FOUND.fullmatch(answer):
        return Verdict.INFECTED, found[1]
    if "size limit exceeded" in answer:
        return Verdict.NOT_TAKEN, None
    raise ScannerFailed(answer[:200])
