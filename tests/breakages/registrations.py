"""Breakages of what puts a registration right: by whom, of what, and what it closes again."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

RULES = "tests/domain/comment/test_registration.py"
LISTS = "tests/projections/test_comments.py"
EVERYWHERE = "tests/erasure/test_registration.py::test_a_name_shown_by_mistake_leaves_every_public_place_and_the_lists_follow"
TWICE = "tests/audit/test_derived_twice.py::test_what_is_served_of_a_comment_is_what_has_to_be_public"
TAMPERING = "tests/audit/test_tampering.py::test_tampering_is_named_by_the_report[a registration corrected against the rules]"

REGISTRATIONS = (
    Breakage(
        "a registration is corrected by whoever entered it",
        "domain/comment/registration.py",
        "    if comment.registered_by == str(actor.id):\n        raise SamePersonCorrects()\n",
        "",
        (f"{RULES}::test_by_another_person_than_who_registered_or_corrected_it_last",),
    ),
    Breakage(
        "who corrected it last does not count",
        "domain/comment/state.py",
        "name_shown=event.name_shown, registered_by=event.actor, **event.corrected)",
        "name_shown=event.name_shown, **event.corrected)",
        (f"{RULES}::test_by_another_person_than_who_registered_or_corrected_it_last",),
    ),
    Breakage(
        "what somebody sent online is changed by the staff",
        "domain/comment/registration.py",
        "    if comment.channel in BY_AUTHOR and not name_closed:\n",
        "    if False:\n",
        (f"{RULES}::test_what_its_author_sent_stands_but_that_his_name_is_closed_at_his_request",),
    ),
    Breakage(
        "what somebody sent online is withheld as registered in error",
        "domain/comment/screening.py",
        '(comment.channel in BY_AUTHOR or not (public_note or "").strip())',
        'not (public_note or "").strip()',
        (f"{RULES}::test_what_its_author_sent_is_never_registered_in_error_nor_is_a_part_of_anything",),
    ),
    Breakage(
        "late stays as it was although the day of receipt was wrong",
        "domain/comment/registration.py",
        "    return received_late(changed.received_on, consultation.closes_at)\n",
        "    return comment.late\n",
        (f"{RULES}::test_what_was_entered_wrongly_is_replaced_and_late_is_derived_anew",),
    ),
    Breakage(
        "the audit does not see who corrected a registration",
        "domain/recheck/comments.py",
        "    if not before or before[-1].actor == event.actor:\n",
        "    if not before:\n",
        (TAMPERING,),
    ),
    Breakage(
        "a name that is shown no longer is served all the same",
        "consult/sealed/disclosure_rules.py",
        '                _set(states, earlier, shown & {"name"}, FieldState.WITHHELD)\n',
        "                pass\n",
        (TWICE, EVERYWHERE),
    ),
    Breakage(
        "the audit takes for open the name that a correction has closed",
        "consult/audit/disclosure_check.py",
        "            _close_name(due[:number])\n",
        "            pass\n",
        (TWICE,),
    ),
    Breakage(
        "lists by article keep what was registered wrongly",
        "projections/comments/articles.py",
        "    if gone:\n        await connection.execute(DELETE, ",
        "    if False:\n        await connection.execute(DELETE, ",
        (f"{LISTS}::test_a_corrected_registration_moves_the_comment_to_the_lists_it_belongs_in",),
    ),
)
