"""serve, work, demo."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import click
import msgspec
import uvicorn

from consult.cli.stopping import Stopped, run
from consult.cli.web import CreateApp
from consult.instance.http_limits import http_limits
from consult.instance.logs import configure_logs
from consult.instance.serving import metrics_served, server_of
from consult.instance.settings import Settings, settings_from
from consult.opening import open_runtime

if TYPE_CHECKING:
    from consult.demo.access import DemoAccess


@click.command(help="Serve the site (and, unless told otherwise, run projections and clock).")
@click.pass_obj
def serve(create_app: CreateApp) -> None:
    configure_logs()
    with suppress(Stopped):
        run(serving(settings_from(), create_app))


@click.command(help="Run projections, clock and sweeping only.")
def work() -> None:
    configure_logs()
    with suppress(Stopped):
        run(_working(settings_from()))


@click.command(help="Fill a demonstration at the first start, and serve it, for training.")
@click.pass_obj
def demo(create_app: CreateApp) -> None:
    from consult.demo import fill
    from consult.demo.access import store_access

    configure_logs()
    settings = msgspec.structs.replace(settings_from(), training=True)
    with suppress(Stopped):
        access = store_access(settings, run(fill(settings)))
        click.echo(f"\n  {settings.site_name}\n  {settings.public_url}/          中文\n  {settings.public_url}/en/       English")
        click.echo(f"  {settings.public_url}/schema/openapi.json")
        click.echo("\n".join(_who_signs_in(settings, access)))
        click.echo(
            f"\n  All of it is marked as training; whoever has signed in moves its clock at {settings.public_url}/desk/training"
        )
        click.echo("\n  Ctrl-C stops it; the data stay in " + str(settings.data_dir))
        run(serving(settings, create_app))


def _who_signs_in(settings: Settings, access: DemoAccess | None) -> Iterator[str]:
    if access is None:
        yield f"\n  Nobody can sign in: this log was not filled to its end. Remove {settings.data_dir} to begin anew."
        return
    yield f"\n  Demo staff sign in at {settings.public_url}/desk with the password {access.password}"
    yield "  (one-time codes are off for them, and for them only). Bearer tokens are for /api/v1/desk/…"
    for name, token in access.tokens.items():
        yield f"  {name}  {access.emails[name]:<26} {token}"


async def serving(settings: Settings, create_app: CreateApp) -> None:
    """Open the runtime, then the web on it, until cancelled; with as many sockets as the system allows."""
    async with open_runtime(settings) as runtime:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        app, limits = create_app(runtime), http_limits(settings)
        async with metrics_served(app.metrics, settings.metrics_host, settings.metrics_port):
            await _until_cancelled(server_of(app, settings.host, settings.port, limits=limits))


async def _until_cancelled(server: uvicorn.Server) -> None:
    """Serve; answers under way are finished before the cancellation goes on, and the database is there until then."""
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


async def _working(settings: Settings) -> None:
    async with open_runtime(msgspec.structs.replace(settings, work=True)):
        await asyncio.Event().wait()
