"""The decision that a request is about, and how long its page may be cached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request
from litestar.exceptions import NotFoundException

from projections.consultations.queries import consultation
from projections.consultations.views import ConsultationView
from web.shared.query import number_in
from web.shared.render import Cached
from web.shared.request_state import runtime_of
from web.shared.wording.dates import next_midnight

PageRequest = Request[Any, Any, Any]
TOKEN = "kept"
"""The parameter under which a page is asked for that answered a sent form (`web.kept_pages`)."""


async def consultation_of(request: PageRequest) -> ConsultationView:
    """The decision named in the address. Raises NotFoundException."""
    number = request.path_params["number"]
    found = await consultation(runtime_of(request).reads, number)
    if found is None:
        raise NotFoundException
    return found


def cache_until_changed(request: PageRequest, about: ConsultationView | None = None) -> Cached:
    """Until something new is known, midnight comes, or the period opens or closes."""
    now = runtime_of(request).clock.now()
    moments = [next_midnight(now)]
    if about is not None:
        moments += [at for at in (about.opens_at, about.closes_at) if at > now]
    return Cached(str(about.id) if about else None, min(moments))


def labels_of(view: ConsultationView) -> dict[str, str]:
    return {article.id: article.label for article in view.articles}


def is_open(view: ConsultationView, now: datetime) -> bool:
    return view.state(now).value == "open"


def asked_size(request: PageRequest) -> int | None:
    """The size of the checkpoint asked for; None: the latest. Raises NumberOutside."""
    size = number_in(request, "size", -1)
    return None if size < 0 else size
