"""Breakages of applications to attend: who may apply, the lot, the seats, names and erasure."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

SUBMISSION = "tests/domain/application/test_submission.py"
LOT = "tests/domain/application/test_lot.py"
RECHECK = "tests/domain/application/test_recheck.py"
LIFE = "tests/desk/applications/test_life.py"

APPLICATIONS = (
    Breakage(
        "somebody applies after the deadline",
        "domain/application/submission.py",
        "    if at >= announced.apply_until or activity.applications_closed_at is not None:\n",
        "    if activity.applications_closed_at is not None:\n",
        (f"{SUBMISSION}::test_applications_are_taken_from_the_announcement_to_the_deadline",),
    ),
    Breakage(
        "the lot is drawn twice",
        "domain/application/drawing.py",
        "    if activity.drawn is not None:\n        raise DrawnBefore()\n",
        "",
        (f"{LOT}::test_the_lot_is_drawn_once_after_the_close_with_the_secret_committed_to",),
    ),
    Breakage(
        "the lot is drawn with another secret than was committed to",
        "domain/application/drawing.py",
        "    if committed(seed.secret) != announced.lot_commitment:\n        raise SecretNotCommitted()\n",
        "",
        (f"{LOT}::test_the_lot_is_drawn_once_after_the_close_with_the_secret_committed_to",),
    ),
    Breakage(
        "the audit does not look whether the seed follows from secret and log",
        "domain/recheck/lot.py",
        '    if event.seed != seed_of(event.secret, event.log_root, event.token or ""):\n        yield "SeedNotDerived"\n',
        "",
        (f"{RECHECK}::test_each_breach_is_named[drawn with another seed]",),
    ),
    Breakage(
        "the audit does not look whether those drawn were the first in rank",
        "domain/recheck/lot.py",
        '            yield "DrawnOtherwise"\n',
        "            pass\n",
        (f"{RECHECK}::test_each_breach_is_named[drawn for a friend]",),
    ),
    Breakage(
        "a name is shown in the list without consent",
        "domain/application/seating.py",
        "name_shown=each.publish_name and each.erased is None",
        "name_shown=each.erased is None",
        (f"{SUBMISSION}::test_the_list_names_who_agreed_and_lists_nobody_twice",),
    ),
    Breakage(
        "somebody moves up beyond the seats announced",
        "domain/application/seating.py",
        "    if quota is None or taken >= quota.seats:\n",
        "    if quota is None:\n",
        (f"{SUBMISSION}::test_who_is_drawn_takes_part_and_who_declines_makes_room_for_the_next",),
    ),
    Breakage(
        "one person applies twice with the same address",
        "consult/commands/application/submission.py",
        "event = decide(applied_before=not await reserve(runtime, activity.id, application_id, contact))",
        "event = decide(applied_before=False)",
        (f"{LIFE}::test_forty_apply_for_twelve_seats",),
    ),
)
