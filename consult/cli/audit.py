"""audit: a published log checked by whoever wants to; needs no server, no database, no secret."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from cryptography.x509 import Certificate
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from consult.audit import Report, SourceUnreadable, audit, source_at
from consult.audit.kept.held import held_in
from consult.audit.packs.auditing import audit_pack
from consult.audit.packs.findings import pack_in_words
from consult.audit.published_log.source import Folder, Site
from consult.audit.report_text import report_in_words
from consult.audit.words import LANGUAGES
from consult.cli.stopping import run
from consult.instance.durable import replace_file
from consult.public_log.timestamp import certificates_in

if TYPE_CHECKING:
    from consult.cli.web import CreateApp


@click.command(
    "audit",
    help="Audit the public log at SOURCE: a site's address, a folder that `export` wrote, or the pack of a decision (zip).",
)
@click.argument("source")
@click.option("--key", metavar="VKEY", help="The log's verification key, from elsewhere than SOURCE.")
@click.option(
    "--since",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="What was kept of the log: a checkpoint, a receipt or pack (zip), a .tlog-proof, or a folder of them.",
)
@click.option("--memory", type=click.Path(dir_okay=False, path_type=Path), help="File that keeps the last checkpoint of SOURCE.")
@click.option("--no-memory", is_flag=True, help="Neither compare with nor keep the last checkpoint.")
@click.option("--no-disclosures", is_flag=True, help="Leave out disclosures, documents and whether everything due is public.")
@click.option(
    "--pages", is_flag=True, help="Also rebuild pages, data and files from the log on a scratch database, and compare them all."
)
@click.option(
    "--timestamp-certificates",
    "certificates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=lambda context, option, file: _certificates(file),
    help="PEM file of root certificates that time stamps must lead to, from elsewhere than SOURCE.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", help="Language of the report.")
@click.option("--json", "as_json", is_flag=True, help="The report for machines.")
@click.pass_obj
def audit_command(
    create_app: CreateApp,
    source: str,
    key: str | None,
    since: tuple[Path, ...],
    memory: Path | None,
    no_memory: bool,
    no_disclosures: bool,
    pages: bool,
    certificates: list[Certificate] | None,
    lang: str,
    as_json: bool,
) -> None:
    """Exit 0 where nothing was found, 1 where something was, 2 where the source could not be read."""
    if zipfile.is_zipfile(source):
        sys.exit(_audit_pack(Path(source), key, lang, as_json=as_json))
    try:
        with closing(source_at(source)) as place, _progress() as progress:
            kept = None if no_memory else memory or _memory_of(place)
            earlier = [held for file in (*since, *([kept] if kept and kept.exists() else ())) for held in held_in(file)]
            report = audit(
                place,
                key=key,
                since=earlier,
                disclosures=not no_disclosures,
                timestamp_certificates=certificates,
                progress=progress,
            )
            if pages:
                report = run(_with_pages(create_app, report, place))
    except (SourceUnreadable, OSError, UnicodeDecodeError) as error:
        click.echo(f"{source}: {error}", err=True)
        sys.exit(2)
    if kept and report.clean:
        _store_checkpoint(kept, report)
    click.echo(msgspec.json.encode(report).decode() + "\n" if as_json else report_in_words(report, lang), nl=False)
    sys.exit(0 if report.clean else 1)


def _audit_pack(file: Path, key: str | None, lang: str, *, as_json: bool) -> int:
    """Answers with how the program ends."""
    try:
        with _progress() as progress:
            report = audit_pack(file, key=key, progress=progress)
    except SourceUnreadable as error:
        click.echo(str(error), err=True)
        return 2
    click.echo(msgspec.json.encode(report).decode() + "\n" if as_json else pack_in_words(report, lang), nl=False)
    return 0 if report.clean else 1


async def _with_pages(create_app: CreateApp, report: Report, place: Folder | Site) -> Report:
    """Only this needs a database and the site's code."""
    from consult.cli.web import in_process
    from consult.exports.comparison import with_comparison

    return await with_comparison(report, place, lambda runtime: in_process(create_app(runtime, desk=False)))


def _certificates(file: Path | None) -> list[Certificate] | None:
    try:
        return certificates_in(file.read_bytes()) if file else None
    except ValueError as error:
        raise click.BadParameter(f"{file} holds no certificates in PEM") from error


def _memory_of(place: Folder | Site) -> Path:
    """One file for each source, in the user's own folder: the key and the origin it names may be what changes."""
    name = place.name if isinstance(place, Site) else str(Path(place.name).resolve())
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", name)[-60:].strip("-.")
    return Path(click.get_app_dir("consult")) / "checkpoints" / f"{readable}-{sha256(name.encode()).hexdigest()[:12]}"


def _store_checkpoint(file: Path, report: Report) -> None:
    """Atomically and durably, so that an interrupted run leaves the checkpoint before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, report.checkpoint)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Entries done, on standard error where a person looks at it."""
    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True, quiet=not sys.stderr.isatty()), transient=True) as shown:
        task = shown.add_task("audit", total=None)
        yield lambda done, size: shown.update(task, completed=done, total=size)
