"""doctor: settings in force, database, log, read models and backups."""

from __future__ import annotations

import sys

import click
import msgspec

from consult.cli.backup_words import WRONG, backups_in_words
from consult.cli.stopping import run
from consult.database import DatabaseUnusable, ServerNotStarted, connect, open_database
from consult.instance.clock import SystemClock
from consult.instance.settings import in_force, settings_from
from consult.instance.version import version
from consult.opening import runtime_on
from consult.publication.checkpoint_file import HeadRefused, assert_head, checkpoint_file
from consult.publication.purpose import assert_purpose
from consult.runtime import Runtime
from projections.runner import projected_position


@click.command(help="Check settings, database, log, read models and backups; exit 1 where something is wrong.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def doctor(as_json: bool) -> None:
    settings, findings = in_force(), _findings()
    if as_json:
        click.echo(msgspec.json.encode({**findings, "settings": settings}).decode())
    else:
        for name, value in findings.items():
            click.echo(f"{name:<22} {value}")
        for each in settings:
            click.echo(f"{each.variable:<32} {each.value:<34} {each.source:<13} {each.sentence}")
    wrong = any(str(value).startswith(WRONG) for value in findings.values())
    sys.exit(1 if wrong or findings.get("behind") else 0)


def _findings() -> dict[str, object]:
    try:
        return {"version": version(), **run(_examined())}
    except (DatabaseUnusable, ServerNotStarted) as error:
        return {"version": version(), "postgresql": f"{WRONG}{error}"}


async def _examined() -> dict[str, object]:
    settings = settings_from()
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        pool = await connect(database.url, size=2)
        try:
            size = await pool.fetchval("SELECT size FROM log.head")
            position = await projected_position(pool)
            runtime = runtime_on(database, settings, SystemClock())
            published = await _published(runtime)
            backups = await backups_in_words(runtime)
            server = await pool.fetchval("SELECT current_setting('server_version')")
        finally:
            await pool.close()
    return {
        "postgresql": server,
        "log size": size,
        "projected": position + 1,
        "behind": size - position - 1,
        "published": published,
        **backups,
    }


async def _published(runtime: Runtime) -> str:
    """The checkpoint kept outside the database, compared with it; and whether the log is for what the settings say."""
    try:
        await assert_purpose(runtime)
        await assert_head(runtime)
        checkpoint = checkpoint_file(runtime).read()
    except HeadRefused as error:
        return f"{WRONG}{error}"
    return f"size {checkpoint.size}, root {checkpoint.root.hex()}" if checkpoint else "nothing kept yet"
