"""A site whose log grows while it is audited: what is ahead is held to the newer head, and nothing is passed over for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.audit import Report, audit
from consult.audit.published_log.source import Folder
from consult.public_log.note import FileSigner
from tests.audit.mirror import states_in, write_log
from tests.audit.tampering import CHECKPOINT, byte_of, page

BEHIND = 3  # entries that came after the first look at the head


class Growing(Folder):
    """A site that gives an older head when it is first asked."""

    patience: tuple[float, ...] = (0.0, 0.0)

    def __init__(self, folder: Path, older: bytes, newer: bytes | None = None) -> None:
        super().__init__(folder)
        self._older, self._newer, self._asked = older, newer, False

    def read(self, path: str) -> bytes | None:
        content = super().read(path)
        if path != CHECKPOINT:
            return content
        asked, self._asked = self._asked, True
        return (self._newer or content) if asked else self._older

    def page(self, path: str) -> bytes | None:
        """Every decision fits into the first part of the list."""
        base, _, query = path.partition("?")
        return b'{"items":[]}' if "page=2" in query else super().page(base)

    def files(self) -> None:  # type: ignore[override]
        return None


@pytest.fixture
def older(copy: Path, owner: FileSigner) -> bytes:
    """The head of the log as it was before the last entries; tiles of both sizes are there."""
    states = states_in(copy)
    write_log(copy, states[:-BEHIND], owner)
    note = (copy / CHECKPOINT).read_bytes()
    write_log(copy, states, owner)
    return note


def audited(copy: Path, owner: FileSigner, older: bytes, newer: bytes | None = None) -> Report:
    return audit(Growing(copy, older, newer), key=owner.verification_key)


def test_pages_ahead_of_the_head_are_held_to_the_newer_one(copy: Path, owner: FileSigner, older: bytes) -> None:
    report = audited(copy, owner, older)
    assert report.findings == ()
    assert report.size == len(states_in(copy))
    assert report.calculated_root == report.root
    assert report.checked["rules"] == report.size


def test_a_false_figure_is_found_though_the_log_has_grown(copy: Path, owner: FileSigner, older: bytes) -> None:
    page("*.json", lambda said: said["ledger"].update(withheld=0))(copy, owner)
    assert audited(copy, owner, older).counts.keys() == {"ledger-differs"}


def test_pages_that_no_head_covers_are_a_finding(copy: Path, owner: FileSigner, older: bytes) -> None:
    assert "position-differs" in audited(copy, owner, older, newer=older).counts


def test_a_newer_head_that_does_not_go_on_is_a_fork(copy: Path, owner: FileSigner, older: bytes) -> None:
    states, honest = states_in(copy), {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    write_log(copy, byte_of(states), owner)
    forked = (copy / CHECKPOINT).read_bytes()
    for path, content in honest.items():
        path.write_bytes(content)
    report = audited(copy, owner, older, newer=forked)
    assert report.findings[0].code == "fork"
    assert "position-differs" in report.counts
