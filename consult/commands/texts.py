"""Texts made of articles: parsed, articles matched to those of the version before, stored as a file that the event names."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.articles.full_text import FullText
from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.numbering.levels import Depth
from domain.articles.parse import parse_text
from domain.articles.recorded import as_recorded
from domain.articles.references import StaleReference, stale_references
from domain.consultation.events import DraftPrepared
from domain.consultation.state import Consultation
from domain.refusals import Refusal
from domain.text import normalised_text
from domain.values import ArticleDigest, Blob, TextDocument

MARKDOWN = "text/markdown; charset=utf-8"
MAX_SOURCE = 2_000_000  # code points

File = tuple[bytes, str]


class ArticlesMissing(Refusal):
    """A draft is made of articles, so that comments can name them."""

    message = "没有识别到任何条款。请检查文本是否包含“第一条”等条款编号。"
    status = 422


class PreparedText(msgspec.Struct, frozen=True):
    """A text ready to be named in an event, and its source as a file."""

    document: TextDocument
    file: File


class LatestDraft(msgspec.Struct, frozen=True):
    """The latest version of a draft, and the articles of every version, the first first."""

    text: FullText
    versions: tuple[tuple[ArticleDigest, ...], ...]

    @property
    def used(self) -> tuple[str, ...]:
        """Every id that any version has used."""
        return tuple(dict.fromkeys(article.id for version in self.versions for article in version))

    @property
    def stale(self) -> tuple[StaleReference, ...]:
        """References to article numbers that no longer fit after renumbering."""
        return stale_references(self.versions, self.text.articles)


def text_blob(text: str) -> tuple[Blob, File]:
    """A long text as a blob, and the file to keep."""
    content = text.encode()
    return Blob(sha256(content).hexdigest(), len(content), MARKDOWN), (content, MARKDOWN)


def prepared_text(source: str, before: LatestDraft, depth: Depth | None = None) -> PreparedText:
    """The text with its articles identified against the version before. Raises ArticlesMissing.

    `depth`: into which units it is taken; that of the version before where None, and where the text has none of this kind, the
    usual one (see `parse_text`).
    """
    text = normalised_text(source, field="text", max_length=MAX_SOURCE)
    parsed = parse_text(text, depth or before.text.depth)
    return document_with_articles(text, assign_ids(parsed, before.text.articles, retired=before.used))


def document_with_articles(text: str, articles: Sequence[IdentifiedArticle]) -> PreparedText:
    """The text as a document of these articles. Raises ArticlesMissing."""
    if not articles:
        raise ArticlesMissing(field="text")
    blob, file = text_blob(text)
    digests = tuple(ArticleDigest(article.id, article.label, article.sha256) for article in articles)
    return PreparedText(TextDocument(blob, digests), file)


def document_of(event: DraftPrepared) -> TextDocument:
    """The draft of an event whose content can be read."""
    assert isinstance(event.draft, TextDocument)
    return event.draft


async def drafts_of(runtime: Runtime, consultation_id: UUID) -> list[DraftPrepared]:
    """Every version of the draft that can be read, the first first."""
    events = await runtime.archive.unsealed(await runtime.log.streams([consultation_id], [DraftPrepared.topic]))
    return [event for event in events if isinstance(event, DraftPrepared) and isinstance(event.draft, TextDocument)]


async def source_of(runtime: Runtime, consultation_id: UUID, document: TextDocument) -> str:
    """The text of a document as it was written; empty where it was erased."""
    content = await runtime.sealed.blob(consultation_id, document.blob.sha256)
    return content.decode() if content is not None else ""


async def latest_draft(runtime: Runtime, consultation: Consultation) -> LatestDraft:
    """The draft as it stands; empty where there is none yet."""
    drafts = [document_of(event) for event in await drafts_of(runtime, consultation.id)]
    text = await whole_text(runtime, consultation, drafts[-1] if drafts else None)
    return LatestDraft(text, tuple(draft.articles for draft in drafts))


async def whole_text(runtime: Runtime, consultation: Consultation, document: object) -> FullText:
    """A stored text with its articles under the ids recorded for them; empty where there is none, or its content was erased."""
    if not isinstance(document, TextDocument):
        return FullText()
    source = await source_of(runtime, consultation.id, document)
    return FullText(source, as_recorded(source, document.articles)) if source else FullText()
