"""Runs an audit: head, entries, tiles, record, figures. Streams; memory does not grow with the entries."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from cryptography import x509

from consult.audit.anchors import Anchors
from consult.audit.findings import AuditFinding, Findings
from consult.audit.grouping import decisive_first
from consult.audit.kept.earlier import Earlier
from consult.audit.kept.held import Held
from consult.audit.procedure import Procedure
from consult.audit.published_log.bundles import Bundles
from consult.audit.published_log.folder_files import FolderFiles
from consult.audit.published_log.head import SignedCheckpoint, cosigned_by, is_key, log_key, read_head
from consult.audit.published_log.leaves import Leaves
from consult.audit.published_log.newer_head import newer_head
from consult.audit.published_log.source import Source, SourceUnreadable
from consult.audit.published_log.tiles import BundleMalformed, TiledTree, bundle_path, entries_in
from consult.audit.record_store import RecordStore
from consult.audit.report import DecisionReport, Report
from consult.public_log.note import NoteInvalid
from consult.public_log.policy import NO_WITNESSES, Policy, PolicyInvalid, parse_policy
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash

CHECKPOINT, POLICY = "log/checkpoint", "log/policy"
Progress = Callable[[int, int], None]
"""Told after each bundle: entries done, entries in all."""


def audit(
    source: Source,
    *,
    key: str | None = None,
    since: Sequence[str | Held] = (),
    disclosures: bool = True,
    timestamp_certificates: Sequence[x509.Certificate] | None = None,
    progress: Progress = lambda done, size: None,
) -> Report:
    """Audit what `source` publishes. `key`: the log's vkey, as known to the auditor; else the source's own policy is believed.

    `since`: earlier checkpoints (signed notes), or what else was kept of the log. `disclosures` False leaves out disclosures,
    documents and the invariant.
    `timestamp_certificates`: roots that the time stamps of anchors must lead to; without them their own signature is checked.
    Raises SourceUnreadable where there is no log to be read.
    """
    with RecordStore() as records:
        return _Audit(source, records, key, since, disclosures, timestamp_certificates, progress).run()


class _Audit:
    def __init__(
        self,
        source: Source,
        records: RecordStore,
        key: str | None,
        since: Sequence[str | Held],
        disclosures: bool,
        certificates: Sequence[x509.Certificate] | None,
        progress: Progress,
    ) -> None:
        self._source, self._progress = source, progress
        self._since = [Held(note=each) if isinstance(each, str) else each for each in since]
        self._started = time.monotonic()
        self._findings = Findings()
        self._given = key
        self._policy = self._read_policy()
        self._key = self._chosen_key()
        self._note = self._text(CHECKPOINT)
        self._head = self._read_head(self._note)
        self._bundles = Bundles(source, self._findings)
        self._leaves = Leaves(source, self._findings)
        self._anchors = Anchors(source, self._findings, self._leaves.tree, self._head.checkpoint.origin, certificates)
        self._anchors_trusted = certificates is not None
        self._disclosures = disclosures
        self._holds = False
        self._waiting: list[bytes] = []  # entries of a newer head that were not gone through yet
        self._procedure = Procedure(source, self._findings, records, self._anchors, disclosures=disclosures)
        self._earlier = Earlier(self._findings, self._leaves.tree, self._head.checkpoint, self._key)
        if not disclosures:
            self._findings.unchecked["disclosures"] = "log/disclosures"

    def run(self) -> Report:
        size, root = self._head.checkpoint.size, self._head.checkpoint.root
        witnesses = self._check_witnesses()
        self._earlier.read(self._since)
        for index, width, states, tile in self._bundles.in_order(size):
            leaves = [leaf_hash(state) for state in states]
            self._earlier.reached(leaves)
            self._leaves.add(index, width, leaves, tile)
            self._procedure.add(index * WIDTH, width, states)
            self._progress(index * WIDTH + width, size)
        calculated = self._leaves.finish(root)
        self._judge_head(calculated)
        self._holds = calculated == root
        decisions = self._procedure.finish(self._grow)
        self._account_for_files()
        return self._report(decisions, witnesses)

    def _account_for_files(self) -> None:
        known, head = self._procedure.known, self._head.checkpoint
        FolderFiles(self._source, self._findings, known, disclosures=self._disclosures).check(head, self._key)

    def _grow(self, position: int | None) -> None:
        """Go through the entries to this position (to the end where None), as far as a newer head leads there."""
        if position is None or position >= self._leaves.tree.size:
            with suppress(SourceUnreadable):  # what was read before is reported all the same
                self._take_newer_head()
        end = self._leaves.tree.size if position is None else min(position + 1, self._leaves.tree.size)
        first = self._leaves.tree.size - len(self._waiting)
        if end > first:
            states, self._waiting = self._waiting[: end - first], self._waiting[end - first :]
            self._procedure.go_on(first, states)

    def _take_newer_head(self) -> None:
        """The head that is published now, where there is a newer one that this log leads to."""
        newer = None
        if self._holds and not self._findings.any_of("fork"):
            newer = newer_head(self._source, self._findings, CHECKPOINT, self._key, self._leaves.tree)
        if newer is not None:
            self._leaves.tree.add([leaf_hash(state) for state in newer.states])
            self._waiting += newer.states
            self._head, self._note = newer.signed, newer.note

    def _text(self, path: str) -> str:
        content = self._source.read(path)
        if content is None:
            raise SourceUnreadable(f"{self._source.link(path)} is not there")
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise SourceUnreadable(f"{self._source.link(path)} is not UTF-8") from error

    def _read_policy(self) -> Policy:
        """The witnesses; and the key that the source names, which stands in for one that the auditor did not give."""
        content = self._source.read(POLICY)
        text = content.decode("utf-8", "replace") if content is not None else ""
        self._named = log_key(text)
        try:
            return parse_policy(text) if content is not None else NO_WITNESSES
        except PolicyInvalid as error:
            self._add("policy-malformed", place=POLICY, said=str(error))
            return NO_WITNESSES

    def _chosen_key(self) -> str:
        key = self._given or self._named
        if key is None or not is_key(key):
            raise SourceUnreadable(f"no verification key: give one with --key, or publish {self._source.link(POLICY)}")
        if self._named not in (None, key):
            self._add("policy-key", place=POLICY, said=self._named, calculated=key)
        return key

    def _read_head(self, note: str) -> SignedCheckpoint:
        try:
            return read_head(note, self._key)
        except NoteInvalid as error:
            raise SourceUnreadable(f"{self._source.link(CHECKPOINT)}: {error}") from error

    def _add(self, code: str, place: str | None = None, said: str | None = None, calculated: str | None = None) -> None:
        link = self._source.link(place) if place else None
        self._findings.add(AuditFinding(code=code, place=link, said=said, calculated=calculated))

    def _check_witnesses(self) -> set[str]:
        self._findings.checked["signatures"] += 1 + len(self._policy.witnesses)
        good, bad = cosigned_by(self._note, self._policy)
        for name in sorted(bad):
            self._add("cosignature-wrong", CHECKPOINT, name)
        if not self._policy.satisfied(good):
            self._add("quorum-missed", CHECKPOINT, ", ".join(sorted(good)) or "-", self._policy.quorum)
        return good

    def _judge_head(self, calculated: bytes) -> None:
        """Signature and root together say which line of the checkpoint is wrong."""
        head, wrong = self._head.checkpoint, self._head.wrong
        said, own = f"{head.size} {_base64(head.root)}", f"{self._leaves.tree.size} {_base64(calculated)}"
        holds = calculated == head.root and self._leaves.tree.size == head.size
        explained = self._findings.any_of("entry-altered", "entry-dropped", "entry-added", "entries-swapped")
        if wrong == "key":
            self._add("checkpoint-key", CHECKPOINT, _signers(self._note), self._key)
        elif wrong:
            code = "checkpoint-signature" if holds else "checkpoint-size" if self._other_size() else "checkpoint-root"
            self._add(code, CHECKPOINT, said, own)
        if not holds and (wrong is None or explained):
            bundles = self._findings.any_of("bundle-missing", "bundle-malformed")
            self._add("root-differs" if explained or bundles else "entries-forged", CHECKPOINT, said, own)

    def _other_size(self) -> bool:
        """Whether the root that the checkpoint names is that of another size nearby."""
        head = self._head.checkpoint
        return self._leaves.tree.size != head.size or any(root == head.root for root in self._roots_nearby(head.size))

    def _roots_nearby(self, size: int) -> Iterator[bytes]:
        """Roots of the sizes within the last bundle, and of those that a longer last bundle leads to."""
        index = size // WIDTH
        paths = [bundle_path(index, width) for width in range(1, WIDTH + 1)]
        longest = [bundle for bundle in self._source.read_all(paths) if bundle is not None]
        tree = TiledTree()
        for _, _, states, _ in self._bundles.in_order(index * WIDTH):
            tree.add([leaf_hash(state) for state in states])
        with suppress(BundleMalformed):  # it has its own finding
            for state in entries_in(longest[-1]) if longest else ():
                tree.add([leaf_hash(state)])
                yield tree.root()

    def _report(self, decisions: tuple[DecisionReport, ...], witnesses: set[str]) -> Report:
        head, findings, procedure = self._head.checkpoint, self._findings, self._procedure
        findings.checked["leaves"] = self._leaves.tree.size
        listed, counts = decisive_first(findings.listed, findings.counts)
        return Report(
            source=self._source.name,
            origin=head.origin,
            size=head.size,
            root=_base64(head.root),
            calculated_root=_base64(self._leaves.tree.root()),
            key=self._key,
            key_given=self._given is not None,
            witnesses=tuple(sorted(witnesses)),
            anchors=tuple(self._anchors.held),
            anchors_recorded=self._anchors.recorded,
            anchors_trusted=self._anchors_trusted,
            first_at=procedure.first_at,
            last_at=procedure.last_at,
            events=dict(procedure.types.most_common()),
            checked=dict(findings.checked),
            unchecked=findings.unchecked,
            counts=counts,
            findings=listed,
            decisions=decisions,
            checkpoint=self._note,
            seconds=time.monotonic() - self._started,
        )


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _signers(note: str) -> str:
    return "; ".join(line.split(" ")[1] for line in note.rpartition("\n\n")[2].splitlines() if line.count(" ") == 2) or "-"
