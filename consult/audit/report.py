"""The report: what was checked and how often, what holds, each finding; as a struct for machines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.audit.exceptions import ProcedureException
from consult.audit.findings import AuditFinding
from domain.enumerations import Occasion


class AnchorReport(msgspec.Struct, frozen=True, kw_only=True):
    """An anchor that holds: entries below `size` are not younger than `not_after`, those from `position` on not older than
    `not_before` (the authority's time, with the accuracy it states)."""

    position: int
    size: int
    occasion: Occasion
    authority: str
    not_before: datetime
    not_after: datetime


class DecisionReport(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `digests`: how many sealed fields are opened, withheld, erased, never public, not yet due.

    `edits`: positions of what changed after publication (corrections, superseded answers, extensions). `exceptions`: what the
    rules allow only with a public reason. `anchors`: its own.
    """

    id: UUID
    title: str | None
    events: int
    comments: int
    first_position: int
    last_position: int
    published_at: datetime | None
    ledger: dict[str, int]
    digests: dict[str, int]
    edits: tuple[int, ...]
    exceptions: tuple[ProcedureException, ...]
    anchors: tuple[AnchorReport, ...]
    findings: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`key_given`: the verification key came from the auditor, not from the source. `counts`: findings by code, all of them;
    `findings`: the first of each, the decisive first. `unchecked`: what was not looked at, with its place. `anchors`: those that
    hold, of the `anchors_recorded`; `anchors_trusted`: held to certificates that the auditor gave. `site`: facts that no log
    knows, with which pages were rebuilt; empty where none were."""

    source: str
    origin: str
    size: int
    root: str
    calculated_root: str
    key: str
    key_given: bool
    witnesses: tuple[str, ...]
    anchors: tuple[AnchorReport, ...]
    anchors_recorded: int
    anchors_trusted: bool
    first_at: datetime | None
    last_at: datetime | None
    events: dict[str, int]
    checked: dict[str, int]
    unchecked: dict[str, str]
    counts: dict[str, int]
    findings: tuple[AuditFinding, ...]
    decisions: tuple[DecisionReport, ...]
    checkpoint: str
    seconds: float
    site: dict[str, str] = {}

    @property
    def clean(self) -> bool:
        return not self.counts
