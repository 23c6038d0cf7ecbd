"""`serve` as it is, with its own PostgreSQL, but for one thing: at a step named in a file it kills itself, PostgreSQL, or both.

    python -m tests.crash.program PLAN

PLAN holds `victim occurrence step`, and is read again on SIGUSR1. Everything else comes from the environment, as in the product.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

import web.log.routes
from consult.__main__ import create_app
from consult.cli import main as run_program
from consult.event_log import EventLog, log
from consult.event_log.batch import Batch
from consult.instance.settings import settings_from
from consult.public_log.note import FileSigner
from consult.publication.checkpoint_file import CheckpointFile

APPEND = (
    "append arrived",
    "decided",
    "signed",
    "recording",
    "recorded",
    "head locked",
    "recorded inside the lock",
    "committing",
    "committed",
    "settled",
)
PROGRAM, POSTGRESQL, POSTMASTER, BOTH = VICTIMS = ("program", "postgresql", "postmaster", "both")
UNDER_WAY = ("recording", "committing")  # the kill comes while PostgreSQL is at it
PUBLICATION = ("checkpoint read", "keeping the checkpoint", "checkpoint written beside", "checkpoint kept")
STEPS = APPEND + PUBLICATION
IN_FLIGHT = 0.004  # seconds that a statement takes


class Plan:
    """Counts the steps as they are reached, and strikes at the one that was planned."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.load()

    def load(self) -> None:
        self._victim, occurrence, *step = self._file.read_text().split()
        self._step, self._left = " ".join(step), int(occurrence)

    def reached(self, step: str) -> None:
        if step != self._step or self._left == 0:
            return
        self._left -= 1
        if self._left == 0:
            if step in UNDER_WAY:
                threading.Timer(random.uniform(0, IN_FLIGHT), self._strike).start()
            else:
                self._strike()

    def _strike(self) -> None:
        data = settings_from().data_dir / "postgres"
        if self._victim == POSTMASTER:
            os.kill(postmaster_pid(data), signal.SIGKILL)
        if self._victim in (POSTGRESQL, BOTH):
            kill_postgresql(data)
        if self._victim in (PROGRAM, BOTH):
            os.kill(os.getpid(), signal.SIGKILL)


def postmaster_pid(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split("\n")[0])


def kill_postgresql(data: Path) -> None:
    """Postmaster and all its children, at once, as when the power goes."""
    postmaster = postmaster_pid(data)
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in (postmaster, *map(int, children)):
        with suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{pid}/comm").read_text().startswith("postgres"):
                os.kill(pid, signal.SIGKILL)


def instrument(plan: Plan) -> None:
    """Tell the plan of every step; what the program does stays as it is."""
    _around(EventLog, "_commit", plan, "append arrived")
    _around(Batch, "admit", plan, None, "decided")
    _around(FileSigner, "sign", plan, None, "signed")
    _around(log, "lock_head", plan, None, "head locked")
    _around(Batch, "settle", plan, "committed", "settled")
    _around(web.log.routes, "served_checkpoint", plan, None, "checkpoint read")
    _around(CheckpointFile, "keep", plan, "keeping the checkpoint", "checkpoint kept")
    record, replace = log.record, Path.replace

    async def recorded(connection: Any, *arguments: Any) -> bool:
        plan.reached("recording")
        done = await record(connection, *arguments)
        for step in ("recorded inside the lock", "committing") if connection.is_in_transaction() else ("recorded",):
            plan.reached(step)
        return done

    def replaced(self: Path, target: Any) -> Path:
        if self.name == "published-checkpoint.new":
            plan.reached("checkpoint written beside")
        return replace(self, target)

    log.record = recorded
    Path.replace = replaced  # type: ignore[method-assign]


def _around(place: Any, name: str, plan: Plan, before: str | None, *after: str) -> None:
    inner: Callable[..., Any] = getattr(place, name)

    def tell(*steps: str | None) -> None:
        for step in steps:
            if step:
                plan.reached(step)

    if iscoroutinefunction(inner):

        async def awaited(*arguments: Any) -> Any:
            tell(before)
            result = await inner(*arguments)
            tell(*after)
            return result

        setattr(place, name, awaited)
    else:

        def called(*arguments: Any) -> Any:
            tell(before)
            result = inner(*arguments)
            tell(*after)
            return result

        setattr(place, name, called)


def main(file: str) -> None:
    plan = Plan(Path(file))
    signal.signal(signal.SIGUSR1, lambda *_: plan.load())
    instrument(plan)
    sys.argv[1:] = ["serve"]
    sys.exit(run_program(create_app))


if __name__ == "__main__":
    main(sys.argv[1])
