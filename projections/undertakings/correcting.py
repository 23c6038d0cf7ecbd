"""Corrections of what was said of a task: the step shows the new words, the correction keeps the old ones."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.undertaking import events as u
from projections.rows.correction import CorrectionRow
from projections.undertakings.fold import say, shown_version
from projections.undertakings.row import StepRow, UndertakingRow, Words
from projections.undertakings.views import UndertakingStep

CORRECTABLE: dict[str, tuple[str, str, Any]] = {
    "set": (u.UndertakingSet.topic, "words", u.TaskWords),
    "changed": (u.UndertakingChanged.topic, "words", u.TaskWords),
    "progress": (u.ProgressReported.topic, "words", u.ProgressWords),
    "completed": (u.UndertakingCompleted.topic, "effect", str),
    "inspected": (u.ExecutionInspected.topic, "findings", str),
    "rectified": (u.FindingsRectified.topic, "done", str),
}
"""By the kind of step: its topic, the field that may be corrected, and the type of its value."""


def correctable_words(step: UndertakingStep) -> tuple[str, object] | None:
    """The field of a step that may be corrected, and what it says; None where none may, or its words are closed."""
    _, field, kind = CORRECTABLE.get(step.kind, ("", "", None))
    if kind is None or step.words.get(field, "") is None:
        return None
    if kind is str:
        return field, step.words[field]
    said = {name: step.words[name] for name in kind.__struct_fields__}
    return None if None in said.values() else (field, kind(**said))


def correct(row: UndertakingRow | None, step: StepRow, correction: CorrectionRow) -> None:
    """Put the new words into the step and, where they are those shown, into the row of its task."""
    topic, field, kind = CORRECTABLE.get(step.kind, ("", "", None))
    if not topic or correction.field != field:
        return
    value = msgspec.json.decode(correction.new, type=kind | None)
    correction.applied(topic, _said(step, field, kind))
    step.words = {**step.words, **_words(field, kind, value)}
    if row is not None and shown_version(row, step.kind) == step.version:
        say(row, step.kind, step.words)


def _said(step: StepRow, field: str, kind: Any) -> object:
    return step.words[field] if kind is str else {name: step.words[name] for name in kind.__struct_fields__}


def _words(field: str, kind: Any, value: Any) -> Words:
    return {field: value} if kind is str else {name: getattr(value, name, None) for name in kind.__struct_fields__}
