"""Joint divisions, opinions of other units, countersignatures and hand-over, checked again on the record ([713] art. 11, 13)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.calendar import local_date
from domain.consultation.events import (
    CountersignatureExcused,
    DecisionEnded,
    DecisionHandedOver,
    DecisionStarted,
    DraftCountersigned,
    DraftReleased,
    JointDivisionEnded,
    JointDivisionNamed,
    PartsAssigned,
    PeriodClosed,
    ReviewRequested,
    UnitAnswered,
    UnitAsked,
    UnitOpinionCoordinated,
)
from domain.enumerations import Coordination, UnitPosition
from domain.event import Event
from domain.point.events import PointMade
from domain.recheck.preparation import current_release, current_request
from domain.recheck.record import Record
from domain.recheck.texts import text_in
from domain.sealing import CLOSED, Closed


def unit_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks about other units."""
    match event:
        case JointDivisionNamed() | JointDivisionEnded() | PartsAssigned() | DecisionHandedOver():
            yield from _divisions(record, event)
        case UnitAsked():
            yield from _asked(record, event)
        case UnitAnswered():
            yield from _answered(record, event)
        case UnitOpinionCoordinated():
            yield from _coordinated(record, event)
        case DraftCountersigned() | CountersignatureExcused():
            yield from _countersigned(record, event)
        case DraftReleased():
            if joint_divisions(record) - _countersigners(record):
                yield "CountersignatureMissing"
        case ReviewRequested():
            if any(each.due_on >= local_date(event.timestamp) for each in _awaited(record)):
                yield "UnitOpinionsAwaited"
            yield from disagreement_broken(record)
        case _:
            pass


def joint_divisions(record: Record) -> set[str]:
    """Ids of the divisions that undertake the decision with the lead one, as named, ended and handed over so far."""
    found: set[str] = set()
    for event in _in_order(record, JointDivisionNamed, JointDivisionEnded, DecisionHandedOver):
        match event:
            case JointDivisionNamed(division=division):
                found.add(division)
            case JointDivisionEnded(division=division) | DecisionHandedOver(division=division):
                found.discard(division)
            case _:
                pass
    return found


def lead_division(record: Record) -> str | Closed | None:
    """Id of the division that leads now; CLOSED where the reader may not see it."""
    if over := record.last(DecisionHandedOver):
        return over.division
    started = record.last(DecisionStarted)
    if started is None:
        return None
    return CLOSED if started.division is CLOSED else started.division.id


def disagreement_broken(record: Record) -> Iterator[str]:
    """A unit disagrees, and it is not said what came of it; positions that are closed to the reader are not blamed."""
    settled = {each.unit for each in record.all(UnitOpinionCoordinated)}
    against = {each.unit for each in record.all(UnitAnswered) if each.position == UnitPosition.DISAGREE}
    if against - settled:
        yield "DisagreementOpen"


def passes_after_adoption(record: Record, event: Event) -> bool:
    """Whether the event may come when the decision is over: it is handed over for its execution."""
    return isinstance(event, DecisionHandedOver) and record.last(DecisionEnded) is None


def _divisions(
    record: Record, event: JointDivisionNamed | JointDivisionEnded | PartsAssigned | DecisionHandedOver
) -> Iterator[str]:
    joint, lead = joint_divisions(record), lead_division(record)
    match event:
        case JointDivisionNamed(division=division):
            if division in joint | {lead}:
                yield "DivisionUndertakes"
            yield from _still_asked(record, division)
        case JointDivisionEnded(division=id_):
            if id_ not in joint:
                yield "NotJoint"
        case PartsAssigned(division=id_):
            if id_ not in joint:
                yield "NotJoint"
            yield from _parts(record, event, joint)
        case DecisionHandedOver():
            yield from _handed_over(record, event, lead)
    if not isinstance(event, PartsAssigned) and event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _parts(record: Record, event: PartsAssigned, joint: set[str]) -> Iterator[str]:
    """Of points that are there, and no part of another joint division."""
    if not set(event.points) <= {point.originator_id for point in record.all(PointMade)}:
        yield "PartUnknown"
    for division in joint - {event.division}:
        other = _part_of(record, division)
        if other and (set(other.articles) & set(event.articles) or set(other.points) & set(event.points)):
            yield "PartAssignedElsewhere"


def _part_of(record: Record, division: str) -> PartsAssigned | None:
    """What was last assigned to the division since it was last named."""
    named = max(each.originator_version for each in record.all(JointDivisionNamed) if each.division == division)
    parts = [each for each in record.all(PartsAssigned) if each.division == division and each.originator_version > named]
    return parts[-1] if parts else None


