"""What an outsider holds: a published log, a receipt, the key from elsewhere, an earlier checkpoint with its proof."""

from __future__ import annotations

import os
import shutil
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import msgspec

from consult.audit.published_log.tiles import bundle_path, widths
from consult.public_log.note import parse_checkpoint, tlog_proof
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import consistency_proof, inclusion_proof, leaf_hash, subtree_of
from tests.audit.mirror import bundle_of, put, states_in

CHECKPOINT = "log/checkpoint"


class Case(msgspec.Struct, frozen=True):
    """A folder with `log/`, `receipt.entry`, `receipt.tlog-proof`, `disclosures.txt`, `earlier`, `consistency`, `vkey`."""

    folder: Path

    @property
    def entry(self) -> Path:
        return self.folder / "receipt.entry"

    @property
    def proof(self) -> Path:
        return self.folder / "receipt.tlog-proof"

    @property
    def disclosures(self) -> Path:
        return self.folder / "disclosures.txt"

    @property
    def earlier(self) -> Path:
        return self.folder / "earlier"

    @property
    def consistency(self) -> Path:
        return self.folder / "consistency"

    @property
    def vkey(self) -> str:
        return (self.folder / "vkey").read_text().strip()

    @property
    def note(self) -> str:
        return (self.folder / CHECKPOINT).read_text()

    @property
    def position(self) -> int:
        """Where the receipt's entry stands."""
        return int(self.proof.read_text().split("\n")[1].removeprefix("index "))

    def copied(self, target: Path) -> Case:
        """A copy that may be changed with `put`: the many files of the log are shared until then."""
        shutil.copytree(self.folder / "log", target / "log", copy_function=os.link)
        return Case(Path(shutil.copytree(self.folder, target, ignore=shutil.ignore_patterns("log"), dirs_exist_ok=True)))

    def states(self) -> list[bytes]:
        return states_in(self.folder)

    def sign(self, note: str) -> None:
        """`note` in the place of the checkpoint, in log and receipt."""
        put(self.folder, CHECKPOINT, note.encode())
        self.proof.write_text(self.proof.read_text().partition("\n\n")[0] + "\n\n" + note)

    def prove(self, states: Sequence[bytes], position: int | None = None) -> None:
        """A receipt for the entry at `position` (that of the present one), proved among `states` under the checkpoint."""
        place = self.position if position is None else position
        siblings = inclusion_proof(place, len(states), subtree_of([leaf_hash(state) for state in states]))
        self.entry.write_bytes(states[place])
        self.proof.write_text(tlog_proof(place, siblings, self.note))

    def prove_growth(self, states: Sequence[bytes]) -> None:
        """A proof that the earlier tree is a prefix of that of `states`."""
        leaves, old = [leaf_hash(state) for state in states], size_of(self.earlier.read_text())
        write_hashes(self.consistency, consistency_proof(old, len(leaves), subtree_of(leaves)))

    def bundle(self, states: Sequence[bytes]) -> None:
        """Other entries in the files of the present size: the last has what is left."""
        places = list(enumerate(widths(size_of(self.note))))
        for index, width in places:
            end = index * WIDTH + width if index < len(places) - 1 else len(states)
            put(self.folder, bundle_path(index, width), bundle_of(states[index * WIDTH : end]))


def size_of(note: str) -> int:
    return parse_checkpoint(note.rpartition("\n\n")[0] + "\n").size


def write_hashes(file: Path, hashes: Sequence[bytes]) -> None:
    """In base64, one a line."""
    file.write_text("".join(f"{b64encode(item).decode()}\n" for item in hashes))
