"""The re-check finds each rule of participation activities broken on purpose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity import events as v
from domain.activity.values import Listed, Quota, ReportedView
from domain.calendar import local_date
from domain.comment.events import CommentSubmitted
from domain.consultation.events import ConsultationPublished, DecisionStarted, ParticipationReported, StepWaived
from domain.enumerations import Channel, RespondentKind, Selection, Side, WaivableStep
from domain.event import Event
from domain.recheck import broken_rules
from domain.rules import ASSESSED_RULES
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, one_after_the_other, twice, with_facts, without
from tests.domain.property.test_recheck_supplements import added
from tests.domain.property.whole_life_activities import HEARING, LISTED, POLL, QUOTAS

HELD_AT = life.OPENS + timedelta(days=35)
STRANGER = Listed(life.DECISION, Side.EXPERT, RespondentKind.INDIVIDUAL, Selection.INVITATION)


def said(before: type[Event] | None, **changes: Any) -> Breakage:
    """Somebody's words are entered as said at the hearing."""

    def breakage(events: list[Event]) -> list[Event]:
        log = life.Log()
        log.comment(90, life.REVIEWED, Channel.HEARING, late=False, received_on=local_date(life.EXTENDED + 3 * life.WEEK))
        comment = with_facts(CommentSubmitted, activity_id=HEARING, **changes)(log.events)[0]
        place = next((place for place, event in enumerate(events) if before and isinstance(event, before)), len(events))
        return [*events[:place], comment, *events[place:]]

    return breakage


def waived(step: WaivableStep) -> Breakage:
    facts: dict[str, Any] = {"actor": life.RELEASER, "step": step, "reason": life.LONG}
    return lambda events: added(events, None, lambda common: StepWaived(**common, **facts), life.DECISION)


def no(stream: object) -> Breakage:
    """The activity was never held, nor the decision told of it."""

    def breakage(events: list[Event]) -> list[Event]:
        return [each for each in events if each.originator_id != stream and getattr(each, "activity_id", None) != stream]

    return breakage


MINORITY = (
    *(Quota(quota.side, 1, False, quota.selection) for quota in QUOTAS[:2]),
    Quota(Side.EXPERT, 1, True, Selection.INVITATION),
)
LOT = (Quota(Side.OPERATOR, 1, True, Selection.LOT), *QUOTAS[1:])
BREAKAGES: list[tuple[str, Breakage]] = [
    ("MaterialsTooLate", with_facts(v.MaterialsDelivered, delivered_on=local_date(HELD_AT) - timedelta(days=6))),
    ("MaterialsMissing", without(v.MaterialsDelivered, 1)),
    ("ListMissing", without(v.ParticipantListPublished)),
    ("ListOutdated", with_facts(v.ParticipantListPublished, listed=LISTED[:2])),
    ("ListOutdated", with_facts(v.ParticipantListPublished, listed=(*LISTED, STRANGER))),
    ("ListTooLate", with_facts(v.ActivityAnnounced, held_at=life.OPENS + timedelta(days=14))),
    ("AnnouncedTooLate", with_facts(v.ActivityAnnounced, held_at=life.OPENS + timedelta(days=29))),
    ("NotAnnounced", without(v.ActivityAnnounced)),
    ("AlreadyAnnounced", twice(v.ActivityAnnounced)),
    ("InterestedTooFew", with_facts(v.ActivityAnnounced, quotas=MINORITY)),
    ("DrawnByLot", with_facts(v.ActivityAnnounced, quotas=LOT)),
    ("LotUncommitted", with_facts(v.ActivityAnnounced, quotas=LOT)),
    ("ApplicationsEndMissing", with_facts(v.ActivityAnnounced, quotas=LOT)),
    ("ApplicationsEndTooLate", with_facts(v.ActivityAnnounced, apply_until=HELD_AT)),
    ("SeatsNotAnnounced", with_facts(v.ActivityAnnounced, quotas=QUOTAS[:1])),
    ("SeatsTaken", with_facts(v.ParticipantInvited, 1, side=Side.OPERATOR)),
    ("ConsultationNotOpenYet", without(ConsultationPublished)),
    ("HeldTooEarly", with_facts(v.ActivityHeld, began_at=HELD_AT - timedelta(hours=1))),
    ("NobodyAttended", with_facts(v.ActivityHeld, attended=())),
    ("AlreadyHeld", twice(v.ActivityHeld)),
    ("StatementsMiscounted", with_facts(v.RecordClosed, statements=1)),
    ("RecordStillOpen", without(v.RecordClosed)),
    ("RecordUnconfirmed", without(v.RecordConfirmed)),
    ("AlreadyConfirmed", twice(v.RecordConfirmed)),
    ("CodeRefused", with_facts(v.RecordConfirmed, actor="public")),
    ("DateAhead", with_facts(v.RecordConfirmed, signed_on=date(2027, 1, 1))),
    ("ViewsMissing", with_facts(v.ActivityReported, views=())),
    ("ViewUndecided", with_facts(v.ActivityReported, views=(ReportedView("营业时间"),))),
    ("ReasonTooShort", with_facts(v.ActivityReported, summary=life.SHORT)),
    ("ActivityOver", twice(v.ActivityReported)),
    ("NotHeld", without(v.PollTaken)),
    ("NotHeld", said(v.ActivityHeld)),
    ("RecordIsClosed", said(v.ActivityReported)),
    ("SaidAtActivity", said(v.RecordClosed, channel=Channel.LETTER)),
    ("ReportMisstated", without(v.ActivityReported)),
    ("ReportMisstated", with_facts(ParticipationReported, activity_id=POLL)),
    ("OpinionPollMissing", no(POLL)),
    ("EnterprisesUnheard", no(HEARING)),
    ("StepReported", waived(WaivableStep.OPINION_POLL)),
    ("StepReported", waived(WaivableStep.ENTERPRISES)),
    ("ParticipantUnknown", with_facts(v.MaterialsDelivered, participant=life.DECISION)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(life.whole_life()))}


def test_what_is_said_while_the_activity_is_held_breaks_no_rule_of_it() -> None:
    found = {finding.rule for finding in broken_rules(said(v.RecordClosed)(life.whole_life()))}
    assert not found & {"NotHeld", "RecordIsClosed", "SaidAtActivity", "CommentAfterClosing"}
    assert "StatementsMiscounted" in found  # the record says that nobody spoke


def test_a_decision_started_under_the_earlier_rules_is_asked_for_neither() -> None:
    events = one_after_the_other(no(POLL), no(HEARING), with_facts(DecisionStarted, rules=ASSESSED_RULES.name))(life.whole_life())
    assert {finding.rule for finding in broken_rules(events)} <= {"StreamVersionGap"}
