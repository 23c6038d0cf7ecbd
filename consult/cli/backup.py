"""backup, restore."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from consult.audit.report_text import report_in_words
from consult.backup.base import BackupFailed, back_up
from consult.backup.folder import BackupFolder, BackupRunning
from consult.backup.kept_apart import KeptApart
from consult.backup.key_files import KeysMissing
from consult.cli.stopping import run
from consult.cli.web import CreateApp, in_process
from consult.database import open_database
from consult.instance.clock import SystemClock
from consult.instance.settings import Settings, settings_from
from consult.opening import runtime_on
from consult.publication.checkpoint_file import HeadBehind
from consult.restore.laying_out import RestoreRefused
from consult.restore.replaying import ReplayFailed
from consult.restore.restoring import Restored, Wish, restore
from consult.restore.right_keys import KeysDoNotFit

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "backup", help="Make a base backup of the database in FOLDER (CONSULT_BACKUP_DIR), check it, delete those that are too old."
)
@click.argument("folder", type=FOLDER, required=False)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def backup_command(folder: Path | None, as_json: bool) -> None:
    settings = settings_from()
    kept = Path(settings.backup_dir).absolute() if settings.backup_dir else None
    target = folder.absolute() if folder else kept
    if target is None:
        raise click.UsageError("name a FOLDER, or set CONSULT_BACKUP_DIR")
    try:
        done = run(_backed_up(settings, target, received=target == kept))
    except (BackupFailed, BackupRunning) as error:
        raise click.ClickException(str(error)) from error
    sentence = f"base backup {done['base']}, checked; {done['dropped']} older ones deleted"
    click.echo(msgspec.json.encode(done).decode() if as_json else sentence)


async def _backed_up(settings: Settings, folder: Path, *, received: bool) -> dict[str, Any]:
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        await KeptApart(runtime_on(database, settings, SystemClock()), folder).update()
        made = await back_up(database.url, BackupFolder(folder), days=settings.backup_days, received=received)
    return {"base": str(made.base.folder), "at": made.base.at, "dropped": made.dropped}


@click.command(
    "restore", help="Make the database anew from the backups in FOLDER, erase again what was erased since, and audit it."
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--until", metavar="TIME", help="As it was at this moment: ISO 8601 with the offset, 2026-03-05T10:00:00+08:00.")
@click.option("--keys", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder that `backup-keys` wrote.")
@click.option(
    "--programs", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Programs of the PostgreSQL backed up."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def restore_command(
    create_app: CreateApp, folder: Path, until: str | None, keys: Path | None, programs: Path | None, as_json: bool
) -> None:
    """Exit 0 where all is well, 1 where nothing was restored or the audit found something, 3 where published entries lack."""
    wish, settings = Wish(_moment(until), keys, programs), settings_from()
    try:
        done = run(restore(settings, folder, wish, lambda runtime: in_process(create_app(runtime, desk=False)), _tell))
    except (RestoreRefused, ReplayFailed, KeysMissing, KeysDoNotFit) as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        raise click.ClickException(f"{error.filename} is another key: move it away first") from error
    click.echo(msgspec.json.encode(done).decode() if as_json else _told(done, settings))
    if done.behind:
        raise HeadBehind(done.behind)
    sys.exit(0 if done.report.clean else 1)


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text} is no moment as ISO 8601 writes it", param_hint="--until") from error
    if found and found.tzinfo is None:
        raise click.BadParameter(f"{text} lacks the offset: +08:00, or Z for UTC", param_hint="--until")
    return found


def _tell(step: str) -> None:
    click.echo(step, err=True)


def _told(done: Restored, settings: Settings) -> str:
    last = done.last_at.isoformat() if done.last_at else "never"
    again = f"{done.erased_again} comment{'' if done.erased_again == 1 else 's'} erased again"
    lines = [f"restored from {done.base}: {done.size} entries, the last of {last}; {again}"]
    lines.append("audit: nothing was found" if done.report.clean else report_in_words(done.report, "en").rstrip())
    if settings.database_url:
        lines.append(
            f"{settings.data_dir / 'postgres'} is for the PostgreSQL of CONSULT_DATABASE_URL, which is to be started on it."
        )
    return "\n".join(lines)
