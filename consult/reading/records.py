"""Records of the steps before adoption (reviews, deliberation, waivers), with who recorded them."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from consult.runtime import Runtime
from domain.calendar import WorkingDayCalendar, local_date
from domain.consultation.events import DecisionDeliberated, FairCompetitionReviewed, LegalityReviewed, Minutes, StepWaived
from domain.consultation.state import Consultation
from domain.enumerations import DeliberationResult, LegalityResult, WaivableStep
from domain.event import Event
from domain.sealing import value_or_none

Recordable = type[LegalityReviewed] | type[FairCompetitionReviewed] | type[DecisionDeliberated] | type[StepWaived]


class StepRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `by`: name of the person who recorded it. `working_days`: from the day the file came in to the
    review; `short`: whether that is less time than a legality review should take. `minutes`: of a deliberation.
    """

    at: datetime
    by: str
    result: LegalityResult | DeliberationResult | WaivableStep | bool
    words: str = ""
    whose: str = ""
    day: date | None = None
    working_days: int | None = None
    short: bool = False
    minutes: Minutes | None = None


async def step_records(runtime: Runtime, state: Consultation, kind: Recordable) -> tuple[StepRecord, ...]:
    """Oldest first."""
    entries = await runtime.log.streams([state.id], [kind.topic])
    events = await runtime.archive.unsealed(entries)
    names = await runtime.staff.names()
    least = state.rules.legality_review_working_days
    return tuple(_record(event, names.get(event.actor, ""), runtime.calendar, least) for event in events)


def _record(event: Event, by: str, calendar: WorkingDayCalendar, least: int) -> StepRecord:
    at = event.timestamp
    match event:
        case LegalityReviewed(result=result, file_received_on=day):
            words, whose = value_or_none(event.opinion) or "", value_or_none(event.reviewer) or ""
            days = calendar.working_days(day, local_date(at))
            return StepRecord(
                at=at, by=by, result=result, words=words, whose=whose, day=day, working_days=days, short=days < least
            )
        case FairCompetitionReviewed(passed=passed):
            return StepRecord(at=at, by=by, result=passed, words=value_or_none(event.opinion) or "")
        case DecisionDeliberated(result=outcome, met_on=day):
            whose, minutes = value_or_none(event.meeting) or "", value_or_none(event.minutes)
            return StepRecord(at=at, by=by, result=outcome, whose=whose, day=day, minutes=minutes)
        case StepWaived(step=step):
            return StepRecord(at=at, by=by, result=step, words=value_or_none(event.reason) or "")
        case _:
            raise TypeError(f"{event.topic} is no such record")
