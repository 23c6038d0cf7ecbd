"""export: the published log and its pages as a folder of files, or one decision as a pack; recover: entries brought back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from consult.audit.published_log.source import SourceUnreadable, source_at
from consult.cli.stopping import run
from consult.cli.web import CreateApp, up_to_date
from consult.exports.export import NotOurs, StillGrowing, export
from consult.exports.folder import ExportFolder
from consult.exports.pack import DecisionUnknown, pack, write_pack
from consult.exports.recovery import RecoveryRefused, recover
from consult.instance.clock import ToldClock
from consult.instance.settings import settings_from
from consult.opening import open_runtime
from consult.publication.checkpoint_file import assert_head

OUTPUT = Path("-")


@click.command("export", help="Write the public log, documents and pages to FOLDER; or, with --pack, one decision to a zip.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "decision",
    metavar="NUMBER",
    help="One decision, by number or id; FOLDER is then the zip to write (-: the output).",
)
@click.option(
    "--archive", is_flag=True, help="With --pack: also what is internal, and the index of all records. For the archive."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def export_command(create_app: CreateApp, folder: Path, decision: str | None, archive: bool, as_json: bool) -> None:
    if archive and not decision:
        raise click.UsageError("--archive goes with --pack")
    try:
        packing = _pack(create_app, folder, decision, archive=archive, quiet=as_json) if decision else None
        done = run(packing or _export(create_app, folder, quiet=as_json))
    except (NotOurs, StillGrowing, DecisionUnknown) as error:
        raise click.ClickException(str(error)) from error
    said = msgspec.json.encode(done).decode() if as_json else _sentence(done, folder)
    click.echo(said, err=decision is not None and folder == OUTPUT)


def _sentence(done: dict[str, Any], folder: Path) -> str:
    return f"{done['files']} files, {done['size']} entries, root {done['root']}, in {folder}"


async def _export(create_app: CreateApp, folder: Path, *, quiet: bool) -> dict[str, Any]:
    with _progress(quiet=quiet) as shown:
        # One moment for all pages, however long they take: a period that ends meanwhile ends for all of them or for none.
        async with open_runtime(settings_from(), ToldClock(datetime.now(UTC)), work=False) as runtime:
            target = ExportFolder(folder)
            made = await export(runtime, await up_to_date(runtime, create_app), target, _shown(shown))
    return {"origin": made.origin, "size": made.size, "root": made.root, "files": len(target.files)}


def _progress(*, quiet: bool) -> Progress:
    """On standard error, where a person looks at it."""
    console = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
    return Progress(TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), console=console)


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
        done = run(_recover(source))
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


async def _pack(create_app: CreateApp, file: Path, decision: str, *, archive: bool, quiet: bool) -> dict[str, Any]:
    with _progress(quiet=quiet) as shown:
        async with open_runtime(settings_from(), work=False) as runtime:
            fetch = await up_to_date(runtime, create_app)
            if file == OUTPUT:
                return await write_pack(runtime, fetch, decision, sys.stdout.buffer, archive=archive, progress=_shown(shown))
            return await pack(runtime, fetch, decision, file, archive=archive, progress=_shown(shown))
