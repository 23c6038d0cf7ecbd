"""Breakages of what is read in a draft: plans, their depth, what is noted before they are saved."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PLANS = "tests/domain/articles/test_plans.py"
PLAN_VERSIONS = "tests/domain/articles/test_plan_versions.py"
PLANS_READ = "tests/intake/test_plans.py"

DRAFTS = (
    Breakage(
        "only the outermost numbers of a plan are commented on",
        "domain/articles/numbering/levels.py",
        "        return max(usual)\n",
        "        return min(usual)\n",
        (f"{PLANS}::test_the_smallest_numbered_unit_is_commented_on_under_its_path",),
    ),
    Breakage(
        "words before the items of an item are only its heading",
        "domain/articles/numbering/plan.py",
        "    return all(line not in headings and is_blank_or_comment(lines[line]) for line in between)\n",
        "    return all(line not in headings for line in between)\n",
        (f"{PLANS}::test_words_before_the_items_of_an_item_are_a_unit_with_its_heading",),
    ),
    Breakage(
        "a stored plan is read at the usual depth, whatever was chosen for it",
        "domain/articles/recorded.py",
        "    return next((parsed for parsed in others if labels_of(parsed) == tuple(labels)), usual)\n",
        "    return usual\n",
        (f"{PLAN_VERSIONS}::test_a_recorded_text_is_read_at_the_depth_chosen_for_it",),
    ),
    Breakage(
        "an item is taken away from under the items below it",
        "domain/articles/editing.py",
        "    if level and (level_of(after) > level or alone):\n",
        "    if level and alone:\n",
        (f"{PLAN_VERSIONS}::test_an_item_on_which_others_hang_stays",),
    ),
    Breakage(
        "a telephone number goes into the public draft without a word",
        "consult/intake/structure_notes.py",
        "    for found in CONTACT.finditer(text):\n",
        '    for found in CONTACT.finditer(""):\n',
        (f"{PLANS_READ}::test_contacts_in_the_text_are_noted_before_they_are_published",),
    ),
    Breakage(
        "a numeral copied as a radical is no numeral",
        "domain/articles/numbering/labels.py",
        "    return _RADICAL.sub(lambda found: _looks_like(found[0]), line)\n",
        "    return line\n",
        (f"{PLANS_READ}::test_radicals_stay_in_the_text_and_count_each",),
    ),
    Breakage(
        "a text that begins with its tenth article is read without a word",
        "consult/intake/structure_notes.py",
        "    if first != 1:\n",
        "    if False:\n",
        (f"{PLANS_READ}::test_numbers_that_do_not_run_from_one_are_noted",),
    ),
)
