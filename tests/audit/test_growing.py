"""A site whose log grows while it is audited: what is ahead is held to the newer head, and nothing is passed over for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.audit import Report, audit
from consult.audit.published_log.source import Folder
from consult.public_log.note import FileSigner
from tests.audit.mirror import states_in, write_log
from tests.audit.tampering import CHECKPOINT, byte_of, page


class Growing(Folder):
    """A site that gives one head after another, the last for good."""

    patience: tuple[float, ...] = (0.0, 0.0)

    def __init__(self, folder: Path, *heads: bytes) -> None:
        super().__init__(folder)
        self._heads = list(heads)

    def read(self, path: str) -> bytes | None:
        if path != CHECKPOINT:
            return super().read(path)
        return self._heads.pop(0) if len(self._heads) > 1 else self._heads[0]

    def page(self, path: str) -> bytes | None:
        """Every decision fits into the first part of the list."""
        base, _, query = path.partition("?")
        return b'{"items":[]}' if "page=2" in query else super().page(base)

    def files(self) -> None:  # type: ignore[override]
        return None


@pytest.fixture
def heads(copy: Path, owner: FileSigner) -> list[bytes]:
    """The head as it was three entries ago, two, one, and now; tiles of all sizes are there."""
    states, notes = states_in(copy), []
    for size in range(len(states) - 3, len(states) + 1):
        write_log(copy, states[:size], owner)
        notes.append((copy / CHECKPOINT).read_bytes())
    return notes


def audited(copy: Path, owner: FileSigner, *heads: bytes) -> Report:
    return audit(Growing(copy, *heads), key=owner.verification_key)


def test_pages_ahead_of_the_head_are_held_to_the_newer_one(copy: Path, owner: FileSigner, heads: list[bytes]) -> None:
    report = audited(copy, owner, heads[0], heads[-1])
    assert report.findings == ()
    assert report.size == len(states_in(copy))
    assert report.calculated_root == report.root
    assert report.checked["rules"] == report.size


def test_a_page_overtaken_by_its_log_is_held_to_the_moment_it_tells_of(copy: Path, owner: FileSigner, heads: list[bytes]) -> None:
    """On a busy site there is always a newer entry, and a page is none the worse for it."""
    page("*.json", lambda said: said.update(position=said["position"] - 1))(copy, owner)
    report = audited(copy, owner, heads[0], heads[1], heads[-1])
    assert report.findings == ()
    assert report.checked["rules"] == report.size == len(states_in(copy))


def test_a_false_figure_is_found_though_the_log_has_grown(copy: Path, owner: FileSigner, heads: list[bytes]) -> None:
    page("*.json", lambda said: said["ledger"].update(withheld=0))(copy, owner)
    assert audited(copy, owner, heads[0], heads[-1]).counts.keys() == {"ledger-differs"}


def test_pages_that_no_head_covers_are_a_finding(copy: Path, owner: FileSigner, heads: list[bytes]) -> None:
    assert "position-differs" in audited(copy, owner, heads[0]).counts


def test_a_newer_head_that_does_not_go_on_is_a_fork(copy: Path, owner: FileSigner, heads: list[bytes]) -> None:
    honest = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    write_log(copy, byte_of(states_in(copy)), owner)
    forked = (copy / CHECKPOINT).read_bytes()
    for path, content in honest.items():
        path.write_bytes(content)
    report = audited(copy, owner, heads[0], forked)
    assert report.findings[0].code == "fork"
    assert "position-differs" in report.counts
