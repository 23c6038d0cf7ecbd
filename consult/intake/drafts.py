"""Reads a draft from DOCX, Markdown or plain text: its text for the article parser, and notes of what was lost."""

from __future__ import annotations

import re

import msgspec

from consult.commands.texts import MAX_SOURCE
from consult.commands.uploads import Upload
from consult.intake.decoding import decoded
from consult.intake.formats import DRAFTS, Format, format_of
from consult.intake.notes import MAX_WORDS, Note, NoteKind, Notes
from consult.intake.refusals import NothingToRead
from consult.intake.structure_notes import note_structure
from consult.intake.word.document import word_text
from domain.articles.numbering.levels import Depth
from domain.articles.parse import parse_text
from domain.articles.structure import Article, ParsedText
from domain.text import is_blank, normalised_text

# Each bounded: an open end would be looked for again from every beginning.
_MARKDOWN = {
    NoteKind.PICTURE: re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)"),
    NoteKind.HYPERLINK: re.compile(r"(?<!!)\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)"),
    NoteKind.FOOTNOTE: re.compile(r"\[\^[^\]\n]{1,50}\](?!:)"),
    NoteKind.MARKUP: re.compile(r"</?[A-Za-z][^>\n]{0,500}>"),
    NoteKind.STRUCK_TEXT: re.compile(r"~~[^~\n]{1,500}~~"),
    NoteKind.TABLE: re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$", re.MULTILINE),
}
_REMARK = re.compile(r"^[ \t]*<!--.*-->[ \t]*$", re.MULTILINE)


class RecognisedArticle(msgspec.Struct, frozen=True):
    """For the preview: the label as written, the first words, the headings above it."""

    label: str
    words: str
    path: tuple[str, ...]


class ImportedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is what PrepareDraft takes, `parsed` its parts. `notes`: everything that was changed, left out or not understood."""

    format: Format
    text: str
    title: str
    articles: tuple[RecognisedArticle, ...]
    annexes: tuple[str, ...]
    parsed: ParsedText
    notes: tuple[Note, ...]


def imported_draft(upload: Upload, depth: Depth | None = None, usual: Depth | None = None) -> ImportedDraft:
    """Read a draft. `depth`: into which units somebody chose to take it; `usual`: into which the version before was taken.

    Takes seconds for a long one: call it in a thread. Raises FileRefused, and TextRefused for its characters.
    """
    kind, notes = format_of(upload, DRAFTS), Notes()
    source = word_text(upload.content, notes) if kind is Format.DOCX else _plain_text(upload.content, kind, notes)
    if is_blank(source):
        raise NothingToRead(field="file")
    text = normalised_text(source, field="file", max_length=MAX_SOURCE)
    parsed = parse_text(text, depth or usual)
    _note_remarks(text, notes)
    note_structure(text, parsed, depth or usual, notes)
    return ImportedDraft(
        format=kind,
        text=text,
        title=parsed.title,
        articles=tuple(RecognisedArticle(each.label, _first_words(each), each.path) for each in parsed.articles),
        annexes=tuple(each.label for each in parsed.annexes),
        parsed=parsed,
        notes=notes.all(),
    )


def _plain_text(content: bytes, kind: Format, notes: Notes) -> str:
    text, encoding = decoded(content)
    if encoding != "utf-8":
        notes.add(NoteKind.ENCODING, encoding.upper())
    if kind is Format.MARKDOWN:
        for note, pattern in _MARKDOWN.items():
            for found in pattern.finditer(text):
                notes.add(note, found.group())
    return text


def _first_words(article: Article) -> str:
    return article.text.split("\n", 1)[0][: 2 * MAX_WORDS]


def _note_remarks(text: str, notes: Notes) -> None:
    for found in _REMARK.finditer(text):
        notes.add(NoteKind.REMARK, found.group())
