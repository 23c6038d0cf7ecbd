"""What a request's handler asks of admission: the one of this process, and the network that the request comes from."""

from __future__ import annotations

from typing import Any

from litestar import Request

from web.admission.admission import Admission
from web.admission.networks import address_in, network_of
from web.shared.request_state import runtime_of


def admission_of(request: Request[Any, Any, Any]) -> Admission:
    admission: Admission = request.scope["admission"]  # type: ignore[typeddict-item]
    return admission


def network_of_request(request: Request[Any, Any, Any]) -> str:
    return network_of(address_in(request.scope, runtime_of(request).settings.proxies))
