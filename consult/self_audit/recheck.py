"""The audit run on this program's own log, for the auditors at the desk: the same code, the same rules."""

from __future__ import annotations

import asyncio
from collections import Counter

import msgspec

from consult.audit import Report, audit
from consult.audit.auditing import Progress
from consult.audit.findings import AuditFinding
from consult.background.pack_queue import CLOSING_TOPICS
from consult.exports.export import published_head
from consult.exports.pages import Fetch
from consult.publication.checkpoint_file import checkpoint_file
from consult.runtime import Runtime
from consult.self_audit.own_log import OwnLog

TRIES = 3
OF_AN_ENTRY = ("entry-", "entries-swapped")
CLOSED_SINCE = "SELECT EXISTS (SELECT FROM log.events WHERE position >= $1 AND topic = ANY($2))"
DECISIONS = "SELECT position, consultation_id FROM log.events WHERE position = ANY($1)"


async def recheck(runtime: Runtime, fetch: Fetch | None, progress: Progress) -> Report:
    """Audit the whole log up to its present head, also against the checkpoint kept outside the database.

    Raises SourceUnreadable.
    """
    for _ in range(TRIES):
        head = await published_head(runtime)
        source = OwnLog(runtime, fetch, head)
        key = runtime.signer.verification_key
        report = await asyncio.to_thread(audit, source, key=key, since=_kept(runtime), progress=progress)
        # What was closed while the audit ran is missing to it, and is no finding.
        if report.clean or not await runtime.database.pool.fetchval(CLOSED_SINCE, head.size, CLOSING_TOPICS):
            break
    return await _placed(runtime, report)


def _kept(runtime: Runtime) -> list[str]:
    file = checkpoint_file(runtime).file
    return [file.read_text("utf-8")] if file.exists() else []


async def _placed(runtime: Runtime, report: Report) -> Report:
    """The report, with each finding about an entry counted to the decision of that entry."""
    lost = [found for found in report.findings if found.decision is None and found.code.startswith(OF_AN_ENTRY)]
    positions = list({position for found in lost for position in found.positions})
    rows = await runtime.database.pool.fetch(DECISIONS, positions)
    decisions = {row["position"]: row["consultation_id"] for row in rows}

    def placed(found: AuditFinding) -> AuditFinding:
        decision = next((decisions[position] for position in found.positions if position in decisions), None)
        return msgspec.structs.replace(found, decision=decision) if found in lost else found

    findings = tuple(placed(found) for found in report.findings)
    more = Counter(after.decision for before, after in zip(report.findings, findings, strict=True) if before is not after)
    return msgspec.structs.replace(
        report,
        findings=findings,
        decisions=tuple(
            msgspec.structs.replace(decision, findings=decision.findings + more[decision.id]) for decision in report.decisions
        ),
    )
