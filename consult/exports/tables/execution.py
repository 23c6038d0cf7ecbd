"""Tasks of execution as CSV: a row for each as it stands; the same tasks on the same day, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.exports.tables.columns import Cell, Say, moment_words
from consult.exports.tables.csv_file import written
from projections.undertakings.views import UndertakingView

COLUMNS = (
    *("decision", "title", "number", "unit", "measures", "responsible", "limit", "state", "progress", "effect", "next_steps"),
    *("carried_out", "updated", "inspections", "findings_due"),
)


def execution_csv(tasks: Sequence[UndertakingView], now: datetime, say: Say) -> bytes:
    """In their order. `now`: whether each is overdue."""
    return written([[say("execution_column", column) for column in COLUMNS]], (_cells(task, now, say) for task in tasks))


def _cells(task: UndertakingView, now: datetime, say: Say) -> list[Cell]:
    done = task.completed_at is not None
    state = "done" if done else "overdue" if task.overdue(now) else "open"
    return [
        task.consultation_number,
        task.consultation_title,
        task.number,
        task.unit_name,
        task.measures,
        task.responsible,
        task.limit_on.isoformat(),
        say("execution_state", state),
        task.progress,
        task.completed_effect if done else task.effect,
        task.next_steps,
        task.carried_out,
        moment_words(task.updated_at),
        task.inspections,
        task.findings_due.isoformat() if task.findings_due else None,
    ]
