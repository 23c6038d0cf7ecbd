"""A form that is too large to be taken: the texts that come before its files are read all the same, and not lost."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from litestar import Request
from litestar.datastructures import FormMultiDict

from domain.refusals import Refusal
from web.shared.request import PageRequest
from web.shared.uploads import JSON_LIMIT, MULTIPART_LIMIT

MULTIPART = "multipart/form-data"
HEADER = 2_048  # bytes: what is looked at again when more has come


class AttachmentsTooLargeTogether(Refusal):
    """The attachments of a comment stay together within what one request may bring."""

    message = "附件合计超过50MB，没有保留。您填写的文字没有丢失；请压缩或者减少附件，重新选择后再提交。"
    status: ClassVar[int] = 413


def is_too_large(request: PageRequest) -> bool:
    """By the length it declares, as browsers do."""
    length = request.headers.get("content-length", "")
    kind = request.headers.get("content-type", "")
    return kind.startswith(MULTIPART) and length.isdecimal() and int(length) > MULTIPART_LIMIT


async def sent_form(request: PageRequest) -> FormMultiDict:
    """The form; of one that is too large the fields before its first file, as far as they lie in the first 512 KiB."""
    if not is_too_large(request):
        return await request.form()
    boundary = b"--" + request.content_type[1].get("boundary", "").encode()
    begins = _closed(await _beginning(request, boundary), boundary)
    headers = [(name, value) for name, value in request.scope["headers"] if name != b"content-length"]
    part: Request[Any, Any, Any] = Request({**request.scope, "headers": headers, "state": {}}, receive=_receiving(begins))
    return await part.form()


async def _beginning(request: PageRequest, boundary: bytes) -> bytes:
    """What comes before the first file, as far as it is looked for."""
    read, file = bytearray(), re.compile(re.escape(boundary) + rb'\r\n[^\r\n]*; filename="')
    while len(read) < JSON_LIMIT:
        message: Any = await request.receive()
        before = len(read)
        read += message.get("body", b"")
        if found := file.search(read, max(before - HEADER, 0)):
            return bytes(read[: found.start()]) + boundary
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    return bytes(read)


def _closed(read: bytes, boundary: bytes) -> bytes:
    """The parts that are whole, as a form of their own."""
    return read[: read.rfind(boundary)] + boundary + b"--\r\n"


def _receiving(body: bytes) -> Any:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
