"""Grievances: listed by the date due, counted apart from opinions, told late stays told late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.comment import events as c
from domain.enumerations import AppealOutcome, Channel, CommentStatus, GrievanceChannel, GrievanceOutcome, GrievanceStatus
from domain.event import PUBLIC
from domain.grievance import events as g
from projections.comments.queries import comments_after
from projections.consultations.queries import consultation
from projections.grievances.queries import (
    GrievanceFigures,
    grievance,
    grievance_figures,
    grievance_figures_of,
    open_grievances,
    over_grievances,
)
from projections.worklists.desk_queries import Queue, queue_counts
from projections.worklists.queries import division_work
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


def registered(told: Told, number: int, comment: UUID | None = None, due: int = 15) -> UUID:
    """The n-th grievance, received today, due in so many days."""
    stream, day = UUID(int=told.first.id.int + 700_000 + number), told.at.date()
    facts: dict[str, Any] = {"channel": Channel.PHONE, "received_on": day, "due_on": day + timedelta(days=due)}
    facts |= {"provisional": False, "rules": "cn-xinfang-2022", "comment_id": comment}
    said: dict[str, Any] = {"beside": None, "text": None if comment else "多收费", "name": None, "contact": None}
    told.add(g.GrievanceRegistered, told.first, stream, **facts, **said)
    return stream


def referred(told: Told, number: int, comment: UUID) -> UUID:
    stream = UUID(int=told.first.id.int + 700_000 + number)
    told.add(c.CommentReferred, told.first, comment, grievance_id=stream, reason="只是投诉")
    return registered(told, number, comment)


def forwarded(told: Told, stream: UUID) -> None:
    told.add(g.GrievanceForwarded, told.first, stream, to=GrievanceChannel.HOTLINE, organ="12315", told="请拨打")


def closed(told: Told, stream: UUID) -> None:
    told.add(g.GrievanceClosed, told.first, stream, outcome=GrievanceOutcome.ANSWERED, answer="已办")


async def figures(told: Told) -> GrievanceFigures:
    """Of the decision; over all there are the same, for there is no other."""
    await told.caught_up()
    own = await grievance_figures_of(told.pool, told.first.id, told.at)
    assert await grievance_figures(told.pool, told.at) == own
    view = await consultation(told.pool, told.first.id)
    assert view
    assert (view.grievances.received, view.grievances.waiting) == (own.received, own.waiting)
    return own


async def test_what_was_told_in_time_late_or_not_yet_is_counted_as_it_happens(told: Told) -> None:
    told.published()
    assert await figures(told) == GrievanceFigures(received=0, in_time=0, late=0, waiting=0, overdue=0)
    first, second, third = (registered(told, number) for number in range(3))
    forwarded(told, first)
    assert await figures(told) == GrievanceFigures(received=3, in_time=1, late=0, waiting=2, overdue=0)
    told.later(days=15)
    assert (await figures(told)).overdue == 0, "the last day is the person's"
    told.later(days=1)
    assert (await figures(told)).overdue == 2
    closed(told, second)
    forwarded(told, first)
    assert await figures(told) == GrievanceFigures(received=3, in_time=1, late=1, waiting=1, overdue=1)
    told.add(g.GrievanceTakenBack, told.first, third, note="登记有误")
    told.add(g.GrievanceTakenBack, told.first, second, note="登记有误")
    assert await figures(told) == GrievanceFigures(received=1, in_time=1, late=0, waiting=0, overdue=0)


async def test_they_are_listed_by_the_date_due_and_those_over_apart(told: Told) -> None:
    told.published()
    late, soon, gone = registered(told, 1, due=20), registered(told, 2, due=3), registered(told, 3, due=1)
    closed(told, gone)
    await told.caught_up()
    (work,) = await division_work(told.pool, told.at)
    assert work.division
    division = work.division.id
    assert (work.grievances_waiting, work.tell_by) == (2, told.at.date() + timedelta(days=3))
    listed = await open_grievances(told.pool, division=division)
    assert [each.grievance_id for each in listed] == [soon, late]
    rest = await open_grievances(told.pool, division=division, after=(listed[0].due_on, listed[0].position), limit=1)
    assert [each.grievance_id for each in rest] == [late]
    assert [each.grievance_id for each in await open_grievances(told.pool, division="?", decision=told.first.id)] == [soon, late]
    assert await open_grievances(told.pool, division="others") == ()
    for asked in ({"division": division}, {"division": "?", "decision": told.first.id}):
        assert [each.grievance_id for each in await over_grievances(told.pool, **asked)] == [gone]
    assert [each.overdue(listed[0].due_on + timedelta(days=1)) for each in listed] == [True, False]


async def test_a_comment_that_was_referred_is_a_stub_until_it_is_an_opinion_after_all(told: Told) -> None:
    told.published()
    streams = [told.comment(f"第{number}条意见") for number in range(2)]
    own = [referred(told, number, stream) for number, stream in enumerate(streams)]
    assert (await figures(told)).received == 2
    rows = await comments_after(told.pool, told.first.id, status="referred")
    assert [(row.number, row.text, row.status, row.referred_at) for row in rows] == [
        (1, None, CommentStatus.REFERRED, told.at),
        (2, None, CommentStatus.REFERRED, told.at),
    ]
    assert await comments_after(told.pool, told.first.id, disposition="unanswered") == (), "neither needs an answer"
    counts = await queue_counts(told.pool, told.first.id)
    assert (counts[Queue.REFERRED], counts[Queue.AWAITING], counts[Queue.ALL]) == (2, 0, 2)
    found = await grievance(told.pool, own[1])
    assert found
    assert (found.comment_id, found.comment_number, found.status) == (streams[1], 2, GrievanceStatus.REGISTERED)
    told.add(c.WithholdingAppealed, told.first, streams[0], PUBLIC, grounds="是意见")
    await told.caught_up()
    assert (await queue_counts(told.pool, told.first.id))[Queue.APPEALED] == 1
    told.add(g.GrievanceTakenBack, told.first, own[0], note="是")
    reopened = AppealOutcome.REOPENED
    told.add(c.AppealDecided, told.first, streams[0], outcome=reopened, name_shown=False, note="是")
    told.add(g.GrievanceTakenBack, told.first, own[1], note="是")
    told.add(c.CommentReopened, told.first, streams[1], note="是")
    assert (await figures(told)).received == 0
    counts = await queue_counts(told.pool, told.first.id)
    assert (counts[Queue.REFERRED], counts[Queue.AWAITING], counts[Queue.APPEALED]) == (0, 2, 0)
    assert [row.referred_at for row in await comments_after(told.pool, told.first.id)] == [None, None]
