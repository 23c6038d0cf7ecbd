"""Re-check: every rule of the procedure that a decision enforces, found again on the record, independently of the aggregates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping
from datetime import timedelta
from itertools import chain
from uuid import UUID

from domain.catalogue.events import CATALOGUES
from domain.consultation.events import ConsultationPublished
from domain.event import Event, aggregate_of
from domain.recheck.activity import activity_rules_broken
from domain.recheck.anchors import anchor_rules_broken
from domain.recheck.application import application_rules_broken
from domain.recheck.catalogue import catalogue_rules_broken, place_led_from, place_rules_broken
from domain.recheck.comments import comment_rules_broken
from domain.recheck.execution import links_broken
from domain.recheck.expertise import expertise_rules_broken
from domain.recheck.grievances import grievance_rules_broken, left_behind, reopening_rules_broken
from domain.recheck.lot import lot_rules_broken
from domain.recheck.points import point_rules_broken
from domain.recheck.questionnaires import questionnaire_rules_broken, response_rules_broken
from domain.recheck.record import Finding, Record
from domain.recheck.risk_assessment import risk_assessment_rules_broken
from domain.recheck.stages import stage_rules_broken
from domain.recheck.undertakings import undertaking_rules_broken

__all__ = ["Finding", "Recheck", "broken_rules"]

CLOCK_TOLERANCE = timedelta(seconds=10)


class Recheck:
    """Re-checks a log event by event, in its order, from position 0.

    `records`: where records are kept by the decision's id; it makes those that are missing.
    """

    def __init__(self, records: MutableMapping[UUID, Record] | None = None) -> None:
        self.position = 0
        self._records = defaultdict(Record) if records is None else records

    def check(self, event: Event) -> tuple[Finding, ...]:
        """The rules that the next event of the log breaks. Sealed fields may be CLOSED: what they hold is then not checked."""
        record = self._records[event.consultation_id]
        rules = dict.fromkeys((*_order_broken(record, event), *_rules_broken(record, event), *self._beside_broken(record, event)))
        findings = tuple(self._finding(rule, event) for rule in rules)
        record.add(event)
        self.position += 1
        return findings

    def _beside_broken(self, record: Record, event: Event) -> tuple[str, ...]:
        """What shows only beside the record of something else."""
        return (*self._place_broken(record, event), *links_broken(self._records, event))

    def _place_broken(self, record: Record, event: Event) -> tuple[str, ...]:
        """A call beside the catalogues, which stand on a record of their own; they know from then on where it leads."""
        if not isinstance(event, ConsultationPublished):
            return ()
        catalogues = self._records[CATALOGUES]
        broken = tuple(place_rules_broken(record, event, catalogues))
        if place := place_led_from(record):
            catalogues.led_to.add(place)
        return broken

    def _finding(self, rule: str, event: Event) -> Finding:
        return Finding(rule, self.position, event.consultation_id, event.originator_id, event.topic)


def broken_rules(events: Iterable[Event]) -> tuple[Finding, ...]:
    """The rules broken in a whole log, given in its order from position 0."""
    recheck = Recheck()
    return tuple(finding for event in events for finding in recheck.check(event))


def _order_broken(record: Record, event: Event) -> Iterator[str]:
    if event.originator_version != len(record.stream(event.originator_id)) + 1:
        yield "StreamVersionGap"
    if record.last_timestamp and event.timestamp < record.last_timestamp - CLOCK_TOLERANCE:
        yield "ClockOutOfStep"


def _rules_broken(record: Record, event: Event) -> Iterator[str]:
    match aggregate_of(type(event)):
        case "domain.activity":
            return chain(activity_rules_broken(record, event), lot_rules_broken(record, event))
        case "domain.application":
            return application_rules_broken(record, event)
        case "domain.anchor":
            return anchor_rules_broken(record, event)
        case "domain.catalogue":
            return catalogue_rules_broken(record, event)
        case "domain.comment":
            return chain(comment_rules_broken(record, event), reopening_rules_broken(record, event))
        case "domain.grievance":
            return chain(grievance_rules_broken(record, event), left_behind(record))
        case "domain.expertise":
            return expertise_rules_broken(record, event)
        case "domain.risk_assessment":
            return risk_assessment_rules_broken(record, event)
        case "domain.undertaking":
            return undertaking_rules_broken(record, event)
        case "domain.questionnaire":
            return questionnaire_rules_broken(record, event)
        case "domain.questionnaire_response":
            return response_rules_broken(record, event)
        case "domain.point":
            return point_rules_broken(record, event)
        case _:
            return chain(stage_rules_broken(record, event), left_behind(record))
