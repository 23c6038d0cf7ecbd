"""Re-checks anchors: the root, the time stamp, and whether the entries' times agree with it."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import msgspec
from cryptography import x509

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import BundleMalformed, TiledTree, bundle_path, entries_in
from consult.audit.report import AnchorReport
from consult.public_log.note import Checkpoint
from consult.public_log.tiles import WIDTH
from consult.public_log.timestamp import TimeStamp, TimeStampInvalid, assert_trusted, read_timestamp
from consult.public_log.tree import leaf_hash
from domain.anchor.anchors import MAX_CLOCK_DIFFERENCE, WHOLE_LOG
from domain.anchor.events import AnchorRecorded

TOLERANCE = MAX_CLOCK_DIFFERENCE + timedelta(seconds=10)
"""The two clocks may differ by ten seconds, and an entry may be ten seconds away from the clock of its writer (log.md, Time)."""

RECENT = 2  # bundles whose entries are kept at hand
_Latest = tuple[datetime, int]


class _Dated(msgspec.Struct):
    timestamp: datetime


_dated = msgspec.json.Decoder(_Dated).decode


class Anchors:
    """Told of every bundle before its events. `held`: the anchors that hold; `floor`: no later entry is dated before it."""

    def __init__(
        self, source: Source, findings: Findings, tree: TiledTree, origin: str, roots: Sequence[x509.Certificate] | None
    ) -> None:
        self._source, self._findings, self._tree = source, findings, tree
        self.origin, self._roots = origin, roots
        self._recent: OrderedDict[int, Sequence[bytes]] = OrderedDict()
        self._latest = array("d")  # for each bundle, the latest time before it
        self._latest_at = array("q")  # and the position of that time
        self.held: list[AnchorReport] = []
        self.about: dict[UUID, list[AnchorReport]] = {}
        self.recorded = 0
        self.stamps: list[tuple[int, str]] = []  # of each anchor as recorded: the size of its log, SHA-256 (hex) of its token
        self.floor: datetime | None = None
        self._floor_at = -1

    def begin(self, first: int, states: Sequence[bytes], latest: _Latest | None) -> None:
        """The bundle that starts at `first`; `latest`: time and position of the latest entry before it."""
        self._recent[first // WIDTH] = states
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        self._latest.append(latest[0].timestamp() if latest else 0.0)
        self._latest_at.append(latest[1] if latest else -1)

    def check(self, position: int, anchor: AnchorRecorded) -> None:
        """The anchor at `position`, of a log whose entries before it have gone by."""
        self.recorded += 1
        self.stamps.append((anchor.size, sha256(anchor.token).hexdigest()))
        self._findings.checked["anchors"] += 1
        states = self._states(anchor.size // WIDTH) if 0 < anchor.size <= position else None
        if self._tree.size < anchor.size <= position:
            return None  # entries could not be read; that is found already
        if states is None:
            return self._add("anchor-ahead", position, anchor, str(anchor.size), str(position))
        root = self._tree.root_before(anchor.size, [leaf_hash(state) for state in states])
        if root != anchor.root:
            return self._add("anchor-root", position, anchor, anchor.root.hex(), root.hex())
        try:
            stamp = self._stamp(anchor)
        except TimeStampInvalid as wrong:
            return self._add(wrong.code, position, anchor, str(wrong), None)
        if stamp.at != anchor.stamped_at:
            return self._add("anchor-time", position, anchor, anchor.stamped_at.isoformat(), stamp.at.isoformat())
        self._check_before(position, anchor, stamp, states)
        self._hold(position, anchor, stamp)
        return None

    def root_at(self, size: int, position: int) -> bytes | None:
        """The root of the first `size` entries, asked when the one at `position` comes by; None where it cannot be told."""
        states = self._states(size // WIDTH) if 0 < size <= position else None
        return None if states is None else self._tree.root_before(size, [leaf_hash(state) for state in states])

    def _stamp(self, anchor: AnchorRecorded) -> TimeStamp:
        checkpoint = Checkpoint(self.origin, anchor.size, anchor.root)
        stamp = read_timestamp(anchor.token, checkpoint)
        if self._roots is not None:
            assert_trusted(anchor.token, checkpoint, self._roots)
        return stamp

    def _check_before(self, position: int, anchor: AnchorRecorded, stamp: TimeStamp, states: Sequence[bytes]) -> None:
        """No entry that was stamped is dated after the stamp."""
        index = anchor.size // WIDTH
        own = [(at, index * WIDTH + n) for n, state in enumerate(states[: anchor.size % WIDTH]) if (at := _time_of(state))]
        latest, where = max([(datetime.fromtimestamp(self._latest[index], UTC), self._latest_at[index]), *own])
        if latest > stamp.latest + TOLERANCE:
            said, than, decision = latest.isoformat(), stamp.latest.isoformat(), _decision(anchor)
            self._findings.add(
                AuditFinding(
                    code="younger-than-anchor", positions=(where, position), decision=decision, said=said, calculated=than
                )
            )

    def _hold(self, position: int, anchor: AnchorRecorded, stamp: TimeStamp) -> None:
        held = AnchorReport(
            position=position,
            size=anchor.size,
            occasion=anchor.occasion,
            authority=anchor.authority,
            not_before=stamp.earliest,
            not_after=stamp.latest,
        )
        self.held.append(held)
        self.about.setdefault(anchor.consultation_id, []).append(held)
        floor = stamp.earliest - TOLERANCE
        if self.floor is None or floor > self.floor:
            self.floor, self._floor_at = floor, position

    def older(self, position: int, at: datetime, decision: UUID) -> None:
        """Report the entry at `position` as dated before the floor."""
        said, than = at.isoformat(), (self.floor or at).isoformat()
        about = None if decision == WHOLE_LOG else decision
        positions = (position, self._floor_at)
        self._findings.add(
            AuditFinding(code="older-than-anchor", positions=positions, decision=about, said=said, calculated=than)
        )

    def _states(self, index: int) -> Sequence[bytes] | None:
        """The entries of a bundle; of one that has gone by longer ago, read once more."""
        if index in self._recent:
            return self._recent[index]
        try:
            return entries_in(self._source.read(bundle_path(index)) or b"")
        except BundleMalformed:
            return None

    def _add(self, code: str, position: int, anchor: AnchorRecorded, said: str, calculated: str | None) -> None:
        found = {"said": said, "calculated": calculated}
        self._findings.add(AuditFinding(code=code, positions=(position,), decision=_decision(anchor), **found))


def _decision(anchor: AnchorRecorded) -> UUID | None:
    return None if anchor.consultation_id == WHOLE_LOG else anchor.consultation_id


def _time_of(state: bytes) -> datetime | None:
    """When an entry says it was made; None where it is malformed, which is found elsewhere."""
    try:
        return _dated(state).timestamp
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
