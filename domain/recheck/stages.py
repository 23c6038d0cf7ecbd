"""The order of a decision's stages, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import CorrectionMade, DecisionAdopted, DecisionEnded, DecisionStarted, RecordsArchived
from domain.event import Event
from domain.recheck.answers import answer_rules_broken
from domain.recheck.assessed import assessed_rules_broken
from domain.recheck.catalogue import naming_rules_broken
from domain.recheck.execution import FOLLOWS, execution_rules_broken
from domain.recheck.outcome import outcome_rules_broken
from domain.recheck.period import period_rules_broken
from domain.recheck.preparation import preparation_rules_broken
from domain.recheck.record import Record
from domain.recheck.returns import return_rules_broken
from domain.recheck.supplement import passes_when_over, supplement_rules_broken
from domain.recheck.units import passes_after_adoption, unit_rules_broken


def stage_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks after what is on `record`."""
    over = record.last(DecisionAdopted) or record.last(DecisionEnded)
    follows = isinstance(event, (CorrectionMade, RecordsArchived, *FOLLOWS))
    if over and not (follows or passes_when_over(record, event) or passes_after_adoption(record, event)):
        yield "DecisionOver"
    if isinstance(event, DecisionStarted) == bool(record.stream(event.originator_id)):
        yield "NotStarted"
    yield from naming_rules_broken(record, event)
    yield from preparation_rules_broken(record, event)
    yield from period_rules_broken(record, event)
    yield from answer_rules_broken(record, event)
    yield from outcome_rules_broken(record, event)
    yield from supplement_rules_broken(record, event)
    yield from return_rules_broken(record, event)
    yield from assessed_rules_broken(record, event)
    yield from execution_rules_broken(record, event)
    yield from unit_rules_broken(record, event)
