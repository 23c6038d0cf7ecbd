"""Breakages of the catalogue of decision matters: who publishes it, what it leads to, what is sealed until then."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PREPARING, ADJUSTING, NAMING = (f"tests/domain/catalogue/test_{name}.py" for name in ("preparing", "adjusting", "naming"))
RECHECK = "tests/domain/property/test_recheck_catalogue.py::test_a_rule_of_the_catalogue_broken_on_purpose_is_found"
DESK = "tests/desk/catalogue/test_catalogue.py"

CATALOGUE = (
    Breakage(
        "whoever prepared the catalogue publishes it",
        "domain/catalogue/preparing.py",
        "    if str(actor.id) in catalogue.prepared_by | {catalogue.submitted_by}:\n        raise SamePersonPublishesCatalogue\n",
        "",
        (f"{PREPARING}::test_it_is_published_once_by_somebody_who_had_no_hand_in_it_and_as_it_was_handed_over",),
    ),
    Breakage(
        "a catalogue changed after it was handed over is published",
        "domain/catalogue/state.py",
        "prepared_by=state.prepared_by | {actor}, submitted_by=None)",
        "prepared_by=state.prepared_by | {actor})",
        (f"{PREPARING}::test_it_is_published_once_by_somebody_who_had_no_hand_in_it_and_as_it_was_handed_over",),
    ),
    Breakage(
        "what was carried over is lost between two years",
        "domain/catalogue/preparing.py",
        "    require_carried_over(before, catalogue.standing())\n",
        "",
        (f"{PREPARING}::test_what_the_year_before_carried_over_is_not_lost",),
    ),
    Breakage(
        "a matter that leads to a decision begun meanwhile is taken out",
        "domain/catalogue/adjusting.py",
        "    for change in changes:\n        refuse_led(change.kind, change.number, leads)\n",
        "",
        (f"{ADJUSTING}::test_a_matter_that_leads_to_a_decision_stays",),
    ),
    Breakage(
        "whoever prepared an adjustment publishes it",
        "domain/catalogue/adjusting.py",
        "    if str(actor.id) in catalogue.changed_by:\n        raise SamePersonAdjusts\n",
        "",
        (f"{ADJUSTING}::test_who_prepared_a_change_does_not_publish_it",),
    ),
    Breakage(
        "two decisions run about one matter",
        "domain/catalogue/naming.py",
        '            raise MatterTaken(field="matter", number=number)\n',
        "            pass\n",
        (f"{NAMING}::test_a_matter_leads_to_one_decision_that_runs",),
    ),
    Breakage(
        "a call is published without a word about the catalogue",
        "consult/commands/consultation/period.py",
        "        guards = await place_guards(runtime, state, at)\n",
        "        guards = ()\n",
        (f"{DESK}::test_once_it_is_public_a_call_waits_for_a_matter_or_a_reason",),
    ),
    Breakage(
        "a published catalogue shows nothing",
        "domain/openings.py",
        "    k.CataloguePublished: lambda event: _all_of(k.CataloguePrepared),\n",
        "    k.CataloguePublished: lambda event: (),\n",
        (f"{DESK}::test_it_is_sealed_until_a_second_person_publishes_it_and_then_public_everywhere",),
    ),
    Breakage(
        "the re-check lets a catalogue be published by whoever prepared it",
        "domain/recheck/catalogue.py",
        '        yield "SamePersonPublishesCatalogue"\n',
        "        pass\n",
        (f"{RECHECK}[SamePersonPublishesCatalogue-change]",),
    ),
    Breakage(
        "the re-check forgets where matters lead",
        "domain/recheck/__init__.py",
        "            catalogues.led_to.add(place)\n",
        "            pass\n",
        (f"{RECHECK}[MatterLeadsToDecision-<lambda>0]",),
    ),
)
