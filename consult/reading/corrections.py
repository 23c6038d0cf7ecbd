"""The fields of a decision that can be corrected: each published field with its present value and the event it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.consultation.state import Consultation
from domain.undertaking.events import ProgressWords, TaskWords
from projections.consultations.queries import consultation
from projections.points.queries import feedback
from projections.undertakings.correcting import correctable_words
from projections.undertakings.queries import undertaking, undertaking_steps
from projections.worklists.correctable import PublicNote, PublishedPoint, public_note, public_notes, published_points

Shape = Literal["text", "disposition", "feedback", "contact", "basis", "interpretation", "task", "progress"]
SHAPES: dict[str, Shape] = {
    "disposition": "disposition",
    "text": "feedback",
    "contact": "contact",
    "basis": "basis",
    "interpretation": "interpretation",
}


class CorrectableField(msgspec.Struct, frozen=True):
    """`field` in `version` of `stream`, with the value that is shown now. `number`: of the point or comment it is about."""

    stream: UUID
    version: int
    field: str
    value: object
    number: int | None = None

    @property
    def shape(self) -> Shape:
        """The kind of form that its value needs."""
        if isinstance(self.value, TaskWords | ProgressWords):
            return "task" if isinstance(self.value, TaskWords) else "progress"
        return SHAPES.get(self.field, "text")


class CorrectableFields(msgspec.Struct, frozen=True):
    """Everything that can be corrected: of the decision itself; a page of points, of how many; a page of notes.

    `next_after`: the number after which the next page of notes begins; None where there is none.
    """

    call: tuple[CorrectableField, ...]
    points: tuple[CorrectableField, ...] = ()
    points_total: int = 0
    notes: tuple[CorrectableField, ...] = ()
    next_after: int | None = None


async def correctable_fields(runtime: Runtime, state: Consultation, *, size: int, page: int, after: int) -> CorrectableFields:
    """A page of `size` points, counted from 1, and one of notes on comments with a number greater than `after`."""
    points = await published_points(runtime.reads, state.id, limit=size, offset=(page - 1) * size)
    notes = await public_notes(runtime.reads, state.id, after=after, limit=size + 1)
    return CorrectableFields(
        await _of_decision(runtime, state),
        tuple(_of_points(points)),
        points[0].total if points else 0,
        tuple(_of_notes(notes[:size])),
        notes[size - 1].number if len(notes) > size else None,
    )


async def correctable_field(
    runtime: Runtime, state: Consultation, stream: UUID, version: int, field: str
) -> CorrectableField | None:
    """The field of this name; None where it is not published."""
    if stream == state.id:
        found: Iterable[CorrectableField] = await _of_decision(runtime, state)
    else:
        notes = await public_note(runtime.reads, state.id, stream)
        found = [*_of_points(await published_points(runtime.reads, state.id, stream)), *_of_notes(notes)]
        found += await _of_task(runtime, state, stream, version)
    return next((each for each in found if (each.version, each.field) == (version, field)), None)


async def _of_task(runtime: Runtime, state: Consultation, stream: UUID, version: int) -> list[CorrectableField]:
    """What was said of a task of the decision in this version of its stream."""
    task = await undertaking(runtime.reads, stream)
    if task is None or task.consultation_id != state.id:
        return []
    steps = await undertaking_steps(runtime.reads, stream, after=version - 1, limit=1)
    return [
        CorrectableField(stream, step.version, field, value, task.number)
        for step in steps
        if step.version == version and (said := correctable_words(step)) is not None
        for field, value in [said]
    ]


async def _of_decision(runtime: Runtime, state: Consultation) -> tuple[CorrectableField, ...]:
    view = await consultation(runtime.reads, state.id)
    if view is None:
        return ()
    found = [CorrectableField(state.id, 1, name, getattr(view, name)) for name in ("title", "decision_organ", "proposer")]
    if state.materials is not None:
        version = state.materials.originator_version
        found += [
            CorrectableField(state.id, version, name, getattr(view, name)) for name in ("contact", "basis", "interpretation")
        ]
    summary = await feedback(runtime.reads, state.id)
    if summary is not None and state.feedback_version is not None:
        found.append(CorrectableField(state.id, state.feedback_version, "text", summary.text))
    return tuple(found)


def _of_points(points: Sequence[PublishedPoint]) -> Iterable[CorrectableField]:
    for point in points:
        if point.summary_version is not None:
            yield CorrectableField(point.id, point.summary_version, "summary", point.summary, point.number)
        if point.disposition_version is not None:
            yield CorrectableField(point.id, point.disposition_version, "disposition", point.disposition, point.number)


def _of_notes(notes: Sequence[PublicNote]) -> Iterable[CorrectableField]:
    for note in notes:
        yield CorrectableField(note.comment_id, note.note_version, "public_note", note.public_note, note.number)
