"""Breakages of what stands inside files: what tells of people is found, taken out, and published by nobody."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

FILES = "tests/intake/test_inside_files.py"
FOUND = f"{FILES}::test_what_tells_of_people_is_found_and_gone_from_the_copy"
COPIES = "tests/desk/screening/test_published_copies.py"
MATERIALS = "tests/desk/drafting/test_materials.py"

INSIDE = (
    Breakage(
        "a photograph keeps where it was taken",
        "consult/inside/jpeg.py",
        "    if marker in APPLICATION:\n",
        "    if marker in APPLICATION and marker != 0xE1:\n",
        (FOUND,),
    ),
    Breakage(
        "a PDF keeps its author",
        "consult/inside/pdf.py",
        '_drop(pdf.trailer, ("/Info",)) + ',
        "",
        (FOUND,),
    ),
    Breakage(
        "a draft keeps what was deleted",
        "consult/inside/word.py",
        "(_accept(root) if cleaning == Cleaning.DRAFTING else 0)",
        "0",
        (FOUND,),
    ),
    Breakage(
        "what a respondent remarked in a file is taken out of it",
        "consult/inside/word.py",
        "(cleaning == Cleaning.DRAFTING and REMARKS.fullmatch(name))",
        "REMARKS.fullmatch(name)",
        (f"{FILES}::test_what_a_respondent_wrote_into_a_document_stays_in_it",),
    ),
    Breakage(
        "a copy is not looked into again",
        "consult/inside/looking.py",
        "left = set(notes(copy)) & REMOVED[cleaning]",
        "left = set[FileNote]()",
        (f"{FILES}::test_a_copy_that_still_tells_is_none",),
    ),
    Breakage(
        "the public's files are published as they came",
        "consult/commands/comment/execution.py",
        "    if not opens_files(event) or not needs_cleaning(comment):\n",
        "    if event:\n",
        (f"{COPIES}::test_whoever_screens_is_told_before_and_copies_are_published",),
    ),
    Breakage(
        "the files as they came are opened beside their copies",
        "domain/openings.py",
        'Opening(c.CommentSubmitted, ("attachments",), unless=c.AttachmentsCleaned)',
        'Opening(c.CommentSubmitted, ("attachments",))',
        (f"{COPIES}::test_both_digests_stand_in_the_log_and_one_is_open",),
    ),
    Breakage(
        "the copies of a hidden comment stay open",
        "consult/sealed/disclosure_rules.py",
        "    if isinstance(event, AttachmentsCleaned):\n        return FILES\n",
        "",
        (f"{COPIES}::test_what_a_second_person_hides_takes_the_copies_with_it_and_they_come_back_the_same",),
    ),
    Breakage(
        "a file of the body is published as it is without a reason",
        "domain/consultation/steps/treatments.py",
        'reason_text(file.reason or "", state, field="files") if explained',
        "file.reason if explained",
        (f"{MATERIALS}::test_a_file_is_published_as_it_is_only_with_a_reason_that_the_public_reads",),
    ),
    Breakage(
        "what an uploaded file tells is shown to nobody",
        "web/desk/drafting/attachments.py",
        "if any(file.decide and not file.chosen for file in files) else None",
        "if not files and files else None",
        (f"{MATERIALS}::test_whoever_uploads_a_draft_with_tracked_changes_sees_them_and_a_copy_is_published",),
    ),
)
