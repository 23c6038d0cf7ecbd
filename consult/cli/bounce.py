"""bounce: the mail server hands over a report of a letter that was not delivered."""

from __future__ import annotations

import sys

import click

from consult.cli.stopping import run
from consult.database import LOST, DatabaseUnusable, ServerNotStarted
from consult.instance.settings import settings_from
from consult.opening import open_runtime
from consult.telling.bounces import LARGEST, take_report

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the report and comes again


@click.command(
    help="Read a delivery report (RFC 3464) from the input; after a permanent failure nothing more is sent to that address."
)
@click.option("--to", "came_to", default="", help="The address that the report came to; else its headers say it.")
def bounce(came_to: str) -> None:
    async def task() -> str:
        async with open_runtime(settings_from(), work=False) as runtime:
            return (await take_report(runtime, sys.stdin.buffer.read(LARGEST), came_to)).value

    try:
        click.echo(run(task()))
    except (DatabaseUnusable, ServerNotStarted, *LOST) as error:
        click.echo(f"The database cannot be used: {type(error).__name__}", err=True)
        raise click.exceptions.Exit(TRY_AGAIN) from error
