"""export: the published log and its pages as a folder of files, or one decision as a pack; recover: entries brought back."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from consult.audit.source import SourceUnreadable, source_at
from consult.publication.export import NotOurs, export
from consult.publication.folder import ExportFolder
from consult.publication.kept import assert_head
from consult.publication.pack import DecisionUnknown, pack, write_pack
from consult.publication.pages import Fetch
from consult.publication.recovery import RecoveryRefused, recover
from consult.runtime import Runtime, open_runtime
from consult.settings import settings_from
from projections.catch_up import catch_up

OUTPUT = Path("-")


def in_process(app: Any) -> Fetch:
    """Answers of the app without a server; a page is the same whoever asks."""

    async def fetch(address: str) -> tuple[int, bytes]:
        path, _, query = address.partition("?")
        status, body = 0, bytearray()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            body.extend(message.get("body", b""))

        await app(_scope(path, query), receive, send)
        return status, bytes(body)

    return fetch


def _scope(path: str, query: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }


async def ready(runtime: Runtime) -> Fetch:
    """The app of this runtime, once its read models know the whole log."""
    from consult.work import LogSource

    await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
    create_app: Any = importlib.import_module("web.app").create_app
    return in_process(create_app(runtime))


@click.command("export", help="Write the public log, documents and pages to FOLDER; or, with --pack, one decision to a zip.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "decision",
    metavar="NUMBER",
    help="One decision, by number or id; FOLDER is then the zip to write (-: the output).",
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def export_command(folder: Path, decision: str | None, as_json: bool) -> None:
    try:
        done = asyncio.run(_pack(folder, decision) if decision else _export(folder, quiet=as_json))
    except (NotOurs, DecisionUnknown) as error:
        raise click.ClickException(str(error)) from error
    said = msgspec.json.encode(done).decode() if as_json else _sentence(done, folder)
    click.echo(said, err=decision is not None and folder == OUTPUT)


def _sentence(done: dict[str, Any], folder: Path) -> str:
    return f"{done['files']} files, {done['size']} entries, root {done['root']}, in {folder}"


async def _export(folder: Path, *, quiet: bool) -> dict[str, Any]:
    console = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
    columns = TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console) as shown:
        async with open_runtime(settings_from(), work=False) as runtime:
            target = ExportFolder(folder)
            made = await export(runtime, await ready(runtime), target, _shown(shown))
    return {"origin": made.origin, "size": made.size, "root": made.root, "files": len(target.files)}


def _shown(progress: Progress) -> Callable[[str, int, int], None]:
    tasks: dict[str, Any] = {}

    def told(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = progress.add_task(what, total=total or None)
        progress.update(tasks[what], completed=done, total=total or None)

    return told


@click.command(
    "recover", help="Bring entries that a restored backup lacks back from SOURCE: an export, or a copy of the public log."
)
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def recover_command(source: str, as_json: bool) -> None:
    try:
        done = asyncio.run(_recover(source))
    except (RecoveryRefused, SourceUnreadable) as error:
        raise click.ClickException(str(error)) from error
    sentence = f"{done['recovered']} entries brought back, {done['size']} in all, root {done['root']}"
    click.echo(msgspec.json.encode(done).decode() if as_json else sentence)


async def _recover(address: str) -> dict[str, Any]:
    with closing(source_at(address)) as source:
        async with open_runtime(settings_from(), work=False, recovering=True) as runtime:
            recovered = await recover(runtime, source)
            await assert_head(runtime)
            head = await runtime.log.head()
            return {"recovered": recovered, "size": head.size, "root": head.root.hex()}


async def _pack(file: Path, decision: str) -> dict[str, Any]:
    async with open_runtime(settings_from(), work=False) as runtime:
        if file == OUTPUT:
            return await write_pack(runtime, await ready(runtime), decision, sys.stdout.buffer)
        return await pack(runtime, await ready(runtime), decision, file)
