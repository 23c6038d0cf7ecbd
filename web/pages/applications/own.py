"""One's own application, by its secret reference: what became of it, withdrawing, declining, and its proof to take away."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.application.own import decline_seat, withdraw_application
from consult.exports.zip_file import zipped
from consult.reading.applications import OwnApplication, find_application
from consult.reading.receipts import disclosure_lines, proof_files, sealed_values
from projections.anchors.queries import time_bounds
from web.pages.proofs import file_answer
from web.pages.receipts import grouped_reference, proof_of, reference_of
from web.shared.render import page
from web.shared.request import PageRequest, asked_size
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = "/applications/{reference:str}"


async def _own(request: PageRequest) -> OwnApplication:
    return await find_application(runtime_of(request), reference_of(request), asked_size(request))


@get([PATH, f"/en{PATH}"], name="own_application")
async def own_application(request: PageRequest) -> Response[bytes]:
    found = await _own(request)
    context = {
        "r": found,
        "receipts": "/applications/",
        "reference": grouped_reference(reference_of(request)),
        "size_asked": asked_size(request) is not None,
        "proof": proof_of(found.proved),
        "sealed": sealed_values(found.proved),
        "bounds": await time_bounds(runtime_of(request).reads, found.proved.position),
    }
    return page(request, "own_application.html", context, section="find")


@post([f"{PATH}/withdrawal", f"/en{PATH}/withdrawal"], name="withdraw_application")
async def withdraw(request: PageRequest) -> Response[Any]:
    done = await withdraw_application(runtime_of(request), reference_of(request))
    await runtime_of(request).wait_until_projected(done.position, 1.0)
    return _back(request)


@post([f"{PATH}/declining", f"/en{PATH}/declining"], name="decline_seat")
async def decline(request: PageRequest) -> Response[Any]:
    done = await decline_seat(runtime_of(request), reference_of(request))
    await runtime_of(request).wait_until_projected(done.position, 1.0)
    return _back(request)


AGAIN = (f"{PATH}/withdrawal", f"{PATH}/declining")


@get([prefix + path for path in AGAIN for prefix in ("", "/en")], name="own_application_again")
async def again(request: PageRequest) -> Redirect:
    """The address of what could not be done, once its page is not kept any more: on to the application."""
    return _back(request)


def _back(request: PageRequest) -> Redirect:
    address = f"{locale_of(request.url.path).prefix}/applications/{grouped_reference(reference_of(request))}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})


@get(f"{PATH}/entry", name="application_entry")
async def entry(request: PageRequest) -> Response[bytes]:
    """The very bytes that were hashed."""
    proved = (await _own(request)).proved
    return file_answer(f"receipt-{proved.position}.entry", proved.entry, "application/octet-stream")


@get(f"{PATH}/disclosures", name="application_disclosures")
async def disclosures(request: PageRequest) -> Response[bytes]:
    return file_answer("disclosures.txt", disclosure_lines((await _own(request)).proved), "text/plain")


@get(f"{PATH}/proof", name="application_proof")
async def proof(request: PageRequest) -> Response[bytes]:
    """The proof (c2sp.org/tlog-proof@v1) against the present checkpoint, or that of `?size=` entries."""
    proved = (await _own(request)).proved
    return file_answer(f"receipt-{proved.position}.tlog-proof", proved.proof.encode(), "text/plain")


@get(f"{PATH}/zip", name="application_zip")
async def archive(request: PageRequest) -> Response[bytes]:
    """Everything that `consult verify-receipt` needs, and a guide."""
    proved = (await _own(request)).proved
    content = zipped(proof_files(runtime_of(request), proved))
    return file_answer(f"receipt-{proved.position}.zip", content, "application/zip")


handlers: list[Any] = [own_application, withdraw, decline, again, entry, disclosures, proof, archive]
