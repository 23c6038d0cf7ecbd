"""The API described, OpenAPI 3.1, made from the table of its operations and the types in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from litestar import Request, Response, get

from consult.instance.settings import marked
from consult.instance.version import version
from web.api.operations import Json, Operation, operations
from web.shared.problems import MEDIA_TYPE, Problem
from web.shared.request_state import runtime_of

REF = "#/components/schemas/{name}"
FILES = {"type": "array", "maxItems": 5, "items": {"type": "string", "format": "binary"}}


def api_document(title: str) -> Json:
    """The whole document."""
    found = operations()
    types = [kind for operation in found for kind in (operation.answer, operation.body) if kind and not isinstance(kind, str)]
    schemas, components = msgspec.json.schema_components([*types, Problem], schema_hook=_anything, ref_template=REF)
    by_type = dict(zip(map(_name, [*types, Problem]), schemas, strict=True))
    paths: Json = {}
    for operation in found:
        paths.setdefault(operation.path, {})[operation.method] = operation_document(operation, by_type)
    bearer = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version()},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"bearer": bearer}},
    }


@cache
def document_bytes(title: str) -> bytes:
    """The document as JSON, made once."""
    return msgspec.json.encode(api_document(title))


def operation_document(operation: Operation, schemas: Json) -> Json:
    answer: Json = {"description": operation.summary, "content": _content(operation.answer, schemas)}
    problem = {MEDIA_TYPE: {"schema": schemas[_name(Problem)]}}
    errors = (*operation.errors, *((401,) if operation.staff else ()))
    refusals = {str(status): {"description": "Refused, and why.", "content": problem} for status in sorted(errors)}
    found: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": list(_parameters(operation)),
        "responses": {str(operation.status): answer} | refusals,
    }
    if operation.body:
        found["requestBody"] = {"required": True, "content": _taken(operation, schemas)}
    return found | ({"security": [{"bearer": []}]} if operation.staff else {})


def _taken(operation: Operation, schemas: Json) -> Json:
    schema = schemas[_name(operation.body)]
    content: Json = {"application/json": {"schema": schema}}
    if operation.part:
        parts = {operation.part: schema, "files": FILES}
        form = {"type": "object", "properties": parts, "required": [operation.part]}
        content["multipart/form-data"] = {"schema": form, "encoding": {operation.part: {"contentType": "application/json"}}}
    return content


def _content(answer: Any, schemas: Json) -> Json:
    if isinstance(answer, str):
        return {answer: {"schema": {"type": "string"}}}
    return {"application/json": {"schema": schemas[_name(answer)]}}


def _parameters(operation: Operation) -> Iterator[Json]:
    for name in re.findall(r"\{(\w+)\}", operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": _path_schema(operation, name)}
    for name, schema in operation.query.items():
        yield {"name": name, "in": "query", "schema": schema}
    for name, schema in operation.headers.items():
        yield {"name": name, "in": "header", "schema": schema}
    if operation.once:
        yield {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 200}}


def _path_schema(operation: Operation, name: str) -> Json:
    if name == "n":
        return {"type": "integer", "minimum": 1}
    if operation.staff and operation.method == "post":
        return {"type": "string", "format": "uuid"}
    return {"type": "string"}


def _anything(kind: type) -> Json:
    return {"description": f"any JSON ({kind.__name__})"}


def _name(kind: Any) -> str:
    return str(kind)


@get("/schema/openapi.json", name="openapi", sync_to_thread=False)
def document(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The document, for programs and for people who write them."""
    settings = runtime_of(request).settings
    body = document_bytes(marked(settings, settings.site_name_en, "en"))
    return Response(body, media_type="application/json", headers={"cache-control": "public, max-age=300"})
