"""What must outlast a power cut: the file and its name are on the disk before anything relies on them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import asyncpg
import pytest

from consult.database.connection import NotDurable, open_database
from consult.event_log import Head
from consult.instance.secret_files import SecretIncomplete, secret_file
from consult.public_log.note import Checkpoint, FileSigner
from consult.publication.checkpoint_file import CheckpointFile
from consult.sealed.keys import InstanceKey

ORIGIN = "consult.example/log/test"


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders in the order in which they were forced to the disk, by the names they had then."""
    found: list[Path] = []
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        fsync(descriptor)
        found.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))

    monkeypatch.setattr(os, "fsync", noting)
    return found


def test_a_new_secret_is_on_the_disk_and_so_are_its_name_and_new_folders(tmp_path: Path, synced: list[Path]) -> None:
    file = tmp_path / "data" / "keys" / "log"
    secret = secret_file(file)
    assert [path.parent if path.name.startswith("log.") else path for path in synced] == [
        file.parent,
        file.parent,
        file.parent.parent,
        tmp_path,
    ]
    assert (len(secret), stat.S_IMODE(file.stat().st_mode), os.listdir(file.parent)) == (32, 0o600, ["log"])
    assert secret_file(file) == secret
    assert len(synced) == 4


def test_a_secret_made_by_another_process_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def other_first(waiting: Path, file: Path) -> None:
        file.write_bytes(b"s" * 32)
        link(waiting, file)

    monkeypatch.setattr(os, "link", other_first)
    assert secret_file(tmp_path / "log") == b"s" * 32
    assert os.listdir(tmp_path) == ["log"]


@pytest.mark.parametrize("content", [b"", b"s" * 31, b"s" * 33])
def test_half_a_secret_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "instance").write_bytes(content)
    with pytest.raises(SecretIncomplete, match=f"holds {len(content)} bytes, 32 are needed"):
        InstanceKey(tmp_path / "instance")


def test_the_kept_checkpoint_and_its_name_are_on_the_disk(tmp_path: Path, synced: list[Path]) -> None:
    signer = FileSigner(ORIGIN, tmp_path / "keys" / "log")
    kept = CheckpointFile(tmp_path / "published-checkpoint", signer.verification_key)
    synced.clear()
    root = b"\7" * 32
    kept.keep(Head(3, root, signer.sign(Checkpoint(ORIGIN, 3, root).text())))
    assert synced == [tmp_path / "published-checkpoint.new", tmp_path]
    assert (found := kept.read()) is not None
    assert found.size == 3


@pytest.mark.anyio
async def test_a_server_that_may_lose_what_it_has_confirmed_is_refused(database_url: str, tmp_path: Path) -> None:
    owner = await asyncpg.connect(database_url)
    for value in ("off", "local"):
        await owner.execute(
            f"ALTER DATABASE {await owner.fetchval('SELECT current_database()')} SET synchronous_commit = {value}"
        )
        with pytest.raises(NotDurable, match=f"'synchronous_commit': '{value}'"):
            async with open_database(database_url, tmp_path):
                pass
    await owner.close()
