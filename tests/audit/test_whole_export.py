"""Everything that people and programs read is compared: tamperings with every kind of file, and of answer, are named."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from consult.audit import Report, audit, source_at
from consult.audit.grouping import following
from consult.audit.published_log.source import Folder
from consult.audit.report_text import report_in_words
from consult.audit.words import LANGUAGES, words
from consult.cli.web import in_process
from consult.exports.api import listed_decisions
from consult.exports.comparison import COUNTED, Comparison
from consult.exports.derived import derived_files
from consult.exports.pages import Fetch
from consult.exports.rebuilt import facts_of, rebuilt
from consult.exports.site_addresses import site_answers
from consult.public_log.manifest import NOTE
from consult.public_log.note import FileSigner
from tests.audit.export_tampering import resealed
from tests.audit.whole_export import AROUND, OF_A_SITE, OF_THE_MANIFEST
from web.app import create_app

Files = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def derived(honest: Path) -> tuple[Files, Files]:
    """What the log leads to, worked out once: the files of an export, and the answers of a site."""
    return asyncio.run(_derive(source_at(str(honest / "export"))))


async def _derive(source: Folder) -> tuple[Files, Files]:
    facts = facts_of(source)
    assert facts is not None
    async with rebuilt(audit(source), source, facts) as made:
        fetch = in_process(create_app(made.runtime))
        files = derived_files(made.runtime, fetch, made.size, await listed_decisions(fetch))
        return [each async for each in files], [each async for each in site_answers(fetch)]


async def each_of(items: Iterable[tuple[str, bytes]]) -> AsyncIterator[tuple[str, bytes]]:
    for item in items:
        yield item


@pytest.fixture
def exported(honest: Path, tmp_path: Path) -> Path:
    """The export, its files linked: none is to be written into."""
    return Path(shutil.copytree(honest / "export", tmp_path / "export", copy_function=os.link))


def compared(folder: Path, owner: FileSigner, files: Files) -> Report:
    source = source_at(str(folder))
    report, comparison = audit(source, key=owner.verification_key), Comparison(source)
    asyncio.run(comparison.folder(each_of(files)))
    return comparison.added_to(report)


def assert_named(report: Report, code: str) -> None:
    """The report begins with this, in words."""
    assert report.findings[0].code == code, report.findings
    for language in LANGUAGES:
        assert f"1. {words(language).finding[code]}" in report_in_words(report, language)


def test_the_honest_export_is_compared_whole(exported: Path, owner: FileSigner, derived: tuple[Files, Files]) -> None:
    report = compared(exported, owner, derived[0])
    assert report.findings == ()
    assert report.unchecked.keys() == {"site-facts", "policy"}, "what follows from no log"
    assert report.checked["files"] == sum(file.is_file() for file in exported.rglob("*")) - 2, "all but the manifest and its note"
    assert {COUNTED[kind] for kind in ("page", "data", "static", "guide", "download")} <= report.checked.keys()


@pytest.mark.parametrize("name", AROUND)
def test_tampering_around_the_log_is_named_though_its_owner_signs(
    name: str, exported: Path, owner: FileSigner, derived: tuple[Files, Files]
) -> None:
    change, code = AROUND[name]
    change(exported)
    resealed(exported, owner)
    report = compared(exported, owner, derived[0])
    assert "manifest-altered" not in report.counts
    assert_named(report, code)


@pytest.mark.parametrize("name", OF_THE_MANIFEST)
def test_without_a_database_the_signed_manifest_tells(name: str, exported: Path, owner: FileSigner) -> None:
    change, code = OF_THE_MANIFEST[name]
    change(exported)
    assert_named(audit(source_at(str(exported)), key=owner.verification_key), code)


def test_an_export_by_somebody_without_the_key_says_so(exported: Path, owner: FileSigner) -> None:
    (exported / NOTE).unlink()
    report = audit(source_at(str(exported)), key=owner.verification_key)
    assert (report.findings, report.unchecked.keys()) == ((), {"unsigned", "derived"})
    assert "only says that this folder agrees with itself" in report_in_words(report, "en")


class Answering(Folder):
    """A site that gives these answers, and the log as it lies in a folder."""

    def __init__(self, log: Path, answers: dict[str, bytes]) -> None:
        super().__init__(log)
        self._answers = answers

    def read(self, path: str) -> bytes | None:
        return self._answers[f"/{path}"] if f"/{path}" in self._answers else super().read(path) if path[:4] == "log/" else None

    def page(self, path: str) -> bytes | None:
        return self.read(path)

    def files(self) -> None:  # type: ignore[override]
        return None


def compared_site(site: Answering, owner: FileSigner, answers: Files) -> Report:
    async def stands_still() -> Fetch:
        raise AssertionError("nothing is asked for again")

    report, comparison = audit(site, key=owner.verification_key), Comparison(site)
    asyncio.run(comparison.site(each_of(answers), stands_still))
    return comparison.added_to(report)


@pytest.fixture
def answers(exported: Path, derived: tuple[Files, Files]) -> dict[str, bytes]:
    """Of the honest site, by address."""
    return dict(derived[1]) | {
        "/api/v1/site": (exported / "api/v1/site.json").read_bytes(),
        "/api/v1/consultations?page=2&size=100": b'{"items":[],"total":1,"page":2,"size":100,"more":false}',
    }


def test_the_honest_site_is_compared_whole(
    exported: Path, owner: FileSigner, answers: dict[str, bytes], derived: tuple[Files, Files]
) -> None:
    report = compared_site(Answering(exported, answers), owner, derived[1])
    assert (report.findings, report.unchecked.keys()) == ((), {"living", "site-facts", "policy"})


@pytest.mark.parametrize("name", OF_A_SITE)
def test_tampering_with_an_answer_of_a_site_is_named(
    name: str, exported: Path, owner: FileSigner, answers: dict[str, bytes], derived: tuple[Files, Files]
) -> None:
    change, code = OF_A_SITE[name]
    change(answers)
    assert_named(compared_site(Answering(exported, answers), owner, derived[1]), code)


def test_what_a_source_says_does_not_write_into_the_report(
    exported: Path, owner: FileSigner, answers: dict[str, bytes], derived: tuple[Files, Files]
) -> None:
    answers["/consultations/2026-001"] += b"<!-- \x1b[2J\r\xe2\x80\xae -->"
    told = report_in_words(compared_site(Answering(exported, answers), owner, derived[1]), "en")
    assert "<!-- " in told
    assert not {"\x1b", "\r", "\u202e"} & set(told)


def test_what_only_follows_is_told_last_in_a_line_each() -> None:
    assert following(["entry-dropped", "rule-broken", "page-differs"]) == {
        "rule-broken": "entry-dropped",
        "page-differs": "entry-dropped",
    }
    assert following(["page-differs", "file-altered", "file-unknown"]) == {"file-altered": "file-unknown"}
