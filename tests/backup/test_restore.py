"""A restore brings back what was there at a moment, without what was erased since; what was published later is recovered."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from consult.__main__ import create_app
from consult.audit import source_at
from consult.backup.base import back_up
from consult.backup.folder import BackupFolder
from consult.backup.key_files import back_up_keys
from consult.backup.manifest import BackupDamaged, verify
from consult.cli.web import in_process, up_to_date
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.recovery import recover
from consult.instance.settings import Settings, settings_from
from consult.opening import open_runtime
from consult.publication.checkpoint_file import HeadBehind
from consult.restore.laying_out import RestoreRefused
from consult.restore.restoring import Restored, Wish, restore
from consult.restore.right_keys import KeysDoNotFit
from consult.self_audit.recheck import recheck
from consult.work.database_cleaning import clean
from tests import postgresql
from tests.backup.lives import asked, environment, living, moment, received, safe
from tests.driving import Driver
from tests.erasure.places import in_files
from tests.log_checker import check_log

pytestmark = pytest.mark.anyio
ERASED, STAYS, LATER = "麒麟桥头卖豆腐脑的张阿婆这样说", "梧桐街青石板糖水铺也想说一句", "鹿鸣巷口修鞋的老欧阳后来写的"
COMMENT = "SELECT originator_id FROM log.events WHERE topic LIKE 'comment-submitted.%'"
CHANGE = (
    "UPDATE log.events SET state = convert_to(replace(convert_from(state, 'UTF8'), '2026', '2027'), 'UTF8') WHERE position = 1"
)
SIGNED_IN = "SELECT count(*) FROM staff.sessions"
WRAPPED = "SELECT wrapped FROM sealed.data_keys WHERE owner_id = $1"


class Lived(msgspec.Struct, frozen=True):
    """`before`: after the base backup and the second comment, before the first is erased; `wrapped`: its data key, as stored.

    `end`: after all of it, before somebody changes an entry in the database. `left`: files of the database with what was erased,
    once it had been cleaned.
    """

    folder: Path
    keys: Path
    before: datetime
    end: datetime
    wrapped: bytes
    left: dict[str, set[str]]

    @property
    def backups(self) -> Path:
        return self.folder / "backups"


@pytest.fixture(scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    """A comment, a base backup, a second comment; then the first is erased, a third comes, and the data folder is lost."""
    keys = tmp_path_factory.mktemp("keys")
    with postgresql.folder_in_memory() as folder:
        async with living(folder / "data", folder / "backups") as driver:
            consultation = await driver.opened()
            await published(driver, consultation, ERASED)
            pool = driver.runtime.database.pool
            comment = await pool.fetchval(COMMENT)
            wrapped = await pool.fetchval(WRAPPED, comment)
            await driver.runtime.sessions.open((await driver.runtime.staff.person("drafter")).id, "somewhere")
            await back_up(driver.runtime.database.url, BackupFolder(folder / "backups"), days=35, received=True)
            await published(driver, consultation, STAYS)
            before = await moment(driver)
            await driver.done("drafter", f"/comments/{comment}/erasure-requests", scope="all", note="本人申请删除")
            await driver.done("second", f"/comments/{comment}/erasure")
            await published(driver, consultation, LATER)
            await export(driver.runtime, in_process(driver.cache), ExportFolder(folder / "export"))
            await clean(driver.runtime)
            left = in_files(folder / "data", [ERASED])
            await safe(driver)
            end = await moment(driver)
            await asked(driver.runtime.database.url, CHANGE)
            await received(driver)
        back_up_keys(folder / "data" / "keys", keys, [folder / "data", folder / "backups"], same_disk=True)
        shutil.move(folder / "data", folder / "lost")
        yield Lived(folder, keys, before, end, wrapped, left)


async def published(driver: Driver, consultation: str, text: str) -> None:
    assert (await driver.comment(consultation, text)).status_code == 201
    for item in await driver.waiting(consultation):
        await driver.done("drafter", f"/comments/{item['comment']['comment_id']}/publication")
    await driver.settle()


def words_in(folder: Path) -> set[str]:
    return set().union(*in_files(folder, [ERASED, STAYS, LATER]).values())


def holding(folder: Path, needle: bytes) -> list[str]:
    """Files with these very bytes."""
    return [path.name for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()]


async def restored(lived: Lived, name: str, until: datetime | None = None) -> tuple[Settings, Restored]:
    """Into a data folder of this name."""
    settings = settings_from(environment(lived.folder, name))
    wish = Wish(until=until, keys=lived.keys)
    return settings, await restore(settings, lived.backups, wish, lambda runtime: in_process(create_app(runtime)), print)


async def test_what_was_erased_stays_erased_and_what_was_published_later_is_recovered(lived: Lived) -> None:
    assert {ERASED, STAYS} <= words_in(lived.backups)
    assert holding(lived.backups, lived.wrapped), "it is in the backup for as long as that is kept"
    settings, found = await restored(lived, "again", lived.before)
    assert (found.size, found.erased_again, found.report.clean) == (13, 1, True)
    assert "holds 13 entries, but 17 were published" in (found.behind or "")
    assert words_in(settings.data_dir) == {STAYS}
    assert not holding(settings.data_dir, lived.wrapped)
    with pytest.raises(HeadBehind):
        async with open_runtime(settings):
            pass
    async with open_runtime(settings, work=False, recovering=True) as runtime:
        assert await runtime.database.pool.fetchval(SIGNED_IN) == 0
        assert await recover(runtime, source_at(str(lived.folder / "export"))) == 4
        fetch = await up_to_date(runtime, create_app)
        assert (await recheck(runtime, fetch, lambda done, size: None)).clean
        await check_log(runtime.database.pool, runtime.signer.verification_key, runtime.sealed)
    assert words_in(settings.data_dir) == {STAYS, LATER}


async def test_restored_to_its_end_it_is_what_was_lost(lived: Lived) -> None:
    settings, found = await restored(lived, "end", lived.end)
    assert (found.size, found.erased_again, found.behind, found.report.clean) == (17, 0, None, True)
    assert "log/disclosures" not in found.report.unchecked.values(), "disclosures are audited, too"
    assert words_in(settings.data_dir) == {STAYS, LATER}
    with pytest.raises(RestoreRefused, match="holds a database"):
        await restored(lived, "end")


async def test_what_somebody_changed_in_the_database_is_found_by_the_audit(lived: Lived) -> None:
    _, found = await restored(lived, "changed")
    assert (found.size, found.report.clean, found.behind) == (17, False, None)
    assert "entry-altered" in found.report.counts


async def test_the_server_keeps_no_log_with_what_was_erased_once_the_backup_has_it(lived: Lived) -> None:
    assert lived.left == {}


async def test_no_key_is_in_the_backup(lived: Lived) -> None:
    for name in ("log", "instance"):
        assert holding(lived.keys, (lived.keys / name).read_bytes()) == [name]
        assert not holding(lived.backups, (lived.keys / name).read_bytes())


async def test_keys_of_another_instance_and_a_damaged_backup_restore_nothing(lived: Lived, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(lived.keys, wrong)
    (wrong / "instance").write_bytes(b"another".ljust(32))
    with pytest.raises(KeysDoNotFit, match="keys/instance"):
        await restored(msgspec.structs.replace(lived, keys=wrong), "wrong")
    (base,) = BackupFolder(lived.backups).bases()
    await verify(base.folder)
    damaged = tmp_path / "damaged"
    shutil.copytree(base.folder, damaged)
    with (damaged / "base" / "1" / "PG_VERSION").open("r+b") as file:
        file.write(b"9")
    with pytest.raises(BackupDamaged, match="base/1/PG_VERSION was changed"):
        await verify(damaged)
    assert not (lived.folder / "wrong" / "postgres").exists()
