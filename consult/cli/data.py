"""migrate, rebuild, clean, checkpoint."""

from __future__ import annotations

import time

import click

from consult.cli.stopping import run
from consult.database import migrate_database
from consult.instance.settings import settings_from
from consult.opening import open_runtime
from consult.work import LogSource
from consult.work.database_cleaning import clean as clean_files
from projections.catch_up import catch_up
from projections.rebuild import rebuild as rebuild_read_models


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
