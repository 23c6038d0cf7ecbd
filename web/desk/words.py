"""What the desk says after something was done."""

from __future__ import annotations

from web.desk.session import DeskRequest
from web.i18n import locale_of
from web.words import known


def done_words(request: DeskRequest) -> str:
    """What the page before this one did, in the person's language."""
    source = known("done", request.query_params.get("done", ""))
    return locale_of(request.url.path).translate(source) if source else ""
