"""Findings: each contradiction with a stable code, positions and place; and how often each thing was checked."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import msgspec

LISTED = 100  # findings of one code that are listed; all are counted


class AuditFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `code` is stable (see `consult.audit.words`); `rule` names the rule for `rule-broken`.

    `positions` in the log; `place`: the link to the file; `said` and `calculated`: the two sides of the contradiction.
    """

    code: str
    rule: str | None = None
    positions: tuple[int, ...] = ()
    place: str | None = None
    decision: UUID | None = None
    said: str | None = None
    calculated: str | None = None


class Findings:
    """Collects; of each code a bounded number is listed, all are counted."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.by_decision: Counter[UUID] = Counter()
        self.listed: list[AuditFinding] = []
        self.unchecked: dict[str, str] = {}

    def add(self, found: AuditFinding) -> None:
        key = found.rule or found.code
        self.counts[key] += 1
        if found.decision:
            self.by_decision[found.decision] += 1
        if self.counts[key] <= LISTED:
            self.listed.append(found)

    def any_of(self, *codes: str) -> bool:
        return any(self.counts[code] for code in codes)

    @property
    def total(self) -> int:
        return self.counts.total()
