"""Dates of decisions as an iCalendar file: numbers, titles, dates and kinds, nothing that is not public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from icalendar import Calendar, Event, vText

from consult.instance.settings import Settings, marked
from domain.calendar import SHANGHAI
from domain.text import display_text
from projections.worklists.clocks import Clock, ClockKind
from web.shared.wording.dates import deadline_words
from web.shared.wording.languages import Locale

REFRESH = "PT6H"
SUMMARIES = {
    ClockKind.OPENS: "开始征求意见：{title}",
    ClockKind.CLOSES: "征求意见截止：{title}",
    ClockKind.ANSWER_DUE: "意见反馈期限：{title}",
}
PROVISIONAL = "意见反馈期限（暂定）：{title}"


def icalendar_file(settings: Settings, locale: Locale, name: str, clocks: Iterable[Clock]) -> bytes:
    """RFC 5545, and RFC 7986 for name and refreshing. The same clocks give the same bytes. `name`: of the calendar, as shown."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.site_domain}//consult//{locale.tag.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = marked(settings, name, locale.tag[:2])
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, vText(title))  # else it is written without escapes
    calendar.add("refresh-interval;value=duration", REFRESH)
    calendar.add("x-published-ttl", REFRESH)
    for clock in clocks:
        calendar.add_component(_event(settings, locale, clock))
    content: bytes = calendar.to_ical()
    return content


def _event(settings: Settings, locale: Locale, clock: Clock) -> Event:
    """A whole day, or a moment where it is not the beginning or the end of one."""
    event, decision = Event(), clock.decision
    event.add("uid", f"{decision.id}-{clock.kind}@{settings.site_domain}")
    event.add("dtstamp", decision.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", decision.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", decision.changes)
    event.add("dtstart", _starts(clock))
    event.add("summary", _summary(locale, clock, settings))
    event.add("description", _described(locale, clock))
    event.add("url", f"{settings.public_url.rstrip('/')}{locale.prefix}/consultations/{decision.number}")
    event.add("status", _status(clock))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [locale.translate("征求意见")])
    return event


def _starts(clock: Clock) -> Any:
    if clock.at is None or clock.at.astimezone(SHANGHAI).time() == time.min:
        return clock.day
    return clock.at.astimezone(UTC).replace(microsecond=0)


def _status(clock: Clock) -> str:
    """Of a decision that ended, what had not come by then does not come any more."""
    ended = clock.decision.ended_at
    if ended is not None and _end(clock) > ended and clock.decision.answered_at is None:
        return "CANCELLED"
    return "TENTATIVE" if clock.provisional else "CONFIRMED"


def _end(clock: Clock) -> datetime:
    return clock.at or datetime.combine(clock.day, time.max, SHANGHAI)


def _summary(locale: Locale, clock: Clock, settings: Settings) -> str:
    source = PROVISIONAL if clock.provisional else SUMMARIES[clock.kind]
    words = locale.translate(source).format(title=display_text(clock.decision.title or clock.decision.number))
    return marked(settings, words, locale.tag[:2])


def _described(locale: Locale, clock: Clock) -> str:
    words = [clock.decision.number]
    if clock.decision.division:
        words.append(display_text(clock.decision.division.name))
    if clock.kind == ClockKind.CLOSES and clock.at:
        words.append(locale.translate("截止：") + deadline_words(clock.at, locale.english))
    return "\n".join(words)
