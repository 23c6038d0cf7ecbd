"""Breakages of questionnaires: what is taken, when it is opened, what is counted, who counts."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

ANSWERS = "tests/domain/questionnaire/test_answers.py"
RUNNING = "tests/domain/questionnaire/test_running.py"
DRAFTING = "tests/domain/questionnaire/test_drafting.py"
PAGES = "tests/web/questionnaires/test_answering.py"
RECHECK = "tests/domain/property/test_recheck_questionnaires.py::test_a_rule_broken_on_purpose_is_found"

QUESTIONNAIRES = (
    Breakage(
        "two answers to a single question are taken",
        "domain/questionnaire_response/answers.py",
        "        if len(chosen) > 1:\n            raise TwoAnswers(field=field)\n",
        "",
        (f"{ANSWERS}::test_an_answer_is_one_that_its_question_has[answers0-TwoAnswers-q1]",),
    ),
    Breakage(
        "a response after the close is taken",
        "domain/questionnaire_response/submission.py",
        "    if at >= questionnaire.closes_at or questionnaire.closed:\n",
        "    if questionnaire.closed:\n",
        (f"{ANSWERS}::test_a_response_is_taken_from_the_opening_to_the_close",),
    ),
    Breakage(
        "a questionnaire is changed after it opened",
        "domain/questionnaire/drafting.py",
        "    if state.opened:\n        raise QuestionnaireOpenedAlready\n",
        "",
        (f"{DRAFTING}::test_a_questionnaire_is_changed_only_before_it_opens",),
    ),
    Breakage(
        "responses are opened and counted before the close",
        "domain/questionnaire_response/counting.py",
        "    if not state.closed:\n        raise QuestionnaireStillOpen\n",
        "",
        (f"{RUNNING}::test_nothing_is_opened_or_counted_before_the_close",),
    ),
    Breakage(
        "figures are published although responses are not counted",
        "domain/questionnaire/running.py",
        "    if state.remaining != 0:\n        raise CountUnfinished(remaining=state.remaining or 0)\n",
        "",
        (f"{RUNNING}::test_figures_are_published_once_of_all_responses_with_how_it_was_spread",),
    ),
    Breakage(
        "the re-check believes the counts",
        "domain/recheck/questionnaires.py",
        '    if told and event.counts != _counts(questions or (), known):\n        yield "ResponsesMiscounted"\n',
        "",
        (f"{RECHECK}[ResponsesMiscounted-miscounted]",),
    ),
    Breakage(
        "the re-check misses a response that is left out",
        "domain/recheck/questionnaires.py",
        '    if event.remaining != len(waiting) - len(event.responses):\n        yield "ResponseLeftOut"\n',
        "",
        (f"{RECHECK}[ResponseLeftOut-change1]",),
    ),
    Breakage(
        "what was counted stays closed",
        "consult/sealed/disclosure_rules.py",
        "        counts = _counts(events, own.keys())",
        "        counts: dict[UUID, list[Event]] = {}",
        (f"{PAGES}::test_a_life_from_the_first_answer_to_the_figures",),
    ),
)
