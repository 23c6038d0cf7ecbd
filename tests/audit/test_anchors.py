"""Anchors on the record: an auditor re-checks root, time stamp and times; whoever holds the key cannot lie about them."""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import subprocess
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult.audit import Report, audit, source_at
from consult.audit.report_text import report_in_words
from consult.audit.words import LANGUAGES, words
from consult.cli.web import in_process
from consult.database import Database
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.pack import pack
from consult.exports.recovery import recover
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.public_log.note import Checkpoint, FileSigner
from consult.public_log.timestamp import certificates_in
from consult.public_log.tree import leaf_hash, root_of
from consult.publication.anchoring import Anchoring
from consult.work import LogSource
from projections.anchors.queries import anchor_positions, daily_anchors
from projections.catch_up import catch_up
from tests.audit import tampering as t
from tests.audit.mirror import mirrored, states_in, write_log
from tests.audit.test_command import run
from tests.audit.test_honest import verified as pack_verifies
from tests.conftest import ORIGIN, START, kept_database
from tests.driving import DAY, Driver, driving
from tests.publication.authority import LocalAuthority
from tests.serving import served
from web.app import create_app

pytestmark = [pytest.mark.anyio, pytest.mark.openssl]


@pytest.fixture(scope="session")
def anchored(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An honest, anchored log: `copy`, `export`, `pack.zip`; the authority's `authority/roots.pem`; the key `keys/log`."""
    folder = tmp_path_factory.mktemp("anchored")
    asyncio.run(_publish(server_url, template, folder))
    return folder


async def _publish(server_url: str, template: str, folder: Path) -> None:
    clock: list[Driver] = []
    authority = LocalAuthority(folder / "authority", lambda: clock[0].clock.now())
    async with kept_database(server_url, template) as database, served(authority) as address:
        facts = {"timestamp_url": address, "timestamp_certificates": str(authority.roots)}
        async with driving(database, folder, **facts) as driver:
            clock.append(driver)
            decision = await _lived(driver)
            await mirrored(driver.client, folder / "copy")
            app = create_app(driver.runtime)
            await export(driver.runtime, in_process(app), ExportFolder(folder / "export"))
            await pack(driver.runtime, in_process(app), decision, folder / "pack.zip")
            await driver.check()


async def _lived(driver: Driver) -> str:
    """A decision anchored at opening, daily while it is open, at closing and after; another one opens meanwhile."""
    anchoring = Anchoring(driver.runtime)

    async def look() -> None:
        await driver.settle()
        await anchoring.anchor()

    decision = await driver.opened()
    closes_at = driver.clock.now() + 31 * DAY
    await look()
    for day in range(3):
        await driver.comment(decision, f"建议营业到零点，理由{day}。")
        await look()
        driver.clock.advance(DAY)
    driver.clock.tell(closes_at)
    await look()
    await driver.close(closes_at)
    await look()
    await driver.opened()
    await look()
    await driver.settle()
    return decision


@pytest.fixture
def copy(anchored: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(anchored / "copy", tmp_path / "copy"))


@pytest.fixture
def owner(anchored: Path) -> FileSigner:
    return FileSigner(ORIGIN, anchored / "keys" / "log")


@pytest.fixture
def authority(anchored: Path, tmp_path: Path) -> LocalAuthority:
    """The very authority that stamped, for an owner who bribes nobody but may ask it again at a later time."""
    found = LocalAuthority(tmp_path / "again")
    found.folder = Path(shutil.copytree(anchored / "authority", tmp_path / "authority"))
    return found


LEFT_BEHIND = {"decision-invented", "file-unknown", "position-differs"}
"""What is found around a log that was cut short, and whose data were not."""


def audited(folder: Path, owner: FileSigner, roots: Path | None = None) -> Report:
    certificates = certificates_in(roots.read_bytes()) if roots else None
    return audit(source_at(str(folder)), key=owner.verification_key, timestamp_certificates=certificates)


def places(states: list[bytes]) -> list[int]:
    return [position for position, state in enumerate(states) if b'"anchor-recorded.v1"' in state]


def test_an_honest_log_says_what_its_anchors_bound(copy: Path, owner: FileSigner, anchored: Path) -> None:
    report = audited(copy, owner, anchored / "authority" / "roots.pem")
    assert (report.findings, report.unchecked.keys()) == ((), {"manifest", "derived"})
    positions = places(states_in(copy))
    assert [anchor.position for anchor in report.anchors] == positions
    assert report.anchors_recorded == report.checked["anchors"] == len(positions) == 7
    own = next(decision for decision in report.decisions if decision.comments)
    assert [str(anchor.occasion) for anchor in own.anchors] == ["opening", "closing", "closed"]
    assert len(report.decisions) == 2, "the whole log is no decision"
    opening, closing, _ = own.anchors
    assert opening.not_after - opening.not_before == timedelta(seconds=3), "an accuracy of a second each way, whole seconds told"
    zh, en = (report_in_words(report, language) for language in LANGUAGES)
    assert "7份有效，共7份（时间戳服务机构127.0.0.1" in zh
    assert f"(at closing): the first {closing.size} entries are not younger than 2026-04-02 09:00:02" in en
    assert "leads to a root that you gave" in en
    assert words("zh").report["proves_anchored"] in zh


def test_without_roots_the_report_says_that_nobody_knows_the_authority(copy: Path, owner: FileSigner) -> None:
    report = audited(copy, owner)
    assert (report.findings, len(report.anchors), report.anchors_trusted) == ((), 7, False)
    assert words("en").report["anchors_untrusted"] in report_in_words(report, "en")
    assert words("zh").report["anchors_untrusted"] in report_in_words(report, "zh")


def test_stamps_of_another_authority_do_not_hold(copy: Path, owner: FileSigner, tmp_path: Path) -> None:
    report = audited(copy, owner, LocalAuthority(tmp_path / "stranger").roots)
    assert report.counts == {"anchor-certificate": 7}
    assert report.anchors == ()
    assert "7 times, of which none holds" in report_in_words(report, "en")


def test_the_export_holds_and_its_stamps_lie_beside_it(anchored: Path, owner: FileSigner) -> None:
    report = audited(anchored / "export", owner, anchored / "authority" / "roots.pem")
    assert (report.findings, len(report.anchors)) == ((), 7)


def commands(guide: Path) -> list[str]:
    """The commands of the guide that speak of time stamps."""
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", guide.read_text("utf-8"), re.S)
    return [html.unescape(block) for block in blocks if "openssl ts -verify" in block]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_own_commands_verify_the_stamps(language: str, anchored: Path, tmp_path: Path) -> None:
    """In the export by the files beside it, in the pack from the entry alone; a changed text is refused."""
    export = Path(shutil.copytree(anchored / "export", tmp_path / "export"))
    zipfile.ZipFile(anchored / "pack.zip").extractall(tmp_path / "pack")
    with_files, from_entry = commands(export / f"guide.{language}.html")
    for folder in (export, tmp_path / "pack"):
        shutil.copy(anchored / "authority" / "roots.pem", folder)
        files = sorted((folder / "log" / "anchors").glob("*.tsr"))
        assert len(files) == (7 if folder == export else 3)
        for file in files:
            said = shell(with_files.replace("POSITION", file.stem).replace("位置", file.stem), folder)
            assert said.count("Verification: OK") == said.count("Time stamp: ") == 1, said
        file.with_suffix(".txt").write_text("consult.example/log/test\n1\nAAAA\n")
        assert "Verification: FAILED" in shell(with_files.replace("POSITION", file.stem).replace("位置", file.stem), folder)
    for entry in places_in(tmp_path / "pack"):
        assert "Verification: OK" in shell(from_entry.replace("000000000012", entry), tmp_path / "pack")


def shell(commands: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-c", commands], cwd=folder, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def places_in(pack: Path) -> list[str]:
    found = [file.stem for file in (pack / "events").glob("*.entry") if b'"anchor-recorded.v1"' in file.read_bytes()]
    assert len(found) == 3
    return found


def test_the_pack_of_an_anchored_decision_verifies(anchored: Path) -> None:
    assert pack_verifies(anchored / "pack.zip") == (0, True)


async def test_anchors_come_back_with_a_recovered_log(anchored: Path, database: Database, tmp_path: Path) -> None:
    shutil.copytree(anchored / "keys", tmp_path / "keys")
    runtime = runtime_on(database, Settings(data_dir=tmp_path, origin=ORIGIN), ToldClock(START))
    await recover(runtime, source_at(str(anchored / "export")))
    await catch_up(database.pool, LogSource(runtime.archive))
    assert (await daily_anchors(runtime.reads)).version == 3
    assert len(await anchor_positions(runtime.reads, 1000)) == 7


def test_the_pages_with_anchors_are_those_rebuilt_from_the_log(anchored: Path, tmp_path: Path) -> None:
    done = run(anchored / "export", "--pages", "--json", home=tmp_path)
    report = msgspec.json.decode(done.stdout, type=Report)
    assert report.findings == ()
    assert report.checked["pages"] > 20


def test_the_command_takes_root_certificates(anchored: Path, tmp_path: Path) -> None:
    roots = anchored / "authority" / "roots.pem"
    good = run(anchored / "copy", "--timestamp-certificates", roots, "--lang", "en", home=tmp_path)
    assert (good.returncode, "leads to a root that you gave" in good.stdout) == (0, True), good.stderr
    bad = run(anchored / "copy", "--timestamp-certificates", LocalAuthority(tmp_path / "x").roots, "--json", home=tmp_path)
    assert bad.returncode == 1
    assert msgspec.json.decode(bad.stdout, type=Report).counts == {"anchor-certificate": 7}
    none = run(anchored / "copy", "--timestamp-certificates", anchored / "copy" / "log" / "checkpoint", home=tmp_path)
    assert (none.returncode, "no certificates in PEM" in none.stderr) == (2, True)


Change = Callable[[list[bytes], int, LocalAuthority], dict[str, Any]]


def root_of_another(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    return {"root": b64encode(b"\1" * 32).decode()}


def another_token(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    """The time stamp of another anchor."""
    return {"token": msgspec.json.decode(states[places(states)[0]])["token"]}


def garbage(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    return {"token": b64encode(b"not a time stamp").decode()}


def signature(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    token = b64decode(msgspec.json.decode(states[place])["token"])
    return {"token": b64encode(token[:-5] + bytes([token[-5] ^ 1]) + token[-4:]).decode()}


def time_told(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    return {"stamped_at": "2026-03-03T01:00:00.000Z"}


def size_ahead(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    return {"size": place + 1}


def size_behind(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    return {"size": msgspec.json.decode(states[place])["size"] - 1}


def stamped_later(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    """Asked for a day after what it says: the entries that follow are then older than the stamp."""
    return _stamped(states, place, authority, timedelta(days=1))


def stamped_earlier(states: list[bytes], place: int, authority: LocalAuthority) -> dict[str, Any]:
    """A stamp from before the entries that it covers: they are dated after it, so one of the two clocks lied."""
    return _stamped(states, place, authority, -timedelta(days=31))


def _stamped(states: list[bytes], place: int, authority: LocalAuthority, later: timedelta) -> dict[str, Any]:
    anchor = msgspec.json.decode(states[place])
    at = datetime.fromisoformat(anchor["stamped_at"]) + later
    note = Checkpoint(ORIGIN, anchor["size"], b64decode(anchor["root"])).text()
    token = authority.stamp_of(note.encode(), at)
    return {"token": b64encode(token).decode(), "stamped_at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"}


TABLE: dict[str, tuple[Change, set[str]]] = {
    "the root of another log": (root_of_another, {"anchor-root"}),
    "the stamp of another checkpoint": (another_token, {"anchor-imprint"}),
    "a stamp that is none": (garbage, {"anchor-malformed"}),
    "a stamp with another signature": (signature, {"anchor-signature"}),
    "a time that is not the stamp's": (time_told, {"anchor-time"}),
    "more entries than there were": (size_ahead, {"anchor-ahead"}),
    "fewer entries than were stamped": (size_behind, {"anchor-root"}),
    "a stamp from later": (stamped_later, {"older-than-anchor"}),
    "a stamp from earlier": (stamped_earlier, {"younger-than-anchor"}),
}


@pytest.mark.parametrize("name", TABLE)
def test_an_anchor_tampered_with_by_the_owner_is_named(
    name: str, copy: Path, owner: FileSigner, authority: LocalAuthority
) -> None:
    """Entries, tiles and checkpoint are made again and signed with the log's own key; the last anchor is the one changed."""
    change, codes = TABLE[name]
    states = states_in(copy)
    place = places(states)[-3]
    changed = t.with_facts(place, **change(states, place, authority))(states)
    write_log(copy, unanchored(changed, after=place), owner)
    report = audited(copy, owner, authority.roots)
    assert report.counts.keys() - LEFT_BEHIND == codes, report.findings
    assert all(place in found.positions for found in report.findings if found.code in codes)
    for language in LANGUAGES:
        assert all(words(language).finding[code] in report_in_words(report, language) for code in codes)


def unanchored(states: list[bytes], after: int) -> list[bytes]:
    """Without the anchors after that position, whose roots would tell as well, and what follows them."""
    later = [place for place in places(states) if place > after]
    return states[: later[0]] if later else states


def test_a_comment_slipped_in_before_an_anchor_is_found(copy: Path, owner: FileSigner, authority: LocalAuthority) -> None:
    """The owner back-dates an entry that was stamped, and repairs everything that he can: every root he claims is now right.

    The authority stamps whatever it is shown, but only at the time at which it is shown it.
    """
    states = states_in(copy)
    first, *_ = places(states)
    slipped = t.with_facts(first + 1, timestamp="2026-03-02T01:00:00.007Z")(states)
    write_log(copy, slipped, owner)
    report = audited(copy, owner, authority.roots)
    assert report.counts == {"anchor-root": 6}, "every anchor that covers it"
    assert len(report.anchors) == 1
    write_log(copy, re_anchored(slipped), owner)
    report = audited(copy, owner, authority.roots)
    assert report.counts == {"anchor-imprint": 6}, "the roots are right, but nobody stamped them"
    write_log(copy, re_anchored(slipped, authority, datetime(2026, 5, 1, tzinfo=UTC)), owner)
    report = audited(copy, owner, authority.roots)
    assert report.counts.keys() == {"older-than-anchor"}, "stamped anew, but later than what follows"


def re_anchored(states: list[bytes], authority: LocalAuthority | None = None, at: datetime | None = None) -> list[bytes]:
    """Each anchor with the root that is now right; with a stamp of it at `at`, where there is an authority."""
    made: list[bytes] = []
    for state in states:
        entry = msgspec.json.decode(state)
        if entry["type"] == "anchor-recorded.v1":
            root = root_of([leaf_hash(one) for one in made[: entry["size"]]])
            changed = root != b64decode(entry["root"])
            entry["root"] = b64encode(root).decode()
            if changed and authority and at:
                token = authority.stamp_of(Checkpoint(ORIGIN, entry["size"], root).text().encode(), at)
                entry |= {"token": b64encode(token).decode(), "stamped_at": f"{at:%Y-%m-%dT%H:%M:%S}.000Z"}
        made.append(msgspec.json.encode(entry, order="sorted"))
    return made


def test_an_entry_dated_before_an_anchor_that_precedes_it_is_found(
    copy: Path, owner: FileSigner, authority: LocalAuthority
) -> None:
    """The last entries are not covered by any later anchor; the earlier one still says that they are not older."""
    states = states_in(copy)
    last = places(states)[-1]
    before = places(states)[-2]
    cut = [state for position, state in enumerate(states) if position != last]
    dated = t.with_facts(len(cut) - 1, timestamp="2026-04-02T00:59:00.000Z")(cut)
    write_log(copy, dated, owner)
    report = audited(copy, owner, authority.roots)
    found = next(one for one in report.findings if one.code == "older-than-anchor")
    assert found.positions == (len(dated) - 1, before)


@pytest.mark.parametrize("many", [255, 256, 300, 700])
def test_an_anchor_of_a_larger_log_is_held_to_the_bundle_that_it_ends_in(
    many: int, copy: Path, owner: FileSigner, authority: LocalAuthority
) -> None:
    """The size lies bundles before the anchor; only anchors are looked at, since repeated entries break every other rule."""
    states = states_in(copy)
    plain = [state for state in states if b'"anchor-recorded.v1"' not in state]
    log = (plain * (many // len(plain) + 30))[: many + 600]
    anchor = msgspec.json.decode(states[places(states)[-1]])
    root = root_of([leaf_hash(state) for state in log[:many]])
    at = datetime.fromisoformat(anchor["stamped_at"])
    token = authority.stamp_of(Checkpoint(ORIGIN, many, root).text().encode(), at)
    facts = {"size": many, "root": b64encode(root).decode(), "token": b64encode(token).decode()}
    log = [*log, msgspec.json.encode(anchor | facts, order="sorted")]
    write_log(copy, log, owner)
    report = audited(copy, owner, authority.roots)
    assert (report.anchors_recorded, [held.size for held in report.anchors]) == (1, [many])
    write_log(copy, t.byte_of(log, many - 1), owner)
    assert "anchor-root" in audited(copy, owner, authority.roots).counts
