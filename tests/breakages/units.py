"""Breakages of other units: who acts of several divisions, who is heard, who countersigns, to whom a decision goes over."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

CONSULTATION = "tests/domain/consultation"
RECHECK = "tests/domain/property/test_recheck_units.py"

UNITS = (
    Breakage(
        "a joint division does what is the lead one's",
        "domain/access.py",
        "    if standings & of:\n        return\n",
        "    if standings & (of | UNDERTAKING_UNITS):\n        return\n",
        (f"{CONSULTATION}/test_divisions.py::test_review_release_and_publication_stay_with_the_lead_division",),
    ),
    Breakage(
        "a joint division answers what is not its part",
        "domain/point/points.py",
        "    if not articles or not set(articles) <= set(parts.articles):\n",
        "    if not articles:\n",
        (f"{CONSULTATION}/test_divisions.py::test_a_joint_division_answers_its_part_and_the_lead_one_everything",),
    ),
    Breakage(
        "a draft is submitted over an open disagreement",
        "domain/consultation/steps/unit_opinions.py",
        "        raise UnitOpinionsAwaited(count=len(awaited))\n    require_agreement(state)\n",
        "        raise UnitOpinionsAwaited(count=len(awaited))\n",
        (
            f"{CONSULTATION}/test_unit_opinions.py"
            "::test_a_draft_on_which_no_agreement_is_reached_is_not_submitted_before_the_organ_is_told",
        ),
    ),
    Breakage(
        "a dispute is told by half",
        "domain/consultation/steps/unit_opinions.py",
        "    told = _checked_dispute(dispute) if result == Coordination.NOT_AGREED else None\n",
        "    told = dispute\n",
        (
            f"{CONSULTATION}/test_unit_opinions.py"
            "::test_a_draft_on_which_no_agreement_is_reached_is_not_submitted_before_the_organ_is_told",
        ),
    ),
    Breakage(
        "a draft is released without a joint division",
        "domain/consultation/steps/drafting.py",
        "    require_countersigned(state)\n",
        "",
        (f"{CONSULTATION}/test_countersigning.py::test_a_draft_is_not_released_before_each_joint_division_has_countersigned_it",),
    ),
    Breakage(
        "a countersignature outlives the draft that it was given for",
        "domain/consultation/state.py",
        "    return replace(undone, units=uncountersigned(state.units))\n",
        "    return undone\n",
        (f"{CONSULTATION}/test_countersigning.py::test_a_changed_draft_is_countersigned_anew",),
    ),
    Breakage(
        "a decision is handed over and the old division acts on",
        "domain/consultation/state.py",
        "            return replace(state, division=division_of(event))\n",
        "            return state\n",
        (f"{CONSULTATION}/test_divisions.py::test_after_a_hand_over_the_new_division_acts_and_the_old_one_reads_on",),
    ),
    Breakage(
        "the audit takes an answer of whoever was not asked",
        "domain/recheck/units.py",
        "    if asked is None or asked.division != event.division:\n",
        "    if asked is None:\n",
        (f"{RECHECK}::test_a_rule_broken_on_purpose_is_found",),
    ),
)
