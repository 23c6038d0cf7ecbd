"""Re-checks the procedure: reads every entry in order and checks its event against the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from consult.audit.anchors import Anchors
from consult.audit.disclosure_check import check_disclosures
from consult.audit.exceptions import exceptions_of
from consult.audit.figures import ledger_of
from consult.audit.findings import AuditFinding, Findings
from consult.audit.lots import lot_broken
from consult.audit.published_data import Grow, PublishedData
from consult.audit.published_log.anchor_files import AnchorFiles
from consult.audit.published_log.blobs import Blobs
from consult.audit.published_log.disclosures import Disclosures
from consult.audit.published_log.entry import Entry, EntryWrong, read_entry
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import bundle_path
from consult.audit.record import CompactRecord
from consult.audit.record_store import RecordStore
from consult.audit.report import DecisionReport
from domain.activity.events import LotDrawn
from domain.anchor.anchors import WHOLE_LOG
from domain.anchor.events import AnchorRecorded
from domain.calendar import SHANGHAI
from domain.catalogue.events import CATALOGUES
from domain.comment.events import CommentRedacted, CommentSubmitted, ScreeningRevised
from domain.consultation.events import ConsultationPublished, CorrectionMade, DecisionStarted, PeriodExtended
from domain.event import Event
from domain.point.events import DispositionSuperseded
from domain.recheck import Recheck
from domain.sealing import CLOSED

TOLERANCE = timedelta(seconds=10)
OF_NO_DECISION = frozenset({WHOLE_LOG, CATALOGUES})
TIDY = 64  # bundles between two looks at the memory used


class Procedure:
    """Takes bundle after bundle of entries; `finish` answers with a report for each decision."""

    def __init__(self, source: Source, findings: Findings, shelf: RecordStore, anchors: Anchors, *, disclosures: bool) -> None:
        self._source, self._findings, self._shelf, self._anchors = source, findings, shelf, anchors
        self.known = KnownPaths()
        self._recheck = Recheck(shelf)
        self._disclosures = Disclosures(source, findings, self.known, wanted=disclosures)
        self._blobs = Blobs(source, findings, self.known)
        self._anchor_files = AnchorFiles(source, findings, self.known, anchors.origin)
        self.types: Counter[str] = Counter()
        self.first_at: datetime | None = None
        self.last_at: datetime | None = None
        self._last = -1  # the position of that time
        self._numbers: dict[UUID, str] = {}
        self._in_year: Counter[int] = Counter()
        self._moved: set[UUID] = set()  # decisions with entries of a newer head

    def add(self, first: int, width: int, states: Sequence[bytes]) -> None:
        """The entries from position `first` on, as they stand in a bundle of `width`."""
        self._anchors.begin(first, states, (self.last_at, self._last) if self.last_at else None)
        self.go_on(first, states, anchored=True)
        if first // width % TIDY == 0:
            self._shelf.tidy()

    def go_on(self, first: int, states: Sequence[bytes], *, anchored: bool = False) -> None:
        """The entries from position `first` on. `anchored`: in a bundle that the anchors were told of; else of a newer head."""
        read = [(position, entry) for position, state in enumerate(states, first) if (entry := self._read(position, state))]
        self._findings.checked["entries"] += len(states)
        events = self._disclosures.fill(read)
        if self._disclosures.wanted:
            self._blobs.check(events)
        for position, event in events:
            self._check_time(position, event)
            if not anchored:
                self._moved.add(event.consultation_id)
            if isinstance(event, AnchorRecorded):
                self._anchor_files.check(position, event)
                if anchored:
                    self._anchors.check(position, event)
            if anchored and isinstance(event, LotDrawn):
                for rule in lot_broken(self._anchors, self._shelf[event.consultation_id], position, event):
                    self._add_broken(rule, position, event)
            if self._anchors.floor is not None and event.timestamp < self._anchors.floor:
                self._anchors.older(position, event.timestamp, event.consultation_id)
            self._check_rules(position, event)

    def _read(self, position: int, state: bytes) -> Entry | None:
        try:
            return read_entry(state)
        except EntryWrong as wrong:
            place = self._source.link(bundle_path(position // 256))
            self._findings.add(AuditFinding(code=wrong.code, positions=(position,), place=place, said=str(wrong)))
            return None

    def _check_time(self, position: int, event: Event) -> None:
        at = event.timestamp
        if self.last_at is None or at > self.last_at:
            self.first_at, self.last_at, self._last = self.first_at or at, at, position
        elif at < self.last_at - TOLERANCE:
            said, other = at.isoformat(), self.last_at.isoformat()
            decision = None if event.consultation_id in OF_NO_DECISION else event.consultation_id
            self._findings.add(
                AuditFinding(code="back-dated", positions=(position,), decision=decision, said=said, calculated=other)
            )

    def _add_broken(self, rule: str, position: int, event: Event) -> None:
        about = event.consultation_id
        self._findings.add(AuditFinding(code="rule-broken", rule=rule, positions=(position,), decision=about, said=event.topic))

    def _check_rules(self, position: int, event: Event) -> None:
        decision = None if event.consultation_id in OF_NO_DECISION else event.consultation_id
        record = self._shelf[event.consultation_id]
        record.at(position)
        self._recheck.position = position
        self._note(record, event)
        try:
            broken = self._recheck.check(event)
        except (AttributeError, LookupError, StopIteration, TypeError, ValueError) as error:
            self._findings.add(AuditFinding(code="entry-senseless", positions=(position,), decision=decision, said=f"{error}"))
            return
        for finding in broken:
            if finding.rule != "ClockOutOfStep":
                self._findings.add(
                    AuditFinding(
                        code="rule-broken", rule=finding.rule, positions=(position,), decision=decision, said=event.topic
                    )
                )

    def _note(self, record: CompactRecord, event: Event) -> None:
        self.types[event.topic] += 1
        record.events += 1
        match event:
            case ConsultationPublished():
                self._number(event)
            case CommentSubmitted(text=str() as text):
                record.texts.add(hash(text))
            case CommentRedacted(redacted_text=str() as text) | ScreeningRevised(redacted_text=str() as text):
                record.texts.add(hash(text))
            case CorrectionMade() | DispositionSuperseded() | PeriodExtended():
                record.edits = (*record.edits, record.position)
            case _:
                pass

    def _number(self, event: ConsultationPublished) -> None:
        """The public number: the n-th publication of its year (Beijing), in the order of the log."""
        year = event.timestamp.astimezone(SHANGHAI).year
        self._in_year[year] += 1
        self._numbers.setdefault(event.consultation_id, f"{year}-{self._in_year[year]:03d}")

    def finish(self, grow: Grow) -> tuple[DecisionReport, ...]:
        """What stands at the end: the disclosure invariant, then the published data, decision by decision."""
        if self._source.patience:
            grow(None)  # what was opened while the entries were read was opened by an entry before this head
        digests = {decision: self._digests(decision) for decision in (*self._decisions(), CATALOGUES)}
        published = PublishedData(self._source, self._findings, self._shelf, self._numbers, grow)
        for decision in list(self._numbers):
            published.check(decision)
            self._shelf.tidy()
        published.check_list()
        if self._source.patience:
            grow(None)  # the report is of the head that it names
        self._findings.checked["rules"] = self.types.total()
        return tuple(self._reported(decision, digests.get(decision, {})) for decision in self._decisions())

    def _decisions(self) -> list[UUID]:
        return [decision for decision in self._shelf if decision not in OF_NO_DECISION]

    def _digests(self, decision: UUID) -> dict[str, int]:
        """How many sealed fields stand in each state, once the invariant has been checked."""
        if not self._disclosures.wanted:
            return {}
        self._findings.checked["invariants"] += 1
        # Some of what has been opened since was closed when it was looked at: that is no finding, and no proof.
        findings = Findings() if decision in self._moved else self._findings
        states = check_disclosures(self._shelf[decision], decision, findings)
        if decision in self._moved and findings.total:
            self._findings.unchecked["moved-on"] = f"{decision}"
        self._shelf.tidy()
        return {str(state): count for state, count in states.items()}

    def _reported(self, decision: UUID, digests: dict[str, int]) -> DecisionReport:
        record = self._shelf[decision]
        self._shelf.tidy()
        return DecisionReport(
            id=decision,
            title=_title(record),
            events=record.events,
            comments=record.comment_count,
            first_position=record.first_position,
            last_position=record.position,
            published_at=record.published.timestamp if record.published else None,
            ledger=ledger_of(record),
            digests=digests,
            edits=record.edits,
            exceptions=exceptions_of(record),
            anchors=tuple(self._anchors.about.get(decision, ())),
            findings=self._findings.by_decision[decision],
        )


def _title(record: CompactRecord) -> str | None:
    started = record.last(DecisionStarted)
    return started.title if started and started.title is not CLOSED else None
