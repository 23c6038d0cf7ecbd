"""recheck: the audit on this program's own log, for the auditors at the desk."""

from __future__ import annotations

import asyncio

import click
import structlog

from consult.audit import Report, SourceUnreadable
from consult.cli.stopping import run
from consult.cli.web import CreateApp, up_to_date
from consult.exports.pages import Fetch
from consult.instance.logs import configure_logs
from consult.instance.settings import settings_from
from consult.opening import open_runtime
from consult.runtime import Runtime
from consult.self_audit.recheck import recheck
from projections.cancellation import raise_if_cancelled

logger = structlog.get_logger()
TELLING = 1.0  # seconds between two notes of the progress


@click.command("recheck", help="Audit the program's own log as the public is given it, and keep the report for the desk.")
@click.pass_obj
def recheck_command(create_app: CreateApp) -> None:
    configure_logs()
    try:
        report = run(_recheck(create_app))
    except SourceUnreadable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{report.size} entries, {sum(report.counts.values())} findings, root {report.calculated_root}")


async def _recheck(create_app: CreateApp) -> Report:
    # A database that contradicts the kept checkpoint is not refused here: that is what is to be found.
    async with open_runtime(settings_from(), work=False, recovering=True) as runtime:
        number = await runtime.rechecks.begin()
        done, size = 0, 0

        def told(now: int, all_of_them: int) -> None:
            nonlocal done, size
            done, size = now, all_of_them

        async def tell() -> None:
            while True:
                await runtime.rechecks.progress(number, done, size or (await runtime.log.head()).size)
                await asyncio.sleep(TELLING)

        telling = asyncio.create_task(tell())
        try:
            report = await recheck(runtime, await _pages(runtime, create_app), told)
        finally:
            telling.cancel()
            await asyncio.wait([telling])
        await runtime.rechecks.finish(number, report)
        return report


async def _pages(runtime: Runtime, create_app: CreateApp) -> Fetch | None:
    """The app, once its read models know the whole log; None where an entry cannot be read, which the audit will say."""
    try:
        return await up_to_date(runtime, create_app)
    except Exception as failure:
        raise_if_cancelled()
        logger.warning("read models are behind", error=type(failure).__name__)
        return None
