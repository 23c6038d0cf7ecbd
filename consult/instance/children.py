"""What every child process has in common: it is heard to its end, and never left behind."""

from __future__ import annotations

from asyncio.subprocess import Process


async def said_until_end(process: Process) -> str:
    """What it says on its standard error, a pipe, until it has ended."""
    said = await process.stderr.read() if process.stderr else b""
    await process.wait()
    return said.decode("utf-8", "replace").strip()


async def ended(process: Process) -> None:
    """It has ended, by force where it has not by itself."""
    if process.returncode is None:
        process.kill()
        await process.wait()
