"""The API's operations in one table: parameters, bodies, answers and refusals of each, by the types in use."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from consult.commands.desk_step import DeskCommand
from consult.commands.recording import Done
from consult.commands.table import DESK
from consult.instance.site_facts import SiteFacts
from consult.reading.access import DraftedPoint, WaitingComment
from domain.consultation.coverage import Coverage
from domain.enumerations import ConsultationState, DispositionKind
from projections.worklists.views import DivisionWork
from web.api import shapes
from web.api.catalogues import ApiCatalogue, ApiCatalogues
from web.api.execution import ApiExecution
from web.api.questionnaires import ApiQuestionnaires, ApiResponseTaken, NewResponse
from web.api.submission import NewComment
from web.shared.query import LARGEST

Json = dict[str, Any]
ROOT = "/api/v1"
TEXT = "text/plain; charset=utf-8"


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation. `query`, `headers`: schema by name. `body`: the JSON taken; `part`: its name where files may come beside it.

    `answer`: the type answered, or the media type of what is no JSON. `staff`: needs a bearer token. `once`: takes a key.
    """

    method: str
    path: str
    id: str
    summary: str
    answer: Any
    tag: str = "public"
    status: int = 200
    query: Json = {}
    headers: Json = {}
    body: type | None = None
    part: str | None = None
    errors: tuple[int, ...] = ()
    staff: bool = False
    once: bool = False


def whole_number_schema(low: int, high: int, default: int) -> Json:
    return {"type": "integer", "minimum": low, "maximum": high, "default": default}


DISPOSITIONS = [*(kind.value for kind in DispositionKind), "unanswered"]
TEXT_QUERY: Json = {"type": "string", "maxLength": 200}
LIST_QUERY: Json = {
    "state": {"type": "array", "items": {"type": "string", "enum": [state.value for state in ConsultationState]}},
    "division": TEXT_QUERY,
    "q": TEXT_QUERY,
    "page": whole_number_schema(1, 100_000, 1),
    "size": whole_number_schema(1, 100, 20),
}
COMMENTS_QUERY: Json = {
    "after": whole_number_schema(0, LARGEST, 0),
    "limit": whole_number_schema(1, 200, 100),
    "article": TEXT_QUERY,
    "disposition": {"type": "string", "enum": DISPOSITIONS},
}
ONE = f"{ROOT}/consultations/{{consultation_id}}"
RECEIPT = f"{ROOT}/receipts/{{reference}}"
AT_DESK = f"{ROOT}/desk/consultations/{{consultation_id}}"

