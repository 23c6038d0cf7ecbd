"""backup-keys, rotate-wrapping-key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import click

from consult.backup.key_files import KEYS, KeysMissing, KeysNotApart, assert_apart, assert_keys, back_up_keys, copy_key
from consult.cli.stopping import run
from consult.database import open_database
from consult.instance.settings import Settings, settings_from
from consult.sealed.keys import WRAPPING
from consult.sealed.rotation import StillRunning, assert_alone, prepare_next, rewrap

FOLDER = click.Path(file_okay=False, path_type=Path)
same_disk_option = click.option(
    "--same-disk", is_flag=True, help="Although it lies on the same disk, to be carried away from there."
)


@click.command("backup-keys", help="Copy the keys to FOLDER, which lies on another disk than the database and its backups.")
@click.argument("folder", type=FOLDER)
@same_disk_option
def backup_keys_command(folder: Path, same_disk: bool) -> None:
    settings = settings_from()
    with _refused():
        copied = back_up_keys(settings.keys_dir, folder, _apart_from(settings), same_disk=same_disk)
    click.echo("\n".join(map(str, copied)))


@click.command(
    "rotate-wrapping-key",
    help="Exchange the key that data keys are wrapped with, and write it to the new FOLDER as `backup-keys` does; backups made"
    " before can then be read by nobody who has not kept the old key.",
)
@click.argument("folder", type=FOLDER)
@same_disk_option
def rotate_wrapping_key_command(folder: Path, same_disk: bool) -> None:
    settings = settings_from()
    with _refused():
        assert_keys(settings.keys_dir)
        assert_apart(folder, _apart_from(settings), same_disk=same_disk)
        count = run(_rotated(settings, folder))
    click.echo(f"{count} data keys are wrapped with a new key, which is in {folder / WRAPPING}. Make a backup now.")


async def _rotated(settings: Settings, folder: Path) -> int:
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        # What starts from here on wraps with the next key; whoever has started before is found.
        waiting = prepare_next(settings.keys_dir)
        owner = await asyncpg.connect(database.url)
        try:
            await assert_alone(owner, [await database.pool.fetchval("SELECT pg_backend_pid()")])
            for name in KEYS:
                copy_key((settings.keys_dir / name).read_bytes(), folder / name)
            copy_key(waiting.read_bytes(), folder / WRAPPING)
            return await rewrap(owner, settings.keys_dir)
        finally:
            await owner.close()


def _apart_from(settings: Settings) -> list[Path]:
    """Where the database and its backups lie."""
    return [settings.data_dir, *([Path(settings.backup_dir)] if settings.backup_dir else [])]


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (KeysNotApart, KeysMissing, StillRunning) as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        raise click.ClickException(f"{error.filename} is another key, and is not replaced: name a new folder") from error
