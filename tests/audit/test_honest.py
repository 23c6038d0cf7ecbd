"""The honest log of a whole decision is clean, from a folder and over HTTP."""

from __future__ import annotations

from pathlib import Path

from consult.audit import audit, source_at


def test_the_log_of_a_whole_decision_is_clean(copy: Path) -> None:
    report = audit(source_at(str(copy)))
    assert report.findings == ()
    assert report.clean
    assert report.unchecked == {}
    assert report.calculated_root == report.root
    (decision,) = report.decisions
    assert decision.ledger == {"received": 12, "published": 10, "withheld": 1, "withdrawn": 1, "awaiting": 0}
    assert set(decision.digests) == {"opened", "withheld", "erased", "never", "not_due"}
    assert sum(decision.digests.values()) == report.checked["digests"]
    assert decision.digests["opened"] == report.checked["disclosures"]
    assert len(decision.edits) == 2
