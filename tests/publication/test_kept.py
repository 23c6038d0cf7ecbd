"""The head is safe: a database that is behind what was published is completed from an export, one that contradicts it refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import asyncpg
import pytest

from consult.audit import audit, source_at
from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.recovery import RecoveryRefused, recover
from consult.instance.settings import Settings
from consult.opening import open_runtime
from consult.public_log.note import FileSigner
from consult.publication.checkpoint_file import (
    CheckpointFile,
    HeadBehind,
    HeadContradicted,
    assert_head,
    checkpoint_file,
    store_head,
)
from consult.runtime import Runtime
from consult.work import LogSource
from projections.catch_up import catch_up
from tests.audit.conftest import honest  # noqa: F401 (a fixture)
from tests.audit.mirror import states_in, write_log
from tests.audit.tampering import byte_of, entries, entries_and_tiles
from tests.cli.test_commands import run
from tests.conftest import ORIGIN
from tests.log_checker import check_log
from web.app import create_app

pytestmark = pytest.mark.anyio
SIZE = 92


@pytest.fixture
def settings(honest: Path, tmp_path: Path, database_url: str) -> Settings:  # noqa: F811
    """An instance with the keys of the honest log, on an empty database."""
    shutil.copytree(honest / "keys", tmp_path / "keys")
    return Settings(data_dir=tmp_path, database_url=database_url, origin=ORIGIN, public_url="http://consult.example", work=False)


@pytest.fixture
def export_folder(honest: Path, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copytree(honest / "export", tmp_path / "export"))


def publish(settings: Settings, folder: Path) -> None:
    """What was published is kept in the data folder."""
    shutil.copy(folder / "log" / "checkpoint", settings.data_dir / "published-checkpoint")


async def test_a_database_that_is_behind_is_refused_and_completed_from_an_export(settings: Settings, export_folder: Path) -> None:
    publish(settings, export_folder)
    with pytest.raises(HeadBehind, match=rf"holds 0 entries, but {SIZE} were published.*consult recover"):
        async with open_runtime(settings):
            pass
    async with open_runtime(settings, recovering=True) as runtime:
        assert await recover(runtime, source_at(str(export_folder))) == SIZE
        assert await recover(runtime, source_at(str(export_folder))) == 0
    async with open_runtime(settings) as runtime:
        await check_log(runtime.database.pool, runtime.signer.verification_key)
        assert (await runtime.log.head()).checkpoint == (export_folder / "log" / "checkpoint").read_text()
        await assert_same_export(runtime, export_folder)


async def assert_same_export(runtime: Runtime, before: Path) -> None:
    """What was public is public again, byte for byte."""
    await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
    made = ExportFolder(before.parent / "again")
    await export(runtime, in_process(create_app(runtime)), made)
    assert audit(source_at(str(made.folder))).clean
    kept = ExportFolder(before).files
    assert {path for path in kept if made.files.get(path) != kept[path]} == set()


async def test_a_database_in_the_middle_goes_on_from_there(settings: Settings, export_folder: Path, tmp_path: Path) -> None:
    signer, part = FileSigner(ORIGIN, settings.keys_dir / "log"), tmp_path / "part"
    write_log(part, states_in(export_folder)[:20], signer)
    async with open_runtime(settings) as runtime:
        assert await recover(runtime, source_at(str(part))) == 20
    publish(settings, export_folder)
    async with open_runtime(settings, recovering=True) as runtime:
        with pytest.raises(RecoveryRefused, match=f"ends at 20 entries, {SIZE} were published"):
            await recover(runtime, source_at(str(part)))
        assert await recover(runtime, source_at(str(export_folder))) == SIZE - 20
        await assert_head(runtime)


async def test_nothing_is_brought_back_from_a_copy_that_was_changed(
    settings: Settings, export_folder: Path, tmp_path: Path
) -> None:
    publish(settings, export_folder)
    signer, stranger = FileSigner(ORIGIN, settings.keys_dir / "log"), FileSigner(ORIGIN, tmp_path / "stranger")
    states = states_in(export_folder)
    changes = {
        "entries": lambda folder: entries(byte_of)(folder, signer),
        "tiles too": lambda folder: entries_and_tiles(byte_of)(folder, signer),
        "signed by another": lambda folder: write_log(folder, states, stranger),
        "signed anew": lambda folder: write_log(folder, byte_of(states), signer),
        "no checkpoint": lambda folder: (folder / "log" / "checkpoint").unlink(),
    }
    for name, change in changes.items():
        folder = Path(shutil.copytree(export_folder, tmp_path / name))
        change(folder)
        async with open_runtime(settings, recovering=True) as runtime:
            with pytest.raises(RecoveryRefused):
                await recover(runtime, source_at(str(folder)))
            assert (await runtime.log.head()).size == 0, name


async def test_a_database_that_contradicts_what_was_published_is_refused_for_good(
    settings: Settings, export_folder: Path, database_url: str
) -> None:
    async with open_runtime(settings) as runtime:
        await recover(runtime, source_at(str(export_folder)))
        await store_head(runtime)
    owner = await asyncpg.connect(database_url)
    await owner.execute("UPDATE log.events SET leaf_hash = sha256(leaf_hash) WHERE position = 12")
    await owner.close()
    for recovering in (False, True):
        with pytest.raises(HeadContradicted, match=f"At size {SIZE}"):
            async with open_runtime(settings, recovering=recovering) as runtime:
                await assert_head(runtime)


async def test_the_kept_checkpoint_only_moves_forward(settings: Settings, export_folder: Path) -> None:
    async with open_runtime(settings) as runtime:
        await store_head(runtime)
        assert checkpoint_file(runtime).read() is None, "an empty log has nothing to keep"
        await recover(runtime, source_at(str(export_folder)))
        await store_head(runtime)
        kept = checkpoint_file(runtime).read()
        assert kept is not None
        assert kept.size == SIZE
        earlier = await runtime.log.head()
        checkpoint_file(runtime).keep(type(earlier)(3, b"", "nonsense"))
        assert checkpoint_file(runtime).read() == kept


async def test_the_commands_say_what_to_do(settings: Settings, export_folder: Path, tmp_path: Path) -> None:
    publish(settings, export_folder)
    given = {"CONSULT_DATABASE_URL": settings.database_url, "CONSULT_ORIGIN": ORIGIN}
    refused = run(tmp_path, "checkpoint", **given)
    assert (refused.returncode, "consult recover" in refused.stderr, "Traceback" in refused.stderr) == (3, True, False)
    assert run(tmp_path, "doctor", "--json", **given).returncode == 1
    assert run(tmp_path, "recover", str(tmp_path / "absent"), **given).returncode == 1
    recovered = run(tmp_path, "recover", str(export_folder), "--json", **given)
    assert json.loads(recovered.stdout)["recovered"] == SIZE, recovered.stderr
    assert run(tmp_path, "checkpoint", **given).stdout == (export_folder / "log" / "checkpoint").read_text()


def test_a_kept_checkpoint_of_another_key_is_not_believed(tmp_path: Path) -> None:
    signer = FileSigner(ORIGIN, tmp_path / "key")
    (tmp_path / "kept").write_text(FileSigner(ORIGIN, tmp_path / "other").sign(f"{ORIGIN}\n1\nAAAA\n"))
    with pytest.raises(HeadContradicted, match="not signed by this log's key"):
        CheckpointFile(tmp_path / "kept", signer.verification_key).read()
