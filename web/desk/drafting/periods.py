"""Publishing the call, extending the period, putting off the answer: each with the calendar, and in words before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from consult.commands.consultation import period
from consult.commands.consultation.period import DelayAnswer, ExtendPeriod, PublishConsultation
from domain.access import Actor
from domain.calendar import end_of_day, last_day, local_date
from domain.consultation.period_plan import PeriodPlan, plan_period
from domain.consultation.state import Consultation
from domain.enumerations import Channel
from domain.event import Event
from domain.refusals import Refusal
from web.desk.access.decision import AtDesk
from web.desk.forms import step_forms
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm
from web.desk.forms.input import FormInput, form_values
from web.shared.wording.languages import Locale


class PeriodCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """What the calendar shows: the plan, the days marked with words, and days as they were before."""

    plan: PeriodPlan
    due: date
    marks: dict[date, tuple[str, ...]]


class PeriodStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `decide`: the rule itself, tried before anything is sent; `shape`: the calendar for what is typed so far."""

    form: Callable[[Locale], DeskForm]
    build: Callable[[AtDesk, FormInput], Any]
    decide: Callable[[Consultation, Any, Actor, datetime], Event]
    begins: Callable[[AtDesk, datetime, Any], FormInput]
    shape: Callable[[AtDesk, FormInput, datetime, Any], PeriodCalendar]


def _day(given: FormInput, name: str, default: date) -> date:
    """The day as typed; the default as long as it is none."""
    with suppress(Refusal):
        return given.day(name)
    return default


def _opens_at(given: FormInput, now: datetime) -> datetime:
    with suppress(Refusal):
        return given.moment("opens_on", "opens_time").astimezone(UTC)
    return now


def _marks(**days: date) -> dict[date, tuple[str, ...]]:
    found: dict[date, tuple[str, ...]] = {}
    for word, day in days.items():
        found[day] = (*found.get(day, ()), word)
    return found


def _publish(desk: AtDesk, given: FormInput) -> PublishConsultation:
    opens_at = given.moment("opens_on", "opens_time") if given["opens_on"].strip() else None
    return PublishConsultation(
        consultation_id=desk.state.id,
        opens_at=opens_at.astimezone(UTC) if opens_at else None,
        closes_at=end_of_day(given.day("last_day")),
        channels=given.choices("channels", Channel),
        shortening_reason=given.optional("shortening_reason"),
    )


def _shortest(desk: AtDesk, opens_at: datetime, calendar: Any) -> date:
    """The first last day that is not too early and no day of rest."""
    found: date = calendar.add_days(local_date(opens_at), max(desk.state.rules.min_period_days, 1)).day
    return found


def _publication_shape(desk: AtDesk, given: FormInput, now: datetime, calendar: Any) -> PeriodCalendar:
    opens_at = _opens_at(given, now)
    last = max(_day(given, "last_day", _shortest(desk, opens_at, calendar)), local_date(opens_at))
    plan = plan_period(opens_at, end_of_day(last), desk.state.rules, calendar)
    due = plan.answer_due.day
    return PeriodCalendar(plan=plan, due=due, marks=_marks(opens=plan.opens_on, closes=plan.closes_on, due=due))


def _extension_shape(desk: AtDesk, given: FormInput, now: datetime, calendar: Any) -> PeriodCalendar:
    state = desk.state
    opens_at, closes_at = state.opens_at or now, state.closes_at or now
    before = last_day(closes_at)
    last = max(_day(given, "last_day", before), before)
    plan = plan_period(opens_at, end_of_day(last), state.rules, calendar)
    due = plan.answer_due.day
    marks = _marks(opens=plan.opens_on, closes_before=before, closes=last, due=due) if last > before else None
    return PeriodCalendar(plan=plan, due=due, marks=marks or _marks(opens=plan.opens_on, closes=last, due=due))


def _delay_shape(desk: AtDesk, given: FormInput, now: datetime, calendar: Any) -> PeriodCalendar:
    state = desk.state
    opens_at, closes_at = state.opens_at or now, state.closes_at or now
    before = state.answer_due_on or local_date(now)
    due = max(_day(given, "due_on", before), before)
    plan = plan_period(opens_at, closes_at, state.rules, calendar)
    marks = _marks(closes=plan.closes_on, due_before=before, due=due) if due > before else _marks(closes=plan.closes_on, due=due)
    return PeriodCalendar(plan=plan, due=due, marks=marks)


USUAL = (Channel.WEB, Channel.LETTER, Channel.EMAIL, Channel.PHONE, Channel.COUNTER)
"""Channels that a call begins with; the others come with activities and questionnaires."""


def _publication_begins(desk: AtDesk, now: datetime, calendar: Any) -> FormInput:
    return form_values(channels=USUAL, last_day=_shortest(desk, now, calendar).isoformat())


PERIOD_STEPS: dict[type[msgspec.Struct], PeriodStep] = {
    PublishConsultation: PeriodStep(
        form=step_forms.publication,
        build=_publish,
        decide=period.publication_event,
        begins=_publication_begins,
        shape=_publication_shape,
    ),
    ExtendPeriod: PeriodStep(
        form=step_forms.extension,
        build=lambda desk, given: ExtendPeriod(
            consultation_id=desk.state.id, closes_at=end_of_day(given.day("last_day")), reason=given["reason"]
        ),
        decide=period.extension_event,
        begins=lambda desk, now, calendar: FormInput(),
        shape=_extension_shape,
    ),
    DelayAnswer: PeriodStep(
        form=step_forms.answer_delay,
        build=lambda desk, given: command_from(DelayAnswer, given, consultation_id=desk.state.id),
        decide=period.answer_delay_event,
        begins=lambda desk, now, calendar: FormInput(),
        shape=_delay_shape,
    ),
}
