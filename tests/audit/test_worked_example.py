"""The worked example of the specification: every file of it comes out byte for byte, its receipts and cosignatures hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.audit.published_log.head import read_head
from consult.audit.published_log.tiles import TiledTree, bundle_path, entries_in, tile_path
from consult.public_log.cosignature import cosignature_time, witness_key
from consult.public_log.note import parse_checkpoint, tlog_proof
from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.public_log.tiles import bundle
from consult.public_log.tree import inclusion_proof, leaf_hash, subtree_of
from tests.links_check import ROOT

EXAMPLE = ROOT.parent / "shared" / "vectors" / "worked-example"
ENTRIES, SIZE = "tile/entries", 5
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not EXAMPLE.exists(), reason="the worked example of ../shared/vectors is not here"),
]


def read(name: str) -> str:
    return (EXAMPLE / name).read_text("utf-8")


def vkeys() -> list[str]:
    return read("vkeys").splitlines()


def entries() -> list[bytes]:
    return [(EXAMPLE / f"receipt-{number}.entry").read_bytes() for number in range(SIZE)]


def in_example(path: str) -> Path:
    return EXAMPLE / path.removeprefix("log/")


@pytest.mark.parametrize("size", range(1, SIZE + 1))
def test_tiles_bundles_and_root_of_every_size_come_out(size: int) -> None:
    some, tree = entries()[:size], TiledTree()
    tree.add([leaf_hash(entry) for entry in some])
    assert in_example(bundle_path(0, size)).read_bytes() == bundle(some)
    assert entries_in(in_example(bundle_path(0, size)).read_bytes()) == some
    assert [in_example(tile.path).read_bytes() for tile in tree.partials()] == [tile.content for tile in tree.partials()]
    assert tree.partials()[0].path == tile_path(0, 0, size)
    head = read_head(read(f"checkpoint.{size}"), vkeys()[0])
    assert (head.wrong, head.checkpoint.size, head.checkpoint.root) == (None, size, tree.root())


@pytest.mark.parametrize("number", range(SIZE))
def test_the_receipts_come_out_and_hold(number: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries()]
    proof = inclusion_proof(number, SIZE, subtree_of(leaves))
    given = read(f"receipt-{number}.tlog-proof")
    without_extra = "".join(line for line in given.splitlines(keepends=True) if not line.startswith("extra "))
    assert tlog_proof(number, proof, read("checkpoint")) == without_extra
    steps = check_receipt(entries()[number], parse_tlog_proof(given), (), vkeys()[0])
    assert [step.name for step in steps if not step.holds] == []


def test_the_witness_cosigned_the_checkpoint() -> None:
    key, note = witness_key(vkeys()[1]), read("checkpoint")
    text, _, lines = note.rpartition("\n\n")
    times = [cosignature_time(line, key, text + "\n") for line in lines.splitlines()]
    assert [time is not None for time in times] == [False, True, False]
    assert parse_checkpoint(text + "\n").size == SIZE
