"""serve, work, demo."""

from __future__ import annotations

import asyncio
import contextlib
import resource

import click
import msgspec
import uvloop

from consult.cli.web import CreateApp
from consult.instance.http_limits import http_limits
from consult.instance.logs import configure_logs
from consult.instance.serving import server_of
from consult.instance.settings import Settings, settings_from
from consult.opening import open_runtime


@click.command(help="Serve the site (and, unless told otherwise, run projections and clock).")
@click.pass_obj
def serve(create_app: CreateApp) -> None:
    configure_logs()
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(serving(settings_from(), create_app))


@click.command(help="Run projections, clock and sweeping only.")
def work() -> None:
    configure_logs()
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(_working(settings_from()))


@click.command(help="Fill a demonstration at the first start, and serve it.")
@click.pass_obj
def demo(create_app: CreateApp) -> None:
    from consult.demo import fill
    from consult.demo.access import store_access

    configure_logs()
    settings = settings_from()
    with contextlib.suppress(KeyboardInterrupt):
        access = store_access(settings, uvloop.run(fill(settings)))
        click.echo(f"\n  {settings.site_name}\n  {settings.public_url}/          中文\n  {settings.public_url}/en/       English")
        click.echo(f"  {settings.public_url}/schema/openapi.json")
        if access is not None:
            click.echo(f"\n  Demo staff sign in at {settings.public_url}/desk with the password {access.password}")
            click.echo("  (one-time codes are off for them, and for them only). Bearer tokens are for /api/v1/desk/…")
            for name, token in access.tokens.items():
                click.echo(f"  {name}  {access.emails[name]:<26} {token}")
        click.echo("\n  Ctrl-C stops it; the data stay in " + str(settings.data_dir))
        uvloop.run(serving(settings, create_app))


async def serving(settings: Settings, create_app: CreateApp) -> None:
    """Open the runtime, then the web on it, until stopped; with as many sockets as the system allows."""
    async with open_runtime(settings) as runtime:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        app, limits = create_app(runtime), http_limits(settings)
        await server_of(app, settings.host, settings.port, limits=limits).serve()


async def _working(settings: Settings) -> None:
    async with open_runtime(msgspec.structs.replace(settings, work=True)):
        await asyncio.Event().wait()
