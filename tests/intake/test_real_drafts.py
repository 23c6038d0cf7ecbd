"""The 30 real drafts as Word documents in three layouts, read back: every article found, every text equal."""

from __future__ import annotations

import codecs

import pytest

from consult.intake.drafts import imported_draft
from consult.intake.notes import NoteKind
from domain.articles.parse import parse_text
from domain.articles.structure import ParsedText
from tests.intake.word_files import LAYOUTS, as_word, upload
from tests.real_texts import real_data

pytestmark = pytest.mark.real
ENCODINGS = {"UTF-8": "utf-8", "UTF-8 with its mark": "utf-8-sig", "GB18030": "gb18030"}


def drafts() -> dict[str, ParsedText]:
    return {file.stem: parse_text(file.read_text("utf-8")) for file in sorted((real_data() / "drafts").glob("*.md"))}


def units(parsed: ParsedText) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.label, each.text, each.path) for each in parsed.articles]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_real_draft_comes_back_from_word_with_every_article(layout: str) -> None:
    found = drafts()
    assert len(found) == 30
    for name, parsed in found.items():
        imported = imported_draft(upload(as_word(parsed, LAYOUTS[layout])))
        again = parse_text(imported.text)
        assert units(again) == units(parsed), name
        assert again.title == parsed.title, name
        assert [each.text for each in again.headings] == [each.text for each in parsed.headings], name
        assert [each.label for each in imported.articles] == [each.label for each in parsed.articles], name
        assert {note.kind for note in imported.notes} <= {NoteKind.NUMBER_MISSING, NoteKind.NUMBER_REPEATED}, name


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_real_draft_comes_back_from_a_text_file_as_it_was(encoding: str) -> None:
    for file in sorted((real_data() / "drafts").glob("*.md")):
        source = file.read_text("utf-8")
        content = source.encode(ENCODINGS[encoding])
        assert content.startswith(codecs.BOM_UTF8) == (encoding == "UTF-8 with its mark")
        imported = imported_draft(upload(content, file.name, "text/markdown"))
        assert imported.text == source, file.name
