"""Breakages of the leaders' page, and of the clock of grievances among the other clocks."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

FIGURES = "tests/desk/leading/test_looks.py::test_each_figure_leads_to_what_it_counts"

LEADING = (
    Breakage(
        "an answer given late counts as on time",
        "projections/performance/projection.py",
        "on_time=decision.answer_due_on is None or local_date(event.timestamp) <= decision.answer_due_on,",
        "on_time=True,",
        (FIGURES,),
    ),
    Breakage(
        "a figure leads to more than it counts",
        "projections/performance/queries.py",
        'Figure.CHANGED: (MeasureKind.ADOPTED, "m.changed")',
        'Figure.CHANGED: (MeasureKind.ADOPTED, "true")',
        (FIGURES,),
    ),
    Breakage(
        "no blanket answer is counted",
        "projections/consultations/fold.py",
        "        row.details.warned = len(event.answers)\n",
        "        row.details.warned = 0\n",
        (FIGURES,),
    ),
    Breakage(
        "nobody is reminded of a grievance that is overdue",
        "consult/reminders/reminders.py",
        "    if item.tell_late or today.nears(due, *BEFORE_DUE):\n",
        "    if today.nears(due, *BEFORE_DUE):\n",
        (
            "tests/desk/clocks/test_reminders.py"
            "::test_each_kind_is_switched_by_its_person_and_the_preview_says_what_the_letter_would",
        ),
    ),
)
