"""Submitting a comment, its receipt, its withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath

from consult.archive.streams import NotFound
from consult.commands.comment.own_comment import withdraw_comment
from consult.commands.comment.submission import CommentReceipt, Respondent, SubmitComment, submit_comment
from consult.commands.uploads import Upload
from consult.reading.receipts import find_receipt
from consult.runtime import Runtime
from consult.staff.register import Language
from projections.consultations.queries import consultation
from web.admission.efforts import Effort
from web.admission.of_request import admission_of, network_of_request
from web.api.filling import api_own_grievance, api_point, api_registrations, api_revisions
from web.api.letters import api_telling
from web.api.shapes import ApiReceipt, ApiReceivedFile, ApiSubmitted
from web.shared.idempotency import checked_key, new_key
from web.shared.problems import ApiError
from web.shared.request import asked_size
from web.shared.request_state import runtime_of
from web.shared.uploads import body_of
from web.shared.wording.languages import accepted_locale

ApiRequest = Request[Any, Any, Any]
JSON = "application/json"


class NewComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment as a program sends it."""

    respondent: Respondent
    text: str
    articles: tuple[str, ...] = ()
    proposed_wording: str | None = None


_decode = msgspec.json.Decoder(NewComment).decode
_encode = msgspec.json.encode


def decoded(decode: Any, body: bytes) -> Any:
    """The body in its form. Raises ApiError 400 where it is no JSON, 422 where a field is wrong (its path in `field`)."""
    try:
        return decode(body)
    except msgspec.ValidationError as error:
        _, _, path = str(error).partition(" - at `")
        raise ApiError(422, "填写内容有问题", field=path.rstrip("`").removeprefix("$").lstrip(".") or None) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, "不是有效的JSON。") from error


async def consultation_id_of(runtime: Runtime, given: str) -> UUID:
    """The id, where the address may name the number. Raises NotFound."""
    try:
        return UUID(given)
    except ValueError:
        found = await consultation(runtime.reads, given)
        if found is None:
            raise NotFound from None
        return found.id


def key_of(request: ApiRequest) -> str:
    """The Idempotency-Key, empty where there is none. Raises KeyTooLong."""
    return checked_key(request.headers.get("idempotency-key", ""))


@post("/api/v1/consultations/{consultation_id:str}/comments", name="api_submit_comment", status_code=201)
async def submit(request: ApiRequest) -> Response[bytes]:
    """Take a comment. The same Idempotency-Key and body give the same receipt; without a key one is drawn."""
    runtime = runtime_of(request)
    body, files = await body_of(request)
    new: NewComment = decoded(_decode, body)
    key = key_of(request) or new_key()
    consultation_id = await consultation_id_of(runtime, request.path_params["consultation_id"])
    await _admitted(request, consultation_id, key, files)
    command = SubmitComment(
        consultation_id=consultation_id,
        respondent=new.respondent,
        text=new.text,
        articles=new.articles,
        proposed_wording=new.proposed_wording,
        files=files,
    )
    receipt = await submit_comment(runtime, command, key, letters_language(request.headers.get("accept-language", "")))
    return Response(_encode(submitted(runtime, receipt)), status_code=201, media_type=JSON, headers={"cache-control": "no-store"})


async def _admitted(request: ApiRequest, consultation_id: UUID, key: str, files: tuple[Upload, ...]) -> None:
    """Raises NotAdmitted, and NotFound: levels are kept of decisions only. The fast path may have admitted it already."""
    runtime, admission = runtime_of(request), admission_of(request)
    await runtime.consultation(consultation_id)
    if request.scope.get("admitted"):
        return
    effort = Effort(proof=request.headers.get("proof-of-work", ""))
    network = network_of_request(request)
    refusal = await admission.admit(consultation_id, network, effort, key)
    if refusal is None and files:
        refusal = admission.admit_files(consultation_id, network, len(files))
    if refusal is not None:
        await admission.wait_to_refuse()
        raise refusal


def letters_language(accepted: str) -> Language:
    """Of the letters to whoever sends a comment, by his Accept-Language."""
    return "en" if accepted_locale(accepted).english else "zh"


def submitted(runtime: Runtime, receipt: CommentReceipt) -> ApiSubmitted:
    return ApiSubmitted(
        reference=receipt.reference,
        number=receipt.number,
        position=receipt.position,
        leaf_hash=receipt.leaf_hash,
        entry=receipt.entry,
        disclosures=list(receipt.disclosures),
        checkpoint=receipt.checkpoint,
        receipt_url=f"{runtime.settings.public_url}/receipts/{receipt.reference}",
    )


@get("/api/v1/receipts/{reference:str}", name="api_receipt")
async def receipt(request: ApiRequest, reference: FromPath[str]) -> Response[bytes]:
    """The receipt of one's own comment, with its inclusion proof and what became of it."""
    found = await find_receipt(runtime_of(request), reference[:40], asked_size(request))
    points = found.shown.points if found.shown else ()
    answer = ApiReceipt(
        reference=reference,
        consultation_id=found.consultation_id,
        number=found.number,
        status=found.status.value,
        reason=found.reason.value if found.reason else None,
        redacted=found.shown.redacted if found.shown else False,
        revisions=api_revisions(found.shown),
        registrations=api_registrations(found.shown),
        submitted_at=found.submitted_at,
        articles=list(found.articles),
        text=found.text,
        attachments=[ApiReceivedFile(file.name, file.size, file.sha256, file.treatment, file.copy) for file in found.attachments],
        position=found.proved.position,
        leaf_hash=found.proved.leaf_hash,
        entry=found.proved.entry,
        disclosures=list(found.proved.disclosures),
        checkpoint=found.proved.checkpoint,
        proof=found.proved.proof,
        points=[api_point(point) for point in points],
        grievance=api_own_grievance(found.grievance),
        telling=api_telling(found.telling),
    )
    return Response(_encode(answer), media_type=JSON, headers={"cache-control": "no-store"})


@post("/api/v1/receipts/{reference:str}/withdrawal", name="api_withdraw_comment", status_code=200)
async def withdrawal(request: ApiRequest, reference: FromPath[str]) -> Response[bytes]:
    """Take one's own comment back before the close."""
    done = await withdraw_comment(runtime_of(request), reference[:40], key_of(request))
    return Response(_encode(done), media_type=JSON, headers={"cache-control": "no-store"})
