"""What the public sends is published as copies without what tells of people; their digests stand in the log beside the others."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.inside.media_types import DOCX, JPEG
from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.scanning.examinations import Examinations, StoredFile, Verdict
from consult.scanning.steps import examine_files
from domain.comment.events import AttachmentsCleaned
from domain.enumerations import FileTreatment
from domain.sealing import value_or_none
from tests.desk.screening.test_examined_files import sent
from tests.desking import at_desk
from tests.driving import Driver
from tests.intake.files_with_people import CAMERA, DELETED, WRITER, draft, everything_in, photograph, report

pytestmark = pytest.mark.anyio
PHOTOGRAPH, LETTER, LOCKED = photograph(), draft(), report(password="secret")
FILES = (("照片.jpg", PHOTOGRAPH), ("来信.docx", LETTER), ("密.pdf", LOCKED), ("说明.txt", "说明".encode()))
TREATMENTS = ["cleaned", "cleaned", "left-out", "as-it-came"]


async def published(driver: Driver) -> str:
    """The id of a comment with these files, shown in full."""
    _, comment = await sent(driver, *FILES)
    await driver.done("drafter", f"/comments/{comment}/publication")
    await driver.settle()
    return comment


async def cleaned(driver: Driver, comment: str) -> list[AttachmentsCleaned]:
    events = await driver.runtime.archive.events(UUID(comment))
    return [event for event in events if isinstance(event, AttachmentsCleaned)]


def copies_in(event: AttachmentsCleaned) -> list[str]:
    return [blob.sha256 for blob in value_or_none(event.attachments) or ()]


async def answers(driver: Driver, comment: str) -> list[int]:
    """How the disclosures of the files as they came, and of those published, are answered."""
    found = await driver.runtime.sealed.disclosures([(UUID(comment), 1), (UUID(comment), 2)])
    texts = [
        text for version in sorted(found) for text in found[version] if parts_of(decode_disclosure(text))[1] == "attachments"
    ]
    return [(await driver.client.get(f"/log/disclosures/{digest(text)}")).status_code for text in texts]


async def shown(driver: Driver) -> Any:
    return (await driver.client.get("/api/v1/consultations/2026-001/comments")).json()["items"][0]


async def test_whoever_screens_is_told_before_and_copies_are_published(driver: Driver) -> None:
    _, comment = await sent(driver, *FILES)
    await examine_files(driver.runtime)
    desk = await at_desk(driver, "drafter")
    page = await desk.page(f"/desk/comments/{comment}")
    for words in (
        "照片里有拍摄位置",
        "照片里有拍摄设备",
        "作者或者修改者的姓名",
        "已经删除的文字仍在其中",
        "意见公开时不公开这个附件",
    ):
        assert words in page
    await driver.done("drafter", f"/comments/{comment}/publication")
    await driver.settle()
    public = (await driver.client.get("/consultations/2026-001/comments/1")).text
    assert "公开的附件是副本" in public
    assert "有1个附件无法去除这些信息，没有公开" in public
    copies = [(await driver.client.get(path)).content for path in re.findall(r'href="(/blobs/[0-9a-f]{64})"', public)]
    assert [len(copies), copies[2]] == [3, FILES[3][1]]
    for content, kind in zip(copies, (JPEG, DOCX), strict=False):
        assert not [word for word in (CAMERA, WRITER, "GPS") if word.encode() in everything_in(content, kind)]
    assert DELETED.encode() in everything_in(copies[1], DOCX), "what the respondent wrote stays"
    assert (await desk.open(f"/desk/comments/{comment}/attachments/1")).content == PHOTOGRAPH
    for content in (PHOTOGRAPH, LETTER, LOCKED):
        for place in ("/blobs/", "/log/blobs/"):
            assert (await driver.client.get(place + sha256(content).hexdigest())).status_code == 404


async def test_both_digests_stand_in_the_log_and_one_is_open(driver: Driver) -> None:
    comment = await published(driver)
    (event,) = await cleaned(driver, comment)
    digests = copies_in(event)
    found = await shown(driver)
    assert (found["treatments"], [file["sha256"] for file in found["attachments"]]) == (TREATMENTS, digests)
    assert await answers(driver, comment) == [451, 200]


async def test_of_a_file_in_which_a_virus_was_found_no_copy_is_given_either(driver: Driver) -> None:
    _, comment = await sent(driver, ("照片.jpg", PHOTOGRAPH), ("来信.docx", LETTER))
    infected = StoredFile(UUID(comment), sha256(PHOTOGRAPH).hexdigest(), JPEG)
    await Examinations(driver.runtime.database.pool).judge(infected, Verdict.INFECTED, "Eicar")
    await driver.done("drafter", f"/comments/{comment}/publication")
    (event,) = await cleaned(driver, comment)
    assert event.treatments == (FileTreatment.LEFT_OUT, FileTreatment.CLEANED)


async def test_an_export_with_another_copy_is_named(driver: Driver, tmp_path: Path) -> None:
    comment = await published(driver)
    (event,) = await cleaned(driver, comment)
    await export(driver.runtime, in_process(driver.cache), ExportFolder(tmp_path / "export"))
    folder = tmp_path / "export"
    assert audit(source_at(str(folder))).findings == ()
    copy = folder / "log" / "blobs" / copies_in(event)[0]
    copy.write_bytes(PHOTOGRAPH)
    assert "blob-altered" in {finding.code for finding in audit(source_at(str(folder))).findings}


async def test_what_a_second_person_hides_takes_the_copies_with_it_and_they_come_back_the_same(driver: Driver) -> None:
    comment = await published(driver)
    (event,) = await cleaned(driver, comment)
    copy = copies_in(event)[0]
    path, hiding = f"/comments/{comment}/revision", {"reason": "personal_data", "note": "写有住址"}
    await driver.done("second", path, outcome="withheld", **hiding)
    await driver.settle()
    assert (await driver.client.get(f"/blobs/{copy}")).status_code == 404
    assert await answers(driver, comment) == [451, 451]
    await driver.done("drafter", path, outcome="published", note="地址是公开的摊位号")
    await driver.settle()
    assert (await driver.client.get(f"/blobs/{copy}")).status_code == 200
    assert await cleaned(driver, comment) == [event]
    assert (await shown(driver))["treatments"] == [FileTreatment(each) for each in TREATMENTS]


async def test_what_was_withheld_first_is_cleaned_when_an_appeal_opens_it(driver: Driver) -> None:
    _, comment = await sent(driver, FILES[0])
    await driver.done("drafter", f"/comments/{comment}/withholding", reason="abuse", note="辱骂")
    assert await cleaned(driver, comment) == []
    await driver.done("second", f"/comments/{comment}/revision", outcome="published", note="并非辱骂")
    await driver.settle()
    assert (await shown(driver))["treatments"] == ["cleaned"]


async def test_the_receipt_says_both_digests(driver: Driver) -> None:
    consultation = await driver.opened()
    body = ("comment", (None, '{"respondent": {"kind": "individual"}, "text": "见附件。"}', "application/json"))
    files = [body, ("files", FILES[0]), ("files", FILES[2])]
    answer = await driver.client.post(f"/api/v1/consultations/{consultation}/comments", files=files)
    (waiting,) = await driver.waiting(consultation)
    comment, address = waiting["comment"]["comment_id"], f"/receipts/{answer.json()['reference']}"
    await driver.done("drafter", f"/comments/{comment}/publication")
    await driver.settle()
    (event,), receipt = await cleaned(driver, comment), (await driver.client.get(address)).text
    assert [each in receipt for each in (*copies_in(event), sha256(PHOTOGRAPH).hexdigest())] == [True, True]
    assert "无法去除拍摄位置、作者等信息，没有公开" in receipt
    told = (await driver.client.get(f"/api/v1{address}")).json()["attachments"]
    assert [(each["treatment"], each["copy"]) for each in told] == [("cleaned", *copies_in(event)), ("left-out", None)]
    await driver.done("drafter", f"/comments/{comment}/erasure-requests", scope="all", note="本人申请")
    await driver.done("second", f"/comments/{comment}/erasure")
    await driver.settle()
    assert (await driver.client.get(f"/api/v1{address}")).json()["attachments"] == []
    desk = await at_desk(driver, "drafter")
    for page in (address, f"/desk/comments/{comment}", "/consultations/2026-001/comments/1"):
        assert "附件去除隐藏信息" in (erased := await desk.page(page)) or "删除" in erased
        assert copies_in(event)[0] not in erased
