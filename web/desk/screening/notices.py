"""What the desk says after something was done to a comment: what, and to which."""

from __future__ import annotations

from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.shared.wording.languages import locale_of


def notice_of(request: DeskRequest) -> str:
    """`?done=` in words, with the number in `?of=` before it."""
    done, number = outcome_notice(request), request.query_params.get("of", "")
    if not done or not number.isdecimal() or len(number) > 9:
        return done
    return locale_of(request.url.path).translate("第{n}号意见：{done}").format(n=number, done=done)
