"""Breakages of whoever checks the history: the re-check, the audit, receipts."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

TAMPERING = "tests/audit/test_tampering.py::test_tampering_is_named_by_the_report"
AROUND = "tests/audit/test_whole_export.py::test_tampering_around_the_log_is_named_though_its_owner_signs"
MANIFEST = "tests/audit/test_whole_export.py::test_without_a_database_the_signed_manifest_tells"
RECEIPT = "tests/web/test_receipt.py::test_the_program_finds_the_same_steps_failing"
RECHECK = "tests/domain/property/test_recheck.py::test_a_rule_broken_on_purpose_is_found"

AUDIT = (
    Breakage(
        "the re-check lets one person ask for an erasure and carry it out",
        "domain/recheck/comments.py",
        '    elif request.actor == event.actor:\n        yield "SamePersonErases"\n',
        "",
        (RECHECK,),
    ),
    Breakage(
        "the re-check takes the figures of the feedback as they are said",
        "domain/recheck/answers.py",
        "if event.ledger != _figures(fates, answered):",
        "if False:",
        (RECHECK,),
    ),
    Breakage(
        "the re-check lets a draft be released by whoever submitted it",
        "domain/recheck/preparation.py",
        '    if request.actor == event.actor:\n        yield "SamePersonReleases"\n',
        "",
        (RECHECK,),
    ),
    Breakage(
        "the audit does not compare the root with that of the entries",
        "consult/audit/auditing.py",
        "holds = calculated == head.root and self._leaves.tree.size == head.size",
        "holds = self._leaves.tree.size == head.size",
        (f"{TAMPERING}[a forged entry with matching tiles]",),
    ),
    Breakage(
        "the audit does not verify the signature",
        "consult/audit/published_log/head.py",
        "        open_note(note, key)\n",
        "        pass\n",
        (f"{TAMPERING}[the signature]",),
    ),
    Breakage(
        "the audit does not compare an older checkpoint",
        "consult/audit/kept/earlier.py",
        "if root != tree.root():",
        "if False:",
        ("tests/audit/test_tampering.py::test_a_log_cut_short_or_rewritten_contradicts_an_older_checkpoint",),
    ),
    Breakage(
        "the audit does not hash the disclosures",
        "consult/audit/published_log/disclosures.py",
        "        if own != name:\n",
        "        if False:\n",
        (f"{TAMPERING}[a disclosure altered]",),
    ),
    Breakage(
        "the audit does not hash the documents",
        "consult/audit/published_log/blobs.py",
        "own == blob.sha256 and len(content) == blob.size",
        "len(content) == blob.size",
        (f"{TAMPERING}[a document as long as before]",),
    ),
    Breakage(
        "the audit misses nothing that should be public",
        "consult/audit/disclosure_check.py",
        "        if public != (state is DueState.OPENED):\n",
        "        if public and state is not DueState.OPENED:\n",
        (f"{TAMPERING}[a disclosure taken away]",),
    ),
    Breakage(
        "the audit lets be public what should be closed",
        "consult/audit/disclosure_check.py",
        "        if public != (state is DueState.OPENED):\n",
        "        if not public and state is DueState.OPENED:\n",
        (f"{TAMPERING}[a disclosure too many]",),
    ),
    Breakage(
        "the audit does not compare the published figures",
        "consult/audit/figures.py",
        "any(said.get(name) != value for name, value in calculated.items())",
        "False",
        (f"{TAMPERING}[a figure of the ledger]",),
    ),
    Breakage(
        "the audit does not compare an anchor's root",
        "consult/audit/anchors.py",
        "if root != anchor.root:",
        "if False:",
        ("tests/audit/test_anchors.py::test_an_anchor_tampered_with_by_the_owner_is_named",),
    ),
    Breakage(
        "the audit passes over a page that says it is later",
        "consult/audit/published_data.py",
        'if page.get("position") != record.position:',
        'if page.get("position", 0) < record.position:',
        (
            f"{AROUND}[a false ledger of a later position]",
            "tests/audit/test_growing.py::test_pages_that_no_head_covers_are_a_finding",
        ),
    ),
    Breakage(
        "the audit does not miss a decision in the list",
        "consult/audit/published_data.py",
        "for key in own.keys() - said.keys():",
        "for key in set[str]():",
        (f"{AROUND}[a decision left out of the list]",),
    ),
    Breakage(
        "the audit takes any manifest for the one that was signed",
        "consult/public_log/manifest.py",
        "return None if text == manifest_text(origin, manifest) else",
        "return None if text else",
        (f"{MANIFEST}[a wrong hash]",),
    ),
    Breakage(
        "the audit does not hash the files of a folder",
        "consult/audit/published_log/folder_files.py",
        "elif own != listed:",
        "elif False:",
        (f"{MANIFEST}[a file changed]",),
    ),
    Breakage(
        "the audit lets files lie beside the log that no entry accounts for",
        "consult/audit/published_log/folder_files.py",
        '            self._add("file-unknown", path)\n',
        "            pass\n",
        (f"{AROUND}[a disclosure too many]",),
    ),
    Breakage(
        "the audit looks at the inside of pages only",
        "consult/exports/difference.py",
        "    if said == calculated:\n",
        '    if said and said.partition(b"<main")[2] == calculated.partition(b"<main")[2]:\n',
        (f"{AROUND}[a notice before the page]",),
    ),
    Breakage(
        "the audit compares in one direction only",
        "consult/exports/comparison.py",
        'if not path.startswith("log/") and path not in self._known:',
        "if False:",
        (f"{AROUND}[a page of a decision that there is not]",),
    ),
    Breakage(
        "the audit does not look for the entries of receipts",
        "consult/audit/kept/earlier.py",
        "if held.leaf not in (None, own) or not _leads(held, own, checkpoint):",
        "if False:",
        ("tests/audit/test_held.py::test_a_log_rewritten_around_a_receipt_contradicts_it",),
    ),
    Breakage(
        "the audit names what it found in the order in which it came",
        "consult/audit/grouping.py",
        "ordered = sorted(findings, key=_weight)",
        "ordered = list(findings)",
        (f"{AROUND}[the number]",),
    ),
    Breakage(
        "the receipt's words are not held to the entry",
        "consult/public_log/receipt.py",
        'return Step("words", not strange,',
        'return Step("words", True,',
        (RECEIPT,),
    ),
    Breakage(
        "an entry that is not canonical passes in a receipt",
        "consult/public_log/receipt.py",
        'return Step("entry", same, ',
        'return Step("entry", True, ',
        (RECEIPT,),
    ),
    Breakage(
        "a receipt's page does not hold the words to the entry",
        "web/static/proof.js",
        "must(strange.length === 0,",
        "must(true,",
        ("tests/web/test_receipt.py::test_a_failure_is_shown_at_its_step",),
    ),
    Breakage(
        "verify-receipt ends with 0 whatever it found",
        "consult/cli/verify.py",
        "    sys.exit(1 if failed else 0)\n",
        "    sys.exit(0)\n",
        ("tests/cli/test_verify.py::test_another_key_fails_and_no_receipt_is_said",),
    ),
    Breakage(
        "audit ends with 0 whatever it found",
        "consult/cli/audit.py",
        "sys.exit(0 if report.clean else 1)",
        "sys.exit(0)",
        ("tests/audit/test_command.py::test_the_kept_checkpoint_shows_a_log_that_was_rewritten",),
    ),
)
