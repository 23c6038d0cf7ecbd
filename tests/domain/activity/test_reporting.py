"""A report says what became of each main view; the decision learns what it needs ([713] art. 18; DEC-25, DEC-26)."""

from __future__ import annotations

from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.activity import refusals as r
from domain.activity.reporting import report_activity
from domain.activity.state import Activity
from domain.activity.values import ReportedView
from domain.consultation.events import ParticipationReported
from domain.consultation.refusals import ReasonTooShort
from domain.enumerations import ActivityKind, RespondentKind, Side
from domain.event import Event
from tests.domain.activity.test_holding import polled
from tests.domain.activity.told import AFTER, DECISION, OPERATOR, VIEW, closed, confirmed, forum, held, planned, then
from tests.domain.consultation.told import RELEASER, WHY


def report(state: Activity, *views: ReportedView, summary: str = WHY) -> tuple[Event, ParticipationReported]:
    reported, learned = report_activity(state, DECISION, summary=summary, views=views, actor=RELEASER, at=AFTER)
    assert isinstance(learned, ParticipationReported)
    return reported, learned


def test_hrg_6_nothing_is_reported_before_everybody_confirmed_or_refused() -> None:
    with pytest.raises(r.RecordUnconfirmed) as refused:
        report(confirmed(OPERATOR), VIEW)
    assert refused.value.params["count"] == 2
    report(confirmed(), VIEW)


def test_those_who_did_not_come_confirm_nothing() -> None:
    report(confirmed(OPERATOR, state=closed(held(attended=(OPERATOR,)))), VIEW)


def test_what_was_not_held_or_is_still_taken_down_is_not_reported() -> None:
    with pytest.raises(r.NotHeld):
        report(planned(ActivityKind.SYMPOSIUM), VIEW)
    with pytest.raises(r.RecordStillOpen):
        report(held(forum(), presenter=None), VIEW)


def test_each_main_view_has_its_disposition_or_its_point() -> None:
    state = confirmed()
    with pytest.raises(r.ViewsMissing):
        report(state)
    for view in (ReportedView("收费应当公开"), replace(VIEW, reason=None)):
        with pytest.raises(r.ViewUndecided):
            report(state, view)
    with pytest.raises(ReasonTooShort):
        report(state, replace(VIEW, reason="太短"))
    report(state, ReportedView("收费应当公开", point_id=UUID(int=5)))


def test_a_report_ends_the_activity() -> None:
    state = then(confirmed(), report(confirmed(), VIEW)[0])
    with pytest.raises(r.ActivityOver):
        report(state, VIEW)


def test_dec_26_the_decision_learns_whether_enterprises_were_heard() -> None:
    assert report(closed(held(forum(), presenter=None)), VIEW)[1].enterprises_heard
    state = closed(held(forum(), presenter=None))
    residents = replace(state, participants=tuple(replace(each, side=Side.RESIDENT) for each in state.participants))
    assert not report(residents, VIEW)[1].enterprises_heard
    absent = closed(held(forum(), presenter=None, attended=(forum().participants[1].id,)))
    assert not report(absent, VIEW)[1].enterprises_heard
    firm = replace(residents.participants[0], category=RespondentKind.ENTERPRISE)
    assert report(replace(residents, participants=(firm,)), VIEW)[1].enterprises_heard


def test_dec_25_the_decision_learns_of_a_poll_whose_figures_need_no_views() -> None:
    learned = report(polled())[1]
    assert (learned.kind, learned.enterprises_heard) == (ActivityKind.OPINION_POLL, False)
