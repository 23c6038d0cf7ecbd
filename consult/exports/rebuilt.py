"""A published log rebuilt on a scratch database: its entries, what is public of their contents, and the read models over them."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from consult.audit.published_log.head import read_head
from consult.audit.published_log.source import Source
from consult.audit.report import Report
from consult.exports.recovery import recover_up_to
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.instance.site_facts import SiteFacts, site_facts
from consult.opening import open_runtime
from consult.public_log.manifest import MANIFEST, Manifest
from consult.public_log.note import Checkpoint, FileSigner, NoteInvalid, stated_checkpoint
from consult.runtime import Runtime
from consult.work import LogSource
from projections.catch_up import catch_up

FACTS = "api/v1/site"


class PublishedKey(FileSigner):
    """The log's key as far as the public knows it: its pages and guides name it, nothing can be signed with it."""

    def __init__(self, key: str) -> None:
        self.origin, self._vkey = key.split("+", 1)[0], key

    @property
    def verification_key(self) -> str:
        return self._vkey

    def sign(self, text: str) -> str:
        raise NoteInvalid("the private key is not here")


class Rebuilt:
    """`runtime`: as whoever publishes the log has it, but for the private key. `size`: entries so far."""

    def __init__(self, scratch: Runtime, clock: ToldClock, source: Source, key: str) -> None:
        self._scratch, self._clock, self._source, self._key = scratch, clock, source, key
        self.runtime = msgspec.structs.replace(scratch, signer=PublishedKey(key))
        self.size = 0

    async def take(self, checkpoint: Checkpoint) -> None:
        """All entries up to a checkpoint that has been verified. Raises RecoveryRefused and what an append raises."""
        await recover_up_to(self._scratch, self._source, checkpoint)
        await catch_up(self._scratch.database.pool, LogSource(self._scratch.archive), freshness=self._scratch.freshness)
        self.size = checkpoint.size

    async def move_on(self) -> None:
        """To the present moment, and the newest head that the source publishes."""
        self._clock.tell(max(self._clock.now(), datetime.now(UTC)))
        signed = read_head((self._source.read("log/checkpoint") or b"").decode("utf-8", "replace"), self._key)
        if signed.wrong is None and signed.checkpoint.size > self.size:
            await self.take(signed.checkpoint)


@asynccontextmanager
async def rebuilt(report: Report, source: Source, facts: SiteFacts) -> AsyncIterator[Rebuilt]:
    """An instance of its own with the audited entries; at the moment of the export, or now."""
    clock = ToldClock(_moment(report, source))
    with tempfile.TemporaryDirectory(prefix="audit-pages-") as folder:
        async with open_runtime(facts.settings(Path(folder), report.origin), clock) as runtime:
            made = Rebuilt(runtime, clock, source, report.key)
            await made.take(stated_checkpoint(report.checkpoint))
            yield made


def _moment(report: Report, source: Source) -> datetime:
    if source.files() is None:
        return datetime.now(UTC)
    try:
        manifest = msgspec.json.decode(source.read(MANIFEST) or b"{}", type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        manifest = Manifest()  # it has its own finding
    return manifest.at or report.last_at or datetime.now(UTC)


def facts_of(source: Source) -> SiteFacts | None:
    """As the source says; None where it does not, or in another form than this program's."""
    try:
        return msgspec.json.decode(source.page(FACTS) or b"", type=SiteFacts)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def facts_assumed(source: Source) -> SiteFacts:
    """Those of no site, where the source does not say."""
    return site_facts(Settings(public_url=source.name))
