"""What was recognised in a text brought along: articles under their headings, what belongs to none, what was not understood."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from consult.commands.texts import latest_draft
from consult.commands.uploads import Upload
from consult.intake.drafts import ImportedDraft, imported_draft
from consult.runtime import Runtime
from domain.articles.difference import compare_articles
from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.parse import parse_text
from domain.articles.structure import ParsedText
from domain.consultation.state import Consultation
from domain.text import is_blank
from web.desk.forms.input import FormInput, Missing
from web.pages.decision import change_counts

WORDS = 40  # code points of an article shown


class Line(msgspec.Struct, frozen=True):
    """A line of the outline: a heading with its level, or an article (level 0) with its first words."""

    level: int
    label: str
    words: str


class RecognisedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """`changes`: against the version before, how many articles of each kind; none where this is the first."""

    draft: ImportedDraft
    outline: tuple[Line, ...]
    preamble: str
    changes: tuple[tuple[str, int], ...]


async def recognise_draft(runtime: Runtime, state: Consultation, given: FormInput) -> RecognisedDraft:
    """Read what was typed, or the file where one was chosen. Raises Missing, FileRefused, TextRefused."""
    draft = await latest_draft(runtime, state)
    return await asyncio.to_thread(_recognised, upload_of(given), draft.text.articles, draft.used)


def upload_of(given: FormInput) -> Upload:
    """The file, or what was typed in its form. Raises Missing."""
    if given["source"] == "file":
        files = given.files.get("file", ())
        if not files:
            raise Missing(field="file")
        return files[0]
    if is_blank(given["text"]):
        raise Missing(field="text")
    return Upload("text.md", "text/markdown", given["text"].encode("utf-8", "surrogatepass"))


def _recognised(upload: Upload, previous: Sequence[IdentifiedArticle], used: Sequence[str]) -> RecognisedDraft:
    draft = imported_draft(upload)
    parsed = parse_text(draft.text)
    changes = compare_articles(previous, assign_ids(parsed, previous, retired=used)) if previous else ()
    return RecognisedDraft(
        draft=draft,
        outline=outline_of(parsed),
        preamble=parsed.preamble,
        changes=tuple(change_counts(changes)),
    )


def outline_of(parsed: ParsedText) -> tuple[Line, ...]:
    """Headings, articles and annexes in the order of the text."""
    found: list[Line] = []
    path: tuple[str, ...] = ()
    for article in parsed.articles:
        found += [Line(level, heading, "") for level, heading in enumerate(article.path, 1) if heading not in path[:level]]
        path = article.path
        found.append(Line(0, article.label, first_words(article.text)))
    return (*found, *(Line(0, annex.label, first_words(annex.text)) for annex in parsed.annexes))


def first_words(text: str) -> str:
    """One line of at most 40 code points."""
    words = " ".join(text.split())
    return words if len(words) <= WORDS else words[:WORDS] + "…"
