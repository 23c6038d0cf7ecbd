"""Receipt, finding and withdrawing one's own comment, appeal."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.comment.reference import ReferenceUnknown
from consult.commands.comment.submission import appeal_withholding, withdraw_comment
from consult.reading.receipts import ProvedEntry, find_receipt, sealed_values
from projections.anchors.queries import time_bounds
from web.shared.error_pages import refusal_text
from web.shared.languages import locale_of
from web.shared.render import page
from web.shared.request import PageRequest, asked_size
from web.shared.request_state import runtime_of


def reference_of(request: PageRequest) -> str:
    return str(request.path_params["reference"])[:40]


@get(["/receipts/{reference:str}", "/en/receipts/{reference:str}"], name="receipt")
async def receipt(request: PageRequest) -> Response[bytes]:
    found = await find_receipt(runtime_of(request), reference_of(request), asked_size(request))
    reference = grouped_reference(reference_of(request))
    bound = await time_bounds(runtime_of(request).reads, found.proved.position)
    shown = {"proof": proof_of(found.proved), "sealed": sealed_values(found), "bounds": bound}
    return page(request, "receipt.html", shown, r=found, reference=reference, section="find")


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
    typed = str(data.get("reference") or "")[:40]
    try:
        await find_receipt(runtime_of(request), typed)
    except ReferenceUnknown as refusal:
        errors = {"reference": refusal_text(refusal, locale_of(request.url.path))}
        return page(request, "find.html", status=422, reference=typed, errors=errors, section="find")
    prefix = locale_of(request.url.path).prefix
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
    grounds = str(data.get("grounds") or "")
    request.scope["typed"] = grounds  # type: ignore[typeddict-unknown-key]
    await appeal_withholding(runtime, reference, grounds, "")
    return _back(request, reference)


def _back(request: PageRequest, reference: str) -> Redirect:
    address = f"{locale_of(request.url.path).prefix}/receipts/{grouped_reference(reference)}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})
