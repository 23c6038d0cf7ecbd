"""Breakages of lists and forms: nobody waiting is left out, nobody fills in what is refused at the end."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

LISTS = (
    Breakage(
        "comments that await screening are left out of those not answered",
        "projections/comments/lists.py",
        "unnest(ARRAY['awaiting', 'published', 'withheld'])",
        "unnest(ARRAY['published', 'withheld'])",
        ("tests/projections/test_comments.py::test_what_waits_for_screening_is_unanswered_also_before_the_feedback",),
    ),
    Breakage(
        "a form whose time has not come opens as if it had",
        "web/desk/forms/form.py",
        "    late = not_due(request, context)\n",
        "    late = None\n",
        ("tests/desk/test_steps.py::test_a_form_whose_time_has_not_come_says_so_when_it_is_opened",),
    ),
    Breakage(
        "the mark of an address outlives its erasure",
        "consult/sealed/store.py",
        """                # Only after its parts: whoever notes a mark holds them until it stands.
                await connection.execute("DELETE FROM sealed.contact_marks WHERE comment_id = $1", owner_id)
""",
        "",
        ("tests/desk/screening/test_closed_texts.py::test_a_comment_is_found_by_its_number_and_by_the_contact_it_came_with",),
    ),
    Breakage(
        "an error is beside its field, and not tied to it",
        "web/templates/errors.html",
        "([name ~ '-error'] if errors.get(name) else [])",
        "[]",
        ("tests/web/test_pages.py::test_a_wrong_form_keeps_what_was_typed",),
    ),
)
