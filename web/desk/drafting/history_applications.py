"""What the events of applications to attend say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.activity.events import ParticipantMovedUp
from domain.application import events as n
from domain.event import Event
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


def _word(locale: Locale, kind: str, value: object) -> str:
    return locale.translate(word_or_value(kind, value))


def facts_of_applications(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    """Names (source strings) and values; who applied is said on the application's own page alone."""
    match event:
        case n.ApplicationSubmitted(side=side):
            yield "报名类别", _word(locale, "side", side) if side else locale.translate("旁听")
        case n.ApplicationAdmitted(rank=rank):
            yield "排序", rank
        case n.ApplicationInvited(reason=reason):
            yield "理由", reason
        case n.ApplicationListed(name_shown=shown):
            yield "姓名公开", locale.translate("是" if shown else "否")
        case n.ApplicationErased(cause=cause):
            yield "原因", _word(locale, "erasure_cause", cause)
        case ParticipantMovedUp(side=side):
            yield "代表类别", _word(locale, "side", side)
