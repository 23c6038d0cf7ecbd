"""Ways to tamper with what an outsider holds. `owner` is the log's own key, for owners who lie."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

from consult.audit.published_log.tiles import tile_path
from consult.public_log.note import FileSigner
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash
from tests.audit.mirror import checkpoint_with, put, write_log
from tests.outside.case import Case, size_of

States = list[bytes]
Tampering = Callable[[Case, FileSigner], None]


def byte_of(states: States, position: int) -> States:
    """The last digit of the milliseconds is another."""
    state = states[position]
    place = state.index(b'Z","type"') - 1
    other = state[:place] + (b"7" if state[place : place + 1] != b"7" else b"8") + state[place + 1 :]
    return [*states[:position], other, *states[position + 1 :]]


def dropped(states: States, position: int) -> States:
    return states[:position] + states[position + 1 :]


def added(states: States, position: int) -> States:
    return [*states[:position], states[position], *states[position:]]


def swapped(states: States, position: int) -> States:
    return [*states[:position], states[position + 1], states[position], *states[position + 2 :]]


Change = Callable[[States, int], States]


def entries(change: Change) -> Tampering:
    """The published entries changed at the receipt's place, and nothing else."""
    return lambda case, owner: case.bundle(change(case.states(), case.position))


def forged(case: Case, owner: FileSigner) -> None:
    """An entry forged with tiles and receipt to match, under the honest checkpoint."""
    note, states = case.note, byte_of(case.states(), case.position)
    write_log(case.folder, states, owner)
    case.sign(note)
    case.prove(states)


def forked(case: Case, owner: FileSigner) -> None:
    """Another history with everything to match, signed with the log's own key: only the earlier checkpoint tells."""
    states = byte_of(case.states(), 3)
    write_log(case.folder, states, owner)
    case.prove(states)
    case.prove_growth(states)


def shrunk(case: Case, owner: FileSigner) -> None:
    """A log shorter than it was."""
    states = case.states()[: size_of(case.earlier.read_text()) - 1]
    write_log(case.folder, states, owner)
    case.prove(states)


def another_key(case: Case, owner: FileSigner) -> None:
    """The same log and receipt signed with somebody else's key under the same name."""
    states = case.states()
    write_log(case.folder, states, FileSigner(owner.origin, case.folder.parent / "another-key"))
    case.prove(states)


def key(case: Case, owner: FileSigner) -> None:
    """The outsider is given another key."""
    (case.folder / "vkey").write_text(FileSigner(owner.origin, case.folder.parent / "another-key").verification_key)


def size(case: Case, owner: FileSigner) -> None:
    """One entry fewer than was signed, and everything to match: only the signature tells."""
    note, states = case.note, case.states()[:-1]
    write_log(case.folder, states, owner)
    case.sign(checkpoint_with(note, size=len(states)))
    case.prove(states)


def root(case: Case, owner: FileSigner) -> None:
    case.sign(checkpoint_with(case.note, root=leaf_hash(b"another")))


def root_signed(case: Case, owner: FileSigner) -> None:
    """The owner signs a root that is not that of the entries."""
    case.sign(owner.sign(checkpoint_with(case.note, root=leaf_hash(b"another")).rpartition("\n\n")[0] + "\n"))


def signature(case: Case, owner: FileSigner) -> None:
    encoded = b64decode(case.note.rstrip("\n").rpartition(" ")[2])
    case.sign(checkpoint_with(case.note, signature=encoded[:-1] + bytes([encoded[-1] ^ 1])))


def unsigned(case: Case, owner: FileSigner) -> None:
    """Signed by nobody known: the id of no key."""
    case.sign(checkpoint_with(case.note, signature=b"\1" * 68))


def of_file(path: Callable[[Case], Path], change: Callable[[bytes], bytes]) -> Tampering:
    def tamper(case: Case, owner: FileSigner) -> None:
        file = path(case)
        put(file.parent, file.name, change(file.read_bytes()))

    return tamper


def flipped(content: bytes) -> bytes:
    """A bit in the middle is another."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def truncated(content: bytes) -> bytes:
    return content[:-32]


def tile(case: Case) -> Path:
    return case.folder / tile_path(0, case.position // WIDTH)


def tile_above(case: Case) -> Path:
    return case.folder / tile_path(1, 0, size_of(case.note) // WIDTH)


def bundle_cut(case: Case, owner: FileSigner) -> None:
    states = case.states()
    case.bundle([*states[:-1], states[-1][:-5]])


def entry_byte(case: Case, owner: FileSigner) -> None:
    case.entry.write_bytes(byte_of([case.entry.read_bytes()], 0)[0])


def entry_of_another(case: Case, owner: FileSigner) -> None:
    case.entry.write_bytes(case.states()[case.position + 1])


def proof(change: Callable[[str, list[str]], tuple[str, list[str]]]) -> Tampering:
    """Index and siblings of the receipt, as text, changed."""

    def tamper(case: Case, owner: FileSigner) -> None:
        head, _, note = case.proof.read_text().partition("\n\n")
        header, index, *siblings = head.split("\n")
        index, siblings = change(index, siblings)
        case.proof.write_text("\n".join([header, index, *siblings]) + "\n\n" + note)

    return tamper


def another_hash(sibling: str) -> str:
    return b64encode(flipped(b64decode(sibling))).decode()


index = proof(lambda index, siblings: (f"index {int(index.split()[1]) + 1}", siblings))
sibling = proof(lambda index, siblings: (index, [*siblings[:1], another_hash(siblings[1]), *siblings[2:]]))
sibling_dropped = proof(lambda index, siblings: (index, siblings[:-1]))
sibling_added = proof(lambda index, siblings: (index, [*siblings, siblings[0]]))
siblings_swapped = proof(lambda index, siblings: (index, [siblings[1], siblings[0], *siblings[2:]]))


def words(case: Case, owner: FileSigner) -> None:
    """One's own words are others than those in the entry."""
    lines = case.disclosures.read_text().splitlines()
    put(case.folder, "disclosures.txt", "".join(f"{line}\n" for line in [*lines[:-1], lines[-1][:-1] + "A" * 4]).encode())
