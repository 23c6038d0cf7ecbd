"""Adopted means changed 采纳即修改: dispositions compared with what became of the text, by digest of each article."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from domain.enumerations import DispositionKind
from domain.values import DispositionText, TextDocument

CHANGING_KINDS = frozenset({DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED})


def contradictions(consulted: TextDocument, changed: TextDocument | None, answers: Iterable[DispositionText]) -> tuple[str, ...]:
    """Ids of articles that an adopted or partly adopted disposition names as changed although their text did not change.

    In the order of the consulted text, then those in neither text, sorted. Empty while no `changed` text is attached.
    """
    if changed is None:
        return ()
    named = {article for answer in answers if answer.kind in CHANGING_KINDS for article in answer.articles_changed}
    return _ordered(named - _changed_ids(consulted, changed), consulted)


def changed_without_comment(
    consulted: TextDocument, changed: TextDocument | None, commented_articles: Collection[str]
) -> tuple[str, ...]:
    """Ids of articles changed, added or removed that no comment named; text order, added ones after it."""
    if changed is None:
        return ()
    unexplained = _changed_ids(consulted, changed) - set(commented_articles)
    return _ordered(unexplained, consulted, changed)


def _changed_ids(consulted: TextDocument, changed: TextDocument) -> set[str]:
    before = {article.id: article.sha256 for article in consulted.articles}
    after = {article.id: article.sha256 for article in changed.articles}
    return {article for article in before.keys() | after.keys() if before.get(article) != after.get(article)}


def _ordered(ids: set[str], *texts: TextDocument) -> tuple[str, ...]:
    known = dict.fromkeys(article.id for text in texts for article in text.articles)
    return (*(article for article in known if article in ids), *sorted(ids - known.keys()))
