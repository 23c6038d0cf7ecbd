"""Breakages of participation activities: notice, list, materials, record, statements, what stops a decision."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PLANNING = "tests/domain/activity/test_planning.py"
PEOPLE = "tests/domain/activity/test_participants.py"
HOLDING = "tests/domain/activity/test_holding.py"
REPORTING = "tests/domain/activity/test_reporting.py"
GATES = "tests/domain/consultation/test_participation.py"
DESK = "tests/desk/activities/test_activities.py"

ACTIVITIES = (
    Breakage(
        "a hearing is announced less than thirty days before it",
        "domain/activity/planning.py",
        "activity_rules_named(activity.rules_name).notice_days if steps_of(activity.kind).notice else 0",
        "0",
        (f"{PLANNING}::test_hrg_9_a_hearing_is_announced_thirty_days_before_it_and_not_twenty_nine",),
    ),
    Breakage(
        "materials reach a participant six days before the hearing",
        "domain/activity/participants.py",
        "    if delivered_on > latest:\n",
        "    if delivered_on > latest and not latest:\n",
        (f"{PEOPLE}::test_hrg_5_materials_are_delivered_seven_days_before_and_not_six",),
    ),
    Breakage(
        "a hearing is held although its list of participants was never published",
        "domain/activity/holding.py",
        "    if steps.listed and activity.published is None:\n        raise r.ListMissing\n",
        "",
        (f"{HOLDING}::test_hrg_4_and_5_nothing_is_held_without_list_or_materials",),
    ),
    Breakage(
        "a report is published before everybody has confirmed the record",
        "domain/activity/reporting.py",
        "            raise r.RecordUnconfirmed(count=count)\n",
        "            pass\n",
        (f"{REPORTING}::test_hrg_6_nothing_is_reported_before_everybody_confirmed_or_refused",),
    ),
    Breakage(
        "something is added to a record that is closed",
        "domain/activity/holding.py",
        "    if not activity.recording:\n        raise r.RecordIsClosed\n",
        "",
        (f"{HOLDING}::test_nothing_is_taken_down_before_it_is_held_nor_after_the_record_is_closed",),
    ),
    Breakage(
        "a participant stands in the list with his name although he did not agree",
        "domain/activity/participants.py",
        "if part) if name_shown else None",
        "if part)",
        (f"{PEOPLE}::test_a_name_stands_in_the_list_with_its_owners_consent_only",),
    ),
    Breakage(
        "a code confirms the record twice",
        "domain/activity/holding.py",
        "    if participant.confirmed is not None:\n        raise r.AlreadyConfirmed\n",
        "",
        (f"{HOLDING}::test_a_code_confirms_once_and_only_for_its_participant",),
    ),
    Breakage(
        "a decision is taken although no enterprise was heard",
        "domain/consultation/participation.py",
        "    if state.touches_operators:\n        raise EnterprisesUnheard\n",
        "",
        (f"{GATES}::test_dec_26_enterprises_that_are_touched_are_heard_or_it_is_said_why_not",),
    ),
)
