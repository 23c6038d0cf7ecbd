"""Breakages of what a second person does: returning for changes, and signing blanket answers with open eyes."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

RETURNING = "tests/domain/consultation/test_returning.py"
RECHECK = "tests/domain/property/test_recheck_returns.py::test_a_rule_of_returning_broken_on_purpose_is_found"

BREADTH = "tests/domain/consultation/test_breadth.py"

RETURNS = (
    Breakage(
        "a blanket answer is signed unseen",
        "domain/consultation/steps/answering.py",
        "        if missing := unseen(warned, seen):\n            raise BlanketAnswersUnseen(points=missing)\n",
        "",
        (f"{BREADTH}::test_whoever_signs_says_by_point_that_he_has_seen_it_and_that_is_recorded_before",),
    ),
    Breakage(
        "an answer to most of the comments is not told",
        "domain/consultation/breadth.py",
        "    most = 2 * comments > answered and distinct_texts >= MANY_TEXTS\n",
        "    most = False\n",
        (f"{BREADTH}::test_an_answer_to_more_than_half_of_the_comments_is_told",),
    ),
    Breakage(
        "a comment withdrawn stays among the texts of its point",
        "projections/points/projection.py",
        "    changes = await texts.refresh(connection, batch)\n",
        "    changes = texts.Changes()\n",
        ("tests/projections/test_point_texts.py::test_they_follow_what_is_gathered_and_what_its_comments_show",),
    ),
    Breakage(
        "what was returned is submitted again as it was",
        "domain/consultation/steps/checks.py",
        "    if state.returns.unchanged(what, content):\n        raise ReturnedUnchanged(field=field)\n",
        "",
        (f"{RETURNING}::test_it_is_not_submitted_again_as_it_was",),
    ),
    Breakage(
        "a change and its undoing bring back what was returned",
        "domain/consultation/returns.py",
        "replace(last, pending=last.pending and each != what) for each, last in state.returned.items()}",
        "last for each, last in state.returned.items() if each != what}",
        (f"{RETURNING}::test_nor_does_it_come_back_to_what_it_was_after_a_change",),
    ),
    Breakage(
        "returned feedback is signed as it came back",
        "domain/consultation/state.py",
        "            return replace(state, feedback_prepared_by=None)\n",
        "            return state\n",
        (f"{RETURNING}::test_what_came_back_is_not_signed_before_it_is_mended",),
    ),
    Breakage(
        "whoever prepared it returns it himself",
        "domain/consultation/steps/returning.py",
        "    if str(actor.id) in by:\n        raise SamePersonReturns\n",
        "",
        (f"{RETURNING}::test_nobody_returns_his_own",),
    ),
    Breakage(
        "what is signed off is returned all the same",
        "domain/consultation/steps/returning.py",
        "    if state.feedback_signed_off_by is not None:\n        raise SignedAlready\n",
        "",
        (f"{RETURNING}::test_what_is_signed_is_not_returned",),
    ),
    Breakage(
        "a change of an answer is no change of what was returned",
        "consult/commands/consultation/returning.py",
        "    return _said(before) != _said(await runtime.archive.points(state.id))\n",
        "    return False\n",
        ("tests/desk/test_returning.py::test_feedback_comes_back_and_an_answer_changed_is_a_change",),
    ),
    Breakage(
        "what was prepared anew is returned unread",
        "consult/commands/consultation/returning.py",
        "        if command.seen not in (None, event.returned_version):\n            raise ChangedSinceSeen\n",
        "",
        ("tests/desk/test_returning.py::test_what_was_prepared_anew_is_not_returned_unread",),
    ),
    Breakage(
        "what came back is in nobody's work",
        "consult/worklists/my_work.py",
        "        mine=tuple(dict.fromkeys([*mending_steps(state, actor, now), *mine])),\n",
        "        mine=tuple(mine),\n",
        ("tests/desk/test_returning.py::test_a_draft_returned_at_its_release_is_mended_and_submitted_again",),
    ),
    Breakage(
        "the re-check lets what was returned be signed as it came back",
        "domain/recheck/returns.py",
        '        yield "ReturnNotMended"\n',
        "        return\n",
        (RECHECK,),
    ),
    Breakage(
        "the re-check lets what was returned be submitted as it was",
        "domain/recheck/returns.py",
        "    return CLOSED not in (*then, *now) and then == now\n",
        "    return False\n",
        (RECHECK,),
    ),
)
