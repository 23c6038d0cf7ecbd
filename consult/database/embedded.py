"""The program's own PostgreSQL 18, in the data folder: started, joined, started again, and shut down by its last user."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from consult.database.installation import Installation
from consult.database.postmaster import READY, kill_servers_on, lock_files, names_a_process, running_postmaster
from consult.database.users import Users, guarded

PATIENCE = 600.0  # seconds: recovery after a crash, on a busy machine
ATTEMPTS = 5
OWN_ACCOUNT = "postgres:@/postgres"
PAUSE = 0.05  # seconds
SHUTDOWNS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
"""How it is asked to end, and the seconds it may take: fast, at once, by force. None loses what was committed."""


left_to_others: list[subprocess.Popen[bytes]] = []
"""Children of this process that go on running, for other processes."""


class ServerNotStarted(Exception):
    """Our own PostgreSQL does not start; its log says why."""


class Interrupted(Exception):
    """It is no longer wanted that the server is started."""


class EmbeddedServer:
    """A server of our own, alone or together with other processes of ours."""

    def __init__(self, folder: Path, *, account: str = OWN_ACCOUNT, programs: Path | None = None) -> None:
        """`account`: user and database as in a URL; `programs`: of another version than our own. Both for a server restored."""
        self._installation = Installation(folder, programs)
        self._account = account
        # DANGER: whoever starts, stops or clears away holds this guard. Two servers on one data folder would destroy it.
        self._guard = partial(guarded, folder / "postgres.lock")
        self._users = Users(folder / "postgres.users")
        self._child: subprocess.Popen[bytes] | None = None
        self._socket_folder: str | None = None
        self._stopping = threading.Event()

    def start(self) -> EmbeddedServer:
        """Returns once it accepts connections. Raises ServerNotStarted, Interrupted."""
        with self._guard(partial(self.pause, PAUSE)):
            self._users.join()
            self._installation.make()
            self._ensure_running()
        return self

    def start_again(self) -> None:
        """As `start`, under the same URL, for a server that was running and is no more. Nothing where it is."""
        with self._guard(partial(self.pause, PAUSE)):
            self._ensure_running()

    @property
    def runs(self) -> bool:
        """Whether its postmaster is alive and not about to end."""
        self._bury()
        found = running_postmaster(self._installation.data)
        return found is not None and found.status == READY

    def interrupt(self) -> None:
        """Whoever is starting the server, in this process, gives up."""
        self._stopping.set()

    def interrupted_within(self, seconds: float) -> bool:
        return self._stopping.wait(seconds)

    def pause(self, seconds: float) -> None:
        """Raises Interrupted where somebody calls `interrupt` meanwhile."""
        if self.interrupted_within(seconds):
            raise Interrupted

    @property
    def url(self) -> str:
        """Connection URL of the owner, by Unix socket; it stays the same for as long as somebody uses the server."""
        return f"postgresql://{self._account}?host={self._socket_folder}"

    @property
    def postmaster(self) -> int:
        """Process id of the server; 0 where it does not run."""
        found = running_postmaster(self._installation.data)
        return found.pid if found else 0

    @property
    def programs(self) -> Path:
        """Folder of `psql`, `pg_dump` and `pg_basebackup`."""
        return self._installation.programs

    def stop(self) -> None:
        """Let go of it; shut it down cleanly if no other process of ours uses it."""
        self.interrupt()
        with self._guard(partial(time.sleep, PAUSE)):
            if self._users.leave():
                self._shut_down()
        if self._child is not None:
            left_to_others.append(self._child)

    def _ensure_running(self) -> None:
        deadline, failures = time.monotonic() + PATIENCE, 0
        while not self.runs:
            if time.monotonic() > deadline:
                raise ServerNotStarted(f"PostgreSQL is not ready after {PATIENCE:g} seconds; see {self._installation.log}")
            if self._child is None and running_postmaster(self._installation.data) is None:
                if failures == ATTEMPTS:
                    raise ServerNotStarted(f"PostgreSQL does not start; see {self._installation.log}")
                failures += 1
                self._launch()
            self.pause(PAUSE)
        found = running_postmaster(self._installation.data)
        self._socket_folder = found.socket_folder if found else self._socket_folder

    def _launch(self) -> None:
        self._socket_folder = self._socket_folder or self._installation.socket_folder()
        self._clear_away(self._socket_folder)
        self._child = self._installation.launch(self._socket_folder)

    def _clear_away(self, socket_folder: str) -> None:
        """What a dead postmaster left behind, and what PostgreSQL would take for a server that still runs."""
        data = self._installation.data
        # DANGER: only under the guard, and only where no postmaster lives. A process without its postmaster may go on writing for
        # as long as its statement takes; a second server beside it would destroy the data. Killed, it is as in any crash: what
        # was committed is on disk. Only after them may a lock file go that names a process, which is dead and unburied, or by now
        # another program: PostgreSQL would not start. Where it names none, PostgreSQL itself looks once more who is there.
        while kill_servers_on(data):
            self.pause(PAUSE)
        for file in lock_files(data, socket_folder):
            if names_a_process(file):
                file.unlink()

    def _bury(self) -> None:
        if self._child is not None and self._child.poll() is not None:
            self._child = None

    def _shut_down(self) -> None:
        for how, seconds in SHUTDOWNS:
            pid, deadline = self._to_be_ended(), time.monotonic() + seconds
            with suppress(ProcessLookupError):
                if pid:
                    os.kill(pid, how)
            while self._to_be_ended() and time.monotonic() < deadline:
                time.sleep(PAUSE)

    def _to_be_ended(self) -> int:
        """The server, also one of ours that has not yet come as far as writing its lock file; 0 where there is none."""
        self._bury()
        return self.postmaster or (self._child.pid if self._child else 0)
