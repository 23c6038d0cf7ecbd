"""Breakages of what puts a screening right: by whom it is done, and what it closes again."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

RULES, AT_THE_DESK = "tests/domain/comment/test_revision.py", "tests/desk/screening/test_revision.py"
EVERYWHERE = "tests/erasure/test_revision.py"
TWICE = "tests/audit/test_derived_twice.py::test_what_is_served_of_a_comment_is_what_has_to_be_public"
LEAVES = "test_what_a_second_person_hides_leaves_every_public_place_although_the_decision_is_adopted"
COVERING = (
    "tests/desk/screening/test_redaction.py::test_whoever_covers_what_is_erased_meanwhile_is_told_and_keeps_his_own_words_alone"
)

REVISIONS = (
    Breakage(
        "what was typed about a comment that is erased meanwhile is thrown away",
        "web/desk/forms/form.py",
        "        if refusal.status == 404:\n",
        "        if refusal.status in (404, 410):\n",
        ("tests/desk/screening/test_redaction.py::test_what_was_typed_about_a_comment_erased_meanwhile_is_shown_again",),
    ),
    Breakage(
        "a screening is revised by whoever screened last",
        "domain/comment/revision.py",
        "    if comment.screened_by == str(actor.id):\n        raise SamePersonRevises()\n    if (reason",
        "    if (reason",
        (
            f"{RULES}::test_the_same_person_does_not_revise_his_own_screening",
            f"{RULES}::test_nor_who_revised_it_or_decided_an_appeal_last",
        ),
    ),
    Breakage(
        "who decided an appeal does not count as who screened last",
        "domain/comment/state.py",
        "    state = replace(state, screened_by=event.actor, second_look=False)\n",
        "    state = replace(state, second_look=False)\n",
        (f"{RULES}::test_nor_who_revised_it_or_decided_an_appeal_last",),
    ),
    Breakage(
        "what is hidden again has no reason",
        "domain/comment/revision.py",
        "    if (reason is None) != (outcome == ScreeningOutcome.PUBLISHED):\n",
        "    if False:\n",
        (f"{RULES}::test_whatever_hides_has_a_reason_and_what_shows_all_has_none",),
    ),
    Breakage(
        "a withholding is revised while its author's appeal waits",
        "domain/comment/revision.py",
        "    if comment.appeal_open:\n        raise AppealWaits()\n",
        "",
        (f"{RULES}::test_an_appeal_that_waits_is_decided_first",),
    ),
    Breakage(
        "against a later withholding its author cannot appeal",
        "domain/comment/state.py",
        "        appealed=False,\n",
        "",
        (f"{RULES}::test_each_withholding_can_be_appealed_once",),
    ),
    Breakage(
        "the audit does not see that one person did both",
        "domain/recheck/screening.py",
        '    if _last_screener(own) == event.actor:\n        yield "SamePersonRevises"\n',
        "",
        ("tests/audit/test_tampering.py::test_tampering_is_named_by_the_report[a screening revised by whoever screened]",),
    ),
    Breakage(
        "what is withheld later is served all the same",
        "consult/sealed/disclosure_rules.py",
        "            case CommentWithheld() | ScreeningRevised(outcome=ScreeningOutcome.WITHHELD):\n",
        "            case CommentWithheld():\n",
        (TWICE,),
    ),
    Breakage(
        "an earlier redaction stays open beside the later one",
        "consult/sealed/disclosure_rules.py",
        "    return REDACTION if isinstance(event, CommentRedacted | ScreeningRevised) else frozenset()\n",
        "    return frozenset()\n",
        (TWICE,),
    ),
    Breakage(
        "the audit takes for open what a revision has closed",
        "consult/audit/disclosure_check.py",
        "            _hide_again(due[:number], events, event)\n",
        "            pass\n",
        (TWICE,),
    ),
    Breakage(
        "the read models keep what a revision hides",
        "projections/comments/fold.py",
        "    _close(row)\n    _open(row, public.opened)\n    row.redacted",
        "    _open(row, public.opened)\n    row.redacted",
        ("tests/projections/test_comments.py::test_what_a_revision_hides_is_in_no_row_and_what_it_shows_is_there_again",),
    ),
    Breakage(
        "an earlier note is corrected into the one that is shown",
        "projections/comments/projection.py",
        '(correction.field, correction.version) == ("public_note", row.note_version)',
        'correction.field == "public_note"',
        ("tests/projections/test_comments.py::test_a_correction_of_a_note_changes_the_one_that_is_shown_and_no_earlier_one",),
    ),
    Breakage(
        "what a revision hides stays in PostgreSQL's files",
        "consult/work/database_cleaning.py",
        "RegistrationCorrected, ScreeningRevised, CorrectionMade)",
        "RegistrationCorrected, CorrectionMade)",
        (f"{EVERYWHERE}::{LEAVES}",),
    ),
    Breakage(
        "what its author withdraws stays in PostgreSQL's files",
        "consult/work/database_cleaning.py",
        "(CommentErased, CommentWithdrawn, RegistrationCorrected,",
        "(CommentErased, RegistrationCorrected,",
        ("tests/publication/test_disclosures.py::test_what_its_author_withdraws_is_gone_though_it_was_shown",),
    ),
    Breakage(
        "a revision is decided on what a colleague has changed meanwhile",
        "consult/commands/comment/revision.py",
        "        if command.seen not in (None, comment.version):\n            raise ChangedSinceSeen\n",
        "",
        (f"{AT_THE_DESK}::test_whoever_is_overtaken_is_told_what_stands_now_and_keeps_his_words",),
    ),
    Breakage(
        "a second look that was asked for waits for nobody",
        "consult/worklists/my_work.py",
        '("awaiting", "appeals", "second_looks", "erasures")',
        '("awaiting", "appeals", "erasures")',
        (f"{AT_THE_DESK}::test_who_noticed_his_own_slip_hands_it_on_and_it_waits_for_the_others_although_all_is_over",),
    ),
    Breakage(
        "what was typed about a redaction is lost where the comment is erased meanwhile",
        "web/desk/screening/redaction.py",
        "            return _gone(request, step, at, given, refusal)\n",
        "            raise\n",
        (COVERING,),
    ),
    Breakage(
        "what was erased is shown again to whoever was covering it",
        "web/templates/desk/redaction.html",
        "{% for field in fields if values[field.name] %}{% if loop.first %}",
        "{% for field in form.fields if values[field.name] %}{% if loop.first %}",
        (COVERING,),
    ),
)
