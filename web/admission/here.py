"""What a request's handler asks of admission: the one of this process, and the network that the request comes from."""

from __future__ import annotations

from typing import Any

from litestar import Request

from web.admission.admission import Admission
from web.admission.networks import address_in, network_of


def admission_of(request: Request[Any, Any, Any]) -> Admission:
    admission: Admission = request.app.state.admission
    return admission


def network_here(request: Request[Any, Any, Any]) -> str:
    return network_of(address_in(request.scope, request.app.state.runtime.settings.proxies))
