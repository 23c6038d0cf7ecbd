"""Reading: what became of an adopted decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get

from projections.consultations.views import ConsultationView
from projections.undertakings.queries import UndertakingView, undertakings_of_decision
from web.api.reading import view_of
from web.shared.query import number_in
from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]
MOST = 200


class ApiTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task of execution as it stands. `limit_on`: that whole day (Beijing) counts. `responsible`: a post.

    `findings_due`: until when findings of an inspection are to be rectified that are not yet.
    """

    id: UUID
    number: int
    position: int
    unit_id: str | None
    unit: str | None
    measures: str | None
    responsible: str | None
    limit_on: date
    set_at: datetime
    updated_at: datetime
    reported_at: datetime | None
    progress: str | None
    effect: str | None
    next_steps: str | None
    carried_out: str | None
    problems: int
    inspections: int
    findings_due: date | None
    completed_at: datetime | None
    completed_effect: str | None


class ApiSuspension(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    cause: str
    decided_by: str
    decided_on: date
    scope: str | None
    reason: str | None
    resumed_at: datetime | None
    resumed_because: str | None


class ApiTermination(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    met_on: date
    meeting: str | None
    basis: str | None


class ApiEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """`result`: kept, changed, ended; null while it goes on."""

    at: datetime
    trigger: str
    method: str
    unit: str | None
    reason: str | None
    reported_at: datetime | None
    result: str | None
    involved: list[str]
    heard: str | None
    summary: str | None


class ApiLink(msgspec.Struct, frozen=True, kw_only=True):
    """`relation`: adjustment, evaluation. `decision`: the other one's id, public or not yet."""

    at: datetime
    relation: str
    decision: UUID
    reason: str | None


class ApiExecution(msgspec.Struct, frozen=True, kw_only=True):
    """`tasks` by number; `next` leads on."""

    suspended_at: datetime | None
    terminated_at: datetime | None
    suspensions: list[ApiSuspension]
    termination: ApiTermination | None
    evaluations: list[ApiEvaluation]
    earlier: ApiLink | None
    later: list[ApiLink]
    tasks: list[ApiTask]
    next: str | None


@get("/api/v1/consultations/{consultation_id:str}/execution", name="api_execution")
async def execution(request: ApiRequest) -> ApiExecution:
    """Tasks of execution with their progress, suspensions, evaluations, and the decisions linked with this one."""
    view = await view_of(request)
    limit = number_in(request, "limit", 100, 1, MOST)
    after = number_in(request, "after", 0)
    rows = await undertakings_of_decision(runtime_of(request).reads, view.id, after=after, limit=limit + 1)
    address = (
        f"/api/v1/consultations/{view.id}/execution?after={rows[limit - 1].number}&limit={limit}" if len(rows) > limit else None
    )
    return _filled(view, [_task(row) for row in rows[:limit]], address)


def _filled(view: ConsultationView, tasks: list[ApiTask], following: str | None) -> ApiExecution:
    facts = msgspec.to_builtins(view.execution, builtin_types=(datetime, date, UUID))
    times = {"suspended_at": view.suspended_at, "terminated_at": view.terminated_at}
    return msgspec.convert({**facts, **times, "tasks": tasks, "next": following}, ApiExecution, builtin_types=(UUID,))


def _task(row: UndertakingView) -> ApiTask:
    plain = {name: getattr(row, name) for name in ApiTask.__struct_fields__ if name not in ("id", "unit")}
    return ApiTask(id=row.undertaking_id, unit=row.unit_name, **plain)
