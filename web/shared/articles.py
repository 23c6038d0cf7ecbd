"""Articles and items as lists to choose from: grouped under the headings above them, named with their first words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from domain.articles.numbering.labels import article_label
from projections.consultations.views import ArticleView

BETWEEN = " › "
WORDS = 20  # code points


def under_headings(articles: Iterable[ArticleView]) -> list[tuple[str, list[ArticleView]]]:
    """Neighbours with the same path together: `二、重点工作 › （一）完善网点`, and the articles there; "" without a heading."""
    return [(BETWEEN.join(path), list(each)) for path, each in groupby(articles, key=lambda article: article.path)]


def named_with_words(article: ArticleView) -> str:
    """`二（一）1 新增夜市。年内新…`: an item of a plan with its first words, an article by its label alone."""
    if not article.label or article_label(article.label, 0):
        return article.label or article.text[:WORDS]
    words = " ".join(article.text.split())
    return f"{article.label} {words[:WORDS]}{'…' if len(words) > WORDS else ''}"
