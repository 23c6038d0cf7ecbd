"""Request bodies: refused when too large before they are read; JSON, or multipart with a JSON part and files."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from consult.commands.uploads import Upload
from web.shared.problems import ApiError

JSON_LIMIT = 512 * 1024  # bytes
MULTIPART_LIMIT = 52 * 1024 * 1024  # bytes
JSON_TOO_LARGE = "发来的JSON超过512KB，请缩短后再发。"
FILES_TOO_LARGE = "附件每个不超过10MB，最多5个。"


async def body_of(request: Request[Any, Any, Any], *, part: str = "comment") -> tuple[bytes, tuple[Upload, ...]]:
    """The JSON of the request, and its files. Raises ApiError 413, 415, 400."""
    kind = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
    if kind == "application/json":
        return await limited_body(request, JSON_LIMIT), ()
    if kind != "multipart/form-data":
        raise ApiError(415, "请使用application/json或者multipart/form-data。")
    return await _multipart(request, part)


async def limited_body(request: Request[Any, Any, Any], limit: int) -> bytes:
    """The body, up to `limit` bytes; a declared length is believed, an undeclared one is counted while it comes."""
    assert_small(request, limit, JSON_TOO_LARGE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise ApiError(413, JSON_TOO_LARGE)
    return bytes(body)


def assert_small(request: Request[Any, Any, Any], limit: int, words: str) -> None:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limit:
        raise ApiError(413, words)


async def _multipart(request: Request[Any, Any, Any], part: str) -> tuple[bytes, tuple[Upload, ...]]:
    assert_small(request, MULTIPART_LIMIT, FILES_TOO_LARGE)
    form = await request.form()
    document = form.get(part)
    if isinstance(document, UploadFile):
        document = (await document.read()).decode("utf-8", "replace")
    if not isinstance(document, str):
        raise ApiError(400, "请求有误", field=part)
    files = [item for item in form.getall("files", []) if isinstance(item, UploadFile)]
    uploads = [Upload((file.filename or "")[-200:], file.content_type, await file.read()) for file in files]
    return document.encode(), tuple(uploads)
