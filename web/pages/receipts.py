"""Receipt, finding and withdrawing one's own comment, appeal."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.application.reference import is_application
from consult.commands.comment.contact import end_letters_of, send_confirmation_again
from consult.commands.comment.own_comment import appeal_withholding, withdraw_comment
from consult.commands.comment.reference import ReferenceUnknown
from consult.reading.receipts import ProvedEntry, find_receipt, sealed_values
from consult.reading.response_receipts import ResponseShown, find_any_receipt, find_response
from domain.calendar import is_overdue
from domain.refusals import Refusal
from projections.anchors.queries import time_bounds
from web.shared.error_pages import refusal_text
from web.shared.render import page
from web.shared.request import PageRequest, asked_size
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of


def reference_of(request: PageRequest) -> str:
    return str(request.path_params["reference"])[:40]


@get(["/receipts/{reference:str}", "/en/receipts/{reference:str}"], name="receipt")
async def receipt(request: PageRequest) -> Response[bytes]:
    """Of a comment, or of a response to a questionnaire: both are found by their references."""
    if response := await find_response(runtime_of(request), reference_of(request), asked_size(request)):
        return await _response_page(request, response)
    return await _receipt_page(request)


async def _response_page(request: PageRequest, found: ResponseShown) -> Response[bytes]:
    context = {
        "r": found,
        "of_response": True,
        "reference": grouped_reference(reference_of(request)),
        "size_asked": asked_size(request) is not None,
        "proof": proof_of(found.proved),
        "sealed": sealed_values(found.proved),
        "bounds": await time_bounds(runtime_of(request).reads, found.proved.position),
    }
    return page(request, "response_receipt.html", context, section="find")


async def _receipt_page(request: PageRequest, grounds: str = "", errors: dict[str, str] | None = None) -> Response[bytes]:
    """The status page of a comment; `grounds`: of an appeal that was refused, with what was wrong."""
    runtime, size = runtime_of(request), asked_size(request)
    found = await find_receipt(runtime, reference_of(request), size)
    context = {
        "r": found,
        "reference": grouped_reference(reference_of(request)),
        "size_asked": size is not None,
        "proof": proof_of(found.proved),
        "sealed": sealed_values(found.proved),
        "bounds": await time_bounds(runtime.reads, found.proved.position),
        "overdue": is_overdue(found.so_far.answer_due_on, found.so_far.answered_at, runtime.clock.now()),
        "grounds": grounds,
        "errors": errors or {},
    }
    return page(request, "receipt.html", context, section="find", status=422 if errors else 200)


def proof_of(found: ProvedEntry) -> dict[str, object]:
    """What the page checks for itself (see `web/static/proof.js`). Hashes in base64."""
    return {
        "entry": found.entry.decode(),
        "disclosures": found.disclosures,
        "position": found.position,
        "leaf": found.leaf_hash,
        "siblings": [b64encode(item).decode() for item in found.siblings],
        "checkpoint": found.checkpoint,
        "key": found.verification_key,
    }


def grouped_reference(reference: str) -> str:
    """As it was given: groups of four."""
    kept = [character for character in reference.upper() if character.isalnum()]
    return "-".join("".join(kept[start : start + 4]) for start in range(0, len(kept), 4))


@get(["/find", "/en/find"], name="find")
async def find(request: PageRequest) -> Response[bytes]:
    return page(request, "find.html", reference="", errors={}, section="find")


@post(["/find", "/en/find"], name="find_receipt", status_code=200)
async def find_by_reference(request: PageRequest) -> Response[Any]:
    data: Any = await request.form()
    address = str(data.get("reference") or "").rpartition("/applications/")[2].rpartition("/receipts/")[2]
    typed = address.partition("/")[0].partition("?")[0][:40]
    prefix = locale_of(request.url.path).prefix
    try:
        await find_any_receipt(runtime_of(request), typed)
    except ReferenceUnknown as refusal:
        if await is_application(runtime_of(request), typed):
            address = f"{prefix}/applications/{grouped_reference(typed)}"
            return Redirect(address, status_code=303, headers={"cache-control": "no-store"})
        errors = {"reference": refusal_text(refusal, locale_of(request.url.path))}
        return page(request, "find.html", status=422, reference=typed, errors=errors, section="find")
    return Redirect(f"{prefix}/receipts/{grouped_reference(typed)}", status_code=303, headers={"cache-control": "no-store"})


@get(["/receipts/{reference:str}/withdrawal", "/en/receipts/{reference:str}/withdrawal"], name="withdrawal")
async def withdrawal(request: PageRequest) -> Response[bytes]:
    found = await find_receipt(runtime_of(request), reference_of(request))
    return page(request, "withdraw.html", r=found, reference=grouped_reference(reference_of(request)), section="find")


@post(["/receipts/{reference:str}/withdrawal", "/en/receipts/{reference:str}/withdrawal"], name="withdraw")
async def withdraw(request: PageRequest) -> Response[Any]:
    runtime, reference = runtime_of(request), reference_of(request)
    done = await withdraw_comment(runtime, reference, "")
    await runtime.wait_until_projected(done.position, 1.0)
    return _back(request, reference)


@post(["/receipts/{reference:str}/appeal", "/en/receipts/{reference:str}/appeal"], name="appeal")
async def appeal(request: PageRequest) -> Response[Any]:
    data: Any = await request.form()
    runtime, reference = runtime_of(request), reference_of(request)
    grounds = str(data.get("grounds") or "").replace("\r\n", "\n").removeprefix("\n")
    request.scope["typed"] = grounds  # type: ignore[typeddict-unknown-key]
    try:
        await appeal_withholding(runtime, reference, grounds, "")
    except Refusal as refusal:
        if refusal.params.get("field") != "grounds":
            raise
        return await _receipt_page(request, grounds, {"grounds": refusal_text(refusal, locale_of(request.url.path))})
    return _back(request, reference)


@post(["/receipts/{reference:str}/mail", "/en/receipts/{reference:str}/mail"], name="receipt_mail")
async def mail(request: PageRequest) -> Response[Any]:
    """The letter with the link once more, or an end to all letters."""
    data: Any = await request.form()
    runtime, reference = runtime_of(request), reference_of(request)
    if data.get("step") == "end":
        await end_letters_of(runtime, reference)
    else:
        await send_confirmation_again(runtime, reference)
    return _back(request, reference)


AGAIN = ("/receipts/{reference:str}/appeal", "/receipts/{reference:str}/mail")


@get([prefix + path for path in AGAIN for prefix in ("", "/en")], name="appeal_again")
async def appeal_again(request: PageRequest) -> Redirect:
    """The address of what could not be taken, once its page is not kept any more: on to the receipt."""
    return _back(request, reference_of(request))


def _back(request: PageRequest, reference: str) -> Redirect:
    address = f"{locale_of(request.url.path).prefix}/receipts/{grouped_reference(reference)}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})
