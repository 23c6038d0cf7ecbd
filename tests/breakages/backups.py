"""Breakages of backups, restores and the exchange of keys."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

FOLDER, RESTORE = "tests/backup/test_folder.py", "tests/backup/test_restore.py"
RECOVERED = f"{RESTORE}::test_what_was_erased_stays_erased_and_what_was_published_later_is_recovered"
ROTATION, STOPPING = "tests/backup/test_rotation.py", "tests/crash/test_stopping.py"

BACKUPS = (
    Breakage(
        "a restore brings back what was erased",
        "consult/restore/erasing_again.py",
        "for each in later:",
        "for each in ():",
        (RECOVERED,),
    ),
    Breakage(
        "what was erased stays in the files of the database restored",
        "consult/restore/erasing_again.py",
        "    await clean(runtime)\n",
        "",
        (RECOVERED,),
    ),
    Breakage(
        "whoever was signed in at that moment is so again after a restore",
        "consult/restore/erasing_again.py",
        "    await runtime.database.pool.execute(SIGNED_OUT)\n",
        "",
        (RECOVERED,),
    ),
    Breakage(
        "nobody notes beside the backups what is erased",
        "consult/backup/kept_apart.py",
        "self._journal.add(found)",
        "pass",
        (RECOVERED,),
    ),
    Breakage(
        "after a restore nobody knows how far the log was published",
        "consult/restore/restoring.py",
        "            _bring_checkpoint(runtime, folder)\n",
        "",
        (RECOVERED,),
    ),
    Breakage(
        "the audit of a restore looks at disclosures never",
        "consult/restore/restoring.py",
        "whole=not again",
        "whole=False",
        (f"{RESTORE}::test_restored_to_its_end_it_is_what_was_lost",),
    ),
    Breakage(
        "a restore is not audited",
        "consult/restore/restoring.py",
        "source = OwnLog(runtime, fetch, await published_head(runtime))",
        'return Report(**{name: () for name in Report.__struct_fields__} | {"counts": {}, "unchecked": {}})',
        (f"{RESTORE}::test_what_somebody_changed_in_the_database_is_found_by_the_audit",),
    ),
    Breakage(
        "a database is restored with keys that do not open it",
        "consult/restore/restoring.py",
        "        await assert_keys_fit(runtime)\n",
        "",
        (f"{RESTORE}::test_keys_of_another_instance_and_a_damaged_backup_restore_nothing",),
    ),
    Breakage(
        "the log kept for the backup keeps what was erased",
        "consult/work/database_cleaning.py",
        'await _backup_has_it(owner, await owner.fetchval("SELECT pg_switch_wal()"))',
        'await owner.fetchval("SELECT pg_switch_wal()")',
        (f"{RESTORE}::test_the_server_keeps_no_log_with_what_was_erased_once_the_backup_has_it",),
    ),
    Breakage(
        "the keys are copied beside the backups",
        "consult/backup/key_files.py",
        "if folder == place or place in folder.parents or folder in place.parents:",
        "if False:",
        (f"{FOLDER}::test_keys_lie_apart_from_the_database_and_are_never_replaced",),
    ),
    Breakage(
        "a backup is kept for ever, with what was erased since",
        "consult/backup/folder.py",
        "if base.at < than]",
        "if False]",
        (f"{FOLDER}::test_what_is_too_old_is_deleted_with_the_log_that_nothing_else_needs",),
    ),
    Breakage(
        "a restore steps over a hole in the log",
        "consult/restore/laying_out.py",
        "if next_number > number + 1:",
        "if False:",
        (f"{FOLDER}::test_a_hole_in_the_log_is_no_end_of_it",),
    ),
    Breakage(
        "log that was missed is taken for whole",
        "consult/backup/receiving.py",
        "anew=lost",
        "anew=False",
        ("tests/backup/test_receiving.py::test_log_that_was_missed_is_said_and_the_next_base_backup_closes_the_gap",),
    ),
    Breakage(
        "the leader receives no log for the backups",
        "consult/work/leading.py",
        "    yield from backing_up(runtime)\n",
        "",
        (f"{STOPPING}::test_serve_ends_with_its_children_and_its_postgresql",),
    ),
    Breakage(
        "a data key that cannot be opened is lost with the key before",
        "consult/sealed/rotation.py",
        'key.wrap(row["owner_id"], key.unwrap(row["owner_id"], row["wrapped"]))',
        'key.wrap(row["owner_id"], row["wrapped"])',
        (f"{ROTATION}::test_what_cannot_be_opened_leaves_the_old_key_where_it_is",),
    ),
    Breakage(
        "keys are exchanged under a program that is at work",
        "consult/sealed/rotation.py",
        "raise StillRunning(",
        "print(",
        (f"{ROTATION}::test_nobody_else_may_be_at_work",),
    ),
)
