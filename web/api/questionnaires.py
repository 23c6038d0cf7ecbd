"""Questionnaires: what is asked, how many have answered, the figures once they are published; and taking a response."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post

from consult.commands.questionnaire.response import ResponseReceipt, SubmitResponse, submit_response
from consult.runtime import Runtime
from domain.enumerations import RespondentKind
from domain.questionnaire.events import KindCount
from domain.questionnaire.form import QuestionnaireForm
from domain.questionnaire_response.answers import GivenAnswer
from projections.questionnaires.queries import QuestionnaireView, questionnaire_counts, questionnaires_of
from projections.questionnaires.views import Counts
from web.admission.efforts import Effort
from web.admission.of_request import admission_of, network_of_request
from web.api.reading import view_of
from web.api.submission import decoded, key_of
from web.shared.idempotency import new_key
from web.shared.problems import ApiError
from web.shared.request_state import runtime_of
from web.shared.uploads import body_of

ApiRequest = Request[Any, Any, Any]
JSON = "application/json"


class ApiQuestionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """`figures`: once published, of volunteers and no sample: by kind of respondent, of each question how many answered it, then
    how many gave each of its values; `spread`: how the questionnaire was spread. Before that only `responses` is known.
    """

    id: UUID
    number: int
    form: QuestionnaireForm
    opens_at: datetime
    closes_at: datetime
    withdrawn_at: datetime | None
    reason: str | None
    responses: int
    spread: str | None
    figures: list[KindCount] | None


class ApiQuestionnaires(msgspec.Struct, frozen=True):
    """Those of a decision that were opened, in their order."""

    items: list[ApiQuestionnaire]


class NewResponse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A response as a program sends it. `as_comment`: what was written joins the register of comments as well."""

    respondent_kind: RespondentKind
    answers: tuple[GivenAnswer, ...]
    as_comment: bool = False


class ApiResponseTaken(msgspec.Struct, frozen=True, kw_only=True):
    """Both references are secret."""

    reference: str
    comment_reference: str | None
    position: int
    leaf_hash: str
    entry: bytes
    disclosures: list[str]
    checkpoint: str
    receipt_url: str


_decode = msgspec.json.Decoder(NewResponse).decode
_encode = msgspec.json.encode


@get("/api/v1/consultations/{consultation_id:str}/questionnaires", name="api_questionnaires")
async def questionnaires(request: ApiRequest) -> ApiQuestionnaires:
    """The questionnaires of a decision, with their figures once these are published."""
    runtime, view = runtime_of(request), await view_of(request)
    found = await questionnaires_of(runtime.reads, view.id)
    return ApiQuestionnaires([await _shown(runtime, each) for each in found if each.form is not None])


async def _shown(runtime: Runtime, asked: QuestionnaireView) -> ApiQuestionnaire:
    assert asked.form
    assert asked.number
    assert asked.opens_at
    assert asked.closes_at
    counts = await questionnaire_counts(runtime.reads, asked.questionnaire_id) if asked.figures_at else None
    return ApiQuestionnaire(
        id=asked.questionnaire_id,
        number=asked.number,
        form=asked.form,
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        withdrawn_at=asked.withdrawn_at,
        reason=asked.reason,
        responses=asked.responses,
        spread=asked.spread,
        figures=None if counts is None else _figures(asked.form, counts),
    )


def _figures(form: QuestionnaireForm, counts: Counts) -> list[KindCount]:
    return [
        KindCount(kind=kind, responses=counts.of(0, 0, kind), questions=tuple(_row(form, counts, kind))) for kind in counts.kinds
    ]


def _row(form: QuestionnaireForm, counts: Counts, kind: RespondentKind) -> list[tuple[int, ...]]:
    return [
        tuple(counts.of(number, place, kind) for place in range(len(question.values) + 1))
        for number, question in enumerate(form.questions, 1)
    ]


@post("/api/v1/questionnaires/{questionnaire_id:str}/responses", name="api_submit_response", status_code=201)
async def submit(request: ApiRequest) -> Response[bytes]:
    """Take a response. The same Idempotency-Key and body give the same receipt; without a key one is drawn."""
    runtime = runtime_of(request)
    body, _ = await body_of(request)
    new: NewResponse = decoded(_decode, body)
    key = key_of(request) or new_key()
    questionnaire_id = _id(request.path_params["questionnaire_id"])
    await _admit(request, questionnaire_id, key)
    command = SubmitResponse(
        questionnaire_id=questionnaire_id,
        respondent_kind=new.respondent_kind,
        answers=new.answers,
        as_comment=new.as_comment,
    )
    receipt = await submit_response(runtime, command, key)
    return Response(_encode(_taken(runtime, receipt)), status_code=201, media_type=JSON, headers={"cache-control": "no-store"})


def _id(given: str) -> UUID:
    """Raises ApiError 404."""
    try:
        return UUID(given)
    except ValueError as error:
        raise ApiError(404, "没有找到所要的内容。") from error


async def _admit(request: ApiRequest, questionnaire_id: UUID, key: str) -> None:
    """Limits are those of the decision's comments. Raises NotAdmitted, NotFound."""
    admission = admission_of(request)
    asked = await runtime_of(request).questionnaire(questionnaire_id)
    effort = Effort(proof=request.headers.get("proof-of-work", ""))
    if refusal := await admission.admit(asked.consultation_id, network_of_request(request), effort, key):
        await admission.wait_to_refuse()
        raise refusal


def _taken(runtime: Runtime, receipt: ResponseReceipt) -> ApiResponseTaken:
    return ApiResponseTaken(
        reference=receipt.reference,
        comment_reference=receipt.comment_reference,
        position=receipt.position,
        leaf_hash=receipt.leaf_hash,
        entry=receipt.entry,
        disclosures=list(receipt.disclosures),
        checkpoint=receipt.checkpoint,
        receipt_url=f"{runtime.settings.public_url}/receipts/{receipt.reference}",
    )
