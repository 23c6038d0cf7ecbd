"""--since takes what people keep: checkpoints, receipts, proofs, packs, folders; each contradicts a log that was rewritten."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from consult.audit import Report, audit, source_at
from consult.audit.kept.held import held_in
from consult.public_log.note import FileSigner, tlog_proof
from consult.public_log.tree import inclusion_proof, leaf_hash, subtree_of
from tests.audit.mirror import states_in, write_log
from tests.audit.tampering import CHECKPOINT, SUBMITTED, byte_of


@pytest.fixture
def kept(honest: Path, tmp_path: Path) -> Path:
    """A folder as somebody keeps it: a proof with its entry, one without, a receipt, a pack, a checkpoint, a photograph."""
    folder = tmp_path / "kept" / "by-me"
    folder.mkdir(parents=True)
    states, note = states_in(honest / "log-copy"), (honest / "log-copy" / CHECKPOINT).read_text()
    leaves = [leaf_hash(state) for state in states]
    proof = tlog_proof(SUBMITTED, inclusion_proof(SUBMITTED, len(states), subtree_of(leaves)), note)
    for name in ("receipt.tlog-proof", "alone.tlog-proof"):
        (folder / name).write_text(proof)
    (folder / "receipt.entry").write_bytes(states[SUBMITTED])
    with zipfile.ZipFile(folder / "receipt.zip", "w") as archive:
        archive.writestr("receipt-12.tlog-proof", proof)
        archive.writestr("receipt-12.entry", states[SUBMITTED])
    (folder / "pack.zip").write_bytes((honest / "pack.zip").read_bytes())
    (folder / "summer.txt").write_text(note)
    (folder / "photograph.jpg").write_bytes(b"\xff\xd8\n\n")
    return folder.parent


def audited(copy: Path, owner: FileSigner, kept: Path) -> Report:
    return audit(source_at(str(copy)), key=owner.verification_key, since=held_in(kept))


def test_an_honest_log_holds_all_of_them(copy: Path, owner: FileSigner, kept: Path) -> None:
    report = audited(copy, owner, kept)
    assert report.findings == ()
    assert report.checked["earlier"] == 1, "all of them hold the same checkpoint"
    assert report.checked["receipts"] > 20, "of the pack, each entry of the decision"


@pytest.mark.parametrize("name", ["receipt.tlog-proof", "alone.tlog-proof", "receipt.zip", "pack.zip", "."])
def test_a_log_rewritten_around_a_receipt_contradicts_it(name: str, copy: Path, owner: FileSigner, kept: Path) -> None:
    write_log(copy, byte_of(states_in(copy)), owner)
    report = audited(copy, owner, kept / "by-me" / name)
    assert [found.code for found in report.findings[:2]] == ["fork", "receipt-missing"]
    missing = {found.positions for found in report.findings if found.code == "receipt-missing"}
    assert (SUBMITTED,) in missing


def test_a_log_cut_short_before_a_receipt_contradicts_it(copy: Path, owner: FileSigner, kept: Path) -> None:
    write_log(copy, states_in(copy)[:SUBMITTED], owner)
    assert "log-shrunk" in audited(copy, owner, kept / "by-me" / "receipt.zip").counts


def test_a_receipt_that_does_not_hold_by_itself_is_told_from_a_log_that_does_not(
    copy: Path, owner: FileSigner, kept: Path
) -> None:
    (kept / "by-me" / "receipt.entry").write_bytes(states_in(copy)[SUBMITTED + 1])
    assert audited(copy, owner, kept / "by-me" / "receipt.tlog-proof").counts == {"receipt-invalid": 1}


@pytest.mark.parametrize("content", [b"", b"\xff", b"PK\x03\x04", b"c2sp.org/tlog-proof@v1\nindex x\n\n"])
@pytest.mark.parametrize("name", ["given", "given.zip", "given.tlog-proof"])
def test_what_cannot_be_read_is_a_finding(name: str, content: bytes, copy: Path, owner: FileSigner, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    report = audited(copy, owner, file)
    assert report.counts == {"earlier-unreadable": 1}
    assert str(report.findings[0].place).startswith(str(file))


def test_two_checkpoints_of_one_size_are_both_compared(copy: Path, owner: FileSigner) -> None:
    honest, states = (copy / CHECKPOINT).read_text(), states_in(copy)
    write_log(copy, byte_of(states), owner)
    other = (copy / CHECKPOINT).read_text()
    for since in ([honest, other], [other, honest]):
        assert audit(source_at(str(copy)), key=owner.verification_key, since=since).counts == {"fork": 1}
