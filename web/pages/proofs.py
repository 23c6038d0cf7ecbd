"""The proof of a comment or a response, to take away: entry, disclosures, inclusion proof, all of it in a zip, a sheet."""

from __future__ import annotations

from litestar import Response, get

from consult.exports.zip_file import zipped
from consult.reading.receipts import Proved, disclosure_lines, find_receipt, receipt_files
from consult.reading.response_receipts import find_any_receipt
from web.pages.receipts import grouped_reference, reference_of
from web.shared.http.headers import NEVER_CACHED
from web.shared.render import page
from web.shared.request import PageRequest, asked_size
from web.shared.request_state import runtime_of


async def _receipt(request: PageRequest) -> Proved:
    return await find_any_receipt(runtime_of(request), reference_of(request), asked_size(request))


def _file(name: str, content: bytes, media_type: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"', **NEVER_CACHED}
    return Response(content, media_type=media_type, headers=headers)


@get("/receipts/{reference:str}/entry", name="receipt_entry")
async def entry(request: PageRequest) -> Response[bytes]:
    """The very bytes that were hashed."""
    found = await _receipt(request)
    return _file(f"receipt-{found.proved.position}.entry", found.proved.entry, "application/octet-stream")


@get("/receipts/{reference:str}/disclosures", name="receipt_disclosures")
async def disclosures(request: PageRequest) -> Response[bytes]:
    return _file("disclosures.txt", disclosure_lines(await _receipt(request)), "text/plain")


@get("/receipts/{reference:str}/proof", name="receipt_proof")
async def proof(request: PageRequest) -> Response[bytes]:
    """The proof (c2sp.org/tlog-proof@v1) against the present checkpoint, or that of `?size=` entries."""
    found = await _receipt(request)
    return _file(f"receipt-{found.proved.position}.tlog-proof", found.proved.proof.encode(), "text/plain")


@get("/receipts/{reference:str}/zip", name="receipt_zip")
async def archive(request: PageRequest) -> Response[bytes]:
    """Everything that `consult verify-receipt` needs, and a guide."""
    found = await _receipt(request)
    content = zipped(receipt_files(runtime_of(request), found))
    return _file(f"receipt-{found.proved.position}.zip", content, "application/zip")


@get(["/receipts/{reference:str}/sheet", "/en/receipts/{reference:str}/sheet"], name="receipt_sheet")
async def sheet(request: PageRequest) -> Response[bytes]:
    """One page to print and keep, of a comment."""
    found = await find_receipt(runtime_of(request), reference_of(request), asked_size(request))
    return page(request, "proof_sheet.html", r=found, reference=grouped_reference(reference_of(request)), section="find")


handlers = [entry, disclosures, proof, archive, sheet]