PUBLIC = (
    Operation(
        method="get",
        path=f"{ROOT}/site",
        id="site",
        answer=SiteFacts,
        summary="The facts that public pages show beside what follows from the log, for whoever rebuilds and compares them.",
    ),
    Operation(
        method="get",
        path=f"{ROOT}/consultations",
        id="consultations",
        answer=shapes.ApiConsultations,
        query=LIST_QUERY,
        errors=(400,),
        summary="Published decisions, by state, division and words.",
    ),
    Operation(
        method="get",
        path=ONE,
        id="consultation",
        answer=shapes.ApiConsultation,
        errors=(404,),
        summary="One decision, by id or number.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/comments",
        id="comments",
        answer=shapes.ApiComments,
        query=COMMENTS_QUERY,
        errors=(400, 404),
        summary="Comments in order of number, one row for every comment received; `next` leads on.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/comments/{{n}}",
        id="comment",
        answer=shapes.ApiComment,
        errors=(404,),
        summary="One comment by its number.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/feedback",
        id="feedback",
        answer=shapes.ApiFeedback,
        errors=(404,),
        summary="The feedback summary with every point and its answer.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/execution",
        id="execution",
        answer=ApiExecution,
        query={"after": whole_number_schema(0, LARGEST, 0), "limit": whole_number_schema(1, 200, 100)},
        errors=(400, 404),
        summary="Tasks of execution with their progress, suspensions, evaluations, and the decisions linked with this one.",
    ),
    Operation(
        method="get",
        path=f"{ROOT}/catalogues",
        id="catalogues",
        answer=ApiCatalogues,
        summary="Years whose catalogue of decision matters is published.",
    ),
    Operation(
        method="get",
        path=f"{ROOT}/catalogues/{{year}}",
        id="catalogue",
        answer=ApiCatalogue,
        errors=(404,),
        summary="The catalogue of decision matters of a year, with the decisions that its matters lead to, and its adjustments.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/challenge",
        id="challenge",
        answer=shapes.ApiChallenge,
        errors=(404,),
        summary="A challenge of ALTCHA (version 2) for one comment; its answer goes into the header Proof-Of-Work.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/refused-attempts",
        id="refused_attempts",
        answer=shapes.ApiRefusedAttempts,
        errors=(404,),
        summary="How many attempts to comment were refused before any rule was asked, by reason. They are not in the log.",
    ),
    Operation(
        method="get",
        path=f"{ONE}/questionnaires",
        id="questionnaires",
        answer=ApiQuestionnaires,
        errors=(404,),
        summary="The questionnaires of a decision, with their figures once these are published.",
    ),
    Operation(
        method="post",
        path=f"{ROOT}/questionnaires/{{questionnaire_id}}/responses",
        id="submit_response",
        answer=ApiResponseTaken,
        status=201,
        body=NewResponse,
        once=True,
        headers={"Proof-Of-Work": {"type": "string", "maxLength": 4096}},
        errors=(400, 404, 409, 413, 415, 422, 429, 503),
        summary="Take a response. The same Idempotency-Key and body give the same receipt; without a key one is drawn.",
    ),
    Operation(
        method="post",
        path=f"{ONE}/comments",
        id="submit_comment",
        answer=shapes.ApiSubmitted,
        status=201,
        body=NewComment,
        part="comment",
        once=True,
        headers={"Proof-Of-Work": {"type": "string", "maxLength": 4096}},
        errors=(400, 404, 409, 413, 415, 422, 429, 503),
        summary="Take a comment. The same Idempotency-Key and body give the same receipt; without a key one is drawn.",
    ),
    Operation(
        method="get",
        path=RECEIPT,
        id="receipt",
        answer=shapes.ApiReceipt,
        errors=(404,),
        summary="The receipt of one's own comment, with its inclusion proof and what became of it.",
    ),
    Operation(
        method="post",
        path=f"{RECEIPT}/withdrawal",
        id="withdraw_comment",
        answer=Done,
        once=True,
        errors=(400, 404, 409, 503),
        summary="Take one's own comment back before the close.",
    ),
    Operation(
        method="get",
        path="/log/checkpoint",
        id="checkpoint",
        answer=TEXT,
        tag="log",
        summary="The signed head of the public log (C2SP tlog-checkpoint).",
    ),
)
DESK_READING = tuple(
    Operation(
        method="get", path=path, id=name, answer=answer, query=query, tag="desk", staff=True, errors=errors, summary=summary
    )
    for path, name, answer, query, errors, summary in (
        (f"{ROOT}/desk/work", "desk_work", tuple[DivisionWork, ...], {}, (), "What waits on each published decision."),
        (
            f"{AT_DESK}/awaiting",
            "desk_awaiting",
            tuple[WaitingComment, ...],
            {"limit": whole_number_schema(0, 1000, 100)},
            (403, 404),
            "Comments that wait for screening, with their closed texts; oldest first.",
        ),
        (f"{AT_DESK}/coverage", "desk_coverage", Coverage, {}, (403, 404, 503), "The coverage gate: what is still missing."),
        (f"{AT_DESK}/points", "desk_points", tuple[DraftedPoint, ...], {}, (403, 404), "The points as drafted."),
    )
)


def desk_operation(desk: DeskCommand) -> Operation:
    """A command of the desk: what the address does not say is the body."""
    return Operation(
        method="post",
        path=f"{ROOT}/desk{desk.path}",
        id=f"desk_{desk.name}",
        summary=(desk.command.__doc__ or desk.name).split("\n")[0],
        answer=Done,
        status=201,
        body=body_of_command(desk),
        part="command" if desk.files else None,
        tag="desk",
        staff=True,
        once=True,
        errors=(400, 403, 404, 409, 413, 415, 422, 503),
    )


def body_of_command(desk: DeskCommand) -> type | None:
    """The command's struct without the ids of the address and without its files."""
    elsewhere = {*re.findall(r"\{(\w+)\}", desk.path), "files"}
    kept = [field for field in msgspec.structs.fields(desk.command) if field.name not in elsewhere]
    if not kept:
        return None
    fields = [(f.name, f.type) if f.required else (f.name, f.type, f.default) for f in kept]
    return msgspec.defstruct(desk.command.__name__, fields, kw_only=True, forbid_unknown_fields=True)


def operations() -> tuple[Operation, ...]:
    return (*PUBLIC, *(desk_operation(desk) for desk in DESK), *DESK_READING)
