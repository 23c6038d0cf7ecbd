"""A restored database sends nothing a second time, nor to whoever has ended his letters since; what waits is sent."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from consult.audit import source_at
from consult.backup.base import back_up
from consult.backup.folder import BackupFolder
from consult.backup.key_files import back_up_keys
from consult.backup.letters_kept import LetterJournal
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.recovery import recover
from consult.instance.clock import ToldClock
from consult.instance.settings import settings_from
from consult.mail.sending import send_due
from consult.opening import open_runtime
from consult.restore.restoring import Wish, restore
from consult.telling.teller import Teller
from consult.work import LogSource
from projections.catch_up import catch_up
from tests import postgresql
from tests.backup.lives import environment, living, moment, safe
from tests.mail_server import mail_server
from tests.telling.people import confirms, delivered, mailing, writes
from tests.waiting import until
from web.app import create_app

pytestmark = pytest.mark.anyio


async def test_what_was_sent_after_the_moment_restored_is_not_sent_again(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with postgresql.folder_in_memory() as folder:
        async with living(folder / "data", folder / "backups") as driver, mailing(driver) as (told, postbox):
            decision = await told.opened()
            ann, ben, cat = [await writes(told, decision, f"{name}@post.example") for name in ("ann", "ben", "cat")]
            await delivered(told)
            for each in (ann, ben, cat):
                await confirms(told, postbox, each.address)
            await back_up(told.runtime.database.url, BackupFolder(folder / "backups"), days=35, received=True)
            postbox.refusal = "451 later"
            hides = {"reason": "advertising", "note": "广告"}
            for each in (ann, ben, cat):
                await told.done("drafter", f"/comments/{each.id}/withholding", **hides)
            assert await delivered(told) == 0
            before = await moment(driver)
            postbox.refusal, postbox.refused = "", {cat.address: "451 later"}
            told.clock.advance(timedelta(minutes=1))
            await told.client.post(f"/receipts/{ben.reference}/mail", data={"step": "end"})
            assert await delivered(told) == 1, "Ann's; Ben has ended his, Cat's waits"
            shown = {"outcome": "published", "reason": None, "note": "不是广告", "public_note": None}
            await told.done("reviewer", f"/comments/{ann.id}/revision", **shown)
            assert await delivered(told) == 1
            await export(told.runtime, in_process(told.cache), ExportFolder(folder / "export"))
            await safe(driver)
            journal = LetterJournal(folder / "backups")
            await until(lambda: len(list(journal.read())) >= 6, "letters and endings are kept apart")
            now = told.clock.now()
        back_up_keys(folder / "data" / "keys", keys, [folder / "data", folder / "backups"], same_disk=True)
        shutil.move(folder / "data", folder / "lost")
        settings = settings_from(environment(folder, "again"))
        wish = Wish(until=before, keys=keys)
        await restore(settings, folder / "backups", wish, lambda runtime: in_process(create_app(runtime)), print)
        async with mail_server() as fresh:
            more = {"CONSULT_SMTP_URL": fresh.url}
            clock = ToldClock(now + timedelta(hours=1))
            async with open_runtime(
                settings_from(environment(folder, "again") | more), clock, work=False, recovering=True
            ) as runtime:
                assert await recover(runtime, source_at(str(folder / "export"))) > 0
                await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
                await Teller(runtime).tell()
                await send_due(runtime.outbox, runtime.settings, runtime.real_clock)
    assert [letter["to"] for letter in fresh.letters] == [cat.address]


async def test_the_journal_forgets_what_no_backup_is_older_than_and_reads_over_a_torn_line(tmp_path: Path) -> None:
    journal = LetterJournal(tmp_path)
    assert list(journal.read()) == []
    lines = ['["2026-01-01T00:00:00Z","ended","00000000-0000-4000-8000-000000000001",null,null,null]']
    lines += ['["2026-03-01T00:00:00Z","ended","00000000-0000-4000-8000-000000000002",null,null,null]', '["2026-03-02T0']
    journal.file.write_text("\n".join(lines))
    first, second = journal.read()
    journal.prune(second.at)
    assert list(journal.read()) == [second]
    journal.add([first])
    assert list(journal.read()) == [second, first]
