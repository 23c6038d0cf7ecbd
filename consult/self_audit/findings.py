"""Commands and queries of auditors at the desk: findings of the last re-check, and requesting another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.audit.findings import Found
from consult.audit.report import DecisionReport
from consult.background.recheck_queue import RecheckStatus
from consult.runtime import Runtime
from consult.sealed.mapper import EntryInvalid
from domain.access import Actor, Role, require_role
from domain.consultation.events import DecisionStarted
from domain.sealing import shown
from projections.worklists.audited import KnownDecision, every_decision


class AuditedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision and what the re-check said of it. `report` is None where it began afterwards; `newer`: it went on since."""

    known: KnownDecision
    title: str | None
    report: DecisionReport | None
    newer: bool


class AuditOverview(msgspec.Struct, frozen=True, kw_only=True):
    """`decisions`: one page of `total`, those with findings first; `whole`: findings that are of no single decision."""

    standing: RecheckStatus
    head_size: int
    decisions: tuple[AuditedDecision, ...]
    total: int
    whole: tuple[Found, ...]


async def audit_overview(runtime: Runtime, actor: Actor, *, start: int = 0, limit: int = 50) -> AuditOverview:
    """All decisions with their findings. Raises RoleMissing."""
    require_role(actor, Role.AUDITOR)
    standing = await runtime.rechecks.standing()
    known = await every_decision(runtime.reads, runtime.clock.now())
    reports = _reports(standing)
    listed = sorted(known, key=lambda each: not (found := reports.get(each.consultation_id)) or not found.findings)
    page = listed[start : start + limit]
    return AuditOverview(
        standing=standing,
        head_size=(await runtime.log.head()).size,
        decisions=await _audited(runtime, page, standing),
        total=len(known),
        whole=tuple(found for found in standing.report.findings if found.decision is None) if standing.report else (),
    )


async def decision_findings(
    runtime: Runtime, actor: Actor, decision: UUID
) -> tuple[RecheckStatus, AuditedDecision, tuple[Found, ...]]:
    """One decision with its findings, as far as they are listed. Raises RoleMissing, NotFound."""
    require_role(actor, Role.AUDITOR)
    standing = await runtime.rechecks.standing()
    known = [each for each in await every_decision(runtime.reads, runtime.clock.now()) if each.consultation_id == decision]
    if not known:
        raise NotFound
    (one,) = await _audited(runtime, known, standing)
    findings = standing.report.findings if standing.report else ()
    return standing, one, tuple(found for found in findings if found.decision == decision)


async def request_recheck(runtime: Runtime, actor: Actor) -> None:
    """Have the whole log re-checked now; nothing more where that is under way. Raises RoleMissing."""
    require_role(actor, Role.AUDITOR)
    await runtime.rechecks.ask(actor.id)


def _reports(standing: RecheckStatus) -> dict[UUID, DecisionReport]:
    """What the last re-check said of each decision; nothing before the first."""
    return {decision.id: decision for decision in standing.report.decisions} if standing.report else {}


async def _audited(runtime: Runtime, known: Sequence[KnownDecision], standing: RecheckStatus) -> tuple[AuditedDecision, ...]:
    reports = _reports(standing)
    titles = await _titles(runtime, [each.consultation_id for each in known if each.title is None])
    size = standing.report.size if standing.report else 0
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
            if isinstance(event, DecisionStarted) and (title := shown(event.title)):
                found[entry.originator_id] = title
    return found
