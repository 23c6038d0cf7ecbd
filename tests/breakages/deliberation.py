"""Breakages of the deliberation's record and of the archive package: truthful, never public, complete, noticed where changed."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

DELIBERATING = "tests/domain/consultation/test_deliberate_decision.py"
RECHECK = "tests/domain/property/test_recheck.py::test_a_rule_broken_on_purpose_is_found"
ARCHIVE = "tests/exports/test_archive.py"

DELIBERATION = (
    Breakage(
        "a dissent is recorded of somebody who was not there",
        "domain/consultation/steps/minutes.py",
        "    if member not in attendees:\n",
        "    if False:\n",
        (f"{DELIBERATING}::test_a_dissent_is_recorded_as_it_was_said_by_somebody_who_was_there",),
    ),
    Breakage(
        "a decision against the majority gives no reason",
        "domain/consultation/steps/minutes.py",
        "    if minutes.reason is None:\n        raise MajorityReasonMissing",
        "    if minutes.reason is None:\n        return None\n        raise MajorityReasonMissing",
        (f"{DELIBERATING}::test_a_decision_against_the_majority_gives_its_reason",),
    ),
    Breakage(
        "the audit does not see a dissent of somebody who was not there",
        "domain/recheck/outcome.py",
        "    if any(dissent.member not in minutes.attendees for dissent in minutes.dissents):\n",
        "    if False:\n",
        (RECHECK,),
    ),
    Breakage(
        "records are archived while the decision is under way",
        "domain/consultation/steps/archiving.py",
        "    if state.adopted_at is None and state.ended_at is None:\n",
        "    if False:\n",
        ("tests/domain/consultation/test_archive_records.py::test_records_are_archived_once_the_decision_is_over",),
    ),
    Breakage(
        "the archive has who wrote a comment",
        "consult/exports/archived/internal.py",
        'if field.seal.part == "content"}',
        "}",
        (f"{ARCHIVE}::test_what_is_internal_is_in_the_archive_alone_and_nobody_is_named",),
    ),
    Breakage(
        "what is internal is in the public pack",
        "consult/exports/pack.py",
        'making = Making(runtime, writer, head, UUID(found["id"]), index if archive else None, progress)',
        'making = Making(runtime, writer, head, UUID(found["id"]), index, progress)',
        (f"{ARCHIVE}::test_what_is_internal_is_in_the_archive_alone_and_nobody_is_named",),
    ),
    Breakage(
        "the audit believes whoever wrote the list of files anew",
        "consult/audit/packs/auditing.py",
        "if wrong_with(note, manifest, self._manifest.origin, self._key) is not None:",
        "if False:",
        (f"{ARCHIVE}::test_a_changed_byte_is_found",),
    ),
    Breakage(
        "who differed at the meeting is opened with the adoption",
        "domain/consultation/outcome_events.py",
        "minutes: SealedNever[Minutes | None]",
        "minutes: Sealed[Minutes | None]",
        ("tests/desk/answering/test_adoption.py::test_a_decision_is_reviewed_deliberated_and_adopted_by_forms_alone",),
    ),
)
