"""The rules of expert reviews, checked again on the record ([713] art. 19 to 21)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.calendar import local_date
from domain.consultation.events import DecisionAdopted, DecisionEnded, StepWaived
from domain.enumerations import Interest, WaivableStep
from domain.event import Event
from domain.expertise.events import (
    ExpertAsked,
    ExpertInvited,
    ExpertOpinionGiven,
    ExpertOpinionUsed,
    ExpertReviewConcluded,
    ExpertReviewPlanned,
    InterestDeclared,
)
from domain.expertise.rules import panel_rule_named
from domain.recheck.record import Record
from domain.recheck.texts import text_in
from domain.sealing import CLOSED

Step = InterestDeclared | ExpertInvited | ExpertOpinionGiven | ExpertOpinionUsed


def expertise_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of an expert review, breaks after what is on `record`."""
    before = record.stream(event.originator_id)
    yield from over_or_waived(record, WaivableStep.EXPERT_REVIEW)
    if any(isinstance(each, ExpertReviewConcluded) for each in before):
        yield "ExpertReviewClosed"
    match event:
        case ExpertReviewPlanned():
            yield from _planned(record, event)
        case ExpertAsked(expert=number):
            if number != sum(isinstance(each, ExpertAsked) for each in before) + 1:
                yield "ExpertUnknown"
        case InterestDeclared() | ExpertInvited() | ExpertOpinionGiven() | ExpertOpinionUsed():
            if not any(isinstance(each, ExpertAsked) and each.expert == event.expert for each in before):
                yield "ExpertUnknown"
            yield from _about_one(record, event, [each for each in before if getattr(each, "expert", None) == event.expert])
        case ExpertReviewConcluded():
            yield from _concluded(event, before)
        case _:
            pass


def over_or_waived(record: Record, step: WaivableStep) -> Iterator[str]:
    """Nothing is done for a decision that is over, nor in a step that was recorded as not required."""
    if record.last(DecisionAdopted) or record.last(DecisionEnded):
        yield "DecisionOver"
    if any(waiver.step == step for waiver in record.all(StepWaived)):
        yield "StepAlreadyWaived"


def _planned(record: Record, event: ExpertReviewPlanned) -> Iterator[str]:
    if text_in(record, event.consultation_id, event.text_version) is None:
        yield "DraftMissing"
    if event.needed < panel_rule_named(event.rule).least[event.form]:
        yield "TooFewExperts"
    if event.subject is not CLOSED:
        yield from record.reason_broken(event.subject)


def _about_one(record: Record, event: Step, own: list[Event]) -> Iterator[str]:
    """What is recorded of one expert, after what was recorded of him before."""
    declared = [each.interest for each in own if isinstance(each, InterestDeclared)]
    interested = Interest.DIRECT in declared
    match event:
        case InterestDeclared() if declared:
            yield "AlreadyDeclared"
        case ExpertInvited():
            if not declared:
                yield "InterestUndeclared"
            if interested:
                yield "ExpertInterested"
            if any(isinstance(each, ExpertInvited) for each in own):
                yield "AlreadyInvited"
        case ExpertOpinionGiven():
            if interested:
                yield "ExpertInterested"
            yield from _given(record, event, own)
        case ExpertOpinionUsed():
            if not any(isinstance(each, ExpertOpinionGiven) for each in own):
                yield "OpinionMissing"
            if event.reason is not CLOSED:
                yield from record.reason_broken(event.reason)
        case _:
            pass


def _given(record: Record, event: ExpertOpinionGiven, own: list[Event]) -> Iterator[str]:
    if not any(isinstance(each, ExpertInvited) for each in own):
        yield "NotInvited"
    if any(isinstance(each, ExpertOpinionGiven) for each in own):
        yield "OpinionGivenAlready"
    if event.signed_on > local_date(event.timestamp):
        yield "DateAhead"
    if event.summary is not CLOSED:
        yield from record.reason_broken(event.summary)


def _concluded(event: ExpertReviewConcluded, before: list[Event]) -> Iterator[str]:
    given = {each.expert for each in before if isinstance(each, ExpertOpinionGiven)}
    used = {each.expert for each in before if isinstance(each, ExpertOpinionUsed)}
    asked = sum(isinstance(each, ExpertAsked) for each in before)
    excluded = sum(isinstance(each, InterestDeclared) and each.interest == Interest.DIRECT for each in before)
    if given - used:
        yield "OpinionUnused"
    planned = before[0] if before and isinstance(before[0], ExpertReviewPlanned) else None
    if planned is None or len(given) < planned.needed:
        yield "TooFewExperts"
    if (event.asked, event.excluded, event.opinions) != (asked, excluded, len(given)):
        yield "ExpertsMiscounted"
