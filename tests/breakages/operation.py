"""Breakages of what keeps the program running: its own PostgreSQL, stopping, what an operator is told."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

EXAMINED, OBSERVING = "tests/desk/screening/test_examined_files.py", "tests/api/test_observing.py"
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
    Breakage(
        "a number in an address is taken whatever its limits",
        "web/shared/query.py",
        "if not max(least, 0) <= number <= most:",
        "if False:",
        ("tests/api/test_queries.py::test_what_cannot_be_asked_is_refused_in_words_that_name_it",),
    ),
    Breakage(
        "an idempotency key of any length is taken from a form at the desk",
        "web/desk/forms/form.py",
        '    checked_key(given["key"])\n',
        "",
        ("tests/api/test_fast_path.py::test_forms_at_the_desk_refuse_such_a_key_too",),
    ),
    Breakage(
        "a file with a virus is given to whoever asks",
        "consult/scanning/examinations.py",
        "if found.verdict == Verdict.INFECTED:",
        "if False:",
        (f"{EXAMINED}::test_a_file_with_a_virus_is_given_to_nobody",),
    ),
    Breakage(
        "a file with a virus stands in the export",
        "consult/exports/export.py",
        "if name in infected:",
        "if False:",
        (f"{EXAMINED}::test_a_file_with_a_virus_is_given_to_nobody",),
    ),
    Breakage(
        "a file with scripts is shown in the officer's browser",
        "web/pages/files.py",
        "if kind in INLINE and INSIDE.issuperset(notes) else",
        "if kind in INLINE else",
        (f"{EXAMINED}::test_a_file_that_acts_by_itself_is_named_and_only_downloaded",),
    ),
    Breakage(
        "doctor prints a secret",
        "consult/instance/settings.py",
        "if field in SECRET:",
        "if False:",
        ("tests/cli/test_commands.py::test_doctor_says_what_is_in_force_and_where_it_comes_from_and_no_secret",),
    ),
    Breakage(
        "the words of a failure stand in the logs",
        "consult/instance/logs.py",
        '.strip().partition("\\n")[0]',
        "",
        (f"{OBSERVING}::test_lines_of_libraries_look_like_ours_and_say_no_words_of_a_failure",),
    ),
)
