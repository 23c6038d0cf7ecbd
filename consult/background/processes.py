"""Runs a long job as a child process of low priority, so that the server keeps answering."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

from consult.background.parent import CHILD
from consult.instance.children import ended, said_until_end
from consult.instance.settings import Settings, environment_of

ROOT = Path(__file__).parent.parent.parent
LOWEST = 19


class ProcessFailed(Exception):
    """The process ended with an error; the message is the last line of its standard error."""


async def run_process(settings: Settings, url: str, *arguments: str, output: int = DEVNULL, seconds: float) -> str:
    """Run `python -m consult` with these arguments on the database at `url`; answers with the last line of its standard error.

    `output`: file descriptor of its standard output. The child is killed after `seconds`, or when the waiting task is
    cancelled; it ends by itself where this process is killed. Raises ProcessFailed, TimeoutError.
    """
    environment = {**os.environ, **environment_of(settings), "CONSULT_DATABASE_URL": url, "CONSULT_POOL_SIZE": "4", CHILD: "yes"}
    command = (sys.executable, "-m", "consult", *arguments)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdin=PIPE, stdout=output, stderr=PIPE)
    try:
        os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST)
        async with asyncio.timeout(seconds):
            said = await said_until_end(process)
    finally:
        await ended(process)
    last = said.rpartition("\n")[2]
    if process.returncode:
        raise ProcessFailed(last)
    return last
