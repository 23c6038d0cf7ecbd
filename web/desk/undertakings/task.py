"""One task at the desk: as it stands, all that was said of it, what is closed of it, and its next steps."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from consult.reading.body_files import body_file
from domain.access import Role, may
from domain.sealing import CLOSED
from domain.values import Blob
from projections.undertakings.queries import undertaking_steps
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.undertakings.at_task import PATH, AtTask, at_task, task_context
from web.pages.files import file_answer
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50


@get([PATH, f"/en{PATH}"], name="desk_undertaking")
async def task_page(request: DeskRequest) -> Response[bytes]:
    at, runtime = await at_task(request), runtime_of(request)
    steps = await undertaking_steps(runtime.reads, at.file.state.id, after=number_in(request, "after", 0), limit=SIZE + 1)
    more = steps[SIZE - 1].version if len(steps) > SIZE else None
    correctable = may(at.signed.actor, Role.RELEASER, at.file.decision.divisions)
    context = task_context(at, steps=steps[:SIZE], more=more, correctable=correctable, done=outcome_notice(request))
    return page(request, "desk/undertakings/task.html", context)


@get(f"{PATH}/evidence/{{inspection:int}}", name="desk_undertaking_evidence")
async def evidence(request: DeskRequest) -> Response[bytes]:
    """What proves the completion (0), or the rectification of an inspection. Raises NotFoundException, FileInfected."""
    at = await at_task(request)
    blob = _evidence(at, request.path_params["inspection"])
    found = await body_file(runtime_of(request), at.file.decision.id, blob) if blob else None
    if blob is None or found is None:
        raise NotFoundException
    return file_answer(found.content, blob.media_type, "evidence", "no-store", found.notes)


def _evidence(at: AtTask, inspection: int) -> Blob | None:
    task = at.file.state
    proofs = {each.number: each.evidence for each in task.inspections}
    kept = {**proofs, 0: task.completed.evidence if task.completed else None}.get(inspection)
    return None if kept is CLOSED else kept


handlers: list[Any] = [task_page, evidence]
