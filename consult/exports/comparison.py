"""Compares what a source publishes with what its own log leads to: in both directions, byte for byte, by a scratch database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import msgspec

from consult.audit.findings import AuditFinding, Findings
from consult.audit.grouping import decisive_first
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source, SourceUnreadable
from consult.audit.report import Report
from consult.exports.api import listed_decisions
from consult.exports.derived import derived_files
from consult.exports.difference import difference, kind_of
from consult.exports.pages import Fetch
from consult.exports.rebuilt import FACTS, Rebuilt, facts_assumed, facts_of, rebuilt
from consult.exports.recovery import RecoveryRefused
from consult.exports.site_addresses import site_answers
from consult.instance.site_facts import SiteFacts
from consult.public_log.manifest import MANIFEST, NOTE
from consult.runtime import Runtime

FetchOf = Callable[[Runtime], Fetch]
Answers = AsyncIterator[tuple[str, bytes]]
"""Paths of files, or addresses, with the content that the log leads to."""

COUNTED = {"page": "pages", "data": "data", "static": "static", "guide": "guides", "download": "downloads"}


async def with_comparison(report: Report, source: Source, fetch_of: FetchOf) -> Report:
    """The report, with what comparing adds to it: also that nothing could be rebuilt. `fetch_of`: answers of the app."""
    compared = Comparison(source)
    try:
        async with rebuilt(report, source, compared.facts or facts_assumed(source)) as made:
            fetch = fetch_of(made.runtime)
            if source.files() is None:
                await compared.site(site_answers(fetch), lambda: _moved_on(made, fetch))
            else:
                await compared.folder(derived_files(made.runtime, fetch, made.size, await listed_decisions(fetch)))
    except Exception as error:  # whatever it is: the report was made before, and goes out
        compared.add("pages-not-rebuilt", source.name, f"{type(error).__name__}: {error}")
    return compared.added_to(report)


async def _moved_on(made: Rebuilt, fetch: Fetch) -> Fetch:
    with suppress(
        RecoveryRefused, SourceUnreadable
    ):  # a head that does not go on: what differs from the one before stays a finding
        await made.move_on()
    return fetch


class Comparison:
    """Of one source. `facts`: those it names of its site, None where it does not."""

    def __init__(self, source: Source) -> None:
        self._source, self.facts = source, facts_of(source)
        self._findings = Findings()
        self._known = KnownPaths()

    async def folder(self, derived: Answers) -> None:
        """Every file that the log leads to is there as it has to be, and there is no other (those below `log/` apart)."""
        for path in (MANIFEST, NOTE):
            self._known.add(path)
        async for path, content in derived:
            self._known.add(path)
            if path != f"{FACTS}.json":
                self._count(path)
                self._name(path, self._source.read(path), content)
        self._check_facts()
        for path in self._source.files() or ():
            if not path.startswith("log/") and path not in self._known:
                self.add("file-unknown", self._source.link(path))

    async def site(self, answers: Answers, moved_on: Callable[[], Awaitable[Fetch]]) -> None:
        """Every answer that the log leads to is given; what differs is compared once more while the log may grow."""
        differing: dict[str, tuple[bytes | None, bytes]] = {}
        async for address, body in answers:
            self._count(address[1:])
            if (said := await self._answer(address)) != body:
                differing[address] = said, body
        for pause in self._source.patience:
            if differing:
                await asyncio.sleep(pause)
                fetch = await moved_on()
                again = {address: (await self._answer(address), (await fetch(address))[1]) for address in differing}
                differing = {address: both for address, both in again.items() if both[0] != both[1]}
        for address, (said, body) in differing.items():
            self._name(address[1:], said, body)
        self._check_facts()
        self._findings.unchecked["living"] = f"{self._source.name}/…/comment"

    async def _answer(self, address: str) -> bytes | None:
        """None also where it is no answer of 200."""
        try:
            return await asyncio.to_thread(self._source.read, address[1:])
        except SourceUnreadable:
            return None

    def _count(self, path: str) -> None:
        self._findings.checked[COUNTED[kind_of(path)]] += 1

    def _name(self, path: str, said: bytes | None, calculated: bytes) -> None:
        if found := difference(path, self._source.link(path), said, calculated):
            self._findings.add(found)

    def _check_facts(self) -> None:
        """They are the site's own; but they are said in one spelling, and by the program that compares."""
        content, place = self._source.page(FACTS), self._source.link(FACTS)
        if self.facts is None or msgspec.json.encode(self.facts) != content:
            self.add("data-missing" if content is None else "data-differs", place)
            return
        self._findings.unchecked["site-facts"] = place
        self._findings.unchecked["policy"] = self._source.link("log/policy")
        own = facts_assumed(self._source).program
        if self.facts.program != own:
            self._findings.unchecked["other-program"] = f"{self.facts.program} / {own}"

    def add(self, code: str, place: str, said: str | None = None) -> None:
        self._findings.add(AuditFinding(code=code, place=place, said=said))

    def added_to(self, report: Report) -> Report:
        """The report with these findings, in their order; what was compared is no longer unchecked."""
        more = self._findings
        counts = {code: report.counts.get(code, 0) + more.counts[code] for code in (*report.counts, *more.counts)}
        findings, counts = decisive_first((*report.findings, *more.listed), counts)
        unchecked = report.unchecked | more.unchecked
        if not more.any_of("pages-not-rebuilt"):
            unchecked.pop("derived", None)
        return msgspec.structs.replace(
            report,
            counts=counts,
            findings=findings,
            checked=report.checked | dict(more.checked),
            unchecked=unchecked,
            site=_shown(self.facts),
        )


def _shown(facts: SiteFacts | None) -> dict[str, str]:
    return {name: value for name, value in msgspec.structs.asdict(facts).items() if value} if facts else {}
