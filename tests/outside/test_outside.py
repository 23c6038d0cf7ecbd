"""Tools that nobody here wrote accept the honest log, and each rejects the tamperings with its part, for the right reason."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from consult.public_log.note import FileSigner
from consult.publication.guide import RECIPE
from tests.audit.mirror import write_log
from tests.outside import tampering as t
from tests.outside.case import Case, size_of
from tests.outside.checkers import CHECKERS, RECEIPT
from tests.outside.conftest import PLACES

ALL = tuple(CHECKERS)
LOG = ("go", "pymerkle")
SIGNED = "signature|signatures"
PROOF = "proof|root|hash count"

TABLE: dict[str, tuple[t.Tampering, tuple[str, ...], str]] = {
    "a byte of a published entry": (t.entries(t.byte_of), LOG, "root"),
    "a published entry dropped": (t.entries(t.dropped), LOG, "root|ends inside"),
    "a published entry added": (t.entries(t.added), LOG, "root|more than"),
    "two published entries swapped": (t.entries(t.swapped), LOG, "root"),
    "a file of entries cut": (t.bundle_cut, LOG, "root"),
    "a forged entry with matching tiles and receipt": (t.forged, ALL, PROOF),
    "a forked log against an earlier checkpoint": (t.forked, LOG, "root|earlier checkpoint"),
    "a log shorter than an earlier checkpoint": (t.shrunk, LOG, "root|earlier checkpoint"),
    "a byte of a tile": (t.of_file(t.tile, t.flipped), ("go",), "tile"),
    "a tile truncated": (t.of_file(t.tile, t.truncated), ("go",), "tile"),
    "a byte of a tile of tiles": (t.of_file(t.tile_above, t.flipped), ("go",), "tile"),
    "the size": (t.size, RECEIPT, f"{SIGNED}|root"),
    "the root": (t.root, RECEIPT, f"{SIGNED}|root"),
    "a wrong root signed by the owner": (t.root_signed, ALL, PROOF),
    "the signature": (t.signature, RECEIPT, SIGNED),
    "the signature's key": (t.unsigned, RECEIPT, f"{SIGNED}|log ID"),
    "the key that signs": (t.another_key, RECEIPT, f"{SIGNED}|log ID"),
    "the key that verifies": (t.key, RECEIPT, f"{SIGNED}|log ID"),
    "a byte of the receipt's entry": (t.entry_byte, RECEIPT, PROOF),
    "the entry of another": (t.entry_of_another, RECEIPT, f"{PROOF}|words"),
    "the index": (t.index, RECEIPT, PROOF),
    "a hash of the proof": (t.sibling, RECEIPT, PROOF),
    "a hash of the proof dropped": (t.sibling_dropped, RECEIPT, PROOF),
    "a hash of the proof added": (t.sibling_added, RECEIPT, PROOF),
    "two hashes of the proof swapped": (t.siblings_swapped, RECEIPT, PROOF),
    "a hash of the consistency proof": (
        t.of_file(lambda case: case.consistency, lambda text: t.another_hash(text.decode().split()[0]).encode() + text[44:]),
        ("go",),
        "consistency",
    ),
    "one's own words": (t.words, ("recipe",), "words"),
}


@pytest.mark.parametrize("name", CHECKERS)
@pytest.mark.parametrize("place", PLACES)
def test_the_honest_log_is_accepted(published: Path, name: str, place: int) -> None:
    verdict = CHECKERS[name](Case(published / f"case-{place}"))
    assert verdict.accepted, verdict.said


def test_the_log_is_long_enough_to_have_tiles_of_tiles_and_a_past(published: Path) -> None:
    case = Case(published / f"case-{PLACES[1]}")
    assert size_of(case.note) > 256
    assert case.position < size_of(case.earlier.read_text()) < size_of(case.note)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_a_log_of_any_size_is_replayed(case: Case, owner: FileSigner, size: int) -> None:
    states = (case.states() * 3)[:size]
    write_log(case.folder, states, owner)
    (case.folder / "earlier").write_text(case.note)
    case.prove(states, size // 2)
    case.prove_growth(states)
    for name in LOG:
        verdict = CHECKERS[name](case)
        assert verdict.accepted, verdict.said


def test_over_http_the_log_is_accepted_as_well(published: Path) -> None:
    said = (published / "over-http").read_text()
    if said.startswith("skipped"):
        pytest.skip(said)
    assert said.startswith("accepted: "), said


@pytest.mark.parametrize(("tampering", "checker"), [(name, checker) for name, row in TABLE.items() for checker in row[1]])
def test_a_tampering_is_rejected_by_whoever_looks_at_that_part(
    case: Case, owner: FileSigner, tampering: str, checker: str
) -> None:
    tamper, _, because = TABLE[tampering]
    tamper(case, owner)
    verdict = CHECKERS[checker](case)
    assert not verdict.accepted, verdict.said
    assert re.search(because, verdict.said), verdict.said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("where", ["export", "case-1"])
def test_the_guide_shows_the_script_that_lies_beside_it(published: Path, language: str, where: str) -> None:
    page = html.unescape((published / where / f"guide.{language}.html").read_text())
    script = RECIPE.read_text()
    assert f"<pre><code>{script}</code></pre>" in page
    assert (published / where / RECIPE.name).read_text() == script
