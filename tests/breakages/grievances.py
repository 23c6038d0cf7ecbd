"""Breakages of grievances: who may call a comment one and who takes it back, the clock, what is counted, told and erased."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

REFERRAL, HANDLING = "tests/domain/grievance/test_registration.py", "tests/domain/grievance/test_handling.py"
RECORD = "tests/domain/property/test_recheck_grievances.py::test_a_rule_broken_on_purpose_is_found"
COUNTED = "tests/projections/test_grievances.py"
DESK, PUBLIC = "tests/desk/grievances/test_handling.py", "tests/web/test_grievances.py"
OBJECTED = f"{HANDLING}::test_the_author_objects_once_and_another_person_decides"

GRIEVANCES = (
    Breakage(
        "a referral is taken back by whoever registered it",
        "domain/grievance/handling.py",
        "    if grievance.registered_by == str(actor.id):\n        raise SamePersonTakesBack()\n",
        "",
        (f"{HANDLING}::test_another_person_takes_it_back_and_the_comment_is_screened",),
    ),
    Breakage(
        "what was found to be an opinion is called a grievance again",
        "domain/grievance/registration.py",
        "    if comment.reopened:\n        raise FoundOpinion()\n",
        "",
        (f"{HANDLING}::test_another_person_takes_it_back_and_the_comment_is_screened",),
    ),
    Breakage(
        "who referred a comment decides on its author's objection",
        "domain/comment/state.py",
        "status=CommentStatus.REFERRED, screened_by=actor, grievance_id=grievance_id)",
        "status=CommentStatus.REFERRED, grievance_id=grievance_id)",
        (OBJECTED,),
    ),
    Breakage(
        "what was referred is published by an appeal",
        "domain/comment/appeal.py",
        "    if outcome not in POSSIBLE[comment.status]:\n",
        "    if False:\n",
        (f"{HANDLING}::test_what_was_referred_is_not_published_by_an_appeal_nor_what_was_withheld_reopened",),
    ),
    Breakage(
        "the clock begins when somebody has time to register",
        "domain/grievance/registration.py",
        '    due = calendar.add_days(facts["received_on"], rules.tell_within_days)\n',
        "    due = calendar.add_days(local_date(at), rules.tell_within_days)\n",
        (f"{REFERRAL}::test_however_late_a_comment_is_screened_its_clock_has_run_from_its_receipt",),
    ),
    Breakage(
        "what was referred is answered as an opinion",
        "domain/point/points.py",
        "    if referred:\n        raise CommentNoOpinion(count=referred)\n",
        "",
        (f"{REFERRAL}::test_what_was_referred_is_not_screened_revised_or_gathered",),
    ),
    Breakage(
        "a referred comment is counted among those withheld",
        "projections/rows/ledger.py",
        "                self.referred += by\n",
        "                self.withheld += by\n",
        (f"{PUBLIC}::test_the_number_stays_with_its_note_and_is_counted_apart",),
    ),
    Breakage(
        "who was told late was told in time",
        "projections/grievances/fold.py",
        "    elif row.told_on <= row.due_on:\n",
        "    elif row.told_on:\n",
        (
            f"{COUNTED}::test_what_was_told_in_time_late_or_not_yet_is_counted_as_it_happens",
            f"{PUBLIC}::test_within_fifteen_days_he_is_told_and_what_was_late_stays_late",
        ),
    ),
    Breakage(
        "what was taken back is still counted",
        "projections/grievances/fold.py",
        "    for each in counts if row.standing else ():\n",
        "    for each in counts:\n",
        (f"{COUNTED}::test_what_was_told_in_time_late_or_not_yet_is_counted_as_it_happens",),
    ),
    Breakage(
        "a feedback is published over a referred comment that nobody handles",
        "domain/recheck/answers.py",
        "    if referred - made_grievances(record):\n",
        "    if False:\n",
        (f"{RECORD}[GrievanceMissing-8]",),
    ),
    Breakage(
        "the audit does not see that an opinion was made a grievance after the feedback",
        "domain/recheck/grievances.py",
        "    if record.last(FeedbackPublished) and _screened_before(comment[:-1]):\n",
        "    if False:\n",
        (f"{RECORD}[ReferredAfterFeedback-3]",),
    ),
    Breakage(
        "the audit takes the site's figures of grievances as they are",
        "consult/audit/figures.py",
        "    yield from _grievances(page, record)\n",
        "",
        ("tests/audit/test_grievances.py::test_a_decision_with_grievances_is_clean_and_figures_told_otherwise_are_found",),
    ),
    Breakage(
        "the words beside a comment outlive its erasure",
        "consult/commands/comment/erasure.py",
        "    for owner in (comment_id, beside_id(runtime, comment_id)):\n",
        "    for owner in (comment_id,):\n",
        (
            f"{DESK}::test_a_complaint_beside_an_opinion_is_registered_apart_once",
            "tests/erasure/test_grievances.py::test_its_words_go_with_the_comment_also_after_a_restore",
        ),
    ),
    Breakage(
        "a withdrawn comment leaves its grievance open",
        "consult/commands/comment/own_comment.py",
        "[event, *more]",
        "[event]",
        (f"{PUBLIC}::test_a_withdrawal_closes_it_and_an_erasure_takes_its_words_along",),
    ),
    Breakage(
        "a comment that a point gathers is referred all the same",
        "consult/commands/grievance/registration.py",
        "            in_points=await points_gathering(runtime.reads, comment.id),\n",
        "            in_points=0,\n",
        (f"{DESK}::test_what_a_point_gathers_is_taken_out_before_it_is_referred",),
    ),
    Breakage(
        "the last day is late already",
        "consult/reading/grievances.py",
        "        overdue=state.told_at is None and local_date(now) > state.due_on,\n",
        "        overdue=state.told_at is None and local_date(now) >= state.due_on,\n",
        (f"{PUBLIC}::test_within_fifteen_days_he_is_told_and_what_was_late_stays_late",),
    ),
    Breakage(
        "the public reads nothing of why a number has no words",
        "web/templates/macros.html",
        "{% if comment.referred_at %}",
        "{% if false %}",
        (f"{PUBLIC}::test_the_number_stays_with_its_note_and_is_counted_apart",),
    ),
)
