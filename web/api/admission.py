"""What a program asks of admission: a challenge for a proof of work, and how many attempts were refused."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, get

from web.admission.of_request import admission_of
from web.admission.refusals import REASONS
from web.api.reading import view_of
from web.api.shapes import ApiChallenge, ApiRefusedAttempts
from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]


@get("/api/v1/consultations/{consultation_id:str}/challenge", name="api_challenge")
async def challenge(request: ApiRequest) -> Response[bytes]:
    """A challenge of ALTCHA (version 2) for one comment; its answer goes into the header Proof-Of-Work."""
    made = ApiChallenge(**admission_of(request).efforts.challenge((await view_of(request)).id))
    return _never_kept(made)


@get("/api/v1/consultations/{consultation_id:str}/refused-attempts", name="api_refused_attempts")
async def refused_attempts(request: ApiRequest) -> Response[bytes]:
    """How many attempts to comment were refused before any rule was asked, by reason. They are not in the log."""
    counts = await runtime_of(request).admission.refused((await view_of(request)).id)
    return _never_kept(ApiRefusedAttempts(sum(counts.values()), {reason: counts.get(reason, 0) for reason in REASONS}))


def _never_kept(answer: object) -> Response[bytes]:
    body = msgspec.json.encode(answer)
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
