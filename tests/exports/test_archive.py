"""The archive package: everything of a decision with its index, the same bytes twice, each change found; marked as internal."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from consult.audit.packs.auditing import audit_pack
from consult.cli.web import in_process
from consult.exports.pack import pack
from consult.public_log.disclosure import decode_disclosure
from tests.conftest import lasting_driver
from tests.desking import AtDesk, at_desk
from tests.driving import Driver
from tests.exports.lives import SECRET_NAME, WITHHELD_TEXT, lived
from tests.waiting import DEADLINE

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parent.parent.parent
DISSENT = "貔貅路尤其如此"
COMPLAINT = "多收了两个月摊位费。"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
async def made(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package of an adopted decision made twice, and its public pack."""
    folder = tmp_path_factory.mktemp("archive")
    async with lasting_driver(server_url, template, folder) as driver:
        decision = await lived(driver)
        complaint = {"channel": "phone", "received_on": "2026-03-02", "text": COMPLAINT}
        await driver.done("drafter", f"/consultations/{decision}/grievances", **complaint)
        await driver.adopted(decision)
        await packed(driver, decision, folder)
    return folder


async def packed(driver: Driver, decision: str, folder: Path) -> None:
    fetch, told = in_process(driver.cache), list[str]()
    for name in ("once", "twice"):
        facts = await pack(
            driver.runtime, fetch, decision, folder / f"{name}.zip", archive=True, progress=lambda what, *_: told.append(what)
        )
    await pack(driver.runtime, fetch, decision, folder / "public.zip")
    assert (set(told), facts["entries"]) == ({"entries"}, len(await driver.runtime.log.about(UUID(decision))))


def unzipped(file: Path) -> Files:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def plain(files: Files) -> str:
    """Everything in it that a person can read, with what is disclosed decoded."""
    said = [decode_disclosure(body.decode()) for name, body in files.items() if "disclosures/" in name]
    return b"\n".join([*files.values(), *said]).decode("utf-8", "replace")


async def test_the_same_decision_gives_the_same_bytes(made: Path) -> None:
    assert (made / "once.zip").read_bytes() == (made / "twice.zip").read_bytes()


async def test_what_is_internal_is_in_the_archive_alone_and_nobody_is_named(made: Path) -> None:
    archived, public = plain(unzipped(made / "once.zip")), plain(unzipped(made / "public.zip"))
    for word in (DISSENT, WITHHELD_TEXT, "权限、程序、内容合法。", "含他人住址。"):
        assert (word in archived, word in public) == (True, False), word
    for word in (SECRET_NAME, "13800138000", COMPLAINT):
        assert word not in archived, word
    assert not [name for name in unzipped(made / "public.zip") if name.startswith(("internal/", "index.json"))]


async def test_the_index_names_maker_activity_and_time_of_each_record_and_what_is_missing(made: Path) -> None:
    files = unzipped(made / "once.zip")
    contents = json.loads(files["index.json"])
    lines = [json.loads(line) for line in files["index.jsonl"].splitlines()]
    assert (contents["records"], len(lines)) == (len(lines), len([name for name in files if name.endswith(".entry")]))
    (met,) = [line for line in lines if line["activity"] == "decision-deliberated.v2"]
    assert (met["name"], met["internal"], met["public"]) == ("releaser", ["minutes"], ["meeting"])
    assert met["at"].endswith("Z")
    missing = {item["item"]: item["missing"] for item in contents["items"] if item["missing"]}
    for item in ("inter_unit_opinions", "activities", "hearing", "experts", "execution", "evaluation"):
        assert missing[item] == "这个事项没有这类记录", item
    for item in ("party_report", "proposal", "study", "interpretation"):
        assert missing[item] == "本系统没有这类记录，请另行归档", item
    assert not missing.keys() & {"initiation", "drafts", "notice", "opinions", "dispositions", "legality", "deliberation"}


async def test_the_audit_finds_nothing_offline_and_names_what_is_not_there(made: Path) -> None:
    done = audited(made / "once.zip")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("没有发现问题" in done.stdout, "请示报告党组织情况" in done.stdout, "含内部材料" in done.stdout) == (True, True, True)
    assert audit_pack(made / "public.zip").clean


