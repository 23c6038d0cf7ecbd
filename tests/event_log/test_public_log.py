"""The public log against the published vectors and the worked example."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.public_log.note import FileSigner, NoteInvalid, open_note, parse_checkpoint
from consult.public_log.proof import ProofInvalid, verify_consistency, verify_inclusion
from consult.public_log.tree import Edge, consistency_proof, inclusion_proof, leaf_hash, root_of, subtree_of

VECTORS = Path(__file__).parent.parent.parent.parent / "shared" / "vectors"
EXAMPLE = VECTORS / "worked-example"
real = pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of ../shared/vectors are not here")


def cases(kind: str) -> list[Path]:
    return sorted((VECTORS / "merkle" / kind).rglob("*.json"))


def hashes(values: list[str] | None) -> list[bytes]:
    return [b64decode(value) for value in values or []]


@real
@pytest.mark.real
@pytest.mark.parametrize("case", cases("inclusion"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_inclusion_vector_is_judged_as_published(case: Path) -> None:
    given_case = msgspec.json.decode(case.read_bytes())
    arguments = (
        b64decode(given_case["leafHash"] or ""),
        given_case["leafIdx"],
        given_case["treeSize"],
        hashes(given_case["proof"]),
        b64decode(given_case["root"] or ""),
    )
    if given_case["wantErr"]:
        with pytest.raises(ProofInvalid):
            verify_inclusion(*arguments)
    else:
        verify_inclusion(*arguments)


@real
@pytest.mark.real
@pytest.mark.parametrize("case", cases("consistency"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_consistency_vector_is_judged_as_published(case: Path) -> None:
    given_case = msgspec.json.decode(case.read_bytes())
    arguments = (
        given_case["size1"],
        given_case["size2"],
        hashes(given_case["proof"]),
        b64decode(given_case["root1"] or ""),
        b64decode(given_case["root2"] or ""),
    )
    if given_case["wantErr"]:
        with pytest.raises(ProofInvalid):
            verify_consistency(*arguments)
    else:
        verify_consistency(*arguments)


@real
@pytest.mark.real
def test_the_worked_example_comes_out_byte_for_byte() -> None:
    entries = [(EXAMPLE / f"receipt-{number}.entry").read_bytes() for number in range(5)]
    leaves = [leaf_hash(entry) for entry in entries]
    key = (EXAMPLE / "vkeys").read_text().splitlines()[0]
    for size in range(1, 6):
        checkpoint = parse_checkpoint(open_note((EXAMPLE / f"checkpoint.{size}").read_text(), key))
        assert (checkpoint.size, checkpoint.root) == (size, root_of(leaves[:size]))
        assert (EXAMPLE / "tile" / "0" / "000.p" / str(size)).read_bytes() == b"".join(leaves[:size])
    for number in range(5):
        lines = (EXAMPLE / f"receipt-{number}.tlog-proof").read_text().split("\n\n")[0].split("\n")
        siblings = [line for line in lines if line and not line.startswith(("c2sp", "extra", "index"))]
        assert [b64decode(line) for line in siblings] == inclusion_proof(number, 5, subtree_of(leaves))


@given(st.integers(1, 80), st.data())
def test_every_proof_made_is_accepted_and_a_changed_one_is_not(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    root, subtree = root_of(leaves), subtree_of(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, subtree)
    verify_inclusion(leaves[index], index, size, proof, root)
    old = data.draw(st.integers(1, size))
    verify_consistency(old, size, consistency_proof(old, size, subtree), root_of(leaves[:old]), root)
    if proof:
        changed = [proof[0][:-1] + bytes([proof[0][-1] ^ 1]), *proof[1:]]
        with pytest.raises(ProofInvalid):
            verify_inclusion(leaves[index], index, size, changed, root)


@given(st.integers(0, 600), st.integers(0, 600))
def test_an_edge_taken_up_again_goes_on_as_if_never_left(first: int, second: int) -> None:
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(first + second)]
    edge = Edge()
    for leaf in leaves[:first]:
        edge.append(leaf)
    edge = Edge.from_bytes(first, edge.to_bytes())
    for leaf in leaves[first:]:
        edge.append(leaf)
    assert edge.root() == root_of(leaves)
    assert [item for item in edge.completed if item[0] == 1] == [
        (1, index, root_of(leaves[index * 256 : index * 256 + 256])) for index in range(first // 256, (first + second) // 256)
    ]


def test_a_note_is_opened_by_its_own_key_only(tmp_path: Path) -> None:
    signer, other = FileSigner("consult.example/log", tmp_path / "a"), FileSigner("consult.example/log", tmp_path / "b")
    note = signer.sign("consult.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
    assert open_note(note, signer.verification_key).startswith("consult.example/log\n0\n")
    with pytest.raises(NoteInvalid):
        open_note(note, other.verification_key)
    with pytest.raises(NoteInvalid):
        open_note(note.replace("\n0\n", "\n1\n", 1), signer.verification_key)


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "log"
    first = FileSigner("consult.example/log", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert FileSigner("consult.example/log", file).verification_key == first.verification_key
