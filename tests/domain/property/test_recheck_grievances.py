"""The re-check accepts a life with grievances as it should be, and finds each of their rules broken on purpose."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.comment.events import (
    AppealDecided,
    CommentPublished,
    CommentReferred,
    CommentReopened,
    CommentWithdrawn,
    SecondLookAsked,
    WithholdingAppealed,
)
from domain.consultation.events import (
    ChannelCount,
    DispositionCount,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
    PeriodClosed,
)
from domain.enumerations import AppealOutcome, Channel, DispositionKind, GrievanceChannel, GrievanceOutcome, ReasonKind
from domain.event import CLOCK, PUBLIC, Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceRegistered, GrievanceTakenBack
from domain.history import History
from domain.point.events import CommentsGathered, DispositionDrafted, PointMade
from domain.recheck import broken_rules
from domain.values import DispositionText, FeedbackText
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, closed, one_after_the_other, twice, with_facts, without

AT = life.OPENS + life.WEEK
DAY = date(2026, 3, 17)
NOTHING: dict[str, Any] = {"beside": None, "text": None, "name": None, "contact": None}


def grievance_id(number: int) -> UUID:
    return UUID(int=7000 + number)


def _referred(log: life.Log, number: int) -> None:
    """The n-th comment is referred."""
    stream = log.comment(number, AT)
    log.add(CommentReferred, AT, life.SCREENER, stream, grievance_id=grievance_id(number), reason="只是投诉")
    facts: dict[str, Any] = {"channel": Channel.WEB, "received_on": DAY, "due_on": date(2026, 4, 1), "provisional": False}
    facts |= {"comment_id": stream, "rules": "cn-xinfang-2022", **NOTHING}
    log.add(GrievanceRegistered, AT, life.SCREENER, grievance_id(number), **facts)


def grievances() -> list[Event]:
    """An opinion; four comments that were referred: upheld and told, reopened by appeal, taken back, withdrawn; one alone."""
    log = life.Log()
    life._prepare(log)
    opinion = log.comment(1, AT)
    log.add(CommentPublished, AT, life.SCREENER, opinion, name_shown=False)
    for number in range(2, 6):
        _referred(log, number)
    stays, appealed, back, gone = (life.comment_id(number) for number in range(2, 6))
    for stream in (stays, appealed):
        log.add(WithholdingAppealed, AT, PUBLIC, stream, grounds="是意见")
    log.add(AppealDecided, AT, life.CHECKER, stays, outcome=AppealOutcome.UPHELD, name_shown=False, note="不是")
    log.add(GrievanceForwarded, AT, life.SCREENER, grievance_id(2), to=GrievanceChannel.HOTLINE, organ="12315", told="请拨打")
    log.add(GrievanceClosed, AT, life.SCREENER, grievance_id(2), outcome=GrievanceOutcome.ANSWERED, answer="已办")
    log.add(GrievanceTakenBack, AT, life.CHECKER, grievance_id(3), note="是")
    log.add(AppealDecided, AT, life.CHECKER, appealed, outcome=AppealOutcome.REOPENED, name_shown=False, note="是")
    log.add(GrievanceTakenBack, AT, life.CHECKER, grievance_id(4), note="是")
    log.add(CommentReopened, AT, life.CHECKER, back, note="是")
    log.add(CommentWithdrawn, AT, PUBLIC, gone)
    log.add(GrievanceClosed, AT, PUBLIC, grievance_id(5), outcome=GrievanceOutcome.WITHDRAWN, answer=None)
    for stream in (appealed, back):
        log.add(CommentPublished, AT, life.SCREENER, stream, name_shown=False)
    facts: dict[str, Any] = {"channel": Channel.PHONE, "received_on": DAY, "due_on": date(2026, 4, 1), "provisional": False}
    facts |= {"comment_id": None, "rules": "cn-xinfang-2022", **NOTHING, "text": "多收费"}
    log.add(GrievanceRegistered, AT, life.SCREENER, grievance_id(6), **facts)
    _answer(log, (opinion, appealed, back))
    return log.events


def _answer(log: life.Log, answered: tuple[UUID, ...]) -> None:
    received = (ChannelCount(Channel.WEB, 5),)
    log.add(
        PeriodClosed, life.CLOSES, CLOCK, closed_at=life.CLOSES, received=received, log_size=27, answer_due_on=date(2026, 5, 9)
    )
    at = life.CLOSES + life.WEEK
    log.add(PointMade, at, life.ANSWERER, life.point_id(1), articles=("a1",), summary="延长")
    log.add(CommentsGathered, at, life.ANSWERER, life.point_id(1), comment_ids=answered)
    noted = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, life.LONG)
    log.add(DispositionDrafted, at, life.ANSWERER, life.point_id(1), disposition=noted)
    log.add(FeedbackPrepared, at, life.ANSWERER, text=FeedbackText("问", "说", "做"), revised=None)
    log.add(FeedbackSignedOff, at, life.RELEASER, contradictions_accepted=())
    ledger = LedgerFigures(received=5, published=3, withheld=0, withdrawn=1, awaiting=0, answered=3, unanswered=0)
    counts = (DispositionCount(DispositionKind.NOTED, 1),)
    lists: dict[str, Any] = {"contradictions": (), "changed_without_comment": ()}
    log.add(FeedbackPublished, at, life.RELEASER, ledger=ledger, dispositions=counts, **lists)


def referred_late(number: int) -> Breakage:
    """A comment that the feedback had counted as an opinion is made a grievance after it."""

    def refer(events: list[Event]) -> list[Event]:
        log = life.Log()
        log.events = list(events)
        log._versions = {stream: sum(e.originator_id == stream for e in events) for stream in {e.originator_id for e in events}}
        at = events[-1].timestamp
        stream = life.comment_id(number)
        log.add(CommentReferred, at, life.SCREENER, stream, grievance_id=grievance_id(9), reason="只是投诉")
        facts: dict[str, Any] = {"channel": Channel.WEB, "received_on": DAY, "due_on": date(2026, 4, 1), "provisional": False}
        facts |= {"comment_id": stream, "rules": "cn-xinfang-2022", **NOTHING}
        log.add(GrievanceRegistered, at, life.SCREENER, grievance_id(9), **facts)
        return log.events

    return refer


def test_a_life_with_grievances_breaks_no_rule_and_balances() -> None:
    events = grievances()
    assert broken_rules(events) == broken_rules(closed(event) for event in events) == ()
    history = History()
    for event in events:
        history.apply(event).ledger().balance()
    decision = history.decisions[life.DECISION]
    (published,) = (event for event in events if isinstance(event, FeedbackPublished))
    assert decision.ledger().figures == published.ledger
    assert (decision.ledger().referred, published.ledger.referred, len(decision.grievances)) == (1, 1, 5)


def asked_about(number: int) -> Breakage:
    """A second look is asked for at a comment that was referred."""

    def ask(events: list[Event]) -> list[Event]:
        own = [event for event in events if event.originator_id == life.comment_id(number)]
        facts: dict[str, Any] = {"originator_id": life.comment_id(number), "originator_version": len(own) + 1, "note": "请看"}
        facts |= {"timestamp": events[-1].timestamp, "actor": life.CHECKER, "consultation_id": life.DECISION}
        return [*events, SecondLookAsked(**facts)]

    return ask


BREAKAGES: list[tuple[str, Breakage]] = [
    ("AlreadyScreened", twice(CommentPublished, originator_id=life.comment_id(2))),
    ("AlreadyScreened", twice(CommentReferred)),
    ("FoundOpinion", twice(CommentReferred, 1)),
    ("ReferredAfterFeedback", referred_late(1)),
    ("ReferredAfterFeedback", referred_late(4)),
    ("AlreadyWithdrawn", twice(CommentReferred, 3)),
    ("CommentNotReferred", without(CommentReferred)),
    ("CommentNotReferred", with_facts(GrievanceRegistered, actor=life.CHECKER)),
    ("GrievanceMissing", without(GrievanceRegistered)),
    ("CommentNotReopened", without(CommentReopened)),
    ("CommentNotReopened", without(AppealDecided, 1)),
    ("LedgerUnbalanced", with_facts(FeedbackPublished, ledger=LedgerFigures(5, 4, 0, 1, 0, 3, 0))),
    ("CommentNoOpinion", with_facts(CommentsGathered, comment_ids=(life.comment_id(2),))),
    ("AnswersIncomplete", one_after_the_other(without(CommentPublished, 2))),
    ("SamePersonTakesBack", with_facts(GrievanceTakenBack, 1, actor=life.SCREENER)),
    ("SamePersonTakesBack", with_facts(CommentReopened, actor=life.SCREENER)),
    ("GrievanceNotTakenBack", without(GrievanceTakenBack)),
    ("GrievanceNotTakenBack", without(GrievanceTakenBack, 1)),
    ("AlreadyTakenBack", twice(GrievanceTakenBack)),
    ("AlreadyTakenBack", twice(CommentReopened)),
    ("AppealWaits", one_after_the_other(without(AppealDecided), twice(CommentReopened, originator_id=life.comment_id(2)))),
    ("SamePersonDecides", with_facts(AppealDecided, actor=life.SCREENER)),
    ("SamePersonDecides", with_facts(AppealDecided, 1, actor=life.SCREENER)),
    ("AppealMisjudged", with_facts(AppealDecided, outcome=AppealOutcome.OVERTURNED)),
    ("AlreadyAppealed", twice(WithholdingAppealed)),
    ("NotWithheld", twice(WithholdingAppealed, originator_id=life.comment_id(4))),
    ("NoAppealOpen", without(WithholdingAppealed, 1)),
    ("GrievanceClockWrong", with_facts(GrievanceRegistered, due_on=date(2026, 3, 31))),
    ("GrievanceClockWrong", with_facts(GrievanceRegistered, due_on=date(2026, 4, 16))),
    ("GrievanceClockWrong", with_facts(GrievanceRegistered, rules="cn-xinfang-1995")),
    ("ReceivedInFuture", with_facts(GrievanceRegistered, 4, received_on=DAY + timedelta(days=9))),
    ("AlreadyRegistered", twice(GrievanceRegistered, 4)),
    ("GrievanceOver", twice(GrievanceForwarded)),
    ("GrievanceOver", twice(GrievanceClosed)),
    ("ClosedByAnother", without(CommentWithdrawn)),
    ("ClosedByAnother", with_facts(GrievanceClosed, actor=PUBLIC)),
    ("HandledAsGrievance", asked_about(2)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(grievances()))}
