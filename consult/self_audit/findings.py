"""Commands and queries of auditors at the desk: findings of the last re-check, and requesting another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.audit.findings import AuditFinding
from consult.audit.report import DecisionReport
from consult.background.recheck_queue import RecheckStatus
from consult.runtime import Runtime
from consult.sealed.mapper import EntryInvalid
from domain.access import Actor, Role, require_role
from domain.consultation.events import DecisionStarted
from domain.sealing import value_or_none
from projections.worklists.all_decisions import DecisionSummary, decision_count, decision_summaries, other_decision_summaries


class AuditedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision and what the re-check said of it. `report` is None where it began afterwards; `newer`: it went on since."""

    known: DecisionSummary
    title: str | None
    report: DecisionReport | None
    newer: bool


class AuditOverview(msgspec.Struct, frozen=True, kw_only=True):
    """`decisions`: one page of `total`, those with findings first; `whole`: findings that are of no single decision."""

    status: RecheckStatus
    head_size: int
    decisions: tuple[AuditedDecision, ...]
    total: int
    whole: tuple[AuditFinding, ...]


async def audit_overview(runtime: Runtime, actor: Actor, *, start: int = 0, limit: int = 50) -> AuditOverview:
    """All decisions with their findings. Raises RoleMissing."""
    require_role(actor, Role.AUDITOR)
    status, reads, now = await runtime.rechecks.status(), runtime.reads, runtime.clock.now()
    found = await decision_summaries(reads, [each for each, report in _reports(status).items() if report.findings], now)
    page = found[start : start + limit]
    if len(page) < limit:
        ids, offset = [each.consultation_id for each in found], max(0, start - len(found))
        page += await other_decision_summaries(reads, ids, now, offset=offset, limit=limit - len(page))
    return AuditOverview(
        status=status,
        head_size=(await runtime.log.head()).size,
        decisions=await _audited(runtime, page, status),
        total=await decision_count(reads),
        whole=tuple(found for found in status.report.findings if found.decision is None) if status.report else (),
    )


async def decision_findings(
    runtime: Runtime, actor: Actor, decision: UUID
) -> tuple[RecheckStatus, AuditedDecision, tuple[AuditFinding, ...]]:
    """One decision with its findings, as far as they are listed. Raises RoleMissing, NotFound."""
    require_role(actor, Role.AUDITOR)
    status = await runtime.rechecks.status()
    known = await decision_summaries(runtime.reads, [decision], runtime.clock.now())
    if not known:
        raise NotFound
    (one,) = await _audited(runtime, known, status)
    findings = status.report.findings if status.report else ()
    return status, one, tuple(found for found in findings if found.decision == decision)


async def request_recheck(runtime: Runtime, actor: Actor) -> None:
    """Have the whole log re-checked now; nothing more where that is under way. Raises RoleMissing."""
    require_role(actor, Role.AUDITOR)
    await runtime.rechecks.request(actor.id)


def _reports(status: RecheckStatus) -> dict[UUID, DecisionReport]:
    """What the last re-check said of each decision; nothing before the first."""
    return {decision.id: decision for decision in status.report.decisions} if status.report else {}


async def _audited(runtime: Runtime, known: Sequence[DecisionSummary], status: RecheckStatus) -> tuple[AuditedDecision, ...]:
    reports = _reports(status)
    titles = await _titles(runtime, [each.consultation_id for each in known if each.title is None])
    size = status.report.size if status.report else 0
    return tuple(
        AuditedDecision(
            known=each,
            title=each.title or titles.get(each.consultation_id),
            report=reports.get(each.consultation_id),
            newer=each.position >= size,
        )
        for each in known
    )


async def _titles(runtime: Runtime, decisions: Sequence[UUID]) -> dict[UUID, str]:
    """Titles that are not public yet; without those of entries that cannot be read, which the re-check says."""
    found: dict[UUID, str] = {}
    for entry in await runtime.log.streams(decisions, [DecisionStarted.topic]):
        with suppress(EntryInvalid, msgspec.MsgspecError):
            (event,) = await runtime.archive.unsealed([entry])
            if isinstance(event, DecisionStarted) and (title := value_or_none(event.title)):
                found[entry.originator_id] = title
    return found
