"""Projection of published texts: source, articles under their recorded ids, and the files that may be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.articles.identity import IdentifiedArticle
from domain.articles.recorded import as_recorded
from domain.values import Blob, TextDocument
from projections.consultations.blobs import add_blobs
from projections.consultations.views import TextKind

TEXT_COLUMNS = ("consultation_id", "kind", "position", "draft_version", "sha256", "size", "media_type", "source")
ARTICLE_COLUMNS = ("consultation_id", "kind", "ordinal", "article_id", "label", "number", "text", "path", "sha256")


class PublishedTexts:
    """Texts and files that a batch makes public, by decision."""

    def __init__(self) -> None:
        self.texts: dict[tuple[UUID, TextKind], tuple[Any, ...]] = {}
        self.articles: dict[tuple[UUID, TextKind], tuple[IdentifiedArticle, ...]] = {}
        self.blobs: list[tuple[Any, ...]] = []

    def add_text(
        self,
        consultation_id: UUID,
        kind: TextKind,
        document: TextDocument,
        *,
        position: int,
        contents: Mapping[str, bytes],
        draft_version: int | None = None,
    ) -> None:
        """A text made of articles; without its contents the articles stand with their labels only."""
        blob = document.blob
        source = text_of(blob, contents)
        key = (consultation_id, kind)
        self.texts[key] = (*key, position, draft_version, blob.sha256, blob.size, blob.media_type, source)
        self.articles[key] = as_recorded(source or "", document.articles)
        self.add_blob(consultation_id, kind, blob)

    def add_blob(self, consultation_id: UUID, title: str, blob: Blob) -> None:
        """A file under the decision's data key."""
        self.blobs.append((blob.sha256, consultation_id, consultation_id, title, blob.media_type, blob.size))

    async def write(self, connection: Any) -> None:
        """Add everything; each text of a decision is published once."""
        if self.texts:
            rows = [
                (*key, ordinal, article.id, article.label, article.number, article.text, article.path, article.sha256)
                for key, articles in self.articles.items()
                for ordinal, article in enumerate(articles)
            ]
            await connection.copy_records_to_table("texts", records=list(self.texts.values()), columns=TEXT_COLUMNS)
            await connection.copy_records_to_table("articles", records=rows, columns=ARTICLE_COLUMNS)
        await add_blobs(connection, self.blobs)


def text_of(blob: Blob, contents: Mapping[str, bytes]) -> str | None:
    """The text of a blob, or None where it is not at hand."""
    content = contents.get(blob.sha256)
    return None if content is None else bytes(content).decode()
