"""Breakages of what pages and forms promise: that something is public, what comes next, that an appeal was received."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

EXCEPTIONS, STATUS = "tests/api/test_exceptions.py", "tests/web/test_receipt_status.py"
DATES = "tests/domain/consultation/test_order_of_dates.py"

PROMISES = (
    Breakage(
        "a forced release is not marked in public",
        "projections/consultations/openings.py",
        "        row.details.forced_release = ForcedRelease(",
        "        _ = ForcedRelease(",
        (f"{EXCEPTIONS}::test_a_forced_release_is_marked_wherever_the_decision_is_read",),
    ),
    Breakage(
        "the audit passes over the exceptions",
        "consult/audit/procedure.py",
        "exceptions=exceptions_of(record),",
        "exceptions=(),",
        (f"{EXCEPTIONS}::test_a_forced_release_is_marked_wherever_the_decision_is_read",),
    ),
    Breakage(
        "the reason of a delay is gone once the answer is there",
        "web/templates/exceptions.html",
        "{% for delay in c.answer_delays %}",
        "{% for delay in c.answer_delays if not c.answered_at %}",
        (f"{EXCEPTIONS}::test_reasons_stay_public_after_what_they_excused_is_done",),
    ),
    Breakage(
        "an appeal received is not confirmed to its author",
        "consult/reading/receipt_status.py",
        "    if comment.appeal_open:\n",
        "    if False:\n",
        (f"{STATUS}::test_a_withholding_is_explained_to_its_author_and_an_appeal_confirmed",),
    ),
    Breakage(
        "an empty appeal loses its form",
        "web/pages/receipts.py",
        '        if refusal.params.get("field") != "grounds":\n            raise\n',
        "        raise\n",
        (f"{STATUS}::test_an_appeal_that_cannot_be_taken_keeps_its_form_and_words",),
    ),
    Breakage(
        "a form sent again with another text leads nowhere",
        "web/pages/commenting.py",
        "    except IdempotencyKeyReused:\n        return _sent_before(",
        "    except ZeroDivisionError:\n        return _sent_before(",
        ("tests/web/test_sent_again.py::test_the_same_form_with_another_text_leads_to_its_receipt_and_to_a_new_form",),
    ),
    Breakage(
        "days in a spreadsheet are bare numbers",
        "consult/exports/tables/xlsx_file.py",
        "        cell.number_format = DATE\n",
        "        cell.style = style\n",
        ("tests/exports/test_exports.py::test_days_are_days_and_sheets_are_laid_out_to_be_printed",),
    ),
    Breakage(
        "comments that no point gathers are left out of the summary table",
        "consult/exports/tables/docx_file.py",
        "    if numbers:\n",
        "    if not numbers:\n",
        ("tests/exports/test_exports.py::test_comments_that_no_point_gathers_are_named_in_the_summary_table",),
    ),
    Breakage(
        "Chinese words on English pages are spoken as English",
        "web/shared/render.py",
        "mark_chinese(written) if locale.english else written",
        "written",
        ("tests/web/test_looks.py::test_every_page_is_accessible_valid_light_and_fits_a_phone[en]",),
    ),
    Breakage(
        "signs between English words are full-width",
        "web/shared/render.py",
        "        extensions=[Punctuation],\n",
        "",
        ("tests/web/test_punctuation.py::test_the_site_speaks_so",),
    ),
    Breakage(
        "a meeting before the legality review passes",
        "domain/consultation/steps/order_of_dates.py",
        '    Order("met_on", "legality_review", MeetingTooEarly),\n',
        "",
        (f"{DATES}::test_a_meeting_is_not_before_the_feedback_and_the_review",),
    ),
    Breakage(
        "a legality review takes no time, without a word",
        "domain/consultation/steps/legality.py",
        "    if today >= enough:\n",
        "    if True:\n",
        (f"{DATES}::test_a_review_takes_seven_working_days_or_says_why_not",),
    ),
    Breakage(
        "what goes to the meeting lacks the risk report without a word",
        "domain/consultation/deliberation_file.py",
        "    if refusal_of(lambda: require_risk(state)):\n",
        "    if False:\n",
        ("tests/domain/consultation/test_deliberation_file.py::test_what_is_recorded_is_no_longer_missing",),
    ),
    Breakage(
        "a file for the meeting is made although something is missing",
        "consult/deliberation_file/contents.py",
        "    require_complete(state)\n",
        "",
        (
            "tests/exports/test_deliberation_file.py"
            "::test_it_is_refused_with_all_that_is_missing_and_complete_once_it_is_recorded",
        ),
    ),
    Breakage(
        "the audit does not hold the dates of the outcome against each other",
        "domain/recheck/outcome.py",
        "    yield from (rule.__name__ for rule, _ in orders_broken({**dates, name: day}, name))\n",
        "    yield from ()\n",
        ("tests/domain/property/test_recheck.py::test_a_rule_broken_on_purpose_is_found",),
    ),
    Breakage(
        "what no font shows is left out of the file for the meeting",
        "consult/deliberation_file/pdf_file.py",
        '"".join(f"[U+{ord(each):04X}]" for each in shown)',
        '""',
        (
            "tests/exports/test_deliberation_file.py"
            "::test_it_is_refused_with_all_that_is_missing_and_complete_once_it_is_recorded",
        ),
    ),
)
