"""The notice at the head of a page after an act succeeded."""

from __future__ import annotations

from web.desk.access.session import DeskRequest
from web.shared.wording.languages import locale_of
from web.shared.wording.words import known_word


def outcome_notice(request: DeskRequest) -> str:
    """What the page before this one did, in the person's language."""
    source = known_word("done", request.query_params.get("done", ""))
    return locale_of(request.url.path).translate(source) if source else ""