def audited(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "consult", "audit", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def flipped(content: bytes) -> bytes:
    return content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]


def changed(start: str, end: str = "") -> Callable[[Files], None]:
    """One byte of the first file so named."""

    def change(files: Files) -> None:
        name = next(name for name in files if name.startswith(start) and name.endswith(end))
        files[name] = flipped(files[name])

    return change


def without(start: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        del files[next(name for name in files if name.startswith(start))]

    return change


def added(files: Files) -> None:
    files["internal/disclosures/added"] = b"WyIiXQ"


def as_if_made_so(change: Callable[[Files], None]) -> Callable[[Files], None]:
    """With the manifest written anew, by somebody who has not the log's key."""

    def forged(files: Files) -> None:
        change(files)
        manifest = json.loads(files["manifest.json"])
        listed = {name: sha256(body).hexdigest() for name, body in files.items() if not name.startswith("manifest.json")}
        files["manifest.json"] = json.dumps(manifest | {"files": listed}).encode()

    return forged


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (changed("internal/disclosures/"), "disclosure-of-no-entry"),
        (changed("internal/disclosures/"), "file-changed"),
        (changed("events/", ".entry"), "entry-not-in-log"),
        (changed("index.jsonl"), "file-changed"),
        (changed("pages/"), "file-changed"),
        (changed("log/blobs/"), "document-changed"),
        (changed("manifest.json.note"), "manifest-unsigned"),
        (without("internal/disclosures/"), "file-missing"),
        (without("events/"), "entry-not-in-log"),
        (added, "file-too-many"),
        (as_if_made_so(without("internal/disclosures/")), "manifest-unsigned"),
        (as_if_made_so(changed("internal/disclosures/")), "disclosure-of-no-entry"),
        (as_if_made_so(changed("index.jsonl")), "index-wrong"),
    ],
)
async def test_a_changed_byte_is_found(made: Path, tmp_path: Path, change: Callable[[Files], None], kind: str) -> None:
    files = unzipped(made / "once.zip")
    change(files)
    report = audit_pack(zipped(files, tmp_path / "changed.zip"))
    assert kind in {each.kind.value for each in report.findings}, report.findings


async def test_whoever_releases_the_decision_takes_the_package_and_records_the_archiving(driver: Driver, tmp_path: Path) -> None:
    decision = await driver.opened()
    root = f"/desk/consultations/{decision}"
    early = await driver.desk("releaser", f"/consultations/{decision}/archive", number="WS·2026-D30-0012", retention="ten_years")
    assert (early.status_code, early.json()["rule"]) == (409, "StillRunning")
    await driver.done("releaser", f"/consultations/{decision}/ending", kind="shelved", reason="情况有变，本事项搁置处理。")
    await driver.settle()
    releaser, drafter, second = [await at_desk(driver, name) for name in ("releaser", "drafter", "second")]
    assert "/archive" in await releaser.page(root)
    page = await releaser.page(f"{root}/archive")
    assert ("还没有归档" in page, f"{root}/archive/zip" in page) == (True, True)
    assert (await drafter.open(f"{root}/archive/zip")).status_code == 403
    assert (await driver.client.get(f"{root}/archive/zip")).status_code == 303
    file = tmp_path / "archive.zip"
    file.write_bytes(await downloaded(second, f"{root}/archive/zip"))
    assert (audit_pack(file).clean, audit_pack(file).archive) == (True, True)
    assert await driver.runtime.packs.cached(UUID(decision)) is None, "nobody else is given it"
    await releaser.done(f"{root}/archive", number="WS·2026-D30-0012", retention="thirty_years")
    assert "WS·2026-D30-0012" in await releaser.page(f"{root}/archive")
    again = await releaser.send(f"{root}/archive", number="WS·2026-D30-0012", retention="thirty_years")
    assert (again.status_code, "已经登记过" in again.text) == (409, True)
    assert "归档" in (await driver.client.get("/consultations/2026-001/history")).text


async def downloaded(desk: AtDesk, address: str) -> bytes:
    """As one who comes again while it is being made."""
    async with asyncio.timeout(DEADLINE):
        while (response := await desk.open(address)).status_code == 503:
            assert "正在制作" in response.text
    assert response.status_code == 200, response.text
    return response.content