def _handed_over(record: Record, event: DecisionHandedOver, lead: str | Closed | None) -> Iterator[str]:
    before = record.last(DecisionHandedOver)
    officer = before.officer if before else None
    if event.division == lead and event.officer in (None, officer):
        yield "HandedOverToItself"
    if record.last(DecisionEnded):
        yield "EndedDecisionStays"
    if event.agreed_on > local_date(event.timestamp):
        yield "DateAhead"
    yield from _still_asked(record, event.division)


def _still_asked(record: Record, division: str) -> Iterator[str]:
    if any(each.division == division for each in _awaited(record)):
        yield "UnitStillAsked"


def _asked(record: Record, event: UnitAsked) -> Iterator[str]:
    if event.unit != len(record.all(UnitAsked)) + 1:
        yield "UnitMisnumbered"
    if record.published and not record.last(PeriodClosed):
        yield "NotToBeAsked"
    if text_in(record, event.consultation_id, event.text_version) is None:
        yield "DraftMissing"
    if event.due_on <= local_date(event.timestamp):
        yield "DueNotAhead"
    if event.division and event.division in joint_divisions(record) | {lead_division(record)}:
        yield "UnitUndertakes"
    for each in _awaited(record):
        same_name = each.name is not CLOSED and each.name == event.name
        if each.division == event.division and (event.division or same_name):
            yield "UnitAskedAlready"


def _answered(record: Record, event: UnitAnswered) -> Iterator[str]:
    asked = next((each for each in record.all(UnitAsked) if each.unit == event.unit), None)
    if asked is None or asked.division != event.division:
        yield "UnitNotAsked"
        return
    if any(each.unit == event.unit for each in record.all(UnitAnswered)):
        yield "UnitAnsweredAlready"
    if event.received_on > local_date(event.timestamp):
        yield "DateAhead"
    if event.late != (event.received_on > asked.due_on):
        yield "LatenessMisstated"
    if event.division is None and event.file is None:
        yield "AnswerFileMissing"
    if event.position not in (CLOSED, UnitPosition.AGREE) and event.text is not CLOSED:
        yield from record.reason_broken(event.text)


def _coordinated(record: Record, event: UnitOpinionCoordinated) -> Iterator[str]:
    asked = next((each for each in record.all(UnitAsked) if each.unit == event.unit), None)
    if asked is None:
        yield "UnitNotAsked"
        return
    answer = next((each for each in record.all(UnitAnswered) if each.unit == event.unit), None)
    in_time = answer is None and asked.due_on >= local_date(event.timestamp)
    if in_time or (answer and answer.position == UnitPosition.AGREE):
        yield "NothingToCoordinate"
    if event.result == Coordination.NOT_AGREED and event.dispute is None:
        yield "DisputeIncomplete"
    if event.note is not CLOSED:
        yield from record.reason_broken(event.note)


def _countersigned(record: Record, event: DraftCountersigned | CountersignatureExcused) -> Iterator[str]:
    request = current_request(record)
    if request is None or request.draft_version != event.draft_version or current_release(record):
        yield "NothingToCountersign"
    if event.division not in joint_divisions(record):
        yield "NotJoint"
    if event.division in _countersigners(record):
        yield "CountersignedAlready"
    if isinstance(event, CountersignatureExcused) and event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _countersigners(record: Record) -> set[str]:
    """Ids of divisions that signed, or are excused, since the draft was last submitted and since they were last named."""
    request = record.last(ReviewRequested)
    since = request.originator_version if request else 0
    found: set[str] = set()
    for event in _in_order(record, DraftCountersigned, CountersignatureExcused, JointDivisionEnded):
        match event:
            case DraftCountersigned(division=id_) | CountersignatureExcused(division=id_) if event.originator_version > since:
                found.add(id_)
            case JointDivisionEnded(division=id_):
                found.discard(id_)
            case _:
                pass
    return found


def _awaited(record: Record) -> list[UnitAsked]:
    answered = {each.unit for each in record.all(UnitAnswered)}
    return [each for each in record.all(UnitAsked) if each.unit not in answered]


def _in_order(record: Record, *kinds: type[Event]) -> list[Event]:
    """The events of these kinds on the decision's stream, oldest first."""
    return sorted((event for kind in kinds for event in record.all(kind)), key=lambda event: event.originator_version)
