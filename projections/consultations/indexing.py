"""The search entries of a decision: title and numbers, explanation, articles, adoption."""

from __future__ import annotations

from projections.batch import Batch, SearchKey
from projections.consultations.published_texts import PublishedTexts
from projections.consultations.row import ConsultationRow


def index_consultation(batch: Batch, row: ConsultationRow, documents: PublishedTexts) -> None:
    """Search entries of the decision as it is shown now; those of its texts when they become public."""
    notice = row.details.notice
    numbers = (notice.document_number, notice.unified_number) if notice else ()
    _index(batch, row, "consultation", "", row.title, row.number, *numbers)
    _index(batch, row, "explanation", "", row.details.explanation)
    key = row.consultation_id
    for article in documents.articles.get((key, "consulted"), ()):
        _index(batch, row, "article", article.id, article.label, article.text)
    if notice and (key, "adopted") in documents.texts:
        _index(batch, row, "adoption", "", notice.opinions_note, documents.texts[key, "adopted"][-1])


def _index(batch: Batch, row: ConsultationRow, kind: str, part: str, *texts: str | None) -> None:
    batch.index(SearchKey(row.consultation_id, kind, part), row.consultation_id, *texts)
