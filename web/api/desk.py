"""The desk: every command of the procedure for staff with a bearer token, made from the table of commands."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from consult.commands.consultation.answering import coverage_at_head
from consult.commands.desk_step import DeskCommand
from consult.commands.table import DESK
from consult.reading.access import WaitingComment, points_as_drafted, readable_decision, waiting_comments
from consult.runtime import Runtime
from domain.access import Actor, require_role
from projections.worklists.queries import division_work, waiting_work
from web.api.submission import consultation_id_of, decoded, key_of
from web.shared.idempotency import new_key
from web.shared.problems import ApiError
from web.shared.query import number_in
from web.shared.request_state import runtime_of
from web.shared.uploads import body_of

ApiRequest = Request[Any, Any, Any]
ROOT = "/api/v1/desk"
JSON = "application/json"
MOST_AWAITING = 1000


async def actor_of(request: ApiRequest) -> Actor:
    """Who acts, by the bearer token. Raises ApiError 401."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    actor = await runtime_of(request).staff.actor_for_token(token.strip()) if scheme.lower() == "bearer" else None
    if actor is None:
        raise ApiError(401, "请先登录。")
    return actor


def desk_route(desk: DeskCommand) -> HTTPRouteHandler:
    """The route of one command: ids of the address become fields of the command."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    path = ROOT + re.sub(r"\{(\w+_id)\}", r"{\1:uuid}", desk.path).replace("{year}", "{year:int}")

    async def handler(request: ApiRequest) -> Response[bytes]:
        actor, runtime = await actor_of(request), runtime_of(request)
        require_role(actor, desk.role)
        body, files = await body_of(request, part="command")
        fields = decoded(decode, body) if body else {}
        fields |= {name: str(value) for name, value in request.path_params.items()}
        command = _converted(fields, desk)
        if desk.files and files:
            command = msgspec.structs.replace(command, files=files)
        key = key_of(request) or new_key()
        done = await desk.run(runtime, actor, command, key)
        return Response(msgspec.json.encode(done), status_code=201, media_type=JSON, headers={"cache-control": "no-store"})

    handler.__doc__ = (desk.command.__doc__ or desk.name).split("\n")[0]
    handler.__name__ = f"desk_{desk.name}"
    return post(path, name=f"desk_{desk.name}", status_code=201, operation_id=f"desk_{desk.name}")(handler)


def _converted(fields: dict[str, Any], desk: DeskCommand) -> Any:
    if "files" in fields:
        raise ApiError(422, "填写内容有问题", field="files")
    try:
        return msgspec.convert(fields, desk.command, strict=False)
    except msgspec.ValidationError as error:
        _, _, path = str(error).partition(" - at `")
        raise ApiError(422, "填写内容有问题", field=path.rstrip("`").removeprefix("$").lstrip(".") or None) from error


@get(f"{ROOT}/work", name="desk_work")
async def work(request: ApiRequest) -> Response[bytes]:
    """What waits on each published decision of one's division; of those that are over, where anything still waits."""
    actor, runtime = await actor_of(request), runtime_of(request)
    now, division = runtime.clock.now(), actor.division_id
    running, over = await division_work(runtime.reads, now, division), await waiting_work(runtime.reads, now, division)
    return _json((*running, *over))


@get(f"{ROOT}/consultations/{{consultation_id:str}}/awaiting", name="desk_awaiting")
async def awaiting(request: ApiRequest) -> Response[bytes]:
    """Comments that wait for screening, with their closed texts; oldest first."""
    actor, runtime, consultation_id = await _asked(request)
    limit = number_in(request, "limit", 100, 0, MOST_AWAITING)
    found: tuple[WaitingComment, ...] = await waiting_comments(runtime, actor, consultation_id, limit=limit)
    return _json(found)


@get(f"{ROOT}/consultations/{{consultation_id:str}}/coverage", name="desk_coverage")
async def coverage(request: ApiRequest) -> Response[bytes]:
    """The coverage gate: what is still missing for the feedback."""
    actor, runtime, consultation_id = await _asked(request)
    await readable_decision(runtime, actor, consultation_id)
    return _json(await coverage_at_head(runtime, consultation_id))


@get(f"{ROOT}/consultations/{{consultation_id:str}}/points", name="desk_points")
async def points(request: ApiRequest) -> Response[bytes]:
    """The points as drafted."""
    actor, runtime, consultation_id = await _asked(request)
    return _json(await points_as_drafted(runtime, actor, consultation_id))


async def _asked(request: ApiRequest) -> tuple[Actor, Runtime, Any]:
    actor, runtime = await actor_of(request), runtime_of(request)
    return actor, runtime, await consultation_id_of(runtime, request.path_params["consultation_id"])


def _json(value: object) -> Response[bytes]:
    return Response(msgspec.json.encode(value), media_type=JSON, headers={"cache-control": "no-store"})


desk_routes: list[Any] = [*(desk_route(desk) for desk in DESK), work, awaiting, coverage, points]
