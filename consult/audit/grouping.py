"""Puts findings in the order in which they matter: what decides first, what only follows from it last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from consult.audit.findings import AuditFinding

REWRITTEN = (
    *("fork", "log-shrunk", "receipt-missing", "origin-differs", "policy-key", "checkpoint-key", "checkpoint-signature"),
    *("checkpoint-size", "checkpoint-root", "entries-forged", "quorum-missed", "cosignature-wrong"),
)
ENTRIES = (
    *("entry-dropped", "entry-added", "entries-swapped", "entry-altered", "bundle-missing", "bundle-malformed"),
    *("entry-unknown-type", "entry-not-json", "entry-not-canonical", "entry-free-text", "entry-fields", "entry-digests"),
    *("entry-too-large", "entry-senseless"),
)
TIMES = (
    *("back-dated", "older-than-anchor", "younger-than-anchor", "anchor-root", "anchor-ahead", "anchor-time"),
    *("anchor-imprint", "anchor-signature", "anchor-certificate", "anchor-malformed"),
)
CONTENTS = (
    *("disclosure-altered", "disclosure-swapped", "disclosure-missing", "disclosure-too-much", "disclosure-malformed"),
    *("blob-altered", "blob-missing"),
)
DECISIONS = (
    *("decision-left-out", "decision-invented", "number-gap", "number-differs", "position-differs", "ledger-differs"),
    *("dates-differ", "disposition-differs", "feedback-differs", "page-malformed", "page-not-json"),
)
FILES = (
    *("manifest-altered", "manifest-signature", "manifest-key", "manifest-differs", "manifest-malformed", "file-unknown"),
    *("data-differs", "data-missing", "page-differs", "page-missing", "guide-differs", "guide-missing", "static-differs"),
    *("static-missing", "download-differs", "download-missing", "tile-altered", "tile-truncated", "tile-missing"),
    *("anchor-file-differs", "file-unlisted", "file-altered", "file-missing", "pages-not-rebuilt"),
)
KEPT = ("receipt-invalid", "earlier-signature", "earlier-unreadable", "policy-malformed")
BROKEN = "rule-broken"
ORDER = {
    code: place
    for place, code in enumerate((*REWRITTEN, *ENTRIES, *TIMES, BROKEN, *CONTENTS, *DECISIONS, *FILES, *KEPT, "root-differs"))
}

SHOWN = frozenset({*DECISIONS, *FILES})
FOLLOWS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({*ENTRIES, "entries-forged"}), SHOWN | {"root-differs", BROKEN, "disclosure-missing", "older-than-anchor"}),
    (frozenset({"fork", "log-shrunk", "checkpoint-size"}), SHOWN | {"root-differs"}),
    (frozenset(TIMES), frozenset({"anchor-file-differs"})),
    (frozenset(CONTENTS), SHOWN - {"file-unknown", "decision-left-out", "decision-invented", "number-gap"}),
    (frozenset(DECISIONS), frozenset({"data-differs", "file-altered"})),
    (
        frozenset(FILES) - {"file-altered", "file-unlisted", "file-missing", "pages-not-rebuilt"},
        frozenset({"file-altered", "file-unlisted", "file-missing"}),
    ),
    (frozenset({"back-dated"}), frozenset({"pages-not-rebuilt"})),
)
"""Causes, and what they may lead to: where one of the first is found, the others are told in a line each."""


def key_of(found: AuditFinding) -> str:
    """By what a finding is counted: its rule, or its code."""
    return found.rule or found.code


def decisive_first(
    findings: Iterable[AuditFinding], counts: Mapping[str, int]
) -> tuple[tuple[AuditFinding, ...], dict[str, int]]:
    """Findings in the order of their weight, and the counts in the order of these."""
    ordered = sorted(findings, key=_weight)
    keys = dict.fromkeys(map(key_of, ordered))
    return tuple(ordered), {key: counts[key] for key in (*keys, *(key for key in counts if key not in keys))}


def _weight(found: AuditFinding) -> tuple[int, bool, str]:
    """Among broken rules, entries that are missing from a matter come before what was miscounted for want of them."""
    return ORDER.get(found.code, len(ORDER)), found.rule != "StreamVersionGap", key_of(found)


def following(codes: Sequence[str]) -> dict[str, str]:
    """Of these codes those that may follow from another of them, with that one: the first in order."""
    found: dict[str, str] = {}
    for causes, consequences in FOLLOWS:
        present = sorted(causes & set(codes), key=lambda code: ORDER[code])
        for code in set(codes) & consequences - causes if present else ():
            found.setdefault(code, present[0])
    return found


def folded(group: Sequence[AuditFinding]) -> list[tuple[AuditFinding, int]]:
    """Findings of one kind, each with how many others say the same of other places: one change, shown on many pages."""
    sides = [(found.said, found.calculated, found.positions) if found.said and found.calculated else id(found) for found in group]
    many, first = Counter(sides), dict(zip(reversed(sides), reversed(group), strict=True))
    return [(first[side], many[side] - 1) for side in dict.fromkeys(sides)]
