"""Holds the log to what was kept of it: every earlier checkpoint is its beginning, every receipt's entry is in its place."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence

from consult.audit.findings import AuditFinding, Findings
from consult.audit.kept.held import Held
from consult.audit.published_log.head import SignedCheckpoint, read_head
from consult.audit.published_log.tiles import TiledTree
from consult.public_log.note import Checkpoint, NoteInvalid
from consult.public_log.proof import ProofInvalid, verify_inclusion


class Earlier:
    """`reached` is told of the leaves that come next, before `tree` takes them."""

    def __init__(self, findings: Findings, tree: TiledTree, head: Checkpoint, key: str) -> None:
        self._findings, self._tree, self._head, self._key = findings, tree, head, key
        self._roots: dict[int, dict[bytes, str]] = defaultdict(dict)  # by size; each with a name of where it was found
        self._receipts: dict[int, list[tuple[Held, Checkpoint]]] = defaultdict(list)
        self._read: dict[str, SignedCheckpoint | None] = {}

    def read(self, since: Sequence[Held]) -> None:
        for held in since:
            if held.note not in self._read or held.problem:
                self._read[held.note] = self._checkpoint(held)
            signed = self._read[held.note]
            if held.index is not None and signed is not None and not held.problem:
                self._take_receipt(held, signed.checkpoint)
        self.reached(())

    def _checkpoint(self, held: Held) -> SignedCheckpoint | None:
        """The checkpoint, where the log can be held to it."""
        try:
            if held.problem:
                raise NoteInvalid(held.problem)
            earlier = read_head(held.note, self._key)
        except NoteInvalid as error:
            self._add("earlier-unreadable", held, f"{error}")
            return None
        self._findings.checked["earlier"] += 1
        if wrong := self._wrong(earlier):
            code, said, calculated = wrong
            self._add(code, held, said, calculated)
            return None
        self._roots[earlier.checkpoint.size].setdefault(earlier.checkpoint.root, held.name)
        return earlier

    def _wrong(self, earlier: SignedCheckpoint) -> tuple[str, str, str | None] | None:
        """Code, what is said and what is calculated, where something is wrong with it by itself."""
        checkpoint, head = earlier.checkpoint, self._head
        if earlier.wrong:
            return "earlier-signature", str(checkpoint.size), None
        if checkpoint.origin != head.origin:
            return "origin-differs", head.origin, checkpoint.origin
        if checkpoint.size > head.size:
            return "log-shrunk", str(head.size), str(checkpoint.size)
        return None

    def _take_receipt(self, held: Held, checkpoint: Checkpoint) -> None:
        self._findings.checked["receipts"] += 1
        if held.leaf is not None and not _leads(held, held.leaf, checkpoint):
            self._add("receipt-invalid", held, checkpoint=checkpoint)
        else:
            self._receipts[held.index or 0].append((held, checkpoint))

    def reached(self, leaves: Sequence[bytes]) -> None:
        """These leaves come next: same root at every size among them, same leaf at every place, or it is another log."""
        start, end = self._tree.size, self._tree.size + len(leaves)
        for size in [size for size in self._roots if start <= size <= end]:
            tree = self._tree.copy()
            tree.add(leaves[: size - start])
            for root, name in self._roots.pop(size).items():
                if root != tree.root():
                    self._fork(size, name, root, tree.root())
        for index in [index for index in self._receipts if start <= index < end]:
            for held, checkpoint in self._receipts.pop(index):
                self._check_receipt(held, checkpoint, leaves[index - start])

    def _fork(self, size: int, name: str, root: bytes, own: bytes) -> None:
        said, calculated = b64encode(root).decode(), b64encode(own).decode()
        self._findings.add(AuditFinding(code="fork", positions=(size,), place=name or None, said=said, calculated=calculated))

    def _check_receipt(self, held: Held, checkpoint: Checkpoint, own: bytes) -> None:
        if held.leaf not in (None, own) or not _leads(held, own, checkpoint):
            self._add("receipt-missing", held, held.leaf.hex() if held.leaf else "-", own.hex(), checkpoint=checkpoint)

    def _add(
        self,
        code: str,
        held: Held,
        said: str | None = None,
        calculated: str | None = None,
        *,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        positions = (held.index,) if checkpoint is not None and held.index is not None else ()
        place = held.name or None
        self._findings.add(AuditFinding(code=code, positions=positions, place=place, said=said, calculated=calculated))


def _leads(held: Held, leaf: bytes, checkpoint: Checkpoint) -> bool:
    """Whether the proof leads from this leaf to the root that was signed."""
    try:
        verify_inclusion(leaf, held.index or 0, checkpoint.size, held.siblings, checkpoint.root)
    except ProofInvalid:
        return False
    return True
