"""migrate, rebuild, clean, checkpoint, doctor."""

from __future__ import annotations

import json
import sys
import time

import click

from consult.cli.stopping import run
from consult.database import connect, migrate_database, open_database
from consult.instance.clock import SystemClock
from consult.instance.settings import described, settings_from
from consult.instance.version import version
from consult.opening import open_runtime, runtime_on
from consult.publication.checkpoint_file import HeadRefused, assert_head, checkpoint_file
from consult.runtime import Runtime
from consult.work import LogSource
from consult.work.database_cleaning import clean as clean_files
from projections.catch_up import catch_up
from projections.rebuild import rebuild as rebuild_read_models
from projections.runner import projected_position


@click.command("migrate", help="Apply the migrations that are still missing.")
def migrate_command() -> None:
    settings = settings_from()
    done = run(migrate_database(settings.database_url or None, settings.data_dir))
    click.echo("\n".join(done) or "nothing to apply")


@click.command(help="Make all read models anew beside the live ones, then switch.")
def rebuild() -> None:
    async def task() -> None:
        started = time.monotonic()
        async with open_runtime(settings_from(), work=False) as runtime:
            position = await rebuild_read_models(runtime.database.pool, LogSource(runtime.archive))
        seconds = time.monotonic() - started
        click.echo(f"{position + 1} events in {seconds:.1f} s")

    run(task())


@click.command(help="Clean what was erased from the database's own files too, now and not by night; tables are locked meanwhile.")
def clean() -> None:
    async def task() -> None:
        started = time.monotonic()
        async with open_runtime(settings_from(), work=False) as runtime:
            await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
            await clean_files(runtime)
        click.echo(f"cleaned in {time.monotonic() - started:.1f} s")

    run(task())


@click.command(help="Print the signed checkpoint of the log, and its verification key on standard error.")
def checkpoint() -> None:
    async def task() -> None:
        async with open_runtime(settings_from(), work=False) as runtime:
            click.echo((await runtime.log.head()).checkpoint, nl=False)
            click.echo(runtime.signer.verification_key, err=True)

    run(task())


@click.command(help="Check settings, database, log and read models; exit 1 where something is wrong.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def doctor(as_json: bool) -> None:
    findings = run(_examined())
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False))
    else:
        for name, value in findings.items():
            click.echo(f"{name:<22} {value}")
        for variable, default, sentence in described():
            click.echo(f"{variable:<26} {default:<34} {sentence}")
    sys.exit(0 if findings["behind"] == 0 and not str(findings["published"]).startswith("✗") else 1)


async def _examined() -> dict[str, object]:
    settings = settings_from()
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        pool = await connect(database.url, size=2)
        try:
            size = await pool.fetchval("SELECT size FROM log.head")
            position = await projected_position(pool)
            published = await _published(runtime_on(database, settings, SystemClock()))
            server = await pool.fetchval("SELECT current_setting('server_version')")
        finally:
            await pool.close()
    return {
        "version": version(),
        "postgresql": server,
        "log size": size,
        "projected": position + 1,
        "behind": size - position - 1,
        "published": published,
    }


async def _published(runtime: Runtime) -> str:
    """The checkpoint kept outside the database, compared with it."""
    try:
        await assert_head(runtime)
        checkpoint = checkpoint_file(runtime).read()
    except HeadRefused as error:
        return f"✗ {error}"
    return f"size {checkpoint.size}, root {checkpoint.root.hex()}" if checkpoint else "nothing kept yet"
