"""Breakages of answers after the feedback: supplements, what is public of a point, adoption over comments that wait."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

CONSULTATION, POINT = "tests/domain/consultation", "tests/domain/point"

SUPPLEMENTS = (
    Breakage(
        "a published point is reworded",
        "domain/point/points.py",
        "    if point.is_published:\n        raise PointPublished()\n",
        "    return\n",
        (f"{POINT}/test_published_points.py::test_its_words_stay",),
    ),
    Breakage(
        "a comment answered in public is taken out of its point",
        "domain/point/points.py",
        "    if answered:\n        raise CommentAnswered(count=answered)\n",
        "",
        (f"{POINT}/test_published_points.py::test_who_was_answered_in_public_keeps_his_answer",),
    ),
    Breakage(
        "answers change after the supplement is signed off",
        "domain/consultation/state.py",
        "(self.feedback_signed_off_by if self.answered_at is None else self.supplement_signed_off_by) is not None",
        "self.answered_at is None and self.feedback_signed_off_by is not None",
        (f"{POINT}/test_points.py::test_what_came_late_is_answered_after_the_feedback_whatever_became_of_the_decision",),
    ),
    Breakage(
        "one person alone drafts a supplement and signs it",
        "domain/consultation/steps/supplement.py",
        "require_another_signs(state.supplement_prepared_by, ",
        'require_another_signs("", ',
        (f"{CONSULTATION}/test_supplement.py::test_another_person_signs_what_was_drafted",),
    ),
    Breakage(
        "a supplement is published although a letter waits",
        "domain/consultation/steps/supplement.py",
        "    require_publishable(coverage, contradictions, state.supplement_contradictions_accepted)\n",
        "",
        (f"{CONSULTATION}/test_supplement.py::test_no_comment_is_left_out",),
    ),
    Breakage(
        "a decision is adopted over a comment that waits, and nothing is said",
        "domain/consultation/steps/adoption.py",
        "    if not (awaiting or unanswered):\n        return None\n",
        "    return None\n",
        (f"{CONSULTATION}/test_leave_outstanding.py::test_a_comment_that_waits_holds_the_adoption_unless_it_is_said_why",),
    ),
    Breakage(
        "a tick stands over a letter that came after the feedback",
        "domain/consultation/stages.py",
        " and not (state.answered_at and answers.unanswered)",
        "",
        (f"{CONSULTATION}/test_stages.py::test_no_tick_over_a_letter_that_came_after_the_feedback",),
    ),
    Breakage(
        "a correction opens an answer not yet published",
        "domain/consultation/steps/correction.py",
        "point_published and (corrected_topic, field) in ANSWER_FIELDS",
        "(corrected_topic, field) in ANSWER_FIELDS",
        (
            f"{CONSULTATION}/test_make_correction.py::test_an_answer_not_yet_published_is_not_corrected",
            f"{CONSULTATION}/test_make_correction.py"
            "::test_nor_that_of_a_point_made_after_the_feedback_until_a_supplement_publishes_it",
        ),
    ),
    Breakage(
        "the re-check lets a decision be adopted over comments that wait",
        "domain/recheck/supplement.py",
        "    left = _left(record) if record.last(FeedbackPublished) else (0, 0)\n",
        "    left = (0, 0)\n",
        ("tests/domain/property/test_recheck_supplements.py::test_a_rule_of_late_answers_broken_on_purpose_is_found",),
    ),
    Breakage(
        "an answer is public before its supplement",
        "projections/points/projection.py",
        "    return Link.PENDING if batch.ledgers[event.consultation_id].feedback_published else Link.PUBLIC\n",
        "    return Link.PUBLIC\n",
        ("tests/projections/test_supplements.py::test_nothing_of_it_is_public_before",),
    ),
    Breakage(
        "what a supplement publishes stays unanswered in the ledger",
        "projections/points/links.py",
        '        touched |= {row["comment_id"] for row in await connection.fetch(PUBLISH, list(supplemented))}\n',
        "        pass\n",
        ("tests/projections/test_supplements.py::test_its_publication_answers_in_public",),
    ),
    Breakage(
        "a supplement opens what the feedback had not to open",
        "domain/openings.py",
        "    before = before[_last(before, rule.since) + 1 :]\n",
        "",
        ("tests/domain/test_openings.py::test_a_supplement_opens_what_came_since_the_last_publication",),
    ),
)
