"""The file for the collective deliberation 集体讨论材料 ([713] art. 29): what the record lacks for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from domain.consultation.assessed import require_experts, require_risk
from domain.consultation.outcome_refusals import DeliberationFileIncomplete
from domain.consultation.participation import require_enterprises, require_poll
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import LAWFUL
from domain.enumerations import DeliberationItem, WaivableStep
from domain.refusals import refusal_of


def missing_items(state: Consultation) -> tuple[DeliberationItem, ...]:
    """In the order of the article; of what is not required, the recorded reason is what counts."""
    return tuple(_missing(state))


def require_complete(state: Consultation) -> None:
    """Raises DeliberationFileIncomplete, with all that is missing."""
    if missing := missing_items(state):
        raise DeliberationFileIncomplete(missing=missing)


def _missing(state: Consultation) -> Iterator[DeliberationItem]:
    if state.materials is None or state.published_at is None:
        yield DeliberationItem.DRAFT
    if any(each.unsettled for each in state.units.opinions):
        yield DeliberationItem.UNITS
    reviewed = state.fair_competition_passed
    excused = WaivableStep.FAIR_COMPETITION_REVIEW in state.waived or not state.touches_operators
    if reviewed is False or (reviewed is None and not excused):
        yield DeliberationItem.FAIR_COMPETITION
    if state.answered_at is None or any(refusal_of(partial(gate, state)) for gate in (require_poll, require_enterprises)):
        yield DeliberationItem.OPINIONS
    if refusal_of(lambda: require_experts(state)):
        yield DeliberationItem.EXPERTS
    if refusal_of(lambda: require_risk(state)):
        yield DeliberationItem.RISKS
    if state.legality not in LAWFUL:
        yield DeliberationItem.LEGALITY
