"""Opinions of other units 有关单位意见 as they stand in the file ([713] art. 13): what each said, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consult.deliberation_file.blocks import Block, Facts, Table
from consult.exports.tables.columns import Say
from domain.consultation.events import Dispute, UnitAnswered, UnitOpinionCoordinated
from domain.consultation.state import Consultation
from domain.consultation.units import UnitOpinion
from domain.event import Event
from domain.sealing import CLOSED, value_or_none
from domain.text import display_text

WIDTHS = (0.06, 0.18, 0.12, 0.12, 0.26, 0.26)  # of the width: number, unit, asked on, due on, answer, coordination
HEAD = ("number", "unit", "asked_on", "unit_due_on", "unit_answer", "coordination")
PARTS = ("question", "unit_view", "own_view", "reasons")


def unit_opinions(state: Consultation, events: Sequence[Event], say: Say) -> list[Block]:
    """A table of all units, then each dispute by its parts."""
    answers = {event.unit: event for event in events if isinstance(event, UnitAnswered)}
    results = {event.unit: event for event in events if isinstance(event, UnitOpinionCoordinated)}
    head = tuple(say("deliberation_file", name) for name in HEAD)
    rows = tuple(_row(each, answers.get(each.number), results.get(each.number), say) for each in state.units.opinions)
    return [Table(head, rows, WIDTHS), *_disputes(state, results, say)]


def _row(opinion: UnitOpinion, answer: UnitAnswered | None, result: UnitOpinionCoordinated | None, say: Say) -> tuple[str, ...]:
    dates = (opinion.asked_on.isoformat(), opinion.due_on.isoformat())
    name = display_text(value_or_none(opinion.name) or "")
    return (str(opinion.number), name, *dates, _answer(answer, say), _result(result, say))


def _answer(answer: UnitAnswered | None, say: Say) -> str:
    if answer is None:
        return say("deliberation_file", "unanswered")
    position = "" if answer.position is CLOSED else say("unit_position", answer.position)
    late = f"（{say('deliberation_file', 'late_answer')}）" if answer.late else ""
    said = answer.text if isinstance(answer.text, str) else ""
    return f"{answer.received_on.isoformat()}　{position}{late}\n{display_text(said)}"


def _result(result: UnitOpinionCoordinated | None, say: Say) -> str:
    if result is None or result.result is CLOSED:
        return ""
    return f"{say('coordination', result.result)}\n{display_text(value_or_none(result.note) or '')}"


def _disputes(state: Consultation, results: dict[int, UnitOpinionCoordinated], say: Say) -> Iterator[Block]:
    for opinion in state.units.opinions:
        dispute = value_or_none(results[opinion.number].dispute) if opinion.number in results else None
        if isinstance(dispute, Dispute):
            named = ((say("deliberation_file", "unit"), f"{opinion.number}　{display_text(value_or_none(opinion.name) or '')}"),)
            said = ((say("deliberation_file", part), display_text(getattr(dispute, part))) for part in PARTS)
            basis = ((say("deliberation_file", "dispute_basis"), display_text(dispute.basis)),)
            yield Facts((*named, *said, *basis))
