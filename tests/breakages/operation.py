"""Breakages of what keeps the program running: its own PostgreSQL, stopping, what an operator is told."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

OWN, STOPPING = "tests/crash/test_own_server.py", "tests/crash/test_stopping.py"

OPERATION = (
    Breakage(
        "the program's own PostgreSQL stays away once it is killed",
        "consult/database/looking_after.py",
        "                server.start_again()\n",
        "",
        ("tests/crash/test_crash.py::test_whatever_is_killed_nothing_acknowledged_is_lost",),
    ),
    Breakage(
        "whoever leaves the program's own PostgreSQL shuts it down for the others",
        "consult/database/embedded.py",
        "if self._users.leave():",
        "if self._users.leave() or True:",
        (f"{OWN}::test_whoever_leaves_last_shuts_it_down",),
    ),
    Breakage(
        "a lock file that the dead left behind keeps PostgreSQL from starting",
        "consult/database/embedded.py",
        "if names_a_process(file):",
        "if False:",
        (f"{OWN}::test_a_lock_file_that_names_no_server_of_ours_stops_no_start",),
    ),
    Breakage(
        "the program's own PostgreSQL is left behind when the program ends",
        "consult/database/looking_after.py",
        "        await asyncio.to_thread(_let_go, server, watch)\n",
        "        server.interrupt()\n",
        (f"{STOPPING}::test_serve_ends_with_its_children_and_its_postgresql",),
    ),
    Breakage(
        "a child process goes on without its parent",
        "consult/cli/__init__.py",
        "    end_with_parent()\n",
        "",
        (f"{STOPPING}::test_killed_serve_takes_its_children_along_and_the_next_one_its_postgresql",),
    ),
)
