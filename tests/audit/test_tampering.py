"""A table of tamperings with a published log: each is named by the report, in words, and nothing else is blamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.audit import Report, audit, source_at
from consult.audit.grouping import following
from consult.audit.report_text import report_in_words
from consult.audit.words import LANGUAGES, words
from consult.public_log.note import FileSigner
from tests.audit import tampering as t
from tests.audit import tampering_with_experts as of_experts
from tests.audit import tampering_with_questionnaires as asked
from tests.audit.mirror import states_in, write_log

MISCOUNTED = {"StreamVersionGap", "ReceivedMiscounted", "LedgerUnbalanced"}
"""What a missing entry leads to further down the record."""

TABLE: dict[str, tuple[t.Tampering, set[str]]] = {
    "a byte of an entry": (t.entries(t.byte_of), {"entry-altered", "root-differs"}),
    "an entry dropped": (t.entries(t.dropped), {"entry-dropped", "root-differs", *MISCOUNTED}),
    "two entries swapped": (t.entries(t.swapped), {"entries-swapped", "root-differs"}),
    "an entry added": (t.entries(t.added), {"entry-added", "root-differs", "StreamVersionGap"}),
    "an entry back-dated": (t.entries(t.back_dated), {"entry-altered", "back-dated", "root-differs", "CommentBeforeOpening"}),
    "an entry back-dated by the owner": (t.signed(t.back_dated), {"back-dated", "CommentBeforeOpening"}),
    "a byte of a tile": (t.tile_byte, {"tile-altered"}),
    "a tile truncated": (t.tile_truncated, {"tile-truncated"}),
    "a tile missing": (t.tile_missing, {"tile-missing"}),
    "a file of entries missing": (t.bundle_missing, {"bundle-missing", "root-differs"}),
    "a file of entries cut": (t.bundle_cut, {"bundle-malformed", "root-differs"}),
    "a forged entry with matching tiles": (t.entries_and_tiles(t.byte_of), {"entries-forged"}),
    "the size": (t.size_altered, {"checkpoint-size"}),
    "the root": (t.root_altered, {"checkpoint-root"}),
    "the signature": (t.signature_altered, {"checkpoint-signature"}),
    "the signature's key": (t.checkpoint(signature=b"\1" * 68), {"checkpoint-key"}),
    "a wrong root signed by the owner": (t.root_signed_wrong, {"entries-forged"}),
    "the key": (t.key_replaced, {"policy-key", "checkpoint-key"}),
    "disclosures swapped": (t.disclosures_swapped, {"disclosure-swapped", "disclosure-missing"}),
    "a disclosure altered": (t.disclosure_altered, {"disclosure-altered", "disclosure-missing"}),
    "a disclosure taken away": (t.disclosure_gone, {"disclosure-missing"}),
    "a disclosure too many": (t.signed(t.name_unshown), {"disclosure-too-much"}),
    "a figure of the ledger": (t.page("*.json", lambda page: page["ledger"].update(withheld=0)), {"ledger-differs"}),
    "a figure of the feedback": (t.page("*/feedback.json", lambda page: page["ledger"].update(received=11)), {"ledger-differs"}),
    "the text of a disposition": (
        t.page("*/feedback.json", lambda page: page["points"][0]["disposition"].update(reason="采纳。")),
        {"disposition-differs"},
    ),
    "the kind of a disposition": (
        t.page("*/feedback.json", lambda page: page["points"][0]["disposition"].update(kind="adopted")),
        {"disposition-differs"},
    ),
    "a point left out": (t.page("*/feedback.json", lambda page: page["points"].pop()), {"disposition-differs"}),
    "the closing time": (t.page("*.json", lambda page: page.update(closes_at="2026-04-30T16:00:00Z")), {"dates-differ"}),
    "a document altered": (t.blob(lambda file: file.write_bytes(file.read_bytes() + b" ")), {"blob-altered"}),
    "a document as long as before": (t.blob(lambda file: file.write_bytes(t.last_byte(file.read_bytes()))), {"blob-altered"}),
    "a document missing": (t.blob(Path.unlink), {"blob-missing"}),
    "a screening revised by whoever screened": (t.signed(t.one_person_revises), {"SamePersonRevises"}),
    "a registration corrected against the rules": (
        t.signed(t.registration_misstated),
        {"SamePersonCorrects", "SentByAuthor", "CommentAfterClosing"},
    ),
    "an expert with an interest gave an opinion": (
        t.signed(of_experts.with_interest),
        {"ExpertInterested", "ExpertsMiscounted"},
    ),
    "an opinion of which nobody says what became": (t.signed(of_experts.without_its_use), {"OpinionUnused"}),
    "fewer experts than the rule asks for": (t.signed(of_experts.too_few), {"TooFewExperts"}),
    "adopted with a risk that cannot be controlled": (t.signed(of_experts.uncontrollable), {"RiskUncontrollable"}),
    "adopted although the result was another": (t.signed(of_experts.misreported), {"ReportMisstated"}),
    "the risk of another text was assessed": (t.signed(of_experts.of_another_text), {"RiskAssessedOtherText"}),
    "a response after the close": (
        t.signed(asked.after_the_close),
        {"ResponseAfterClosing", "QuestionnaireStillOpen", "ClosesBeforeOpening"},
    ),
    "answers opened before the close": (t.signed(asked.counted_early), {"QuestionnaireStillOpen"}),
    "a figure of a questionnaire is wrong": (t.signed(asked.figure_wrong), {"ResponsesMiscounted"}),
    "a response left out of the figures": (
        t.signed(asked.left_out),
        {"ResponseLeftOut", "CountUnfinished", "disclosure-too-much"},
    ),
    "responses counted by hand": (t.signed(asked.by_hand), {"NotByTheClock"}),
    "an event of an unknown type": (
        t.signed(t.with_facts(t.SUBMITTED, type="comment-bought.v1")),
        {"entry-unknown-type", *MISCOUNTED},
    ),
}


def audited(folder: Path, owner: FileSigner, *since: str) -> Report:
    return audit(source_at(str(folder)), key=owner.verification_key, since=since)


def beside(report: Report, codes: set[str]) -> set[str]:
    """What else is blamed, and does not follow from these codes."""
    found = {found.code for found in report.findings}
    return report.counts.keys() - codes - following(sorted(found & codes | (report.counts.keys() & found))).keys()


@pytest.mark.parametrize("name", TABLE)
def test_tampering_is_named_by_the_report(name: str, copy: Path, owner: FileSigner) -> None:
    tamper, codes = TABLE[name]
    tamper(copy, owner)
    report = audited(copy, owner)
    assert codes <= report.counts.keys(), report.findings
    assert beside(report, codes) == set(), report.findings
    for language in LANGUAGES:
        said, text = words(language), report_in_words(report, language)
        assert all((said.finding | said.rule)[code] in text for code in codes)


HIGHER: dict[str, tuple[t.Tampering, set[str]]] = {
    "a byte of a tile of tiles": (t.tile_of_tiles, {"tile-altered"}),
    "a byte of the second tile": (t.second_tile, {"tile-altered"}),
    "a byte of an entry of the third bundle": (t.third_bundle, {"entry-altered", "root-differs"}),
    "a forged entry with matching tiles": (t.entries_and_tiles(lambda states: t.byte_of(states, 300)), {"entries-forged"}),
}


@pytest.mark.parametrize("name", HIGHER)
def test_tampering_with_a_larger_log_is_named_where_it_is(name: str, copy: Path, owner: FileSigner) -> None:
    write_log(copy, t.higher(states_in(copy)), owner)
    before = audited(copy, owner).counts
    tamper, codes = HIGHER[name]
    tamper(copy, owner)
    report = audited(copy, owner)
    assert report.counts.keys() - before.keys() == codes
    assert report.calculated_root == report.root or "entr" in "".join(codes)


def test_a_log_cut_short_or_rewritten_contradicts_an_older_checkpoint(copy: Path, owner: FileSigner) -> None:
    older = (copy / t.CHECKPOINT).read_text()
    states = states_in(copy)
    assert audited(copy, owner, older).clean
    write_log(copy, t.byte_of(states), owner)
    assert audited(copy, owner, older).counts == {"fork": 1}
    write_log(copy, states[:-3], owner)
    assert "log-shrunk" in audited(copy, owner, older).counts


def test_a_log_that_goes_on_agrees_with_every_older_checkpoint(copy: Path, owner: FileSigner) -> None:
    states = states_in(copy)
    older = []
    for size in (1, 7, len(states) - 1):
        write_log(copy, states[:size], owner)
        older.append((copy / t.CHECKPOINT).read_text())
    write_log(copy, states, owner)
    report = audited(copy, owner, *older)
    assert (report.findings, report.checked["earlier"]) == ((), 3)


def test_an_older_checkpoint_by_another_key_or_of_another_log_is_said(copy: Path, owner: FileSigner, tmp_path: Path) -> None:
    stranger, elsewhere = (
        FileSigner(owner.origin, tmp_path / "stranger"),
        FileSigner("another.example/log", tmp_path / "elsewhere"),
    )
    older = (copy / t.CHECKPOINT).read_text()
    write_log(copy, states_in(copy), stranger)
    report = audit(source_at(str(copy)), since=[older])
    assert report.counts == {"earlier-signature": 1}, "the source has another key than before"
    write_log(copy, states_in(copy), owner)
    assert audited(copy, owner, elsewhere.sign("another.example/log\n1\nAAAA\n")).counts.keys() == {"earlier-signature"}
    assert audited(copy, owner, "no checkpoint").counts.keys() == {"earlier-unreadable"}
