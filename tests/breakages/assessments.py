"""Breakages of expert reviews and risk assessments: who is chosen, what is used, what stops a decision."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

GATES = "tests/domain/consultation/test_assessed.py"
PANEL = "tests/domain/expertise/test_panel.py"
OPINIONS = "tests/domain/expertise/test_opinions.py"
DESK = "tests/desk/expertise/test_reviews.py"
RISK = "tests/desk/risk_assessment/test_assessments.py"
TAMPERING = "tests/audit/test_tampering.py::test_tampering_is_named_by_the_report"

ASSESSMENTS = (
    Breakage(
        "an expert with a direct interest is invited",
        "domain/expertise/panel.py",
        "    if known.excluded:\n        raise ExpertInterested(expert=expert)\n",
        "",
        (f"{PANEL}::test_whoever_has_a_direct_interest_is_never_invited_and_stays_on_record",),
    ),
    Breakage(
        "an expert is invited before he declared his interest",
        "domain/expertise/panel.py",
        "    if known.interest is None:\n        raise InterestUndeclared(expert=expert)\n",
        "",
        (f"{PANEL}::test_nobody_is_invited_before_he_declared_his_interest",),
    ),
    Breakage(
        "a review ends with an opinion of which nobody says what became",
        "domain/expertise/opinions.py",
        "    if unused:\n        raise OpinionUnused(count=unused)\n",
        "",
        (f"{OPINIONS}::test_a_review_ends_with_every_opinion_used",),
    ),
    Breakage(
        "a review ends with fewer experts than the rule asks for",
        "domain/expertise/opinions.py",
        "    if len(review.opinions) < review.needed:\n",
        "    if not review.opinions:\n",
        (f"{OPINIONS}::test_a_review_ends_with_as_many_opinions_as_the_rule_asks_for",),
    ),
    Breakage(
        "a decision is taken although its risk cannot be controlled",
        "domain/consultation/assessed.py",
        "    if not state.risk.controllable or state.risk.result == RiskLevel.HIGH:\n",
        "    if state.risk.result == RiskLevel.HIGH:\n",
        (f"{GATES}::test_a_risk_that_cannot_be_controlled_or_stays_high_stops_the_decision",),
    ),
    Breakage(
        "a decision is taken on another text than the one assessed",
        "domain/consultation/assessed.py",
        "not same_articles(text, assessed)",
        "not text.articles",
        (f"{GATES}::test_a_changed_text_is_assessed_again",),
    ),
    Breakage(
        "a decision is taken although experts were neither heard nor excused",
        "domain/consultation/steps/adoption.py",
        "REVIEWS = (require_lawful, require_experts, require_risk, ",
        "REVIEWS = (require_lawful, require_risk, ",
        (f"{GATES}::test_what_was_neither_done_nor_excused_is_not_deliberated_nor_adopted",),
    ),
    Breakage(
        "a risk that was found is recorded as nothing to be assessed",
        "consult/commands/consultation/assessed.py",
        "any(assessment.begun for assessment in await archive.assessments(consultation_id))",
        "False",
        (f"{RISK}::test_what_has_begun_is_not_said_to_be_unneeded",),
    ),
    Breakage(
        "a risk found at the same moment is lost to a waiver",
        "consult/commands/consultation/adoption.py",
        "return await record(runtime, [event], owner_id=state.id, key=once_only, guards=[ConsultationGuard(state.id, position)])",
        "return await record(runtime, [event], owner_id=state.id, key=once_only)",
        (f"{RISK}::test_a_risk_found_at_the_same_moment_is_not_waived_away",),
    ),
    Breakage(
        "the file for the meeting is silent about the experts",
        "consult/deliberation_file/contents.py",
        "experts or waived_steps(events",
        "waived_steps(events",
        ("tests/exports/test_deliberation_file.py::test_experts_heard_and_a_risk_assessed_stand_in_it_with_what_became_of_them",),
    ),
    Breakage(
        "the name of an expert is published although he did not agree",
        "domain/expertise/panel.py",
        "shown=_shown(known) if name_shown and interest == Interest.NONE else None",
        "shown=_shown(known)",
        (
            f"{PANEL}::test_a_name_is_published_only_of_an_expert_who_agrees_and_takes_part",
            f"{DESK}::test_what_the_public_reads_with_the_decision_and_what_never",
        ),
    ),
    Breakage(
        "the signed opinion is lost when its form is refused",
        "web/desk/filing/kept_file.py",
        'return {**await context(), "waiting": kept}',
        "return {**await context()}",
        (f"{DESK}::test_a_form_that_is_refused_keeps_the_words_and_the_file",),
    ),
    Breakage(
        "the audit does not see that an expert with an interest gave an opinion",
        "domain/recheck/expertise.py",
        "    interested = Interest.DIRECT in declared\n",
        "    interested = False\n",
        (f"{TAMPERING}[an expert with an interest gave an opinion]",),
    ),
    Breakage(
        "the audit does not see an opinion of which nobody says what became",
        "domain/recheck/expertise.py",
        "    if given - used:\n",
        "    if False:\n",
        (f"{TAMPERING}[an opinion of which nobody says what became]",),
    ),
    Breakage(
        "the audit does not see an adoption with a risk that cannot be controlled",
        "domain/recheck/assessed.py",
        "        if not risk.controllable or risk.result == RiskLevel.HIGH:\n",
        "        if risk.result == RiskLevel.HIGH:\n",
        (f"{TAMPERING}[adopted with a risk that cannot be controlled]",),
    ),
    Breakage(
        "the audit does not see that another text was assessed",
        "domain/recheck/assessed.py",
        "        if not _same(text_in(record, risk.consultation_id, risk.text_version), text_now(record)):\n",
        "        if False:\n",
        (f"{TAMPERING}[the risk of another text was assessed]",),
    ),
    Breakage(
        "the audit does not see fewer experts than the rule asks for",
        "domain/recheck/expertise.py",
        "    if event.needed < panel_rule_named(event.rule).least[event.form]:\n",
        "    if False:\n",
        (f"{TAMPERING}[fewer experts than the rule asks for]",),
    ),
)
