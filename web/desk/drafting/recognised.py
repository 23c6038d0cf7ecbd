"""What was recognised in a text brought along: articles under their headings, what belongs to none, what was not understood."""

from __future__ import annotations

import asyncio

import msgspec

from consult.commands.texts import LatestDraft, latest_draft
from consult.commands.uploads import Upload
from consult.intake.drafts import ImportedDraft, imported_draft
from consult.intake.notes import Note, NoteKind
from consult.intake.structure_notes import BY_STRUCTURE
from consult.intake.titles import same_title
from consult.runtime import Runtime
from domain.articles.difference import compare_articles
from domain.articles.identity import assign_ids
from domain.articles.numbering.levels import Depth
from domain.articles.parse import depths_of, without_letter
from domain.articles.structure import Annex, Article, Heading, ParsedText
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


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, and how: the depth that somebody chose, the notes that an earlier reading of the same file left."""

    upload: Upload
    depth: Depth | None
    noted: tuple[Note, ...] = ()
    title: str = ""


class RecognisedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """`changes`: against the version before, how many articles of each kind; none where this is the first.

    `depths`: the ways in which the text can be taken, with the number of units; `noted`: what only the file could say.
    """

    draft: ImportedDraft
    outline: tuple[Line, ...]
    preamble: str
    changes: tuple[tuple[str, int], ...]
    depths: dict[Depth, int]
    notes: tuple[Note, ...]
    noted: str


async def recognise_draft(runtime: Runtime, state: Consultation, given: FormInput) -> RecognisedDraft:
    """Read what was typed, or the file where one was chosen. Raises Missing, NotAChoice, FileRefused, TextRefused."""
    draft = await latest_draft(runtime, state)
    reading = Reading(
        upload=upload_of(given),
        depth=given.choice("depth", Depth) if given["depth"] else None,
        noted=_noted(given["noted"]),
        title=state.title if isinstance(state.title, str) else "",
    )
    return await asyncio.to_thread(_recognised, reading, draft)


def _noted(text: str) -> tuple[Note, ...]:
    """The notes that the form carried; none where somebody else wrote it."""
    try:
        return msgspec.json.decode(text, type=tuple[Note, ...]) if text else ()
    except msgspec.MsgspecError:
        return ()


def upload_of(given: FormInput) -> Upload:
    """The file, or what was typed in its form. Raises Missing."""
    if given["source"] == "file":
        files = given.files.get("file", ())
        if not files:
            raise Missing(field="file")
        return files[0]
    if is_blank(given["text"]):
        raise Missing(field="text")
    if given["step"] == "cut":
        return Upload("text.txt", "text/plain", without_letter(given["text"]).encode("utf-8", "surrogatepass"))
    name = "text.txt" if given["noted"] else "text.md"
    return Upload(name, "text/plain", given["text"].encode("utf-8", "surrogatepass"))


def _recognised(reading: Reading, before: LatestDraft) -> RecognisedDraft:
    previous, usual = before.text.articles, before.text.depth
    draft = imported_draft(reading.upload, reading.depth, usual)
    parsed = draft.parsed
    changes = compare_articles(previous, assign_ids(parsed, previous, retired=before.used)) if previous else ()
    from_file = reading.noted or tuple(note for note in draft.notes if note.kind not in BY_STRUCTURE)
    return RecognisedDraft(
        draft=draft,
        outline=outline_of(parsed),
        preamble=parsed.preamble,
        changes=tuple(change_counts(changes)),
        depths=depths_of(draft.text),
        notes=_all_notes(draft, from_file, reading.title),
        noted=msgspec.json.encode(from_file).decode(),
    )


def _all_notes(draft: ImportedDraft, from_file: tuple[Note, ...], title: str) -> tuple[Note, ...]:
    """Of the file, of the title, of the structure."""
    found = tuple(note for note in draft.notes if note.kind in BY_STRUCTURE)
    differs = () if same_title(draft.title, title) else (Note(NoteKind.TITLE_DIFFERS, 1, tuple(filter(None, [draft.title]))),)
    return (*differs, *found, *from_file)


def outline_of(parsed: ParsedText) -> tuple[Line, ...]:
    """Headings, articles and annexes in the order of the text."""
    found: list[Line] = []
    for part in parsed.parts:
        if isinstance(part, Heading):
            found.append(Line(part.level, part.text, ""))
        elif isinstance(part, Article | Annex):
            found.append(Line(0, part.label, first_words(part.text)))
    return tuple(found)


def first_words(text: str) -> str:
    """One line of at most 40 code points."""
    words = " ".join(text.split())
    return words if len(words) <= WORDS else words[:WORDS] + "…"
