"""The proof of a comment or a response, to take away: entry, disclosures, inclusion proof, all of it in a zip, a sheet."""

from __future__ import annotations

from litestar import Response, get

from consult.exports.zip_file import zipped
from consult.reading.receipts import ProvedEntry, Receipt, disclosure_lines, find_receipt, proof_files, receipt_files
from consult.reading.response_receipts import find_any_receipt
from web.pages.receipts import grouped_reference, reference_of
from web.shared.http.headers import NEVER_CACHED
from web.shared.render import page
from web.shared.request import PageRequest, asked_size
from web.shared.request_state import runtime_of


async def _proved(request: PageRequest) -> ProvedEntry:
    return (await find_any_receipt(runtime_of(request), reference_of(request), asked_size(request))).proved


def file_answer(name: str, content: bytes, media_type: str) -> Response[bytes]:
    """A file to keep, which nobody else may cache."""
    headers = {"content-disposition": f'attachment; filename="{name}"', **NEVER_CACHED}
    return Response(content, media_type=media_type, headers=headers)


@get("/receipts/{reference:str}/entry", name="receipt_entry")
async def entry(request: PageRequest) -> Response[bytes]:
    """The very bytes that were hashed."""
    proved = await _proved(request)
    return file_answer(f"receipt-{proved.position}.entry", proved.entry, "application/octet-stream")


@get("/receipts/{reference:str}/disclosures", name="receipt_disclosures")
async def disclosures(request: PageRequest) -> Response[bytes]:
    return file_answer("disclosures.txt", disclosure_lines(await _proved(request)), "text/plain")


@get("/receipts/{reference:str}/proof", name="receipt_proof")
async def proof(request: PageRequest) -> Response[bytes]:
    """The proof (c2sp.org/tlog-proof@v1) against the present checkpoint, or that of `?size=` entries."""
    proved = await _proved(request)
    return file_answer(f"receipt-{proved.position}.tlog-proof", proved.proof.encode(), "text/plain")


@get("/receipts/{reference:str}/zip", name="receipt_zip")
async def archive(request: PageRequest) -> Response[bytes]:
    """Everything that `consult verify-receipt` needs, and a guide."""
    runtime = runtime_of(request)
    found = await find_any_receipt(runtime, reference_of(request), asked_size(request))
    files = receipt_files(runtime, found) if isinstance(found, Receipt) else proof_files(runtime, found.proved)
    content = zipped(files)
    return file_answer(f"receipt-{found.proved.position}.zip", content, "application/zip")


@get(["/receipts/{reference:str}/sheet", "/en/receipts/{reference:str}/sheet"], name="receipt_sheet")
async def sheet(request: PageRequest) -> Response[bytes]:
    """One page to print and keep, of a comment."""
    found = await find_receipt(runtime_of(request), reference_of(request), asked_size(request))
    return page(request, "proof_sheet.html", r=found, reference=grouped_reference(reference_of(request)), section="find")


handlers = [entry, disclosures, proof, archive, sheet]
