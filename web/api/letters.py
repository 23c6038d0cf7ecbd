"""Letters about one's own comment, as the API gives them: what the page of the receipt says."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.reading.telling import Telling


class ApiLetter(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: `waiting`, `taken` by the mail server, `refused`, `given-up`, `dropped`; `failing`: tried, and tried again."""

    kind: str
    made_at: datetime
    state: str
    settled_at: datetime | None
    failing: bool


class ApiTelling(msgspec.Struct, frozen=True, kw_only=True):
    """`state` of the address: `soon` (no letter is made yet), `phone` (none given), `unconfirmed`, `confirmed`, `ended` …"""

    state: str
    letters: list[ApiLetter]


def api_telling(telling: Telling | None) -> ApiTelling | None:
    """None where nothing was ever promised."""
    if telling is None:
        return None
    letters = [
        ApiLetter(kind=str(each.kind), made_at=each.made_at, state=each.state, settled_at=each.settled_at, failing=each.failing)
        for each in telling.letters
    ]
    return ApiTelling(state=telling.state, letters=letters)
